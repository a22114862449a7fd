"""The tree that a query is read into: frozen values, equal when they mean the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

TEXT_ZONES = ("title", "lead", "body")
ZONES = (*TEXT_ZONES, "author", "url", "tag")


@dataclass(frozen=True, slots=True)
class Term:
    """A word or a phrase, as it was written; stars stay in the text."""

    text: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression on the written text."""

    source: str


@dataclass(frozen=True, slots=True)
class And:
    """All of them."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of them."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Not this."""

    part: Node


@dataclass(frozen=True, slots=True)
class Near:
    """Both, in one field, with at most `distance` - 1 words between them, in either order."""

    left: Node
    right: Node
    distance: int = 10


@dataclass(frozen=True, slots=True)
class Together:
    """Both in one sentence."""

    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least so many occurrences."""

    times: int
    part: Node


@dataclass(frozen=True, slots=True)
class Zone:
    """Only in this part of the article."""

    name: str
    part: Node


@dataclass(frozen=True, slots=True)
class Filter:
    """A question about the article that is not about its words: `kind`, comparison, value in canonical form."""

    kind: str
    value: str
    compare: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A saved query, by its name, with what that name stands for."""

    name: str
    part: Node


Node: TypeAlias = "Term | Pattern | And | Or | Not | Near | Together | AtLeast | Zone | Filter | Named"


@dataclass(frozen=True, slots=True)
class Query:
    """A query that could be read."""

    text: str
    """Canonical: reads back to the same tree."""
    tree: Node
    warnings: tuple[str, ...] = ()
    source: str = ""
    """What was typed."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A query that could not be read: where and why, in one sentence, and how it may have been meant."""

    column: int
    """Counts from 1."""
    sentence: str
    repair: str | None = None


def parts(node: Node) -> tuple[Node, ...]:
    """Return the children of a node."""
    match node:
        case And() | Or():
            return node.parts
        case Not() | AtLeast() | Zone() | Named():
            return (node.part,)
        case Near() | Together():
            return (node.left, node.right)
        case _:
            return ()


def asks(query: Query, kind: str) -> bool:
    """Tell whether a filter of this kind stands anywhere in a query."""
    open_ = [query.tree]
    while open_:
        node = open_.pop()
        if isinstance(node, Filter) and node.kind == kind:
            return True
        open_.extend(parts(node))
    return False


def looks_in(query: Query, zone: str) -> bool:
    """Tell whether a query looks for anything in this part of the article."""
    open_ = [query.tree]
    while open_:
        node = open_.pop()
        if isinstance(node, Zone) and node.name == zone:
            return True
        open_.extend(parts(node))
    return False


def required(query: Query) -> tuple[str, ...]:
    """Give the states that every answer to a query has, as `is:` names them: what it demands beside everything else."""
    tree = query.tree
    demands = tree.parts if isinstance(tree, And) else (tree,)
    return tuple(one.value for one in demands if isinstance(one, Filter) and one.kind == "is")


def both(children: list[Node]) -> Node:
    """Join with AND; what is already an AND is taken apart, one alone stays itself."""
    flat: list[Node] = []
    for child in children:
        flat.extend(child.parts if isinstance(child, And) else (child,))
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def either(children: list[Node]) -> Node:
    """Join with OR; what is already an OR is taken apart, one alone stays itself."""
    flat: list[Node] = []
    for child in children:
        flat.extend(child.parts if isinstance(child, Or) else (child,))
    return flat[0] if len(flat) == 1 else Or(tuple(flat))
