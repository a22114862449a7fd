"""Tells why an article does not answer: the first condition that it fails."""

from __future__ import annotations

from datetime import datetime

from tocsin.core.model import Article, Marks
from tocsin.core.query.judge import judge_one
from tocsin.core.query.nodes import And, Filter, Named, Node, Not, Or, Query, Term
from tocsin.core.query.printing import printed


def missing(query: Query, article: Article, marks: Marks = Marks(), *, now: datetime | None = None) -> str:  # noqa: B008
    """Return one sentence about what keeps an article from answering a query; empty when it does answer."""
    if judge_one(query, article, marks, now=now) is not None:
        return ""
    return _sentence(_failing(query.tree, article, marks, now), article, marks, now)


def _failing(node: Node, article: Article, marks: Marks, now: datetime | None) -> Node:
    """Return the smallest condition that alone is enough to fail."""
    if isinstance(node, Named):
        return _failing(node.part, article, marks, now)
    if isinstance(node, And):
        for part in node.parts:
            if judge_one(Query(printed(part), part), article, marks, now=now) is None:
                return _failing(part, article, marks, now)
    return node


def _sentence(node: Node, article: Article, marks: Marks, now: datetime | None) -> str:
    if isinstance(node, Not):
        return f"It is excluded, because it answers {printed(node.part)}."
    if isinstance(node, Filter):
        return f"The condition {printed(node)} does not hold for it."
    if isinstance(node, Or):
        return f"None of these stands in it: {', '.join(printed(part) for part in node.parts)}."
    if isinstance(node, Term):
        other = Term(node.text.lower())
        near = judge_one(Query(printed(other), other), article, marks, now=now)
        if near is not None:
            return f"{printed(node)} does not stand in it in that spelling: it has “{near.sentence.strip()}”."
        return f"{printed(node)} does not stand in it, in the headline or in the text that the feed carries."
    return f"It does not answer {printed(node)}."
