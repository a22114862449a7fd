"""Decides when it is said of a feed that it fails for good, which watches that leaves blind, and in which words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tocsin.core.model import Feed, Notice
from tocsin.core.query import Query, within
from tocsin.core.text import clean

LONG = timedelta(days=7)
"""So long a feed must have failed, since its first failure and not since it was last read,"""

LEAST_FAILURES = 7
"""and so often: a computer that was off for a week and fails once has learned nothing about the feed."""

LATELY = timedelta(days=90)
"""A watch that a feed brought something in this time will miss it."""

KEY = "sources-ailing"
"""What the notice is known by."""

MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Ailing:
    """A feed that has not been readable for a week, and the watches that may miss something."""

    feed: Feed
    since: datetime
    watches: tuple[str, ...]

    def sentence(self, now: datetime) -> str:
        """Say it."""
        said = f"{clean(self.feed.title, 80)} has not been readable for {_long(now - self.since)}"
        trouble = clean(self.feed.trouble, 200).rstrip(".")
        return " ".join(filter(None, (f"{said}: {trouble}.", blind(self.watches))))


def is_ailing(feed: Feed, since: datetime | None, now: datetime) -> bool:
    """Tell whether it is time to say so; `since`: its first failure in a row. Times without a network do not count."""
    if since is None or feed.paused or feed.gone is not None:
        return False
    return feed.failures >= LEAST_FAILURES and now - since >= LONG


def left_blind(
    feed: Feed, feeds: Sequence[Feed], brought: Collection[int], queries: Sequence[tuple[int, str, Query]]
) -> tuple[str, ...]:
    """Name the watches that may miss something while a feed cannot be read; `queries`: (id, name, query) of each.

    Those to which it brought something lately (`brought`), and those that ask for a source, language or country which
    no other feed has that can be read. A watch that looks everywhere and never heard of this feed is not named: it is
    not known to miss anything.
    """
    others = [one for one in feeds if one.id != feed.id and not one.failures and not one.paused and one.gone is None]
    return tuple(
        name
        for number, name, query in queries
        if number in brought or (within(query, feed) and not any(within(query, one) for one in others))
    )


def blind(watches: Sequence[str]) -> str:
    """Say which watches may miss something; empty: none is known to."""
    if not watches:
        return ""
    named = ", ".join(clean(name, 60) for name in watches[:MOST_NAMED])
    more = f" and {len(watches) - MOST_NAMED} more" if len(watches) > MOST_NAMED else ""
    return f"{'This watch' if len(watches) == 1 else 'These watches'} may miss something: {named}{more}."


def notice(ailing: Sequence[Ailing], now: datetime, *, presenting: bool) -> Notice:
    """Make the one notice of a day."""
    if presenting:
        return Notice(KEY, "A source needs you", "", ())
    if len(ailing) == 1:
        title = f"{clean(ailing[0].feed.title, 60)}: not readable for {_long(now - ailing[0].since)}"
        return Notice(KEY, title, ailing[0].sentence(now), ())
    names = [clean(one.feed.title, 60) for one in ailing]
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    watches = tuple(dict.fromkeys(name for one in ailing for name in one.watches))
    body = " ".join(filter(None, (f"{', '.join(names[:MOST_NAMED])}{more}.", blind(watches))))
    return Notice(KEY, f"{len(names)} sources have not been readable for a week", body, ())


def _long(time: timedelta) -> str:
    return "a week" if time < timedelta(days=8) else f"{time.days} days"
