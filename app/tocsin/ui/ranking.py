"""Decides how well a name answers what was typed: by the beginnings of its words, in every script; knows no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from tocsin.core.text import Scanned, words

LONGEST = 120
"""Characters of a name that are looked at: a headline may have ten thousand."""
MOST_LETTERS, MOST_WORDS = 16, 24
"""Initials are looked for in no more than this."""

OUT_OF_PLACE, OUT_OF_ORDER, INITIALS = 100, 200, 300


@dataclass(frozen=True, slots=True)
class Named:
    """A name with its folded words, made once."""

    name: str
    words: tuple[str, ...]


def named(name: str) -> Named:
    """Fold a name."""
    return Named(name, tuple(words(name[:LONGEST])))


@dataclass(frozen=True, slots=True)
class Rank:
    """How well a name answers; the lower, the better. `picks`: which words answered, and with how many letters."""

    score: int
    picks: tuple[tuple[int, int], ...]


def rank(wanted: Sequence[str], name: Named) -> Rank | None:
    """Rank a name by folded words, each of which must begin one of its own; else by initials; None: no answer."""
    if not wanted:
        return Rank(0, ())
    picks = _in_order(wanted, name.words)
    base = 0
    if picks is None:
        picks, base = _in_any_order(wanted, name.words), OUT_OF_ORDER
    if picks is None:
        picks, base = _initials("".join(wanted), name.words), INITIALS
    if picks is None:
        return None
    begun = sum(1 for at, size in picks if size < len(name.words[at]))
    apart = sum(after - before - 1 for (before, _), (after, _) in pairwise(picks) if after > before)
    late = OUT_OF_PLACE if base == 0 and picks[0][0] else 0
    return Rank(base + late + min(picks[0][0], 9) + begun * 4 + min(apart, 9) * 3 + min(len(name.words), 20), picks)


def _in_order(wanted: Sequence[str], own: Sequence[str]) -> tuple[tuple[int, int], ...] | None:
    picks: list[tuple[int, int]] = []
    at = 0
    for one in wanted:
        while at < len(own) and not own[at].startswith(one):
            at += 1
        if at == len(own):
            return None
        picks.append((at, len(one)))
        at += 1
    return tuple(picks)


def _in_any_order(wanted: Sequence[str], own: Sequence[str]) -> tuple[tuple[int, int], ...] | None:
    free = dict(enumerate(own))
    picks: list[tuple[int, int]] = []
    for one in sorted(wanted, key=len, reverse=True):
        at = next((place for place, word in free.items() if word.startswith(one)), None)
        if at is None:
            return None
        del free[at]
        picks.append((at, len(one)))
    return tuple(sorted(picks))


def _initials(letters: str, own: Sequence[str]) -> tuple[tuple[int, int], ...] | None:
    """Find "maar" in "mark all as read": pieces of what was typed begin words, one after the other."""
    if not 2 <= len(letters) <= MOST_LETTERS or not set(letters) <= set("".join(own)):
        return None
    return _pieces(letters, tuple(own[:MOST_WORDS]))


@lru_cache(maxsize=4096)
def _pieces(letters: str, own: tuple[str, ...]) -> tuple[tuple[int, int], ...] | None:
    dead: set[tuple[int, int]] = set()

    def go(done: int, at: int) -> tuple[tuple[int, int], ...] | None:
        if done == len(letters):
            return ()
        if (done, at) in dead:
            return None
        for place in range(at, len(own)):
            size = 0
            while size < len(own[place]) and done + size < len(letters) and own[place][size] == letters[done + size]:
                size += 1
            for piece in range(size, 0, -1):
                rest = go(done + piece, place + 1)
                if rest is not None:
                    return ((place, piece), *rest)
        dead.add((done, at))
        return None

    return go(0, 0)


def spans(rank_: Rank, name: str) -> tuple[tuple[int, int], ...]:
    """Give where in a name the letters stand that answered, as offsets."""
    scanned = Scanned(name[:LONGEST])
    starts: list[int] = []
    at = 0
    text = scanned.scan[: scanned.main]
    while at < len(text):
        if text[at] != " " and (at == 0 or text[at - 1] == " "):
            starts.append(at)
        at += 1
    return tuple(scanned.span(starts[at], starts[at] + size) for at, size in rank_.picks if at < len(starts))
