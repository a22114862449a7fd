"""A story in memory: the sum of its pieces' vectors in packed arrays, and what a single piece leaves behind."""

from __future__ import annotations

from array import array
from math import sqrt

from tocsin.core.grouping.reading import TITLE, Reading

TITLE_TERMS = 30


class Member:
    """What is kept of a piece: its vector, its sketch, when and where it appeared."""

    __slots__ = ("copy_of", "flags", "outlet", "sketch", "slot", "terms", "weights", "when")

    def __init__(self, reading: Reading, when: float, outlet: int, slot: int) -> None:
        self.terms = reading.terms
        self.weights = reading.weights
        self.flags = reading.flags
        self.sketch = reading.sketch
        self.when = when
        self.outlet = outlet
        self.slot = slot
        self.copy_of = 0


class Story:
    """Pieces that report one event. Copies count as members, but add nothing to the vector."""

    __slots__ = (
        "apart", "copies", "first", "flags", "id", "last", "originals", "square", "terms", "title",
        "title_square", "title_weights", "weights",
    )  # fmt: skip

    def __init__(self, story_id: int) -> None:
        self.id = story_id
        self.first = 0.0
        self.last = 0.0
        self.originals: array[int] = array("q")
        """Pieces that repeat no other one, in order of arrival."""
        self.copies: array[int] | None = None
        self.terms: array[int] = array("I")
        self.weights: array[float] = array("f")
        """Sums of the originals' weights, the strongest first."""
        self.flags = b""
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
        return title_of(self)

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
        if self.originals:
            self._sum(member, title_of(member), keep)
        else:
            self.terms, self.weights, self.flags = member.terms, member.weights, member.flags
            self.square = 1.0 if member.terms else 0.0
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
            self._sum(other, other.headline(), keep)
        else:
            self.terms, self.weights, self.flags, self.square = other.terms, other.weights, other.flags, other.square
            self.title, self.title_weights, self.title_square = other.title, other.title_weights, other.title_square
        self.originals.extend(other.originals)
        if other.copies:
            self.copies = other.copies if self.copies is None else self.copies + other.copies

    def _sum(self, more: Member | Story, titles: tuple[array[int], array[float], float], keep: int) -> None:
        own_terms, own_weights, _ = self.headline()
        total = dict(zip(own_terms, own_weights, strict=True))
        self.title_square = _add(total, titles[0], titles[1])
        best = sorted(total, key=total.__getitem__, reverse=True)[:TITLE_TERMS]
        self.title, self.title_weights = array("I", best), array("f", [total[t] for t in best])
        total = dict(zip(self.terms, self.weights, strict=True))
        flags = dict(zip(self.terms, self.flags, strict=True))
        self.square = _add(total, more.terms, more.weights)
        for term, flag in zip(more.terms, more.flags, strict=True):
            flags[term] = flags.get(term, 0) | flag
        best = sorted(total, key=total.__getitem__, reverse=True)[:keep]
        self.terms, self.weights = array("I", best), array("f", [total[t] for t in best])
        self.flags = bytes(flags[t] for t in best)


def _add(total: dict[int, float], terms: array[int], weights: array[float]) -> float:
    """Add a vector to another one and return the squared length of the sum."""
    get = total.get
    for term, weight in zip(terms, weights, strict=True):
        total[term] = get(term, 0.0) + weight
    return sum(weight * weight for weight in total.values())


def title_of(piece: Member | Story) -> tuple[array[int], array[float], float]:
    """Return the title's part of a single piece's vector, stretched to length 1."""
    pairs = [(t, w) for t, w, flag in zip(piece.terms, piece.weights, piece.flags, strict=True) if flag & TITLE]
    length = sqrt(sum(w * w for _, w in pairs))
    if not length:
        return array("I"), array("f"), 0.0
    return array("I", [t for t, _ in pairs]), array("f", [w / length for _, w in pairs]), 1.0
