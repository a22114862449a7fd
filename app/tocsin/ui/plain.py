"""Makes text from feeds safe to draw without moving a single offset; knows no Qt."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator

JOINER = "\u2060"
"""Takes no room and breaks no line: stands where a character was that must not be drawn."""

_UNWANTED = {code: " " for code in (*range(0x20), *range(0x7F, 0xA0)) if code != 0x0A}
_UNWANTED |= dict.fromkeys((*range(8234, 8239), *range(8294, 8298), 8206, 8207, 1564, 65279), JOINER)
_UNWANTED |= {0x2028: " ", 0x2029: " ", 0x0A: "\n"}

MARKS_IN_A_ROW = 4
"""More accents on one letter than any language needs: the rest would be painted over other lines."""

SIGNS_IN_A_ROW = 6
"""The same for all signs that belong to a letter: Burmese has five on one, and Thai ones pile up without end, too."""


def drawable(text: str) -> str:
    """Return text of the same length: no control characters, no direction overrides, no lone surrogates."""
    text = text.translate(_UNWANTED)
    if text.isascii():
        return text
    drawn, marks, signs = list(text), 0, 0
    for at, letter in enumerate(text):
        if "\ud800" <= letter <= "\udfff":
            drawn[at] = "\ufffd"
        if letter >= "\u0300" and unicodedata.category(letter) in ("Mn", "Me"):
            signs += 1
            marks += bool(unicodedata.combining(letter)) or unicodedata.category(letter) == "Me"
            if marks > MARKS_IN_A_ROW or signs > SIGNS_IN_A_ROW:
                drawn[at] = JOINER
        else:
            marks = signs = 0
    return "".join(drawn)


def one_line(text: str) -> str:
    """Return drawable text of the same length in which a line break is a space."""
    return drawable(text).replace("\n", " ")


def units(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Turn spans of code points into (start, length) in the UTF-16 units that Qt counts; what lies outside is cut."""
    wide = [at for at, letter in enumerate(text) if letter > "\uffff"]
    found = []
    for start, end in spans:
        start, end = max(0, start), min(len(text), end)  # noqa: PLW2901
        if start < end:
            before = bisect_left(wide, start)
            inside = bisect_left(wide, end) - before
            found.append((start + before, end - start + inside))
    return found


def length(text: str) -> int:
    """Return how many UTF-16 units the text has."""
    return len(text) + sum(1 for letter in text if letter > "\uffff")


def runs_right_to_left(text: str) -> bool:
    """Say whether the first letter that has a direction runs from right to left."""
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False


LONGEST_PARAGRAPH = 4_000


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Give where the lines of a text stand that say something; one that is too long to be laid out at once in parts."""
    begin = 0
    while begin < len(text):
        end = text.find("\n", begin)
        end = len(text) if end < 0 else end
        at = begin
        while at < end:
            stop = min(end, at + LONGEST_PARAGRAPH)
            space = text.rfind(" ", at + 1, stop) if stop < end else -1
            stop = space if space > at else stop
            if text[at:stop].strip():
                yield at, stop
            at = stop
        begin = end + 1
