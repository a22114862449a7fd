"""At which times a brief is made: a weekly grid by the clock on the wall, read from a short text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from tocsin.core.errors import WrongUse
from tocsin.core.week import DAY_MINUTES, days, minute, runs

MOST_TIMES = 24
"""Times of a day: more often than every hour is what notices are for."""

WRONG_CLOCK = timedelta(hours=1)
"""A last look that lies this far in the future was written while the clock was wrong."""

_DAY = r"[a-z]{3,9}(?:\s*[-–]\s*[a-z]{3,9})?"
_PIECE = re.compile(
    rf"(?:(?P<before>{_DAY})\s+)?(?P<times>\d{{1,2}}(?::\d{{2}})?(?:\s+\d{{1,2}}(?::\d{{2}})?)*)"
    rf"(?:\s+(?:on\s+)?(?P<after>{_DAY}))?"
)
_NAMED = {"daily": range(7), "weekdays": range(5), "weekends": (5, 6), "weekend": (5, 6)}


@dataclass(frozen=True, slots=True)
class Times:
    """Moments of the week as (weekday from Monday = 0, minute of the day) by the clock on the wall."""

    moments: tuple[tuple[int, int], ...] = ()

    @classmethod
    def read(cls, text: str) -> Times:
        """Read "8:00 18:00", "mon-fri 8:00, sat 10:00" or "8:00, 18:00 on weekdays"; raises WrongUse.

        Days that stand behind hold for the times without days before them, too. An empty text: never.
        """
        moments: set[tuple[int, int]] = set()
        open_times: list[int] = []
        for piece in filter(None, (one.strip() for one in text.lower().split(","))):
            found = _PIECE.fullmatch(piece)
            if found is None or (found["before"] and found["after"]):
                raise WrongUse(f"“{piece}” is no time for a brief. Write it as 8:00 18:00, or mon-fri 8:00.")
            times = [minute(one, piece) for one in found["times"].split()]
            if found["before"]:
                moments |= _grid(_days(found["before"], piece), times)
                continue
            open_times += times
            if found["after"]:
                moments |= _grid(_days(found["after"], piece), open_times)
                open_times = []
        moments |= _grid(range(7), open_times)
        if len(moments) > MOST_TIMES * 7:
            raise WrongUse(f"That is too often: at most {MOST_TIMES} times a day.")
        return cls(tuple(sorted(moments)))

    def __str__(self) -> str:
        """Write it so that it can be read again."""
        by_day: dict[int, list[int]] = {}
        for day, at in self.moments:
            by_day.setdefault(day, []).append(at)
        by_times: dict[tuple[int, ...], list[int]] = {}
        for day, ats in by_day.items():
            by_times.setdefault(tuple(ats), []).append(day)
        parts = []
        for moments, which in by_times.items():
            times = " ".join(f"{at // 60}:{at % 60:02}" for at in moments)
            parts += [times] if len(which) == 7 else [f"{run} {times}" for run in runs(which)]
        return ", ".join(parts)

    def next(self, after: datetime, zone: tzinfo) -> datetime | None:
        """Give the first moment after an aware time, in UTC; None: there is none."""
        return min((one for one in self._around(after, zone, range(-1, 9)) if one > after), default=None)

    def latest(self, until: datetime, zone: tzinfo) -> datetime | None:
        """Give the last moment that is not after an aware time, in UTC."""
        return max((one for one in self._around(until, zone, range(-8, 2)) if one <= until), default=None)

    def due(self, looked: datetime | None, now: datetime, zone: tzinfo) -> bool:
        """Tell whether a time has come since it was looked last; however many have, it is one brief.

        Without a last look nothing was missed. One that lies far in the future counts as none.
        """
        if looked is None or looked > now:
            return False
        latest = self.latest(now, zone)
        return latest is not None and latest > looked

    def _around(self, moment: datetime, zone: tzinfo, offsets: range) -> list[datetime]:
        today = moment.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
        dates = [today + timedelta(days=offset) for offset in offsets]
        return [
            _instant(date + timedelta(minutes=at), zone)
            for date in dates
            for day, at in self.moments
            if date.weekday() == day
        ]


def fresh_look(looked: datetime | None, now: datetime) -> bool:
    """Tell whether the last look says nothing, so that counting begins anew now."""
    return looked is None or looked - now > WRONG_CLOCK


def _instant(wall: datetime, zone: tzinfo) -> datetime:
    """Give the moment at which a clock on the wall shows a time.

    One that comes twice counts the first time; one that the clocks skip comes when they skip it.
    """
    early, late = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if early <= late:
        return early
    low, high = late, early  # skipped: the clocks jump between the two
    before = low.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        if middle.astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high.replace(microsecond=0)


def _grid(which: Iterable[int], times: Sequence[int]) -> set[tuple[int, int]]:
    """Give every time on every day; 24:00 is the midnight in which the next day begins."""
    return {((day + at // DAY_MINUTES) % 7, at % DAY_MINUTES) for day in which for at in times}


def _days(text: str, piece: str) -> list[int]:
    if text in _NAMED:
        return list(_NAMED[text])
    first, _, last = (part.strip() for part in text.replace("–", "-").partition("-"))
    return days(first[:3], last[:3] or None, piece)
