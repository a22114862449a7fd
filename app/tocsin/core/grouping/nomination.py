"""Which stories may hold a piece: a table of fixed size from hashed terms to the stories that used them last."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

_BUCKETS = 1 << 18
_DEPTH = 16
_BESIDE_THE_BEST = 0.25


class Postings:
    """Remembers, for each bucket of terms, the last stories; common terms forget soonest."""

    __slots__ = ("_next", "_slots")

    def __init__(self) -> None:
        self._slots = array("I", bytes(4 * _BUCKETS * _DEPTH))
        self._next = bytearray(_BUCKETS)

    def post(self, slot: int, terms: Iterable[int]) -> None:
        """Say that a story uses these terms."""
        slots, upcoming = self._slots, self._next
        for term in terms:
            bucket = term % _BUCKETS
            start = bucket * _DEPTH
            if slot in slots[start : start + _DEPTH]:
                continue
            turn = upcoming[bucket]
            slots[start + turn] = slot
            upcoming[bucket] = (turn + 1) % _DEPTH

    def nominate(self, terms: Iterable[tuple[int, float]], most: int, floor: float) -> list[int]:
        """Return the stories that seem to share most with a piece, the best first.

        What they share is a part of the piece's squared length; less than `floor`, or than a quarter of what the best
        one shares, is nothing.
        """
        slots = self._slots
        found: dict[int, float] = {}
        get = found.get
        for term, weight in terms:
            start = term % _BUCKETS * _DEPTH
            square = weight * weight
            for slot in slots[start : start + _DEPTH]:
                found[slot] = get(slot, 0.0) + square
        found.pop(0, None)
        floor = max(floor, _BESIDE_THE_BEST * max(found.values(), default=0.0))
        enough = [(shared, slot) for slot, shared in found.items() if shared >= floor]
        enough.sort(reverse=True)
        return [slot for _, slot in enough[:most]]
