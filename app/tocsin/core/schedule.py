"""When a feed is due again: a function of what the last poll said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from tocsin.core.model import Feed

FLOOR = timedelta(minutes=15)
"""No feed is read more often than this, unless the profile says otherwise."""

CEILING = timedelta(days=1)
"""Every feed is read at least this often, however it fails and whatever it asks."""

FIRST_RETRY = timedelta(minutes=5)
"""How long after its first failure a feed is tried again; each further failure doubles it."""

SPREAD = 0.1
"""The largest part of the interval that chance adds, so that feeds drift apart."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a poll says about the next one."""

    good: bool
    """The feed could be read, or had not changed."""
    asked: timedelta | None = None
    """How long the feed or its server asks to be left alone (`ttl`, Cache-Control)."""
    retry_after: timedelta | None = None
    """How long a refusing server asks to be left alone (Retry-After, RFC 9110 section 10.2.3)."""


def next_due(feed: Feed, outcome: Outcome, now: datetime, jitter: float, *, floor: timedelta = FLOOR) -> datetime:
    """Give the time of the next poll. `feed` is as it was before this poll; `jitter` is chance, 0 to 1.

    A good poll: the floor, or longer if the feed asks. A bad one: the waiting doubles up to a day and never ends.
    """
    if outcome.good:
        wait = max(floor, outcome.asked or floor)
    else:
        # Beyond a dozen doublings the ceiling holds anyway, and the numbers stay small.
        wait = min(FIRST_RETRY, floor) * 2 ** min(feed.failures, 12)
        wait = max(wait, outcome.retry_after or wait)
    wait = min(wait, CEILING)
    return now + wait + wait * (SPREAD * (jitter if 0.0 <= jitter <= 1.0 else 0.0))
