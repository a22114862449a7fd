"""Days of the week and times of the clock on the wall, as users write them."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.core.errors import WrongUse

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_MINUTES = 24 * 60


def minute(text: str, piece: str) -> int:
    """Read "7" or "7:30" as minutes since midnight, 24:00 included; raises WrongUse, which quotes `piece`."""
    hour, _, minutes = text.partition(":")
    value = int(hour) * 60 + int(minutes or 0)
    if value > DAY_MINUTES or int(minutes or 0) > 59:
        raise WrongUse(f"“{piece}” names a time that no clock shows.")
    return value


def days(first: str | None, last: str | None, piece: str) -> list[int]:
    """Give the days (Monday is 0) from one to another, over the end of the week where need be; None: all.

    Raises WrongUse, which quotes `piece`.
    """
    if first is None:
        return list(range(7))
    if first not in DAYS or (last is not None and last not in DAYS):
        raise WrongUse(f"“{piece}” names no day of the week. They are {', '.join(DAYS)}.")
    begin = DAYS.index(first)
    length = (DAYS.index(last) - begin) % 7 + 1 if last is not None else 1
    return [(begin + step) % 7 for step in range(length)]


def runs(which: Sequence[int]) -> list[str]:
    """Write rising days as runs: mon-fri, sun."""
    found: list[list[int]] = []
    for day in which:
        if found and found[-1][-1] == day - 1:
            found[-1].append(day)
        else:
            found.append([day])
    return [DAYS[run[0]] if len(run) == 1 else f"{DAYS[run[0]]}-{DAYS[run[-1]]}" for run in found]
