"""When a redirect that a server calls permanent is believed: after a few repetitions over some days."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

TIMES = 4
"""So often a feed must have been read at the same new address, and at no other in between,"""

LASTING = timedelta(days=3)
"""and over so long: servers call a maintenance page permanent, too."""


@dataclass(frozen=True, slots=True)
class Move:
    """A feed was read at another address, to which its own one redirected for good (301, 308)."""

    to: str
    first: datetime
    last: datetime
    times: int = 1

    @property
    def believed(self) -> bool:
        """Tell whether it is time to change the feed's address."""
        return self.times >= TIMES and self.last - self.first >= LASTING


def moved(before: Move | None, to: str, now: datetime) -> Move:
    """Count one more reading at `to`; another address, or a clock that was put back, begins anew."""
    if before is None or before.to != to or now < before.last:
        return Move(to, now, now)
    return replace(before, last=now, times=before.times + 1)
