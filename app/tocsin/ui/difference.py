"""Says word by word what became of a text, within bounds; knows no Qt."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from tocsin.core.text import fold

MOST_PAIRS = 4_000
"""Pairs of equal words that two texts may have; with more of them the old one goes and the new one comes whole."""

MOST_COMPARED = 24_000
"""Letters that are compared for a whole text; behind them a paragraph that changed goes and comes whole."""

MOST_LINES = 400
MOST_LETTERS = 60_000

_WORD = re.compile(r"[^\W_\u3040-\u9fff\uac00-\ud7af]+|\s+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stayed, came or went."""

    kind: str
    """ "same", "added" or "removed"."""
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph in which something changed; where paragraphs before it stayed, `skipped` says so."""

    pieces: tuple[Piece, ...]
    skipped: bool = False


def words(text: str) -> list[str]:
    """Split a text into words, white space and single signs; in Chinese and Japanese each letter is a word."""
    return _WORD.findall(text)


def difference(old: str, new: str) -> tuple[Piece, ...]:
    """Compare two short texts word by word."""
    before, after = words(old), words(new)
    head = 0
    while head < min(len(before), len(after)) and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < min(len(before), len(after)) - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    middle = _middle(before[head : len(before) - tail], after[head : len(after) - tail])
    found = [Piece("same", "".join(before[:head])), *middle, Piece("same", "".join(before[len(before) - tail :]))]
    return _joined(found)


def _middle(before: Sequence[str], after: Sequence[str]) -> list[Piece]:
    if _pairs(before, after) > MOST_PAIRS:
        return list(_whole("".join(before), "".join(after)))
    found = []
    for kind, a, b, c, d in SequenceMatcher(str.isspace, before, after).get_opcodes():
        if kind == "equal":
            found.append(Piece("same", "".join(before[a:b])))
            continue
        found.append(Piece("removed", "".join(before[a:b])))
        found.append(Piece("added", "".join(after[c:d])))
    return found


def _pairs(before: Sequence[str], after: Sequence[str]) -> int:
    """Count what comparing costs: every word of one side with every equal one of the other; white space is free."""
    theirs = Counter(word for word in after if not word.isspace())
    return sum(theirs[word] for word in before) + len(before) + len(after)


def _joined(found: Sequence[Piece]) -> tuple[Piece, ...]:
    """Put neighbours of one kind together, and a lone space between two changes into both of them."""
    made: list[Piece] = []
    for at, piece in enumerate(found):
        lone = piece.kind == "same" and piece.text.isspace() and 0 < at < len(found) - 1
        for kind in ("removed", "added") if lone else (piece.kind,):
            if not piece.text:
                continue
            before = _last(made, kind)
            if before is None:
                made.append(Piece(kind, piece.text))
            else:
                made[before] = Piece(kind, made[before].text + piece.text)
    return tuple(made)


def _last(made: Sequence[Piece], kind: str) -> int | None:
    """Find the piece that another one of its kind goes on from: the last, or the one before where both changed."""
    for back in (1, 2):
        if len(made) < back:
            return None
        other = made[-back].kind
        if other == kind:
            return len(made) - back
        if other == "same" or kind == "same":
            return None
    return None


def differences(old: str, new: str) -> tuple[Line, ...]:
    """Compare two texts paragraph by paragraph, and changed paragraphs word by word; those that stayed are left out."""
    before, after = _lines(old), _lines(new)
    found: list[Line] = []
    skipped, left = False, MOST_COMPARED
    same = _pairs(before, after) <= MOST_PAIRS
    codes = SequenceMatcher(None, before, after).get_opcodes() if same else [("replace", 0, len(before), 0, len(after))]
    for kind, a, b, c, d in codes:
        if kind == "equal":
            skipped = True
            continue
        for at in range(max(b - a, d - c)):
            gone = before[a + at] if a + at < b else ""
            came = after[c + at] if c + at < d else ""
            left -= len(gone) + len(came)
            pieces = difference(gone, came) if left > 0 else _whole(gone, came)
            found.append(Line(pieces, skipped))
            skipped = False
    return tuple(found)


def _whole(gone: str, came: str) -> tuple[Piece, ...]:
    return tuple(Piece(kind, text) for kind, text in (("removed", gone), ("added", came)) if text)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text[:MOST_LETTERS].split("\n") if line.strip()][:MOST_LINES]


def own_words(text: str, other: str) -> list[tuple[int, int]]:
    """Give the spans of the words of a headline that another one does not have.

    None where the two have no word in common (another language), and none where they have all of them.
    """
    theirs = {fold(word) for word in words(other[:1000])}
    found: list[tuple[int, int]] = []
    at = shared = 0
    for word in words(text[:1000]):
        if word[0].isalnum():
            if fold(word) in theirs:
                shared += 1
            else:
                found.append((at, at + len(word)))
        at += len(word)
    return found if shared else []
