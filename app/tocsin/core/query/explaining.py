"""Says in words how a query was understood, and whether a watch can be made of it."""

from __future__ import annotations

from tocsin.core.query.filters import by_state
from tocsin.core.query.nodes import (
    And,
    AtLeast,
    Filter,
    Mistake,
    Named,
    Near,
    Node,
    Not,
    Or,
    Pattern,
    Query,
    Term,
    Together,
    Zone,
    parts,
)
from tocsin.core.query.terms import reading


def for_watch(query: Query) -> Mistake | None:
    """Return why no watch can be made of a query; None when one can."""
    if _asks(query.tree):
        return None
    return Mistake(
        1,
        "A watch needs at least one word, phrase or source that must be there; "
        "negations, states and times alone would ring for almost everything.",
    )


def _asks(node: Node) -> bool:
    match node:
        case Not():
            return False
        case Filter():
            return not by_state(node)
        case Or():
            return all(_asks(part) for part in node.parts)
        case And():
            return any(_asks(part) for part in node.parts)
        case Zone() | AtLeast() | Named():
            return _asks(node.part)
        case _:
            return True


def explain(query: Query) -> str:
    """Return the tree as text, one line a node, indented."""
    return "\n".join(_lines(query.tree, 0))


def _lines(node: Node, depth: int) -> list[str]:
    found = ["  " * depth + _name(node)]
    for part in parts(node):
        found.extend(_lines(part, depth + 1))
    return found


def _name(node: Node) -> str:
    match node:
        case Term():
            return _term(node)
        case Pattern():
            return f"regular expression /{node.source}/"
        case And():
            return "all of"
        case Or():
            return "any of"
        case Not():
            return "not"
        case Near():
            return f"within {node.distance} words"
        case Together():
            return "in one sentence"
        case AtLeast():
            return f"at least {node.times} times"
        case Zone():
            return f"in {node.name}"
        case Filter():
            return f"{node.kind} {node.compare or 'is'} {node.value}"
        case Named():
            return f"saved query {node.name}"


def _term(term: Term) -> str:
    read = reading(term)
    if term.exact:
        return f"exactly “{term.text}”"
    if read.acronym:
        return f"acronym {term.text}"
    if any(piece.prefix for piece in read.pieces):
        return f"words that begin so “{term.text}”"
    return f"word “{term.text}”" if len(read.pieces) == 1 else f"phrase “{term.text}”"
