"""When a feed is due again: a function of what the last poll said and of what is known of the feed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from tocsin.core.model import Feed
from tocsin.core.schedule.pace import CEILING, FLOOR, Pace, least_price, window_lasts, worth_waiting

FIRST_RETRY = timedelta(minutes=5)
"""How long after its first failure a feed is tried again; each further failure doubles it."""

FIRST_REFUSED = timedelta(minutes=15)
"""The same for a server that answers and refuses: 403, 429, 503."""

UNWANTED_AFTER = 3
"""So many 403 in a row are a wish to be left alone."""

UNWANTED_RETRY = timedelta(hours=1)
"""What is doubled from then on instead."""

SPREAD = 0.1
"""The largest part of the interval that chance adds, so that feeds drift apart."""

REFUSALS = frozenset({403, 429, 503})


class Cause(StrEnum):
    """What decided when a feed is due."""

    NEW = ""
    """It was never read, or the user asked for it."""
    FLOOR = "floor"
    RHYTHM = "rhythm"
    WINDOW = "window"
    ASKED = "asked"
    """The feed or its server asks not to be read more often."""
    QUIET = "quiet"
    """It names hours or days at which it is not to be read."""
    TROUBLE = "trouble"
    REFUSED = "refused"
    HOST = "host"
    """Other requests to its host come first."""
    OFFLINE = "offline"
    """There was no network; nobody is to blame."""
    CEILING = "ceiling"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a poll says about the next one."""

    good: bool
    """The feed could be read, or had not changed."""
    asked: timedelta | None = None
    """How long the feed or its server asks to be left alone (`ttl`, Cache-Control)."""
    retry_after: timedelta | None = None
    """How long a refusing server asks to be left alone (Retry-After, RFC 9110 section 10.2.3)."""
    status: int | None = None
    """What a refusing server answered."""
    kind: str = ""
    """How a conversation that failed ended, as in feeds.fetch_values."""
    skip_hours: Collection[int] = ()
    skip_days: Collection[int] = ()
    """Hours (0 to 23) and days (Monday is 0) in GMT at which the feed is not to be read (RSS 2.0)."""


@dataclass(frozen=True, slots=True)
class Due:
    """The time of the next poll, and what decided it."""

    at: datetime
    cause: Cause


def next_due(
    feed: Feed, outcome: Outcome, now: datetime, jitter: float, *, floor: timedelta = FLOOR, pace: Pace | None = None,
    price: float | None = None,
) -> Due:  # fmt: skip
    """Give the time of the next poll. `feed` is as it was before this poll; `jitter` is chance, 0 to 1.

    A good poll: when what has come meanwhile is worth a request at `price` (entry-hours), or the feed's window is
    about to roll over; never before the floor, nor before the feed and its server ask for it, a day at most. A bad
    one: the waiting doubles up to a day and never ends. Only days that a feed closes itself can make it longer.
    """
    if outcome.good:
        wait, cause = _good(outcome, now, floor, pace or Pace(), price)
    else:
        wait, cause = _bad(feed, outcome, floor)
    wait = min(wait, CEILING)
    at = now + wait + wait * (SPREAD * (jitter if 0.0 <= jitter <= 1.0 else 0.0))
    open_at = not_skipped(at, outcome.skip_hours, outcome.skip_days)
    return Due(open_at, Cause.QUIET if open_at > at else cause)


def _good(
    outcome: Outcome, now: datetime, floor: timedelta, pace: Pace, price: float | None
) -> tuple[timedelta, Cause]:
    wait = worth_waiting(pace, now, least_price(floor) if price is None else max(price, least_price(floor)))
    cause = Cause.RHYTHM if wait < CEILING else Cause.CEILING
    lasts = window_lasts(pace, now)
    if lasts < wait:
        wait, cause = lasts, Cause.WINDOW
    least = pace.floor(floor)
    if wait <= least:
        wait, cause = least, Cause.FLOOR
    if outcome.asked is not None and outcome.asked > wait:
        wait, cause = outcome.asked, Cause.ASKED
    return wait, cause


def _bad(feed: Feed, outcome: Outcome, floor: timedelta) -> tuple[timedelta, Cause]:
    refused = outcome.status in REFUSALS
    first = FIRST_REFUSED if refused else FIRST_RETRY
    if outcome.status == 403 and feed.failures + 1 >= UNWANTED_AFTER:
        first = UNWANTED_RETRY
    # Beyond a dozen doublings the ceiling holds anyway, and the numbers stay small.
    wait = (first if refused else min(first, floor)) * 2 ** min(feed.failures, 12)
    asked = outcome.retry_after or timedelta(0)
    return max(wait, asked), Cause.REFUSED if refused or asked > wait else Cause.TROUBLE


def not_skipped(at: datetime, hours: Collection[int], days: Collection[int]) -> datetime:
    """Give the first moment from `at` (UTC) on that is in none of these hours and days; one that skips all: `at`."""
    skip_hours, skip_days = set(hours) & set(range(24)), set(days) & set(range(7))
    if len(skip_hours) == 24 or len(skip_days) == 7:
        return at
    while at.hour in skip_hours or at.weekday() in skip_days:
        at = at.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return at
