"""Reads a term into the folded pieces that are looked for; touches nothing."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from tocsin.core.query.nodes import Term
from tocsin.core.text.folding import Scanned, fold, scan
from tocsin.core.text.language import known
from tocsin.core.text.letters import in_run

_ARABIC = re.compile("[\u0621-\u064a]{3,}$")
_ARTICLES = ("ال", "وال", "فال", "بال", "كال", "لل")
_LEADING_STAR = re.compile(r"(^|[^\w*])\*+(?=\w)")
_HEAP = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]{4})[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]+"
)
LONGEST = 500
_DOTTED = re.compile(r"(?:[^\W\d_]\.){2,}[^\W\d_]?\.?")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand together without a gap, in scanned form; one word, in scripts with spaces."""

    text: str
    prefix: bool
    forms: tuple[str, ...]
    """The text itself and its other forms: with and without the Arabic article."""
    start: int
    end: int
    """Where it stands in the term."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a term looks for."""

    term: Term
    pieces: tuple[Piece, ...]
    gaps: tuple[str, ...]
    """What stands between the pieces in the term itself."""
    acronym: bool
    dotted: str
    """The scanned form of the dotted spelling ("n a t o"); empty: none."""
    written: str
    """For an exact term: what must stand in the text."""

    @property
    def named(self) -> bool:
        """Tell whether a term is one word written like a name: Nato, not nato and not NATO."""
        return len(self.pieces) == 1 and not self.term.exact and self.term.text.istitle()

    @property
    def picky(self) -> bool:
        """Tell whether a hit of its word must be looked at in the text: C++, and scripts with vowel signs."""
        last = self.pieces[-1]
        if self.named and known(last.text):
            return True
        return in_run(last.text[-1]) or self.term.text[last.end :].strip("+#") == "" != self.term.text[last.end :]

    def exactly(self, text: str, spans: list[tuple[int, int]]) -> bool:
        """Tell whether each piece, what stands between, and the signs around are written as in the term."""
        want = self.term.text
        for piece, (start, end) in zip(self.pieces, spans, strict=True):
            have = _composed(text[start:end])
            asked = _composed(want[piece.start : piece.end])
            if have != asked and not (piece.prefix and have.startswith(asked)):
                return False
        for gap, (_, end), (start, _) in zip(self.gaps, spans, spans[1:], strict=False):
            if _gap(gap) != _gap(text[end:start]):
                return False
        before, after = want[: self.pieces[0].start], want[self.pieces[-1].end :].replace("*", "").rstrip(".")
        start, end = spans[0][0], spans[-1][1]
        return text[max(0, start - len(before)) : start] == before and text[end : end + len(after)] == after

    def whole(self, text: str, end: int) -> bool:
        """Tell whether a hit that ends here is complete: no vowel sign follows, and C++ is not C."""
        if end < len(text) and unicodedata.category(text[end])[0] == "M" and in_run(text[end]):
            return False
        signs = self.term.text[self.pieces[-1].end :]
        return signs.strip("+#") != "" or text.startswith(signs, end)


@lru_cache(maxsize=65_536)
def reading(term: Term) -> Reading:
    """Return what a term looks for; a term without letters or digits has no pieces."""
    text = term.text
    dotted = _DOTTED.fullmatch(text)
    if dotted and not term.exact and sum(map(str.isupper, text)) > 1:
        text = text.replace(".", "")
    scanned = Scanned(text)
    body = scanned.scan[: scanned.main]
    spans: list[tuple[int, int]] = []
    for found in re.finditer(r"\S+", body):
        start, end = scanned.span(found.start(), found.end())
        if spans and start <= spans[-1][1] and text[spans[-1][1] - 1 : spans[-1][1]] != "*":
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    pieces = [_piece(text, start, end) for start, end in spans]
    gaps = tuple(text[a.end : b.start].replace("*", "") for a, b in pairwise(pieces))
    one = len(pieces) == 1 and not pieces[0].prefix and not term.exact
    acronym = one and is_acronym(text)
    spelled = ""
    if one and (acronym or (pieces[0].text.isalpha() and pieces[0].text.islower())):
        letters = pieces[0].text
        if 2 <= len(letters) <= 6 and not any(in_run(c) for c in letters):
            spelled = " ".join(letters)
    return Reading(term, tuple(pieces), gaps, acronym, spelled, text.replace("*", "") if term.exact else "")


def _piece(text: str, start: int, end: int) -> Piece:
    folded = scan(text[start:end]).strip()
    prefix = text[end : end + 1] == "*" and not in_run(folded[-1])
    return Piece(folded, prefix, _forms(folded, text[start]), start, end)


def _forms(folded: str, first: str) -> tuple[str, ...]:
    """Return an Arabic word with and without the article, the folded word itself first."""
    if not _ARABIC.match(folded):
        return (folded,)
    bare = folded[2:] if folded.startswith("ال") and first == "ا" and len(folded) >= 5 else folded
    return (folded, *(form for form in (bare, *(article + bare for article in _ARTICLES)) if form != folded))


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", "".join(c for c in text[:600] if unicodedata.category(c) != "Cf"))


def _gap(text: str) -> str:
    return " ".join(fold(text).split(" ")) if len(text) < 20 else text


def is_acronym(text: str) -> bool:
    """Tell whether a term is written in capitals only, two letters or more."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 2 and all(c.isupper() for c in letters) and all(c.isalnum() for c in text)


def cleaned(text: str) -> str:
    """Return a term as it is kept: composed, white space folded, without marks that only lead up to a word."""
    text = unicodedata.normalize("NFC", _heaped(text)).replace('"', " ").replace("＂", " ")
    text = "".join(c if c.isprintable() or c in "\u200c\u200d" else " " for c in text)
    return " ".join(text.split())


def _heaped(text: str) -> str:
    return _HEAP.sub(r"\1", text)


def refused(text: str) -> tuple[str, str | None] | None:
    """Return why a term cannot be looked for, and its repair; None when it can."""
    if len(text) > LONGEST:
        return f"A word or phrase may have at most {LONGEST} characters", None
    kept = cleaned(text)
    found = reading(Term(kept))
    if not found.pieces:
        shown = kept.replace('"', "")[:40]
        return (f"“{shown}” holds no letter or digit" if shown else "A term holds nothing to look for"), None
    if len(found.pieces) > 40:
        return "A phrase may have at most 40 words", None
    if _LEADING_STAR.search(kept):
        return "A star may stand only at the end of a word", _LEADING_STAR.sub(r"\1", kept)
    if any(piece.prefix and len(piece.text) < 2 for piece in found.pieces):
        return "Before a star must stand at least two letters", None
    return None
