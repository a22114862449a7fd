"""Tells whether two pieces of one feed are one piece under two names."""

from __future__ import annotations

import re
from datetime import UTC, datetime

ALIKE = 0.8
"""The share of runs of three words that two texts must have in common."""
FEW_WORDS = 8
"""Fewer words than these must be the same."""
LONGEST = 5_000
"""Characters that are looked at."""
_WORD = re.compile(r"\w+")


def alike(first: str, second: str) -> bool:
    """Whether two texts say the same but for a few words; two empty ones do."""
    if first == second:
        return True
    one, two = _words(first), _words(second)
    if min(len(one), len(two)) < FEW_WORDS:
        return one == two
    ones, twos = _runs(one), _runs(two)
    return len(ones & twos) >= ALIKE * len(ones | twos)


def same_day(first: datetime | None, second: datetime | None) -> bool:
    """Whether two claims of a date fall on one day in UTC; what claims none contradicts nothing."""
    if first is None or second is None:
        return True
    return first.astimezone(UTC).date() == second.astimezone(UTC).date()


def _words(text: str) -> list[str]:
    return _WORD.findall(text[:LONGEST].casefold())


def _runs(words: list[str]) -> set[tuple[str, ...]]:
    return set(zip(words, words[1:], words[2:], strict=False))
