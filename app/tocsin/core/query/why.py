"""Tells why an article answered: the clause, the place, the sentence and the spans."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TypeAlias

from tocsin.core.model import Hit, Match
from tocsin.core.query.asking import Asked, Terms, ask, paired, spots_of
from tocsin.core.query.nodes import (
    And,
    AtLeast,
    Named,
    Near,
    Node,
    Or,
    Pattern,
    Query,
    Term,
    Together,
    Zone,
    both,
    either,
)
from tocsin.core.query.printing import printed
from tocsin.core.query.reading import placed
from tocsin.core.query.scene import FIELDS, TEXT, Scene, Spot

MOST_HITS = 200
Why: TypeAlias = "Callable[[Scene], tuple[Node | None, list[Spot]]]"
"""Of a tree that an article answers: the part that hit, without negations and filters, and where."""


def explained(key: int, query: Query, scene: Scene, clause: Node | None, spots: list[Spot]) -> Match:
    """Return the match of a query that the article answers."""
    if len(spots) > 1:
        spots = sorted(set(spots))[:MOST_HITS]
    if not spots:
        return Match(key, scene.article.id, query.text, "", "")
    first = spots[0]
    start, end, sentence = scene.sentence(first)
    spans = tuple(
        (spot.start - start, min(spot.end, end) - start)
        for spot in spots
        if spot.field == first.field and start <= spot.start < end
    )
    hits = tuple(Hit(FIELDS[spot.field], spot.start, spot.end) for spot in spots)
    return Match(key, scene.article.id, _text(clause or query.tree), _place(scene, first), sentence, spans, hits)


@lru_cache(maxsize=16_384)
def _text(clause: Node) -> str:
    return printed(clause)


def _place(scene: Scene, spot: Spot) -> str:
    if spot.field != TEXT:
        return FIELDS[spot.field]
    return "lead" if spot.start < scene.lead_end else "body"


def reason(node: Node, terms: Terms, zone: str = "") -> Why:
    """Return the function that tells why an article answers a tree."""
    match node:
        case Term() | Pattern() | AtLeast():
            spots = spots_of(node.part if isinstance(node, AtLeast) else node, terms, zone)
            return lambda scene: (node, spots(scene))
        case And():
            return _all([reason(part, terms, zone) for part in node.parts])
        case Or():
            return _earliest([(_doubt(part, terms, zone), reason(part, terms, zone)) for part in node.parts])
        case Named():
            return reason(node.part, terms, zone)
        case Zone():
            return _zone(node.name, reason(node.part, terms, node.name))
        case Near() | Together():
            return _pair(node, terms, zone)
        case _:
            return lambda scene: (None, [])


def _zone(name: str, inner: Why) -> Why:
    def why(scene: Scene) -> tuple[Node | None, list[Spot]]:
        clause, spots = inner(scene)
        return (Zone(name, clause) if clause else None), spots

    return why


def _all(each: list[Why]) -> Why:
    def why(scene: Scene) -> tuple[Node | None, list[Spot]]:
        clauses: list[Node] = []
        spots: list[Spot] = []
        for one in each:
            clause, there = one(scene)
            if clause is not None:
                clauses.append(clause)
                spots = spots + there
        return (both(clauses) if clauses else None), spots

    return why


def _doubt(node: Node, terms: Terms, zone: str) -> Asked | None:
    """Return what must be asked before a part of an OR is believed; None: its spots tell."""
    return None if placed(node) else ask(node, terms, zone)


def _earliest(each: list[tuple[Asked | None, Why]]) -> Why:
    def why(scene: Scene) -> tuple[Node | None, list[Spot]]:
        best: Node | None = None
        first: Spot | None = None
        spots: list[Spot] = []
        for asked, one in each:
            if asked is not None and not asked(scene):
                continue
            clause, there = one(scene)
            spots = spots + there if spots else there
            if clause is not None and there and (first is None or min(there) < first):
                best, first = clause, min(there)
        return best, spots

    return why


def _pair(node: Near | Together, terms: Terms, zone: str) -> Why:
    left, right, pair = spots_of(node.left, terms, zone), spots_of(node.right, terms, zone), paired(node)
    one, other = _side(node.left, terms, zone), _side(node.right, terms, zone)

    def why(scene: Scene) -> tuple[Node | None, list[Spot]]:
        spots = pair(scene, left(scene), right(scene))
        there = frozenset(spots)
        if isinstance(node, Near):
            return Near(one(scene, there), other(scene, there), node.distance), spots
        return Together(one(scene, there), other(scene, there)), spots

    return why


def _side(node: Node, terms: Terms, zone: str) -> Callable[[Scene, frozenset[Spot]], Node]:
    """Of a group with OR keep what hit."""
    if not isinstance(node, Or):
        return lambda scene, there: node
    each = [(part, spots_of(part, terms, zone)) for part in node.parts]

    def side(scene: Scene, there: frozenset[Spot]) -> Node:
        kept = [part for part, spots in each if not there.isdisjoint(spots(scene))]
        return either(kept) if kept else node

    return side
