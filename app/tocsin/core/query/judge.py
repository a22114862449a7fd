"""Judges articles: one automaton finds the terms of all queries, and only trees whose terms stood are asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, Implementation

from tocsin.core.model import Article, Marks, Match
from tocsin.core.query.asking import Asked, Terms, ask
from tocsin.core.query.nodes import Node, Query, Term, Zone, parts
from tocsin.core.query.plan import anchors
from tocsin.core.query.scene import Scene
from tocsin.core.query.why import Why, explained, reason


class Judge:
    """Judges any number of queries at once. Values in, values out; may be kept as long as the queries stay."""

    def __init__(self, queries: Mapping[int, Query]) -> None:
        self._terms = Terms()
        self._asked: list[tuple[int, Asked, Query]] = []
        self._always: list[int] = []
        self._why: dict[int, Why] = {}
        """Made when a query is first answered."""
        waiting: dict[int, list[int]] = {}
        self._extras = False
        for number, (key, query) in enumerate(queries.items()):
            self._asked.append((key, ask(query.tree, self._terms), query))
            self._extras = self._extras or _extras(query.tree)
            wanted = anchors(query.tree)
            if wanted is None:
                self._always.append(number)
                continue
            for term in wanted:
                for pattern in self._terms.wanted(term).patterns:
                    waiting.setdefault(pattern, []).append(number)
        self._waiting = {pattern: tuple(dict.fromkeys(numbers)) for pattern, numbers in waiting.items()}
        texts = self._terms.texts
        self._trim = [(text[0] == " ", text[-1] == " ") for text in texts]
        self._automaton = AhoCorasick(texts, implementation=_kind(texts)) if texts else None

    def judge(self, article: Article, marks: Marks = Marks(), *, now: datetime | None = None) -> list[Match]:  # noqa: B008
        """Return a match for each query that the article answers, in the order of the queries."""
        scene = Scene(article, marks, now, extras=self._extras)
        candidates = set(self._always)
        if self._automaton is not None:
            found, trim, waiting = scene.found, self._trim, self._waiting
            for pattern, start, end in self._automaton.find_matches_as_indexes(scene.scan, overlapping=True):
                before, after = trim[pattern]
                spots = found.get(pattern)
                if spots is None:
                    found[pattern] = [(start + before, end - after)]
                    candidates.update(waiting.get(pattern, ()))
                else:
                    spots.append((start + before, end - after))
        matches = []
        for number in sorted(candidates):
            key, asked, query = self._asked[number]
            if asked(scene):
                why = self._why.get(number)
                if why is None:
                    why = self._why[number] = reason(query.tree, self._terms)
                matches.append(explained(key, query, scene, why))
        return matches


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
