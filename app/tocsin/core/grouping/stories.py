"""A story in memory: the sum of its pieces' vectors in packed arrays, and what a single piece leaves behind."""

from __future__ import annotations

from array import array
from math import sqrt

from tocsin.core.grouping.reading import MASK, TITLE, Reading

TITLE_TERMS = 30


class Member:
    """What is kept of a piece: its vector, its sketch, when and where it appeared."""

    __slots__ = ("codes", "copy_of", "outlet", "sketch", "slot", "weights", "when")

    def __init__(self, reading: Reading, when: float, outlet: int, slot: int) -> None:
        self.codes = reading.codes
        self.weights = reading.weights
        self.sketch = reading.sketch
        self.when = when
        self.outlet = outlet
        self.slot = slot
        self.copy_of = 0


class Story:
    """Pieces that report one event. Copies count as members, but add nothing to the vector."""

    __slots__ = (
        "apart", "codes", "copies", "first", "id", "last", "originals", "square", "title", "title_square", "title_weights", "weights",
    )  # fmt: skip

    def __init__(self, story_id: int) -> None:
        self.id = story_id
        self.first = 0.0
        self.last = 0.0
        self.originals: array[int] = array("q")
        """Pieces that repeat no other one, in order of arrival."""
        self.copies: array[int] | None = None
        self.codes: array[int] = array("I")
        self.weights: array[float] = array("f")
        """Sums of the originals' weights, the strongest first."""
        self.square = 0.0
        """Squared length of the vector."""
        self.title: array[int] | None = None
        self.title_weights: array[float] | None = None
        self.title_square = 0.0
        self.apart: frozenset[int] | None = None
        """Stories that the user said are not this one."""

    @property
    def size(self) -> int:
        """How many originals it has."""
        return len(self.originals)

    def within(self) -> float | None:
        """Return the mean likeness (cosine) of two of its originals; None with fewer than two."""
        size = len(self.originals)
        return max(0.0, self.square - size) / (size * (size - 1)) if size > 1 else None

    def headline(self) -> tuple[array[int], array[float], float]:
        """Return terms, weights and squared length of the titles' vector."""
        if self.title is not None and self.title_weights is not None:
            return self.title, self.title_weights, self.title_square
        return title_of(self.codes, self.weights)

    def spread(self, when: float) -> None:
        """Stretch its time to hold this moment."""
        if not self.originals and not self.copies:
            self.first = self.last = when
        else:
            self.first = min(self.first, when)
            self.last = max(self.last, when)

    def add(self, piece_id: int, member: Member, keep: int) -> None:
        """Take in an original."""
        self.spread(member.when)
        if not self.originals:
            self.codes, self.weights, self.square = member.codes, member.weights, 1.0 if member.codes else 0.0
        else:
            titles = title_of(member.codes, member.weights)
            self._sum(member.codes, member.weights, titles, keep)
        self.originals.append(piece_id)

    def take_copy(self, piece_id: int, when: float) -> None:
        """Take in a piece that repeats an original."""
        self.spread(when)
        if self.copies is None:
            self.copies = array("q")
        self.copies.append(piece_id)

    def absorb(self, other: Story, keep: int) -> None:
        """Take in another story whole."""
        self.first = min(self.first, other.first)
        self.last = max(self.last, other.last)
        if self.originals:
            self._sum(other.codes, other.weights, other.headline(), keep)
        else:
            self.codes, self.weights, self.square = other.codes, other.weights, other.square
            self.title, self.title_weights, self.title_square = other.title, other.title_weights, other.title_square
        self.originals.extend(other.originals)
        if other.copies:
            self.copies = (self.copies or array("q")) + other.copies

    def _sum(
        self, codes: array[int], weights: array[float], titles: tuple[array[int], array[float], float], keep: int
    ) -> None:
        own = self.headline()
        self.title, self.title_weights, self.title_square = added(own[0], own[1], titles[0], titles[1], TITLE_TERMS)
        self.codes, self.weights, self.square = added(self.codes, self.weights, codes, weights, keep)


def added(
    codes: array[int], weights: array[float], more: array[int], more_weights: array[float], keep: int
) -> tuple[array[int], array[float], float]:
    """Return the sum of two vectors, its strongest terms first, and the squared length before it was cut."""
    total: dict[int, float] = {}
    code_of: dict[int, int] = {}
    for code, weight in zip(codes, weights, strict=True):
        total[code & MASK] = weight
        code_of[code & MASK] = code
    for code, weight in zip(more, more_weights, strict=True):
        term = code & MASK
        if term in total:
            total[term] += weight
            code_of[term] |= code
        else:
            total[term] = weight
            code_of[term] = code
    square = sum(weight * weight for weight in total.values())
    best = sorted(total, key=total.__getitem__, reverse=True)
    del best[keep:]
    return array("I", [code_of[t] for t in best]), array("f", [total[t] for t in best]), square


def title_of(codes: array[int], weights: array[float]) -> tuple[array[int], array[float], float]:
    """Return the title's part of a single piece's vector, stretched to length 1."""
    pairs = [(c, w) for c, w in zip(codes, weights, strict=True) if c & TITLE]
    length = sqrt(sum(w * w for _, w in pairs))
    if not length:
        return array("I"), array("f"), 0.0
    return array("I", [c for c, _ in pairs]), array("f", [w / length for _, w in pairs]), 1.0
