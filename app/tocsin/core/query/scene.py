"""One article while it is judged: its scanned fields, where terms stand in it, and its sentences, each found once."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from tocsin.core.model import Article, Marks
from tocsin.core.query import patterns
from tocsin.core.query.evidence import small_word, speaks_for
from tocsin.core.query.phrases import gap_allows, in_capitals, stretch
from tocsin.core.query.terms import Reading
from tocsin.core.text import breaks, language
from tocsin.core.text.cleaning import still
from tocsin.core.text.folding import Scanned
from tocsin.core.text.letters import in_run

LONGEST_TEXT = 400_000
LEAD_WORDS = 60
MOST_SPOTS = 500
FIELDS = ("title", "text", "author", "url", "tag")
TITLE, TEXT = 0, 1
_WORD = re.compile(r"\S+")
_LEAD = re.compile(rf"(?: +[^ ]+){{{LEAD_WORDS}}} +[^ ]")


def _lead_of_signs(one: Scanned) -> int:
    """Return where the lead ends in a script without spaces: two signs count as a word."""
    weight = 0.0
    for word in _WORD.finditer(one.scan, 0, one.main):
        weight += 0.5 if len(word[0]) == 1 and in_run(word[0]) else 1
        if weight > LEAD_WORDS:
            return one.span(word.start(), word.end())[0]
    return len(one.text)


@dataclass(frozen=True, eq=False)
class Wanted:
    """A term and its patterns in the automaton; `anchor` is the piece that the patterns stand for."""

    read: Reading
    anchor: int
    numbers: tuple[int, ...]
    dotted: int
    """The pattern of its dotted spelling; -1: none."""

    @cached_property
    def patterns(self) -> tuple[int, ...]:
        """Return all patterns of which one stands wherever the term does."""
        return self.numbers if self.dotted < 0 else (*self.numbers, self.dotted)

    @cached_property
    def plain(self) -> bool:
        """Tell whether each hit of the numbers in title or text is one of the term, without a look at the text."""
        read = self.read
        return len(read.pieces) == 1 and not (read.acronym or read.term.exact or read.picky)


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
        if extras and marks.tags:
            self.texts = (*self.texts[:4], "\n".join((self.texts[4], *marks.tags)).strip("\n"))
        self.only_text = not extras
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
        self._letters: dict[object, list[Spot]] = {}
        self._sentences: dict[tuple[int, int, int], str] = {}
        self._nears = 0
        self._lead = -1
        self._said: list[str] | None = None
        self._scores: dict[str, float] = {}
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

    def near(self, spot: Spot) -> list[int]:
        """Return where the sentences around a spot begin; the whole field is looked through from the second time on."""
        known = self._starts.get(spot.field)
        if known is not None:
            return known
        self._nears += 1
        text = self.texts[spot.field]
        if self._nears > 1 or len(text) < 1000:
            return self.starts(spot.field)
        return breaks.near(text, spot.start, spot.end)

    def sentence(self, spot: Spot) -> tuple[int, int, str]:
        """Return the sentence around a spot: its offsets, and its text fit to be shown."""
        text = self.texts[spot.field]
        start, end = breaks.around(self.near(spot), len(text), spot.start, spot.end)
        start, end = breaks.trimmed(text, start, end, spot.start, spot.end)
        known = self._sentences.get((spot.field, start, end))
        if known is None:
            known = self._sentences[spot.field, start, end] = still(text[start:end])
        return start, end, known

    @property
    def lead_end(self) -> int:
        """Return the offset at which the first words of the text end."""
        if self._lead < 0:
            one = self.scanned[TEXT]
            found = _LEAD.match(one.scan, 0, one.main)
            if found is None:
                self._lead = len(self.texts[TEXT])
            elif max(found[0]) < "\u0e00":
                self._lead = one.span(found.end() - 1, found.end())[0]
            else:
                self._lead = _lead_of_signs(one)
        return self._lead

    def languages(self, without: str) -> dict[str, float]:
        """Return how likely the article is in each language; `without` is the folded word that is in question."""
        if self._said is None:
            self._said = self.scan[: min(4000, self.extras_at)].split()[: language.WORDS_READ]
            self._scores = language.scores(self._said, self.article.language)
            self._languages[""] = language.weights(self._scores)
        if not language.known(without):
            return self._languages[""]
        if without not in self._languages:
            self._languages[without] = language.weights(self._scores, without, self._said.count(without))
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

    def term_spots(self, wanted: Wanted) -> list[Spot]:
        """Return where a term stands, in all fields, in order."""
        known = self._spots.get(wanted)
        if known is None:
            stood = not self.found.keys().isdisjoint(wanted.patterns)
            known = self._spots[wanted] = self._find(wanted) if stood else []
        return known

    def _find(self, wanted: Wanted) -> list[Spot]:
        read, scan = wanted.read, self.scan
        hits = [hit for number in wanted.numbers for hit in self.found.get(number, ())]
        if len(wanted.numbers) > 1:
            hits.sort()
        if len(read.pieces) > 1:
            return self._phrases(wanted, hits[: MOST_SPOTS * 4])
        prefix = read.pieces[0].prefix
        places = [self.place(a, scan.index(" ", b) if prefix else b) for a, b in hits[: MOST_SPOTS * 4]]
        if wanted.plain:
            spots = places
        else:
            self._letters[read] = places
            spots = [spot for spot in places if self._stands(read, spot)]
        for start, end in self.found.get(wanted.dotted, ()):
            spot = self.place(start, end)
            if in_capitals(self.texts[spot.field], spot.start, spot.end):
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

    def _phrases(self, wanted: Wanted, hits: list[tuple[int, int]]) -> list[Spot]:
        read = wanted.read
        spots: list[Spot] = []
        for hit in hits:
            found = stretch(self.scan, read.pieces, wanted.anchor, hit)
            if found is None:
                continue
            pieces = [self.place(*one) for one in found]
            first, last = pieces[0], pieces[-1]
            if first.field != last.field:
                continue
            text = self.texts[first.field]
            gaps = zip(pieces, pieces[1:], read.gaps, strict=False)
            if not all(gap_allows(text, a.end, b.start, gap) for a, b, gap in gaps):
                continue
            if read.term.exact and not read.exactly(text, [(one.start, one.end) for one in pieces]):
                continue
            spots.append(Spot(first.field, first.start, last.end))
        return sorted(set(spots))[:MOST_SPOTS]

    def letters_of(self, read: Reading) -> list[Spot]:
        """Return where the letters of a term stand, whether they speak for it or not."""
        return self._letters.get(read, [])

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
