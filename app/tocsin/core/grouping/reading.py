"""Reads a piece as weighted terms: folded words, pairs of signs in scripts without spaces, names, numbers."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
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
_FIRST_RUN = 0x0E00
_ROOM = 40_000


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
        """Return how much each term tells: the logarithm of how rare it is, never below 0."""
        counts, usual = self._counts, _USUAL.get
        top = log(self._total + BACKGROUND)
        rare = {t: top - log(counts[t] + 0.5 + BACKGROUND * usual(t, 0.0)) for t in terms}
        return {t: r for t, r in rare.items() if r > 0}


class Reading:
    """A piece as it is compared: terms with weights, the strongest first, in a vector of length 1."""

    __slots__ = (
        "flags", "mass", "names", "names_tell", "numbers", "rarity", "sketch", "spelling", "terms", "title",
        "title_square", "vector", "weights",
    )  # fmt: skip

    def __init__(self, piece: Piece, seen: Frequencies, settings: Settings) -> None:
        title_words = words(piece.title[:600])[:60]
        text_words = words(piece.text[: settings.words * 12])[: settings.words]
        self.sketch = sketch(title_words, text_words)
        self.spelling: dict[int, str] = {}
        title = _terms(title_words, self.spelling)
        everything = title | _terms(text_words, self.spelling)
        everything.difference_update(_SILENT)
        seen.add(everything)
        rarity = seen.rarities(everything)
        names = _names(piece.title[:600], piece.text[: settings.words * 12], self.spelling)
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
        self.terms = array("I", self.vector)
        self.weights = array("f", self.vector.values())
        self.flags = bytes(
            (TITLE if t in title else 0) | (NAME if t in names else 0) | (NUMBER if t in numbers else 0)
            for t in self.vector
        )


_known: dict[str, int] = {}


def _terms(read: list[str], spelling: dict[int, str]) -> set[int]:
    """Return the terms of words; a run of single signs gives its overlapping pairs."""
    found: set[int] = set()
    before = ""
    for word in read:
        if len(word) == 1 and ord(word) >= _FIRST_RUN:
            key = before + word
            before = word
            if len(key) == 1:
                continue
        else:
            key, before = word, ""
        code = _known.get(key)
        if code is None:
            if len(_known) > _ROOM:
                _known.clear()
            code = _known[key] = term(key)
        found.add(code)
        spelling[code] = key
    return found


def _names(title: str, text: str, spelling: dict[int, str]) -> set[int]:
    """Return the terms that are written with a capital inside a sentence and never without one."""
    small: set[str] = set()
    large: list[str] = []
    for field in (title, text):
        tokens = _TOKEN.findall(field)
        capitals = [token for token in tokens[1:] if token[0].isupper()]
        if field is not title or len(capitals) < 0.6 * (len(tokens) - 1):
            large += capitals
        small.update(token for token in tokens if token[0].islower())
    return _terms(words(" ".join(token for token in large if token.lower() not in small)), spelling) - _SILENT
