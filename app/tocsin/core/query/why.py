"""Tells why an article answered: the clause, the place, the sentence and the spans."""

from __future__ import annotations

from tocsin.core.model import Hit, Match
from tocsin.core.query.asking import Terms, ask, near, spots_of, together
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
from tocsin.core.query.scene import FIELDS, TEXT, Scene, Spot
from tocsin.core.text import breaks
from tocsin.core.text.cleaning import still

MOST_HITS = 200


def explained(key: int, query: Query, scene: Scene, terms: Terms) -> Match:
    """Return the match of a query that the article answers."""
    clause, spots = _why(query.tree, scene, terms, "")
    spots = sorted(set(spots))[:MOST_HITS]
    article = scene.article
    if not spots:
        return Match(key, article.id, query.text, "", "")
    first = spots[0]
    sentence, spans = _sentence(scene, first, spots)
    hits = tuple(Hit(FIELDS[spot.field], spot.start, spot.end) for spot in spots)
    return Match(key, article.id, printed(clause or query.tree), _place(scene, first), sentence, spans, hits)


def _place(scene: Scene, spot: Spot) -> str:
    if spot.field != TEXT:
        return FIELDS[spot.field]
    return "lead" if spot.start < scene.lead_end else "body"


def _sentence(scene: Scene, first: Spot, spots: list[Spot]) -> tuple[str, tuple[tuple[int, int], ...]]:
    text = scene.texts[first.field]
    start, end = breaks.around(scene.starts(first.field), len(text), first.start, first.end)
    start, end = breaks.trimmed(text, start, end, first.start, first.end)
    spans = tuple(
        (spot.start - start, min(spot.end, end) - start)
        for spot in spots
        if spot.field == first.field and start <= spot.start < end
    )
    return still(text[start:end]), spans


def _why(node: Node, scene: Scene, terms: Terms, zone: str) -> tuple[Node | None, list[Spot]]:
    """Return the part of a true tree that hit, without its negations and filters, and where."""
    match node:
        case Term() | Pattern():
            return node, spots_of(node, terms, zone)(scene)
        case And():
            return _all(node, scene, terms, zone)
        case Or():
            return _earliest(node, scene, terms, zone)
        case Named():
            return _why(node.part, scene, terms, zone)
        case Zone():
            clause, spots = _why(node.part, scene, terms, node.name)
            return (Zone(node.name, clause) if clause else None), spots
        case AtLeast():
            return node, spots_of(node.part, terms, zone)(scene)
        case Near() | Together():
            return _pair(node, scene, terms, zone)
        case _:
            return None, []


def _all(node: And, scene: Scene, terms: Terms, zone: str) -> tuple[Node | None, list[Spot]]:
    clauses: list[Node] = []
    spots: list[Spot] = []
    for part in node.parts:
        clause, there = _why(part, scene, terms, zone)
        if clause is not None:
            clauses.append(clause)
            spots += there
    return (both(clauses) if clauses else None), spots


def _earliest(node: Or, scene: Scene, terms: Terms, zone: str) -> tuple[Node | None, list[Spot]]:
    best: tuple[Node, Spot] | None = None
    spots: list[Spot] = []
    for part in node.parts:
        if not ask(part, terms, zone)(scene):
            continue
        clause, there = _why(part, scene, terms, zone)
        spots += there
        if clause is not None and there and (best is None or min(there) < best[1]):
            best = clause, min(there)
    return (best[0] if best else None), spots


def _pair(node: Near | Together, scene: Scene, terms: Terms, zone: str) -> tuple[Node, list[Spot]]:
    left, right = spots_of(node.left, terms, zone)(scene), spots_of(node.right, terms, zone)(scene)
    spots = near(scene, left, right, node.distance) if isinstance(node, Near) else together(scene, left, right)
    one, other = (_side(side, spots, scene, terms, zone) for side in (node.left, node.right))
    return (Near(one, other, node.distance) if isinstance(node, Near) else Together(one, other)), spots


def _side(node: Node, spots: list[Spot], scene: Scene, terms: Terms, zone: str) -> Node:
    """Of a group with OR keep what hit."""
    if not isinstance(node, Or):
        return node
    kept = [part for part in node.parts if not set(spots).isdisjoint(spots_of(part, terms, zone)(scene))]
    return either(kept) if kept else node
