"""Prints a tree as the canonical text that reads back to the same tree."""

from __future__ import annotations

import re

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

_PLAIN = re.compile(r"[^\W_](?:[^\W_]|[\w.'’&+#/*-](?!$)|\*$)*")
_OPERATOR = re.compile(r"(?:AND|OR|NOT|SENTENCE|NEAR(?:/\d*)?)")
_SAFE_VALUE = re.compile(r"[\w.:/+<>=@-]+")


def printed(node: Node) -> str:
    """Return the canonical text."""
    return _or(node)


def _or(node: Node) -> str:
    if isinstance(node, Or):
        return " OR ".join(_and(part) for part in node.parts)
    return _and(node)


def _and(node: Node) -> str:
    if isinstance(node, And):
        return " ".join(_near(part) for part in node.parts)
    return _near(node)


def _near(node: Node) -> str:
    if isinstance(node, Near):
        return f"{_near(node.left)} NEAR/{node.distance} {_atom(node.right)}"
    if isinstance(node, Together):
        return f"{_near(node.left)} SENTENCE {_atom(node.right)}"
    return _atom(node)


def _atom(node: Node) -> str:
    match node:
        case Term():
            return ("=" if node.exact else "") + quoted(node.text)
        case Pattern():
            return f"/{node.source}/"
        case Not():
            return f"-{_operand(node.part)}"
        case AtLeast():
            inner = _operand(node.part)
            return f"atleast:{node.times}{inner if inner.startswith('(') else ' ' + inner}"
        case Zone():
            return f"{node.name}:{_operand(node.part)}"
        case Filter():
            return f"{node.kind}:{node.compare}{_value(node)}"
        case Named():
            return f"@{node.name}" if re.fullmatch(r"[\w-]+", node.name) else f'@"{node.name}"'
        case _:
            return f"({_or(node)})"


def _operand(node: Node) -> str:
    return _atom(node) if isinstance(node, Term | Pattern | Named) else f"({_or(node)})"


def quoted(text: str) -> str:
    """Return a term as it must be written: bare where that is safe, else in quotation marks."""
    if _PLAIN.fullmatch(text) and not _OPERATOR.fullmatch(text):
        return text
    return f'"{text}"'


def _value(node: Filter) -> str:
    if node.kind in {"source", "feed"} and not re.fullmatch(r"[\w.][\w.-]*", node.value):
        return f'"{node.value}"'
    return node.value
