"""Reads the values of source:, lang:, age: and their like, and asks an article about them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from tocsin.core.model import Article, Marks
from tocsin.core.query.nodes import Filter
from tocsin.core.text.folding import scan

_AGE = re.compile(r"(<=|>=|<|>)?(\d{1,5})(m|min|h|d|w)$")
_COUNT = re.compile(r"(>=|<=|>|<|=)?(\d{1,4})$")
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:T(\d{1,2}):(\d{2})Z?)?)?)?$")
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
STATES = {"is": ("unread", "read", "kept", "handled", "noted", "tagged"), "has": ("image",)}
_PLACES = frozenset({"source", "feed", "lang", "country"})


def read(kind: str, value: str) -> Filter | str:
    """Return the filter, or one sentence about what is wrong with its value."""
    value = " ".join(value.replace(chr(34), " ").split())
    if not value:
        return f"Nothing stands after {kind}: that could be looked for."
    if kind in STATES:
        low = value.lower()
        if low in STATES[kind]:
            return Filter(kind, low)
        return f"{kind}: can be asked for {_list(STATES[kind])}, not for {value[:40]!r}."
    if kind == "age":
        return _age(value)
    if kind in {"after", "before"}:
        return _day(kind, value)
    if kind == "sources":
        count = _COUNT.match(value)
        if count is None:
            return "sources: wants a number, as in sources:>=3."
        return Filter(kind, str(int(count[2])), count[1] or ">=")
    if kind == "lang":
        return _code(kind, value.lower().replace("_", "-"), r"[a-z]{2,3}(-[a-z0-9]{2,8}){0,2}", "fr")
    if kind == "country":
        return _code(kind, value.lower(), r"[a-z]{2}", "fr")
    if not scan(value).split() or len(value) > 300:
        return f"What stands after {kind}: holds no letter or digit."
    return Filter(kind, value)


def _list(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " or " + names[-1]


def _code(kind: str, value: str, shape: str, example: str) -> Filter | str:
    if re.fullmatch(shape, value):
        return Filter(kind, value)
    return f"{kind}: wants a code of two letters, as in {kind}:{example}."


def _age(value: str) -> Filter | str:
    age = _AGE.match(value.lower())
    if age is None:
        return "age: wants a number of minutes, hours, days or weeks, as in age:<30m, age:<12h, age:<2d or age:>1w."
    return Filter("age", f"{int(age[2])}{age[3][0]}", (age[1] or "<").replace("=", ""))


def _day(kind: str, value: str) -> Filter | str:
    if _moment(value.upper()) is None:
        return f"{kind}: wants a day, as in {kind}:2026-11-01."
    return Filter(kind, value.upper())


def _moment(value: str) -> datetime | None:
    day = _DAY.match(value)
    if day is None:
        return None
    year, month, number, hour, minute = (int(part) if part else None for part in day.groups())
    try:
        return datetime(year or 0, month or 1, number or 1, hour or 0, minute or 0, tzinfo=UTC)
    except ValueError:
        return None


def holds(asked: Filter, article: Article, marks: Marks, now: datetime | None) -> bool:
    """Answer a filter for an article; without a `now` the article is as old as when it was first seen."""
    match asked.kind:
        case "source":
            return _from(asked.value, article)
        case "feed":
            return _phrase(asked.value, article.feed_title) or asked.value == article.feed_url
        case "lang":
            return _language(asked.value, article.language)
        case "country":
            return article.country.lower() == asked.value
        case "has":
            return bool(article.image)
        case "is":
            return _state(asked.value, marks)
        case "sources":
            return _compare(marks.sources, asked.compare, int(asked.value))
        case "age":
            age = (now or article.seen) - article.seen
            limit = int(asked.value[:-1]) * _UNITS[asked.value[-1]]
            return age < limit if asked.compare == "<" else age > limit
        case _:
            moment = _moment(asked.value)
            return moment is not None and (article.seen >= moment if asked.kind == "after" else article.seen < moment)


def _state(value: str, marks: Marks) -> bool:
    return {
        "unread": not marks.read, "read": marks.read, "kept": marks.kept, "handled": marks.handled,
        "noted": marks.noted, "tagged": bool(marks.tags),
    }[value]  # fmt: skip


def by_state(asked: Filter) -> bool:
    """Tell whether a filter asks for a state or a time, which no watch can be made of alone."""
    return asked.kind not in _PLACES


def _compare(have: int, sign: str, want: int) -> bool:
    return {">=": have >= want, ">": have > want, "<=": have <= want, "<": have < want, "=": have == want}[sign]


def _phrase(wanted: str, text: str) -> bool:
    return f" {' '.join(scan(wanted).split())} " in f" {' '.join(scan(text[:500]).split())} "


def _language(wanted: str, language: str) -> bool:
    have = language.lower().replace("_", "-")
    return have == wanted or have.startswith(f"{wanted}-")


def _from(wanted: str, article: Article) -> bool:
    if _phrase(wanted, article.outlet) or _phrase(wanted, article.feed_title):
        return True
    low = wanted.lower()
    if not re.fullmatch(r"[\w.-]+", low):
        return False
    return any(low in _host(address) for address in (article.link, article.feed_url))


def _host(address: str) -> str:
    try:
        return (urlsplit(address[:2000]).hostname or "").lower()
    except ValueError:
        return ""
