"""Folds text for comparing and keeps the way back to the original offsets; touches nothing."""

from __future__ import annotations

import re
import unicodedata

from tocsin.core.text.hashtags import camel_words
from tocsin.core.text.letters import folded, in_run, scanned

FOLD_VERSION = 1
"""Goes up when the folded form of any text changes: what was indexed with another one must be indexed again."""

_JOINS = re.compile("[\u0300-\u036f\u0653-\u0655\u1161-\u1175\u11a8-\u11c2\u3099\u309a\uff9e\uff9f]")
_UNIT = re.compile(
    "[\u0400-\u052f][\u0300-\u036f]{1,6}"
    "|[\u0600-\u06ff][\u0653-\u0655]{1,3}"
    "|[\u3040-\u30ff\uff66-\uff9d][\u3099\u309a\uff9e\uff9f]"
    "|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?"
)
"""A letter and the marks that make another letter of it; longer heaps of marks are no language's."""


class _Table(dict[int, str]):
    """A table for str.translate that learns a character when it first meets it."""

    def __init__(self, one: object) -> None:
        super().__init__()
        self._one = one

    def __missing__(self, code: int) -> str:
        made = self._one(chr(code))  # type: ignore[operator]
        self[code] = made
        return made  # type: ignore[no-any-return]


_ODD: set[str] = set()
"""Characters whose scanned form is not one character long, those of run scripts apart, which are always three."""


def _scanned(char: str) -> str:
    made = scanned(char)
    if len(made) != 1 and not in_run(char):
        _ODD.add(char)
    return made


_FOLD = _Table(folded)
_SCAN = _Table(_scanned)
for _code in range(0x180):
    _FOLD[_code], _SCAN[_code]


def _compose(text: str) -> str:
    return _UNIT.sub(lambda unit: unicodedata.normalize("NFKC", unit[0]), text)


def fold(text: str) -> str:
    """Return the text as it is compared: no case, no accents, one apostrophe, one dash; punctuation stays."""
    if not text.isascii() and _JOINS.search(text):
        text = _compose(text)
    return text.translate(_FOLD)


def scan(text: str) -> str:
    """Return the scanned form: folded words and single signs of run scripts, each between spaces."""
    if not text.isascii() and _JOINS.search(text):
        text = _compose(text)
    return text.translate(_SCAN)


def words(text: str) -> list[str]:
    """Return the folded words in order; in scripts without spaces each sign is a word of its own."""
    return scan(text).split()


class Scanned:
    """A text's scanned form between two spaces, with the words of its hashtags after it, and the way back."""

    __slots__ = ("_map", "_plain", "_units", "main", "scan", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.scan = f" {scan(text)} "
        self.main = len(self.scan)
        """Where the scanned text ends and the words of its hashtags begin."""
        self._map: list[int] | None = None
        self._plain: bool | None = None
        """Each character of the text is one of the scanned form."""
        self._units: dict[int, int] = {}
        """Where a letter that was composed of several characters ends, by where it begins."""
        if "#" in text or "＃" in text:
            self.scan += "".join(f" {scan(part)} " if part else " " for _, part in camel_words(text))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the original offsets of a piece of the scanned form."""
        if self._plain is None:
            self._plain = self.text.isascii() or self._is_plain()
        if self._plain and end < self.main:
            return start - 1, end - 1
        if self._map is None:
            self._map = self._mapped()
        found = self._map
        last = found[end - 1]
        return found[start], max(self._units.get(last, last + 1), found[end] if end < self.main else 0)

    def _is_plain(self) -> bool:
        """Tell whether each character stays one; runs of signs would make the scanned form longer."""
        text = self.text
        if len(text) + 2 != self.main or _JOINS.search(text):
            return False
        return _ODD.isdisjoint(text) if len(_ODD) > 100 else not any(char in text for char in _ODD)

    def _mapped(self) -> list[int]:
        """Return for each character of the scanned form where it comes from."""
        text, body = self.text, []
        if not text.isascii() and _JOINS.search(text):
            text, offsets, self._units = _composed_offsets(text)
            body = [offsets[i] for i, c in enumerate(text) for _ in _SCAN[ord(c)]]
        else:
            body = [i for i, c in enumerate(text) for _ in _SCAN[ord(c)]]
        made = [0, *body, len(self.text)]
        for at, part in camel_words(self.text) if len(self.scan) > self.main else ():
            made.append(at)
            made.extend(at + i for i, c in enumerate(part) for _ in _SCAN[ord(c)])
            if part:
                made.append(at + len(part))
        return made


def _composed_offsets(text: str) -> tuple[str, list[int], dict[int, int]]:
    """Return the composed text, for each of its characters where it stood, and where each unit ends."""
    parts: list[str] = []
    offsets: list[int] = []
    units: dict[int, int] = {}
    last = 0
    for unit in _UNIT.finditer(text):
        parts.append(text[last : unit.start()])
        offsets.extend(range(last, unit.start()))
        made = unicodedata.normalize("NFKC", unit[0])
        parts.append(made)
        offsets.extend([unit.start()] * len(made))
        units[unit.start()] = unit.end()
        last = unit.end()
    parts.append(text[last:])
    offsets.extend(range(last, len(text)))
    return "".join(parts), offsets, units
