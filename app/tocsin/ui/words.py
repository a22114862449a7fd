"""The small sentences of the screen: ages, times, counts; knows no Qt."""

from __future__ import annotations

from datetime import date, datetime, timedelta

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def age(then: datetime, now: datetime) -> str:
    """Say how long ago: "now", "12 min", "14:03", "yesterday 9:20", "3 Nov", "3 Nov 2024"."""
    passed = now - then
    if timedelta(0) <= passed < timedelta(hours=1):
        minutes = int(passed.total_seconds() // 60)
        return f"{minutes} min" if minutes else "now"
    here, today = then.astimezone(), now.astimezone()
    if here.date() == today.date():
        return clock(here)
    if here.date() == (today - timedelta(days=1)).date():
        return f"yesterday {clock(here)}"
    return day(then, now)


def dated(published: datetime | None, seen: datetime) -> datetime:
    """Give the time that an article's age counts from: what its source claims, but nothing later than it was seen."""
    return seen if published is None else min(published, seen)


def times(published: datetime | None, seen: datetime, rang: datetime | None, now: datetime) -> str:
    """Say when it was published (as the source claims), when it was seen, and when it rang."""
    named = (("published", published), ("seen", seen), ("rang", rang))
    return " · ".join(f"{name} {moment(then, now)}" for name, then in named if then is not None)


def clock(then: datetime) -> str:
    """Give the local time of day: "14:03", "9:20"."""
    here = then.astimezone()
    return f"{here.hour}:{here.minute:02}"


def day(then: datetime, now: datetime) -> str:
    """Give the local day: "3 Nov", with the year when it is another one."""
    here = then.astimezone()
    year = "" if here.year == now.astimezone().year else f" {here.year}"
    return f"{here.day} {MONTHS[here.month - 1]}{year}"


def day_name(day: int, now: datetime) -> str:
    """Name a local day, given as its ordinal: "Today", "Yesterday", "Mon 3 Nov", "Mon 3 Nov 2024"."""
    then, today = date.fromordinal(day), now.astimezone().date()
    if then == today:
        return "Today"
    if then == today - timedelta(days=1):
        return "Yesterday"
    year = "" if then.year == today.year else f" {then.year}"
    return f"{DAYS[then.weekday()]} {then.day} {MONTHS[then.month - 1]}{year}"


def moment(then: datetime, now: datetime) -> str:
    """Give day and time as the reader shows them: "14:03", "yesterday 9:20", "3 Nov 9:20"."""
    here, today = then.astimezone(), now.astimezone()
    if here.date() == today.date():
        return clock(here)
    if here.date() == (today - timedelta(days=1)).date():
        return f"yesterday {clock(here)}"
    return f"{day(then, now)} {clock(here)}"


def counted(number: int, one: str, many: str | None = None) -> str:
    """Give a number with its noun: "1 source", "212 sources", "1,204 articles"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def short(number: int) -> str:
    """Give a number for a narrow column: "9,999", then "12k"."""
    return f"{number:,}" if number < 10_000 else f"{number // 1000:,}k"


def wait(until: datetime, now: datetime) -> str:
    """Say how long something still takes: "in 3 min", "in 2 h", "in a moment"."""
    seconds = (until - now).total_seconds()
    if seconds < 30:
        return "in a moment"
    if seconds < 5400:
        return f"in {max(1, round(seconds / 60))} min"
    return f"in {round(seconds / 3600)} h"


FIELDS = {
    "title": "in the headline",
    "lead": "in the lead",
    "body": "in the text",
    "author": "in the author",
    "url": "in the address",
    "tag": "in a tag",
}


def place(field: str) -> str:
    """Say where a hit stands."""
    return FIELDS.get(field, "")
