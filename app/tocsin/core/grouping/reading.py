"""Reads a piece as weighted terms: folded words, pairs of signs in scripts without spaces, names, numbers."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from html import unescape
from itertools import pairwise
from math import log, sqrt
from zlib import crc32

from tocsin.core.grouping.common_words import BACKGROUND, FUNCTION_WORDS, SHARES
from tocsin.core.grouping.copies import sketch
from tocsin.core.grouping.pieces import Piece
from tocsin.core.grouping.settings import Settings
from tocsin.core.text import words

BITS = 22
_MASK = (1 << BITS) - 1
"""A term is a number of 22 bits; two words that have it in common by chance are taken for one."""
TITLE = 1
NAME = 2
NUMBER = 4

STEM = 6
"""Letters of a word that count: endings of inflected languages mostly lie beyond."""

_TOKEN = re.compile(r"[^\W\d_]\w*")
_FIRST_RUN = "\u0e00"
_ROOM = 20_000


def term(word: str) -> int:
    """Return the term of a folded word."""
    return crc32(word[:STEM].encode()) & _MASK


_SILENT = frozenset(term(word) for word in FUNCTION_WORDS.split()) | frozenset(
    term(letter) for letter in "abcdefghijklmnopqrstuvwxyz"
)
_USUAL: dict[int, float] = {}
for _share, _words in SHARES:
    for _word in _words.split():
        _USUAL[term(_word)] = min(0.9, _USUAL.get(term(_word), 0.0) + _share)


class Frequencies:
    """In how many pieces of the window a term stands, above a background of usual news."""

    __slots__ = ("_counts", "_total")

    def __init__(self) -> None:
        self._counts = array("H", bytes(2 << BITS))
        self._total = 0

    def add(self, terms: Iterable[int]) -> None:
        """Count one piece. Old counts fade: all are halved each time the window has been filled."""
        counts = self._counts
        for code in terms:
            if counts[code] < 0xFFFF:
                counts[code] += 1
        self._total += 1
        if self._total >= 1 << 17:
            self._counts = array("H", [count >> 1 for count in counts])
            self._total >>= 1

    def rarities(self, terms: Iterable[int]) -> dict[int, float]:
        """Return how much each term tells: the logarithm of how rare it is; those that tell nothing are left out."""
        counts, usual = self._counts, _USUAL.get
        top = log(self._total + 1 + BACKGROUND)
        rare = {t: top - log(counts[t] + 1.5 + BACKGROUND * usual(t, 0.0)) for t in terms}
        return {t: r for t, r in rare.items() if r > 0}


class Reading:
    """A piece as it is compared: terms with weights, the strongest first, in a vector of length 1."""

    __slots__ = (
        "_order", "everything", "flags", "mass", "names", "names_tell", "numbers", "rarity", "sketch", "spelling",
        "terms", "title", "title_square", "vector", "weights",
    )  # fmt: skip

    def __init__(self, piece: Piece, seen: Frequencies, settings: Settings) -> None:
        head, body = _plain(piece.title[:600]), _plain(piece.text[: settings.words * 12])
        self.spelling: dict[int, str] = {}
        in_title = _terms(words(head)[:60], self.spelling)
        in_text = _terms(words(body)[: settings.words], self.spelling)
        self._order = (in_title, in_text)
        self.sketch = sketch(in_title, in_text)
        title = set(in_title)
        everything = title.union(in_text)
        everything.difference_update(_SILENT)
        self.everything = everything
        rarity = seen.rarities(everything)
        names = _names(head, body, self.spelling)
        spelling = self.spelling
        numbers = {t for t in rarity if spelling[t][0].isdigit()}
        weighed = []
        for t, rare in rarity.items():
            weight = rare * settings.title_weight if t in title else rare
            if t in names:
                weight *= settings.name_weight
            elif t in numbers and len(spelling[t]) > 2:
                weight *= settings.number_weight
            weighed.append((weight, t))
        weighed.sort(reverse=True)
        del weighed[settings.terms :]
        self.mass = sqrt(sum(w * w for w, _ in weighed))
        scale = 1 / self.mass if self.mass else 0.0
        self.vector = {t: w * scale for w, t in weighed}
        self.title = title
        self.names = names
        self.numbers = numbers
        self.rarity = rarity
        self.title_square = sum(w * w for t, w in self.vector.items() if t in title)
        self.names_tell = sum(rarity.get(t, 0.0) for t in names)
        self.terms = array("I", list(self.vector))
        self.weights = array("f", list(self.vector.values()))
        self.flags = bytes(
            (TITLE if t in title else 0) | (NAME if t in names else 0) | (NUMBER if t in numbers else 0)
            for t in self.vector
        )


    def things(self, told: Iterable[tuple[float, int]], least: float) -> int:
        """Count what shared terms are about: neighbours in the piece ("le", "pen") are one thing, not two.

        `told` are (how much it tells, term); what tells less than `least` is no thing.
        """
        shared = {t for tells, t in told if tells >= least}
        joined = {t: t for t in shared}

        def first(t: int) -> int:
            while joined[t] != t:
                t = joined[t]
            return t

        if len(shared) > 1:
            for order in self._order:
                for one, other in pairwise(order):
                    if one in shared and other in shared and self._belong(one, other):
                        joined[first(other)] = first(one)
        return sum(1 for t in shared if joined[t] == t)

    def _belong(self, one: int, other: int) -> bool:
        """Tell whether two neighbours may be parts of one name, or pairs of signs that overlap."""
        if one in self.names or other in self.names:
            return True
        return self.spelling[one][0] >= _FIRST_RUN and self.spelling[other][0] >= _FIRST_RUN


_known: dict[str, int] = {}


def _plain(text: str) -> str:
    """Return the text without the character references that a feed escaped twice."""
    return unescape(text) if "&" in text else text


def _terms(read: list[str], spelling: dict[int, str]) -> list[int]:
    """Return the terms of words in order; a run of single signs gives its overlapping pairs."""
    keys = read
    if read and max(read) >= _FIRST_RUN and any(len(word) == 1 and word >= _FIRST_RUN for word in read):
        keys = []
        before = ""
        for word in read:
            if len(word) == 1 and word >= _FIRST_RUN:
                if before:
                    keys.append(before + word)
                before = word
            else:
                keys.append(word)
                before = ""
    found = list(map(_known.get, keys))
    if None in found:
        if len(_known) > _ROOM:
            _known.clear()
        for key in keys:
            if key not in _known:
                _known[key] = term(key)
        found = [_known[key] for key in keys]
    codes = [code for code in found if code is not None]
    spelling.update(zip(codes, keys, strict=True))
    return codes


def _names(title: str, text: str, spelling: dict[int, str]) -> set[int]:
    """Return the terms that are written with a capital inside a sentence and never without one."""
    large: list[str] = []
    tokens = _TOKEN.findall(title)
    capitals = [token for token in tokens[1:] if token[0].isupper()]
    if len(capitals) < 0.6 * (len(tokens) - 1):
        large += capitals
    written = set(tokens)
    tokens = _TOKEN.findall(text)
    large += [token for token in tokens[1:] if token[0].isupper()]
    written.update(tokens)
    return set(_terms(words(" ".join([t for t in large if t.lower() not in written])), spelling)) - _SILENT
