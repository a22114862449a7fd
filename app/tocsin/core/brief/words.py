"""How a brief speaks: its title, its dates, and the lines that stand under a headline."""

from __future__ import annotations

from datetime import datetime, tzinfo

from tocsin.core.brief.values import Brief, Section, Told
from tocsin.core.model import Notice
from tocsin.core.text import clean

KEY = "brief-"
"""How the key of a brief's notice begins, and that of the alerts which it rang; the number follows."""

BELL = "brief"
"""The bell that rings what is read later."""

LISTED = 3
NO_HEADLINE = "(no headline)"

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def name(brief: Brief, zone: tzinfo) -> str:
    """Name a brief by the part of the day in which it was made."""
    hour = brief.made.astimezone(zone).hour
    if 4 <= hour < 12:
        return "Morning brief"
    if 12 <= hour < 17:
        return "Afternoon brief"
    return "Evening brief" if 17 <= hour < 22 else "Night brief"


def scope(brief: Brief) -> str:
    """Say how much is in it: "12 stories in 4 watches"."""
    if not brief.stories:
        return "nothing new"
    return f"{_counted(brief.stories, 'story', 'stories')} in {_counted(brief.watches, 'watch', 'watches')}"


def title(brief: Brief, zone: tzinfo) -> str:
    """Give the line by which a brief is known: "Morning brief: 12 stories in 4 watches"."""
    return f"{name(brief, zone)}: {scope(brief)}"


def date(moment: datetime, zone: tzinfo) -> str:
    """Give a day in full: "Tuesday, 24 November 2026"."""
    here = moment.astimezone(zone)
    return f"{_DAYS[here.weekday()]}, {here.day} {_MONTHS[here.month - 1]} {here.year}"


def clock(moment: datetime, zone: tzinfo) -> str:
    """Give a time of day: "8:05"."""
    here = moment.astimezone(zone)
    return f"{here.hour}:{here.minute:02}"


def when(moment: datetime, made: datetime, zone: tzinfo) -> str:
    """Give a time as it is read on the day of the brief: "7:40", "yesterday 22:10", "21 November 9:00"."""
    here, today = moment.astimezone(zone), made.astimezone(zone)
    days = (today.date() - here.date()).days
    if days <= 0:
        return clock(moment, zone)
    if days == 1:
        return f"yesterday {clock(moment, zone)}"
    year = f" {here.year}" if here.year != today.year else ""
    return f"{here.day} {_MONTHS[here.month - 1]}{year} {clock(moment, zone)}"


def period(brief: Brief, zone: tzinfo) -> str:
    """Say what time it covers."""
    return f"Since {when(brief.since, brief.made, zone)} · made {clock(brief.made, zone)}"


def headline(one: Told) -> str:
    """Give the headline, or words for none."""
    return one.headline or NO_HEADLINE


def outlets(one: Told) -> str:
    """Name who carries it: "The Herald, Gazette and 3 others"."""
    names = list(one.outlets)
    if one.more_outlets:
        return f"{', '.join(names)} and {_counted(one.more_outlets, 'other')}"
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def facts(one: Told, brief: Brief, zone: tzinfo) -> str:
    """Give the line under a headline but for the outlets: first seen, what is new of it, other watches."""
    also = f"also in {', '.join(one.also)}" if one.also else ""
    return " · ".join(part for part in (f"first seen {when(one.seen, brief.made, zone)}", one.note, also) if part)


def rest(section: Section) -> str:
    """Say what a section does not tell: "and 4 more · 2 told under another watch"."""
    more = f"and {section.more:,} more" if section.more else ""
    elsewhere = f"{_counted(section.elsewhere, 'story', 'stories')} told under another watch"
    return " · ".join(part for part in (more, elsewhere if section.elsewhere else "") if part)


def remainder(brief: Brief) -> str:
    """Say of how many watches nothing is told for want of room."""
    return f"And news in {_counted(brief.more_watches, 'more watch', 'more watches')}." if brief.more_watches else ""


def nothing(brief: Brief, zone: tzinfo) -> str:
    """Say that nothing is new."""
    return f"Nothing new since {when(brief.since, brief.made, zone)}."


def notice(brief: Brief, zone: tzinfo, *, presenting: bool = False) -> Notice:
    """Make the one notice of a brief; to a presenter it names no headline."""
    told = brief.told
    lines = [f"• {clean(headline(one), 100)}" for one in told[:LISTED]]
    left = brief.stories - len(lines)
    if left > 0 and lines:
        lines.append(f"and {left:,} more")
    body = "" if presenting else "\n".join(lines or [nothing(brief, zone)])
    actions = (("default", "Open"), ("open", "Open"))
    return Notice(f"{KEY}{brief.id}", title(brief, zone), body, (), 0, actions=actions)


def _counted(number: int, one: str, many: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
