"""Judges articles: one automaton finds the terms of all queries, and only trees whose terms stood are asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, Implementation

from tocsin.core.model import Article, Marks, Match
from tocsin.core.query.advice import terms
from tocsin.core.query.asking import Asked, Terms, ask
from tocsin.core.query.nodes import Named, Node, Or, Query, Term, Zone, parts
from tocsin.core.query.plan import anchors
from tocsin.core.query.reading import placed
from tocsin.core.query.scene import TEXT, Scene, Spot, Wanted
from tocsin.core.query.why import Why, explained, reason


class Judge:
    """Judges any number of queries at once. Values in, values out; may be kept as long as the queries stay."""

    def __init__(self, queries: Mapping[int, Query]) -> None:
        self._terms = Terms()
        self._asked: list[tuple[int, Asked | None, Query]] = []
        """A query that stands at places in the text is answered by where it stands; any other is asked first."""
        self._always: list[int] = []
        self._why: dict[int, Why] = {}
        """Made when a query is first answered."""
        self._flat: dict[int, tuple[Wanted, ...]] = {}
        """Queries that are a term or terms joined by OR, as most are: only the terms that stood are looked at."""
        self._extras = False
        waiting: dict[int, dict[tuple[int, int], None]] = {}
        for number, (key, query) in enumerate(queries.items()):
            self._asked.append((key, None if placed(query.tree) else ask(query.tree, self._terms), query))
            self._extras = self._extras or _extras(query.tree)
            for term in terms(query.tree):
                self._terms.wanted(term)
            flat = _flat(query.tree)
            if flat is not None:
                self._flat[number] = tuple(map(self._terms.wanted, flat))
            wanted = flat or anchors(query.tree)
            if wanted is None:
                self._always.append(number)
                continue
            for part, term in enumerate(wanted):
                for pattern in self._terms.wanted(term).patterns:
                    waiting.setdefault(pattern, {})[number, part] = None
        self._waiting = {pattern: tuple(numbers) for pattern, numbers in waiting.items()}
        texts = self._terms.texts
        self._trim = [(text[0] == " ", text[-1] == " ") for text in texts]
        self._automaton = AhoCorasick(texts, implementation=_kind(texts)) if texts else None

    def judge(self, article: Article, marks: Marks = Marks(), *, now: datetime | None = None) -> list[Match]:  # noqa: B008
        """Return a match for each query that the article answers, in the order of the queries."""
        scene = Scene(article, marks, now, extras=self._extras)
        candidates: dict[int, list[int]] = {number: [] for number in self._always}
        for pattern in self._search(scene):
            for number, part in self._waiting.get(pattern, ()):
                known = candidates.get(number)
                if known is None:
                    candidates[number] = [part]
                else:
                    known.append(part)
        matches = []
        for number in sorted(candidates):
            key, asked, query = self._asked[number]
            flat = self._flat.get(number)
            if flat is not None:
                clause, spots = self._stood(scene, flat, candidates[number])
            elif asked is None or asked(scene):
                clause, spots = self._reason(number)(scene)
            else:
                continue
            if spots or asked is not None:
                matches.append(explained(key, query, scene, clause, spots))
        return matches

    def _search(self, scene: Scene) -> list[int]:
        """Note in the scene where each pattern stands; return the patterns that do."""
        if self._automaton is None:
            return []
        found, trim = scene.found, self._trim
        for pattern, start, end in self._automaton.find_matches_as_indexes(scene.scan, overlapping=True):
            before, after = trim[pattern]
            spots = found.get(pattern)
            if spots is None:
                found[pattern] = [(start + before, end - after)]
            else:
                spots.append((start + before, end - after))
        return list(found)

    def _stood(self, scene: Scene, flat: tuple[Wanted, ...], parts: list[int]) -> tuple[Node | None, list[Spot]]:
        """Return of terms joined by OR the one that stands first, and where all stand."""
        best: Term | None = None
        spots: list[Spot] = []
        first = None
        for part in parts if len(parts) == 1 else sorted(set(parts)):
            there = scene.term_spots(flat[part])
            if there and not scene.only_text:
                there = [spot for spot in there if spot.field <= TEXT]
            if there:
                if first is None or there[0] < first:
                    best, first = flat[part].read.term, there[0]
                spots = spots + there if spots else there
        return best, spots

    def _reason(self, number: int) -> Why:
        known = self._why.get(number)
        if known is None:
            known = self._why[number] = reason(self._asked[number][2].tree, self._terms)
        return known


def _flat(node: Node) -> tuple[Term, ...] | None:
    if isinstance(node, Named):
        return _flat(node.part)
    if isinstance(node, Term):
        return (node,)
    if isinstance(node, Or) and all(isinstance(part, Term) for part in node.parts):
        return tuple(part for part in node.parts if isinstance(part, Term))
    return None


def _kind(texts: list[str]) -> Implementation:
    return Implementation.DFA if sum(map(len, texts)) < 20_000 else Implementation.ContiguousNFA


def _extras(node: Node) -> bool:
    if isinstance(node, Zone) and node.name in {"author", "url", "tag"}:
        return True
    return not isinstance(node, Term) and any(_extras(part) for part in parts(node))


@lru_cache(maxsize=64)
def _single(query: Query) -> Judge:
    return Judge({0: query})


def judge_one(query: Query, article: Article, marks: Marks = Marks(), *, now: datetime | None = None) -> Match | None:  # noqa: B008
    """Return why an article answers a query, or None; the same judge as for many."""
    found = _single(query).judge(article, marks, now=now)
    return found[0] if found else None
