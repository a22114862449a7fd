"""Recognises texts that repeat one another, from sketches of their word triples; touches nothing."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

SIZE = 16
"""Hashes in a sketch: the smallest of the text's word triples (a bottom-k MinHash)."""

_ONE, _TWO, _THREE, _FOUR = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x85EBCA77C2B2AE63
_BITS = 0xFFFFFFFF
_FEWEST = 5
"""Hashes that two sketches must be able to share before they tell anything."""
_ALIKE = 0.55
"""Share of the shorter text's triples that the other one must hold."""


def sketch(title: Sequence[int], text: Sequence[int]) -> array[int]:
    """Return the sorted sketch of a text, given as terms; of title and text where the text is too short to tell."""
    source = list(text) if len(text) >= 14 else [*title, *text]
    if not source:
        return array("I")
    source += [0] * max(0, 4 - len(source))
    triples = zip(source, source[1:], source[2:], strict=False)
    return array("I", sorted({(a * _ONE + b * _TWO + c * _THREE) * _FOUR >> 16 & _BITS for a, b, c in triples})[:SIZE])


def repeats(mine: frozenset[int], own: array[int], other: array[int]) -> bool:
    """Tell whether two texts are near copies, one of them perhaps cut short. `mine` is the set of `own`."""
    if not own or not other:
        return False
    if own == other:
        return True
    edge = min(own[-1] if len(own) == SIZE else 0xFFFFFFFF, other[-1] if len(other) == SIZE else 0xFFFFFFFF)
    here = sum(h <= edge for h in own)
    there = sum(h <= edge for h in other)
    fewest = min(here, there)
    return fewest >= _FEWEST and len(mine.intersection(other)) >= _ALIKE * fewest
