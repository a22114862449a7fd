"""Recognises texts that repeat one another, from sketches of their word triples; touches nothing."""

from __future__ import annotations

from array import array
from zlib import crc32

SIZE = 16
"""Hashes in a sketch: the smallest of the text's word triples (a bottom-k MinHash)."""

_FEWEST = 5
"""Hashes that two sketches must be able to share before they tell anything."""
_ALIKE = 0.55
"""Share of the shorter text's triples that the other one must hold."""


def sketch(title: list[str], text: list[str]) -> array[int]:
    """Return the sorted sketch of a text; of title and text together where the text is too short to tell."""
    source = text if len(text) >= 14 else title + text
    if len(source) < 4:
        source = [*source, "", ""]
    packed = [
        crc32(f"{a} {b} {c}".encode()) for a, b, c in zip(source, source[1:], source[2:], strict=False) if a or b or c
    ]
    return array("I", sorted(set(packed))[:SIZE])


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
