"""How many requests each feed is worth: a price for a request, at which all feeds together keep to a budget."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tocsin.core.schedule.rhythm import UNKNOWN, Rhythm

FLOOR = timedelta(minutes=15)
"""No feed is read more often than this, unless the profile says otherwise."""

URGENT_FLOOR = timedelta(minutes=2)
"""A feed that feeds an urgent watch may be read this often."""

CEILING = timedelta(days=1)
"""Every feed is read at least this often, however it fails and whatever it asks."""

BUDGET = 600
"""Requests an hour, on average over a week, unless the user sets another number."""

BRISK = 1.5
"""Entries an hour from which a feed is read at the floor, if the budget allows; a slower one less often."""

URGENT_WEIGHT = 16.0
"""An entry of a feed that feeds an urgent watch counts as so many: it is read four times as often."""

MATCH_WEIGHT = 3.0
"""An entry of a feed with a match a day or more counts as so many more."""

HASTIEST = 16.0
_HOUR = 3600.0


@dataclass(frozen=True, slots=True)
class Pace:
    """What is known of a feed when the time of its next poll is chosen."""

    rhythm: Rhythm = UNKNOWN
    weight: float = 1.0
    """How much an entry of it matters; 1: it answered no watch lately."""
    urgent: bool = False
    """It feeds an urgent watch."""
    window: int = 0
    """Entries that stood in the feed the last time; 0: unknown."""
    haste: float = 1.0
    """Grows with each poll that may have missed something, up to 16."""

    def floor(self, floor: timedelta) -> timedelta:
        """Give the shortest wait for this feed, `floor` being the usual one."""
        return min(floor, URGENT_FLOOR) if self.urgent else floor


def weight_of(matches_a_day: float, *, urgent: bool) -> float:
    """Say how much an entry of a feed matters that brings so many matches."""
    return (1 + MATCH_WEIGHT * min(1.0, max(0.0, matches_a_day))) * (URGENT_WEIGHT if urgent else 1.0)


def hastened(haste: float, *, overflow: bool) -> float:
    """Give the haste after a poll: doubled when its window had rolled over, else a little less."""
    return min(HASTIEST, max(1.0, haste) * 2) if overflow else max(1.0, haste * 0.9)


def worth_waiting(pace: Pace, now: datetime, price: float) -> timedelta:
    """Give how long until the entries that are expected have waited for `price` entry-hours in all.

    For a steady feed that is √(2 · price / rate): the intervals at which a given number of requests, shared out
    among feeds, leaves all entries together waiting the shortest.
    """
    return _until(pace.rhythm, now, waiting=price / max(pace.weight, 1e-9))


def window_lasts(pace: Pace, now: datetime) -> timedelta:
    """Give how long until half of the entries that stand in the feed are expected to have been pushed out."""
    if pace.window <= 0:
        return CEILING
    return _until(pace.rhythm, now, arrived=pace.window / 2 / max(1.0, pace.haste))


def _until(rhythm: Rhythm, now: datetime, *, waiting: float = math.inf, arrived: float = math.inf) -> timedelta:
    """Give when so much waiting has gathered, or so many entries have come; a day at most."""
    passed = waited = came = 0.0
    for length, rate in rhythm.rates(now, 24):
        step = length
        if waited + came * length + rate * length * length / 2 >= waiting:
            left = max(0.0, waiting - waited)
            step = min(step, 2 * left / (came + math.sqrt(came * came + 2 * rate * left)) if left else 0.0)
        if came + rate * length >= arrived:
            step = min(step, max(0.0, arrived - came) / rate)
        passed += step
        if step < length:
            break
        waited += came * length + rate * length * length / 2
        came += rate * length
    return min(timedelta(hours=passed), CEILING)


def least_price(floor: timedelta = FLOOR) -> float:
    """Give the price, in entry-hours, below which a request is not worth making even if nobody counted them."""
    hours = floor.total_seconds() / _HOUR
    return BRISK * hours * hours / 2


@dataclass(frozen=True, slots=True)
class Appetite:
    """How often one feed would be read at a price, as far as it may be."""

    pull: float
    """Mean square root of its rate, weighted: see Rhythm.pull."""
    shortest: timedelta
    """The floor, or what the feed and its server ask for."""

    def readings(self, price: float) -> float:
        """Give its requests an hour, on average over a week."""
        often = self.pull / math.sqrt(2 * price)
        most = _HOUR / max(1.0, min(self.shortest, CEILING).total_seconds())
        return min(most, max(often, _HOUR / CEILING.total_seconds()))


def appetite(pace: Pace, now: datetime, shortest: timedelta) -> Appetite:
    """Give a feed's appetite; `shortest` is what the profile, the feed and its server allow."""
    return Appetite(pace.rhythm.pull(now) * math.sqrt(pace.weight), shortest)


def readings(appetites: Iterable[Appetite], price: float) -> float:
    """Give the requests an hour that all feeds together come to at a price."""
    return math.fsum(one.readings(price) for one in appetites)


def price_for(appetites: Sequence[Appetite], budget: float, floor: timedelta = FLOOR) -> float:
    """Give the lowest price of a request, in entry-hours, at which all feeds together keep to the budget.

    Never below least_price(). A budget that does not even allow for a reading a day each is exceeded by that.
    """
    low = high = least_price(floor)
    if readings(appetites, low) <= budget:
        return low
    for _ in range(40):
        high *= 4
        if readings(appetites, high) <= budget:
            break
    for _ in range(40):
        middle = math.sqrt(low * high)
        if readings(appetites, middle) > budget:
            low = middle
        else:
            high = middle
    return high
