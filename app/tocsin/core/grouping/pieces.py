"""What is grouped and what comes of it: frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Piece:
    """What grouping looks at in an article."""

    id: int
    title: str
    text: str
    outlet: str
    seen: datetime
    published: datetime | None
    language: str
    link: str
    links: tuple[str, ...] = ()
    """Addresses that the text points to."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a piece was put, and why."""

    story: int
    new: bool
    near_copy_of: int | None
    """The piece of the same story whose text this one repeats."""
    score: float
    """How sure the likeness to its story was, 0 to 1; 0 for a story of its own with nothing alike."""
    reason: str
    merges: tuple[int, ...] = ()
    """Stories that turned out to be this one: all their pieces are in `story` now, and their ids are gone."""
