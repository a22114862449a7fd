"""Turns trees into functions that an article answers with yes or no."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from tocsin.core.query import filters
from tocsin.core.query.nodes import (
    And,
    AtLeast,
    Filter,
    Named,
    Near,
    Node,
    Not,
    Or,
    Pattern,
    Term,
    Together,
    Zone,
)
from tocsin.core.query.scene import Scene, Spot, Wanted
from tocsin.core.query.terms import Piece, reading
from tocsin.core.text import breaks
from tocsin.core.text.common import languages_of

Asked: TypeAlias = Callable[[Scene], bool]
Spots: TypeAlias = Callable[[Scene], list[Spot]]


class Terms:
    """The terms of many queries and the patterns that stand for them in the automaton."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._numbers: dict[str, int] = {}
        self._known: dict[Term, Wanted] = {}

    def wanted(self, term: Term) -> Wanted:
        """Return what is looked for, the same object for the same term."""
        known = self._known.get(term)
        if known is None:
            read = reading(term)
            anchor = max(range(len(read.pieces)), key=lambda number: _rarity(read.pieces[number]))
            piece = read.pieces[anchor]
            numbers = tuple(self._number(f" {form}{'' if piece.prefix else ' '}") for form in piece.forms)
            dotted = self._number(f" {read.dotted} ") if read.dotted else -1
            known = self._known[term] = Wanted(read, anchor, numbers, dotted)
        return known

    def _number(self, text: str) -> int:
        number = self._numbers.get(text)
        if number is None:
            number = self._numbers[text] = len(self.texts)
            self.texts.append(text)
        return number


def _rarity(piece: Piece) -> tuple[bool, int]:
    return not languages_of(piece.text), len(piece.text) - 2 * piece.prefix


def ask(node: Node, terms: Terms, zone: str = "") -> Asked:
    """Return the function that tells whether an article answers a tree."""
    match node:
        case Term():
            return _term(node, terms, zone)
        case And():
            asked = [ask(part, terms, zone) for part in _cheap_first(node.parts)]
            return lambda scene: all(one(scene) for one in asked)
        case Or():
            asked = [ask(part, terms, zone) for part in node.parts]
            return lambda scene: any(one(scene) for one in asked)
        case Not():
            inner = ask(node.part, terms, zone)
            return lambda scene: not inner(scene)
        case Zone():
            return ask(node.part, terms, node.name)
        case Named():
            return ask(node.part, terms, zone)
        case Filter():
            return lambda scene: filters.holds(node, scene.article, scene.marks, scene.now)
        case AtLeast():
            times = node.times
            spots = spots_of(node.part, terms, zone)
            return lambda scene: distinct(spots(scene)) >= times
        case _:
            spots = spots_of(node, terms, zone)
            return lambda scene: bool(spots(scene))


def _cheap_first(children: tuple[Node, ...]) -> list[Node]:
    return sorted(children, key=lambda part: isinstance(part, Pattern | Near | Together | AtLeast | Not))


def _term(term: Term, terms: Terms, zone: str) -> Asked:
    wanted = terms.wanted(term)
    patterns, numbers = wanted.patterns, wanted.numbers
    if wanted.plain and wanted.dotted < 0 and not zone:

        def stands(scene: Scene) -> bool:
            found = scene.found
            return any(number in found and found[number][0][0] < scene.extras_at for number in numbers)

        return stands

    def stands_there(scene: Scene) -> bool:
        if scene.found.keys().isdisjoint(patterns):
            return False
        return any(scene.in_zone(spot, zone) for spot in scene.term_spots(wanted))

    return stands_there


def spots_of(node: Node, terms: Terms, zone: str = "") -> Spots:
    """Return the function that tells where a placed tree stands."""
    match node:
        case Term():
            return _term_spots(terms.wanted(node), zone)
        case Pattern():
            return lambda scene: [s for s in scene.pattern_spots(node.source) if scene.in_zone(s, zone)]
        case Or():
            each = [spots_of(part, terms, zone) for part in node.parts]
            return lambda scene: sorted({spot for one in each for spot in one(scene)})
        case Zone():
            return spots_of(node.part, terms, node.name)
        case Named():
            return spots_of(node.part, terms, zone)
        case Near() | Together():
            left, right, pair = spots_of(node.left, terms, zone), spots_of(node.right, terms, zone), paired(node)
            return lambda scene: pair(scene, left(scene), right(scene))
        case _:
            return lambda scene: []


def _term_spots(wanted: Wanted, zone: str) -> Spots:
    patterns = wanted.patterns

    def spots(scene: Scene) -> list[Spot]:
        if scene.found.keys().isdisjoint(patterns):
            return []
        there = scene.term_spots(wanted)
        return there if scene.only_text and not zone else [spot for spot in there if scene.in_zone(spot, zone)]

    return spots


def paired(node: Near | Together) -> Callable[[Scene, list[Spot], list[Spot]], list[Spot]]:
    """Return the function that keeps of two sides' spots those that belong together."""
    if isinstance(node, Together):
        return together
    distance = node.distance
    return lambda scene, left, right: near(scene, left, right, distance)


def distinct(spots: list[Spot]) -> int:
    """Count the spots that do not overlap an earlier one."""
    count, field, end = 0, -1, -1
    for spot in sorted(spots):
        if spot.field != field or spot.start >= end:
            count, field, end = count + 1, spot.field, spot.end
    return count


def near(scene: Scene, left: list[Spot], right: list[Spot], distance: int) -> list[Spot]:
    """Return the spots of both sides that have one of the other side within so many words."""
    if not left or not right:
        return []
    there = [(b, scene.word_number(b), _last(scene, b)) for b in right]
    kept: set[Spot] = set()
    for a in left:
        first, last = scene.word_number(a), _last(scene, a)
        for b, b_first, b_last in there:
            if a.field == b.field and (b.start >= a.end or b.end <= a.start):
                words = b_first - last if b.start >= a.end else first - b_last
                if words <= distance:
                    kept |= {a, b}
    return sorted(kept)


def _last(scene: Scene, spot: Spot) -> int:
    return scene.word_number(Spot(spot.field, spot.end - 1, spot.end))


def together(scene: Scene, left: list[Spot], right: list[Spot]) -> list[Spot]:
    """Return the spots of both sides that share a sentence with one of the other side."""
    kept: set[Spot] = set()
    for a in left:
        for b in right:
            apart = b.start >= a.end or b.end <= a.start
            if a.field == b.field and apart and breaks.same(scene.starts(a.field), a.start, b.start):
                kept |= {a, b}
    return sorted(kept)
