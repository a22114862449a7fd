"""Folding, words, sentences, spans, and cleaning for display; touches nothing."""

from __future__ import annotations

from tocsin.core.text.breaks import around, at_start, same, starts
from tocsin.core.text.cleaning import clean, still
from tocsin.core.text.folding import FOLD_VERSION, Scanned, fold, scan, words


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the offsets (start, end) of each sentence, without the white space after it."""
    begin = starts(text)
    ends = [*begin[1:], len(text)]
    return [(a, a + len(text[a:b].rstrip())) for a, b in zip(begin, ends, strict=True)]


__all__ = [
    "FOLD_VERSION",
    "Scanned",
    "around",
    "at_start",
    "clean",
    "fold",
    "same",
    "scan",
    "sentences",
    "starts",
    "still",
    "words",
]
