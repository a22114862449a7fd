"""One article while it is judged: its scanned fields, where terms stand in it, and its sentences, each found once."""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import datetime
from typing import NamedTuple

from tocsin.core.model import Article, Marks
from tocsin.core.query import patterns
from tocsin.core.query.evidence import small_word, speaks_for
from tocsin.core.query.terms import Reading, gap_allows, written_as
from tocsin.core.text import breaks, language
from tocsin.core.text.folding import Scanned

LONGEST_TEXT = 400_000
LEAD_WORDS = 60
MOST_SPOTS = 500
FIELDS = ("title", "text", "author", "url", "tag")
TITLE, TEXT = 0, 1
_WORD = re.compile(r"\S+")


class Spot(NamedTuple):
    """A place in a field, in original offsets; fields are numbered as in FIELDS."""

    field: int
    start: int
    end: int


def fields_of(article: Article) -> tuple[str, str, str, str, str]:
    """Return what may be looked through, as FIELDS names it."""
    return (
        article.title[:LONGEST_TEXT],
        article.text[:LONGEST_TEXT],
        article.author[:5_000],
        article.link[:5_000],
        "\n".join(article.tags)[:20_000],
    )


class Scene:
    """What the judge knows of one article; asked lazily, because most articles answer nothing."""

    def __init__(self, article: Article, marks: Marks, now: datetime | None, *, extras: bool) -> None:
        self.article, self.marks, self.now = article, marks, now
        self.texts = fields_of(article)
        shown = self.texts if extras else self.texts[:2]
        self.scanned = [Scanned(text) for text in shown]
        self.scan = "".join([one.scan for one in self.scanned])
        self.bases = [0]
        for one in self.scanned[:-1]:
            self.bases.append(self.bases[-1] + len(one.scan))
        self.extras_at = self.bases[2] if extras else len(self.scan)
        self.found: dict[int, list[tuple[int, int]]] = {}
        """For each pattern of the automaton that stood in the scan, where."""
        self._spots: dict[object, list[Spot]] = {}
        self._starts: dict[int, list[int]] = {}
        self._words: dict[int, list[int]] = {}
        self._hits: dict[object, list[Spot]] = {}
        self._lead = -1
        self._languages: dict[str, dict[str, float]] = {}

    def place(self, start: int, end: int) -> Spot:
        """Turn offsets in the scan into a spot."""
        field = bisect_right(self.bases, start) - 1
        base = self.bases[field]
        return Spot(field, *self.scanned[field].span(start - base, end - base))

    def starts(self, field: int) -> list[int]:
        """Return where the sentences of a field begin."""
        if field not in self._starts:
            self._starts[field] = breaks.starts(self.texts[field])
        return self._starts[field]

    @property
    def lead_end(self) -> int:
        """Return the offset at which the first words of the text end."""
        if self._lead < 0:
            weight, self._lead = 0.0, len(self.texts[TEXT])
            one = self.scanned[TEXT]
            for word in _WORD.finditer(one.scan, 0, one.main):
                single = one.scan[word.start() - 1 : word.end() + 1]
                weight += 0.5 if len(single.strip()) == 1 and ord(single.strip()) > 0x0E00 else 1
                if weight > LEAD_WORDS:
                    self._lead = one.span(word.start(), word.end())[0]
                    break
        return self._lead

    def languages(self, without: str) -> dict[str, float]:
        """Return how likely the article is in each language; `without` is the folded word that is in question."""
        if without not in self._languages:
            words = self.scan[:4000].split()[: language.WORDS_READ]
            self._languages[without] = language.weights(words, self.article.language, without)
        return self._languages[without]

    def word_number(self, spot: Spot) -> int:
        """Return how many words of its field begin before a spot."""
        if spot.field not in self._words:
            one = self.scanned[spot.field]
            self._words[spot.field] = [one.span(w.start(), w.end())[0] for w in _WORD.finditer(one.scan, 0, one.main)]
        return bisect_right(self._words[spot.field], spot.start)

    def in_zone(self, spot: Spot, zone: str) -> bool:
        """Tell whether a spot lies in a zone; without one, title and text count."""
        match zone:
            case "":
                return spot.field <= TEXT
            case "lead":
                return spot.field == TEXT and spot.start < self.lead_end
            case "body":
                return spot.field == TEXT
            case _:
                return FIELDS[spot.field] == zone

    def term_spots(self, read: Reading, numbers: tuple[int, ...], dotted: int) -> list[Spot]:
        """Return where a term stands, in all fields; `numbers` and `dotted` are its patterns in the automaton."""
        known = self._spots.get(read)
        if known is None:
            known = self._spots[read] = self._find(read, numbers, dotted)
        return known

    def _find(self, read: Reading, numbers: tuple[int, ...], dotted: int) -> list[Spot]:
        hits = sorted({hit for number in numbers for hit in self.found.get(number, ())})
        if len(read.pieces) > 1:
            return self._phrases(read) if hits else []
        prefix = read.pieces[0].prefix
        places = [self.place(a, self.scan.index(" ", b) if prefix else b) for a, b in hits[: MOST_SPOTS * 4]]
        self._hits[read] = places
        spots = [spot for spot in places if self._stands(read, spot)]
        for start, end in self.found.get(dotted, ()):
            spot = self.place(start, end)
            if written_as(self.texts[spot.field], spot.start, spot.end, dotted=True):
                full = self.texts[spot.field][spot.end : spot.end + 1] == "."
                spots.append(Spot(spot.field, spot.start, spot.end + full))
        return sorted(set(spots))[:MOST_SPOTS]

    def _stands(self, read: Reading, spot: Spot) -> bool:
        text = self.texts[spot.field]
        if read.term.exact:
            return read.exactly(text, [(spot.start, spot.end)])
        if read.acronym:
            return speaks_for(self, read, spot)
        if read.named and small_word(self, read, spot):
            return False
        return read.whole(text, spot.end)

    def _phrases(self, read: Reading) -> list[Spot]:
        spots: list[Spot] = []
        for hit in read.expression.finditer(self.scan):
            pieces = [self.place(*hit.span(number)) for number in range(1, len(read.pieces) + 1)]
            first, last = pieces[0], pieces[-1]
            if first.field != last.field:
                continue
            text, begin = self.texts[first.field], self.starts(first.field)
            gaps = zip(pieces, pieces[1:], read.gaps, strict=False)
            if not all(gap_allows(text, a.end, b.start, gap, begin) for a, b, gap in gaps):
                continue
            if read.term.exact and not read.exactly(text, [(one.start, one.end) for one in pieces]):
                continue
            spots.append(Spot(first.field, first.start, last.end))
            if len(spots) >= MOST_SPOTS:
                break
        return spots

    def letters_of(self, read: Reading) -> list[Spot]:
        """Return where the letters of a term stand, whether they speak for it or not."""
        return self._hits.get(read, [])

    def pattern_spots(self, source: str) -> list[Spot]:
        """Return where a regular expression matches, in all fields."""
        known = self._spots.get(source)
        if known is None:
            known = self._spots[source] = [
                Spot(field, start, end)
                for field, text in enumerate(self.texts)
                for start, end in patterns.spans(source, text)
            ]
        return known
