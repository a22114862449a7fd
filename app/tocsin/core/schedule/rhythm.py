"""How often a feed brings something new, by the hour of the day and the day of the week (UTC), learned as it goes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

HALF_LIFE = timedelta(weeks=4)
"""An entry counts half after so long: feeds change their habits."""

RECENT = timedelta(hours=6)
"""The half-life of what counts as the present: a feed that is livelier than its habit is, for some hours, believed."""

LONGEST_PAST = timedelta(weeks=4)
"""Dates in a feed's first body that are older say little about today."""

FIRST_ENTRIES, FIRST_HOURS = 2.0, 1.0
"""What an unknown feed is taken to bring: so many entries in so many hours; the first quiet day corrects it."""

HOUR_WEIGHT, DAY_WEIGHT, RECENT_WEIGHT = 24.0, 14.0, 3.0
"""So many entries must be seen before the shape of the day, of the week and of the present is believed by half."""

BOLDEST = 4.0
"""The present raises or lowers the habit by this factor at most."""

_HOUR = 3600.0


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Entries counted by hour of the day and by day of the week in UTC (Monday first), fading as they age."""

    hours: tuple[float, ...] = (0.0,) * 24
    days: tuple[float, ...] = (0.0,) * 7
    exposure: float = 0.0
    """The hours over which they were counted, fading alike."""
    recent: float = 0.0
    """Entries of the last hours, fading fast."""
    expected: float = 0.0
    """What the habit made expect in the same hours."""
    learned: datetime | None = None
    """Up to when; None: nothing yet."""

    @property
    def entries(self) -> float:
        """Give how many entries it rests on, faded."""
        return sum(self.hours)

    def habit(self, now: datetime) -> float:
        """Give the entries an hour, over all hours; the time since it last learned counts as quiet."""
        quiet = max(0.0, _hours(now - self.learned)) if self.learned is not None else 0.0
        fade = _fade(quiet, HALF_LIFE)
        exposure = self.exposure * fade + min(quiet, _hours(LONGEST_PAST))
        return (self.entries * fade + FIRST_ENTRIES) / (exposure + FIRST_HOURS)

    def shape(self, moment: datetime) -> float:
        """Give the factor by which an hour of the week differs from the mean."""
        total = self.entries
        hour = (self.hours[moment.hour] + HOUR_WEIGHT / 24) / (total + HOUR_WEIGHT) * 24
        day = (self.days[moment.weekday()] + DAY_WEIGHT / 7) / (total + DAY_WEIGHT) * 7
        return hour * day

    def mood(self, now: datetime) -> float:
        """Give the factor by which the present differs from the habit."""
        quiet = max(0.0, _hours(now - self.learned)) if self.learned is not None else 0.0
        fade = _fade(quiet, RECENT)
        factor = (self.recent * fade + RECENT_WEIGHT) / (self.expected * fade + RECENT_WEIGHT)
        return min(BOLDEST, max(1 / BOLDEST, factor))

    def rates(self, now: datetime, hours: int) -> Iterator[tuple[float, float]]:
        """Give (length in hours, entries an hour) from now on: the rest of this hour, then hour by hour."""
        habit, mood = self.habit(now), self.mood(now)
        begin = now
        for step in range(hours + 1):
            end = begin.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
            # The present is believed less the further away an hour is.
            believed = mood ** _fade(step, RECENT)
            yield _hours(end - begin), habit * self.shape(begin) * believed
            begin = end

    def pull(self, now: datetime) -> float:
        """Give the mean over the week of the square root of the rate: what a fair share of requests goes by."""
        total = self.entries
        hour = sum(math.sqrt((one + HOUR_WEIGHT / 24) / (total + HOUR_WEIGHT) * 24) for one in self.hours) / 24
        day = sum(math.sqrt((one + DAY_WEIGHT / 7) / (total + DAY_WEIGHT) * 7) for one in self.days) / 7
        return math.sqrt(self.habit(now)) * hour * day


UNKNOWN = Rhythm()


def learn(rhythm: Rhythm, times: Iterable[datetime | None], now: datetime) -> Rhythm:
    """Take in what a poll brought that is new; None and dates that cannot be are taken for now.

    The first time, the dates of the feed's past are its first habit. A clock that was put back teaches nothing.
    """
    before = rhythm.learned
    if before is None:
        return _first(times, now)
    passed = _hours(now - before)
    if passed < 0:
        return Rhythm(rhythm.hours, rhythm.days, rhythm.exposure, learned=now)
    fade = _fade(passed, HALF_LIFE)
    hours, days = [one * fade for one in rhythm.hours], [one * fade for one in rhythm.days]
    new = 0
    for time in times:
        seen = time if time is not None and before <= time <= now else now
        hours[seen.hour] += 1
        days[seen.weekday()] += 1
        new += 1
    quick = _fade(passed, RECENT)
    # Of a long time only its end is the present.
    share = (1 - quick) / (passed * math.log(2) / _hours(RECENT)) if passed else 1.0
    due = rhythm.habit(before) * sum(length * rhythm.shape(at) for at, length in _spans(before, now))
    exposure = rhythm.exposure * fade + min(passed, _hours(LONGEST_PAST))
    return Rhythm(
        tuple(hours), tuple(days), exposure,
        rhythm.recent * quick + new * share, rhythm.expected * quick + due * share, now,
    )  # fmt: skip


def _first(times: Iterable[datetime | None], now: datetime) -> Rhythm:
    """Learn from a feed's past, as far as it has dates; the oldest only says where the counting begins."""
    dated = sorted(time for time in times if time is not None and now - LONGEST_PAST <= time <= now)
    hours, days = [0.0] * 24, [0.0] * 7
    if len(dated) < 3:
        return Rhythm(learned=now)
    for time in dated[1:]:
        hours[time.hour] += 1
        days[time.weekday()] += 1
    return Rhythm(tuple(hours), tuple(days), max(_hours(now - dated[0]), 1 / 60), learned=now)


def _spans(begin: datetime, end: datetime) -> Iterator[tuple[datetime, float]]:
    """Give the hours of a time as (begin, length in hours); at most the last two days of it."""
    begin = max(begin, end - timedelta(days=2))
    while begin < end:
        stop = min(end, begin.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1))
        yield begin, _hours(stop - begin)
        begin = stop


def _fade(hours: float, half_life: timedelta) -> float:
    return math.exp2(-hours / _hours(half_life))


def _hours(length: timedelta) -> float:
    return length.total_seconds() / _HOUR
