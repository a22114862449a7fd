"""Tells whether words stand together as a phrase; touches nothing."""

from __future__ import annotations

import re

from tocsin.core.query.terms import Piece
from tocsin.core.text import breaks
from tocsin.core.text.folding import fold

_CAPITALS = re.compile(r"(?:[^\W\d_]\. ?)+[^\W\d_]")
_LIGHT = frozenset(" \t\n\r'\"/&_·・‧#@*.“”„«»‹›״‟")


def in_capitals(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch is single capitals with a full stop after each (a space may follow it)."""
    return text[start:end].isupper() and _CAPITALS.fullmatch(text, start, end) is not None


def stretch(scan: str, pieces: tuple[Piece, ...], anchor: int, hit: tuple[int, int]) -> list[tuple[int, int]] | None:
    """Return where each piece stands in the scanned form when the anchor stands at `hit`; None: not all stand there."""
    start, end = hit
    if pieces[anchor].prefix:
        end = scan.index(" ", end)
    found = [(start, end)]
    for piece in pieces[anchor + 1 :]:
        there = _after(scan, piece, found[-1][1])
        if there is None:
            return None
        found.append(there)
    for number in range(anchor - 1, -1, -1):
        there = _before(scan, pieces[number], found[0][0])
        if there is None:
            return None
        found.insert(0, there)
    return found


def _after(scan: str, piece: Piece, at: int) -> tuple[int, int] | None:
    size = len(scan)
    stop = min(size, at + 20)
    while at < stop and scan[at] == " ":
        at += 1
    for form in piece.forms:
        if scan.startswith(form, at):
            end = at + len(form)
            if piece.prefix:
                return at, scan.index(" ", end)
            if end < size and scan[end] == " ":
                return at, end
    return None


def _before(scan: str, piece: Piece, at: int) -> tuple[int, int] | None:
    stop = max(0, at - 20)
    while at > stop and scan[at - 1] == " ":
        at -= 1
    if piece.prefix:
        start = scan.rfind(" ", 0, at) + 1 if " " not in piece.text else -1
        fits = start > 0 and any(scan.startswith(form, start, at) for form in piece.forms)
        return (start, at) if fits else None
    for form in piece.forms:
        start = at - len(form)
        if start > 0 and scan.startswith(form, start) and scan[start - 1] == " ":
            return start, at
    return None


def gap_allows(text: str, start: int, end: int, gap: str) -> bool:
    """Tell whether what stands between two words of a phrase keeps them together.

    White space, one dash, apostrophes, quotation marks and full stops that end no sentence do; so does whatever the
    query itself has at that place. A blank line never does.
    """
    if end <= start:
        return True
    between = text[start:end]
    if between == " ":
        return True
    if len(between) > 12 or between.count("\n") > 1:
        return False
    plain, asked = fold(between), fold(gap)
    if not all(c in _LIGHT or c == "-" or c in asked for c in plain):
        return False
    dashes = plain.count("-")
    if dashes > 1 or (dashes and between.strip() != between and "-" not in asked):
        return False
    return "." not in between or "." in asked or not breaks.between(text, start, end)
