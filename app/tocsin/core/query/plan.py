"""Chooses the few terms without which a query cannot be answered; touches nothing."""

from __future__ import annotations

from tocsin.core.query.nodes import And, AtLeast, Filter, Named, Near, Node, Not, Or, Pattern, Term, Together, Zone
from tocsin.core.query.terms import reading
from tocsin.core.text.common import languages_of


def anchors(node: Node) -> frozenset[Term] | None:
    """Return terms of which at least one stands in every article that answers; None: there are none such."""
    match node:
        case Term():
            return frozenset([node])
        case Or():
            each = [anchors(part) for part in node.parts]
            known = [one for one in each if one is not None]
            return frozenset().union(*known) if len(known) == len(each) else None
        case And():
            return _rarest([anchors(part) for part in node.parts])
        case Near() | Together():
            return _rarest([anchors(node.left), anchors(node.right)])
        case AtLeast() | Zone() | Named():
            return anchors(node.part)
        case Not() | Filter() | Pattern():
            return None


def _rarest(each: list[frozenset[Term] | None]) -> frozenset[Term] | None:
    known = [one for one in each if one is not None]
    return min(known, key=lambda terms: sum(map(_commonness, terms))) if known else None


def _commonness(term: Term) -> float:
    """Guess how often a term stands in an article: the longest word decides."""
    return min(float(1 / len(p.text) ** 3) if not languages_of(p.text) else 1.0 for p in reading(term).pieces)
