"""Says whether a query asks for a source, language or country, and whether a feed is one that could answer it."""

from __future__ import annotations

from tocsin.core.model import NEVER, Article, Feed, Marks
from tocsin.core.query.filters import by_state, holds
from tocsin.core.query.nodes import And, Filter, Named, Node, Query


def within(query: Query, feed: Feed) -> bool | None:
    """Tell whether an article of this feed can be where the query looks; None: it looks everywhere.

    Only what the whole query demands counts: a place that stands beside an OR, or after a minus, does not.
    """
    wanted = _demanded(query.tree)
    if not wanted:
        return None
    article = Article(
        0, feed.id, "", "", "", "", NEVER, outlet=feed.outlet, feed_title=feed.title, feed_url=feed.url,
        language=feed.language, country=feed.country,
    )  # fmt: skip
    return all(holds(one, article, Marks(), None) for one in wanted)


def _demanded(node: Node) -> list[Filter]:
    match node:
        case Filter():
            return [] if by_state(node) else [node]
        case And():
            return [one for part in node.parts for one in _demanded(part)]
        case Named():
            return _demanded(node.part)
        case _:
            return []
