"""Dates as feeds write them, in any order and many languages, made aware UTC; touches nothing."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone

from tocsin.feeds.dates_words import AFTERNOON, MONTHS, MORNING, WEEKDAYS, ZONES, plain

LONGEST = 120
_ISO = re.compile(
    r"^(?P<year>\d{4})-?(?P<month>\d{2})(?:-?(?P<day>\d{2}))?"
    r"(?:[T_ ,]+(?P<hour>\d{1,2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2})(?:[.,](?P<part>\d+))?)?)?"
    r"\s*(?P<zone>[Zz]|[+\-\u2212]\d{1,2}(?::?\d{2})?|[A-Za-z]{2,5})?$"
)
_USUAL_ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3}|\.\d{6})?(?:Z|[+-](?:0\d|1[0-5]):[0-5]\d)", re.A)
_USUAL_MAIL = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?(\d{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4}) "
    r"([01]\d|2[0-3]):([0-5]\d):([0-5]\d) (?:GMT|([+-])(0\d|1[0-5])([0-5]\d))",
    re.A,
)
_TIME = re.compile(
    r"(?<![\d:.])(?P<hour>\d{1,2})\s?[:hH\u6642\u65f6\u70b9\uc2dc]\s?(?P<minute>\d{2})(?!\d)"
    r"(?:[\u5206\ubd84]|\s?[:.]\s?(?P<second>\d{2})(?:[.,]\d+)?(?!\d))?(?:\s?\d{1,2}[\u79d2\ucd08])?"
)
_OFFSET = re.compile(r"(?:\b(?:GMT|UTC?|Z)\s?)?([+\-\u2212])\s?(\d{1,2}):?(\d{2})?(?![\d:])\s*(?:\([^)]*\))?\s*$", re.I)
_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*")
_NUMBER = re.compile(r"\d+")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s?[-/.\u5e74\ub144]\s?(\d{1,2})\s?[-/.\u6708\uc6d4]\s?(\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?[-/.]\s?(\d{4}|\d{2})(?![\d:])")


def read(text: str) -> datetime | None:
    """The moment that the text names, in UTC; a text without a zone is taken as UTC. None: no date can be made out."""
    try:
        usual = _usual(text)
    except (ValueError, OverflowError):
        usual = None
    if usual is not None:
        return usual
    text = unicodedata.normalize("NFKC", " ".join(text[: LONGEST * 2].split()))[:LONGEST]
    text = text.strip(" ,;.\"'()[]")
    if not any(char.isdigit() for char in text):
        return None
    try:
        return _iso(text) or _epoch(text) or _free(text)
    except (ValueError, OverflowError):
        return None


def _usual(text: str) -> datetime | None:
    """A date exactly as the two standards want it; nearly all are, and are read twenty times as fast."""
    if _USUAL_ISO.fullmatch(text):
        return datetime.fromisoformat(text).astimezone(UTC)
    found = _USUAL_MAIL.fullmatch(text)
    if found is None:
        return None
    day, month, year, hour, minute, second, sign, hours, minutes = found.groups()
    local = datetime(int(year), MONTHS[month.lower()], int(day), int(hour), int(minute), int(second), tzinfo=UTC)
    if sign is None:
        return local
    east = timedelta(hours=int(hours), minutes=int(minutes))
    return local + east if sign == "-" else local - east


def _iso(text: str) -> datetime | None:
    found = _ISO.match(text)
    if not found:
        return None
    part = found.groupdict()
    zone = _zone(part["zone"] or "")
    if zone is None or (part["hour"] is None and part["day"] is None and "-" not in text):
        return None
    micro = int(((part["part"] or "") + "000000")[:6])
    day = (int(part["year"]), int(part["month"]), int(part["day"] or 1))
    clock = (int(part["hour"] or 0), int(part["minute"] or 0), int(part["second"] or 0))
    return _moment(day, clock, zone, micro)


def _epoch(text: str) -> datetime | None:
    """Seconds or milliseconds since 1970, as some home-made feeds write."""
    if not re.fullmatch(r"\d{9,10}|\d{12,13}", text):
        return None
    seconds = int(text) if len(text) <= 10 else int(text) // 1000
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)


def _free(text: str) -> datetime | None:
    """Looks for a time, a zone, a month and numbers, and takes what is left as day and year."""
    clock, zone_text, rest = _clock(text)
    words = [_plain(word) for word in _WORD.findall(rest)]
    zone = _zone(zone_text) if zone_text else _named_zone(words)
    if zone is None:
        return None
    day = _numeric_day(rest, words) or _named_day(rest)
    if day is None:
        return None
    return _moment(day, clock, zone, 0)


def _clock(text: str) -> tuple[tuple[int, int, int], str, str]:
    """Hour, minute, second; the offset as text; and the text without them."""
    found = _TIME.search(text)
    if not found:
        hour = re.search(r"(?<![\d/.:-])(\d{1,2})\s?([ap])\.?m\b\.?", text, re.I)
        if not hour:
            return (0, 0, 0), "", text
        twelve = _twelve(int(hour[1]), hour[2].lower() + "m")
        return (twelve, 0, 0), "", text[: hour.start()] + " " + text[hour.end() :]
    before, after = text[: found.start()], text[found.end() :]
    hour_number = int(found["hour"])
    for word in (*_WORD.findall(after)[:1], *_WORD.findall(before)[-1:]):
        hour_number = _twelve(hour_number, _plain(word).replace(".", ""))
    offset = _OFFSET.search(after)
    zone = ""
    if offset:
        zone = f"{offset[1]}{offset[2]}{offset[3] or ''}"
        after = after[: offset.start()]
    return (hour_number, int(found["minute"]), int(found["second"] or 0)), zone, f"{before} {after}"


def _twelve(hour: int, word: str) -> int:
    """The hour of a twelve-hour clock on the other one; unchanged when the word is no half of the day."""
    if word in AFTERNOON and hour < 12:
        return hour + 12
    if word in MORNING and hour == 12:
        return 0
    return hour


def _numeric_day(rest: str, words: list[str]) -> tuple[int, int, int] | None:
    found = _YEAR_FIRST.search(rest)
    if found:
        return int(found[1]), int(found[2]), int(found[3])
    found = _YEAR_LAST.search(rest)
    if not found:
        return None
    first, mark, second, year = int(found[1]), found[2], int(found[3]), _year(found[4])
    day_first, month_first = (year, second, first), (year, first, second)
    likely = (month_first, day_first) if mark == "/" else (day_first, month_first)
    wanted = next((WEEKDAYS[word[:3]] for word in words if word[:3] in WEEKDAYS), None)
    possible = [day for day in likely if 1 <= day[1] <= 12]
    for day in possible:
        if wanted is not None and datetime(*day, tzinfo=UTC).weekday() == wanted:
            return day
    return possible[0] if possible else None


def _named_day(rest: str) -> tuple[int, int, int] | None:
    """Day, month by name and year in whichever order; of two possible month names the one after a number wins."""
    best: tuple[int, re.Match[str]] | None = None
    for word in _WORD.finditer(rest):
        month = MONTHS.get(_plain(word[0]).replace(".", "")) or MONTHS.get(
            _plain(word[0])[:3] if word[0].isascii() else ""
        )
        if month:
            best = (month, word)
            if rest[: word.start()].rstrip(" .-/,").endswith(tuple("0123456789")):
                break
    numbers = [number[0] for number in _NUMBER.finditer(rest)]
    if best is None or len(numbers) < 2:
        return None
    if len(numbers[0]) == 4:
        return int(numbers[0]), best[0], int(numbers[1])
    return _year(numbers[1]), best[0], int(numbers[0])


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (1900 if year >= 70 else 2000)


def _named_zone(words: list[str]) -> timezone | None:
    for word in reversed(words):
        if word.upper() in ZONES:
            return timezone(timedelta(minutes=ZONES[word.upper()]))
    return UTC


def _zone(text: str) -> timezone | None:
    """The zone that a sign and digits or a name stand for; UTC for nothing; None for what cannot be."""
    text = text.replace("\u2212", "-").replace(":", "").upper()
    if not text:
        return UTC
    if text[0] not in "+-":
        return timezone(timedelta(minutes=ZONES[text])) if text in ZONES else None
    digits = text[1:]
    hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
    if hours > 15 or minutes > 59:
        return UTC
    return timezone(timedelta(hours=hours, minutes=minutes) * (-1 if text[0] == "-" else 1))


def _moment(day: tuple[int, int, int], clock: tuple[int, int, int], zone: timezone, micro: int) -> datetime | None:
    """The moment in UTC; 24:00 and a leap second are what they mean."""
    hour, minute, second = clock
    if hour > 24 or minute > 59 or second > 60:
        return None
    start = datetime(*day, tzinfo=zone)
    return (start + timedelta(hours=hour, minutes=minute, seconds=second, microseconds=micro)).astimezone(UTC)


def _plain(word: str) -> str:
    return plain(word.lower())
