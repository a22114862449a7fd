"""Quiet hours: a weekly grid in local time, read from a short text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from tocsin.core.errors import WrongUse
from tocsin.core.week import DAY_MINUTES, days, minute, runs

_PART = re.compile(
    r"(?:(?P<first>[a-z]{3})[a-z]*(?:\s*[-–]\s*(?P<last>[a-z]{3})[a-z]*)?\s+)?"
    r"(?P<from>\d{1,2}(?::\d{2})?)\s*[-–]\s*(?P<to>\d{1,2}(?::\d{2})?)"
)


@dataclass(frozen=True, slots=True)
class Quiet:
    """When nothing rings. `spans` are (weekday from Monday = 0, from minute, to minute) of the day on which they
    begin, by the clock on the wall; a span that ends before it begins goes on past midnight."""

    spans: tuple[tuple[int, int, int], ...] = ()

    @classmethod
    def read(cls, text: str) -> Quiet:
        """Read "22:00-7:00" (every day) or "mon-fri 22:00-7:00, sat 23-10"; raises WrongUse with what is wrong."""
        spans: list[tuple[int, int, int]] = []
        for piece in filter(None, (one.strip() for one in text.lower().split(","))):
            part = _PART.fullmatch(piece)
            if part is None:
                raise WrongUse(f"“{piece}” is no quiet time. Write it as 22:00-7:00, or mon-fri 22:00-7:00.")
            begin, end = minute(part["from"], piece), minute(part["to"], piece)
            spans += [(day, begin % DAY_MINUTES, end) for day in days(part["first"], part["last"], piece)]
        return cls(tuple(sorted(set(spans))))

    def __str__(self) -> str:
        """Write it so that it can be read again."""
        by_times: dict[tuple[int, int], list[int]] = {}
        for day, begin, end in self.spans:
            by_times.setdefault((begin, end), []).append(day)
        parts = []
        for (begin, end), which in by_times.items():
            times = f"{begin // 60}:{begin % 60:02}-{end // 60}:{end % 60:02}"
            parts += [times] if len(which) == 7 else [f"{run} {times}" for run in runs(which)]
        return ", ".join(parts)

    def at(self, now: datetime, zone: tzinfo) -> bool:
        """Tell whether it is quiet at an aware time, by the clock on the wall in `zone`."""
        local = now.astimezone(zone)
        day, minute = local.weekday(), local.hour * 60 + local.minute
        for start, begin, end in self.spans:
            past_midnight = end <= begin
            if start == day and begin <= minute and (past_midnight or minute < end):
                return True
            if past_midnight and (start + 1) % 7 == day and minute < end:
                return True
        return False

    def until(self, now: datetime, zone: tzinfo) -> datetime | None:
        """Give when the quiet that holds at `now` ends, in UTC; None when it is not quiet or never ends."""
        if not self.at(now, zone):
            return None
        midnight = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
        wall = {midnight + timedelta(days=day, minutes=end) for day in range(9) for _, _, end in self.spans}
        # An hour that the clocks repeat has two ends; in one that they skip the quiet ends when they skip it.
        ends = sorted({one.replace(tzinfo=zone, fold=fold).astimezone(UTC) for one in wall for fold in (0, 1)})
        end = next((one for one in ends if one > now and not self.at(one, zone)), None)
        minute = timedelta(minutes=1)
        while end is not None and end - minute > now and not self.at(end - minute, zone):
            end -= minute
        return end
