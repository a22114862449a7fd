"""Which articles a scope holds, as conditions in SQL; touches nothing by itself."""

# ruff: noqa: S608 - questions are put together from the texts of these files alone

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SLIM = "INDEXED BY articles_slim"
"""Looks at an article without turning the page that holds its text."""

Kind = Literal["watch", "feed", "folder", "outlet", "country", "all", "kept", "handled"]


@dataclass(frozen=True, slots=True)
class Scope:
    """The articles of one watch or feed; of one folder, outlet or country; all; those kept, or those handled."""

    kind: Kind
    id: int = 0
    name: str = ""
    """Of the folder; the outlet's host (core.links.outlet_host); the country's code, empty for feeds of none."""


WITH_STATE = {
    "kept": "SELECT article_id AS id FROM marks INDEXED BY marks_kept WHERE kept_at IS NOT NULL",
    "handled": "SELECT article_id AS id FROM marks INDEXED BY marks_handled WHERE handled_at IS NOT NULL",
    "noted": "SELECT article_id AS id FROM own_notes",
    "tagged": "SELECT DISTINCT article_id AS id FROM own_tags",
}
"""The questions for the few articles with something that the user did."""

Sort = Literal["newest", "oldest", "outlets"]


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list shows: the stories of a scope of which an article passes every filter; empty filters let all pass."""

    scope: Scope
    unread: bool = False
    kept: bool = False
    language: str = ""
    outlet: str = ""
    sort: Sort = "newest"

    @property
    def filtered(self) -> bool:
        """Say whether something may be hidden."""
        return self.unread or self.kept or bool(self.language) or bool(self.outlet)


_FEEDS_OF = {
    "folder": "SELECT id FROM feeds WHERE folder = :name AND removed IS NULL",
    "country": "SELECT id FROM feeds WHERE country = :name AND removed IS NULL",
    "outlet": (
        "SELECT id FROM feeds JOIN polls ON feed_id = id WHERE outlet_host(site, url) = :name AND removed IS NULL"
    ),
    "all": "SELECT id FROM feeds WHERE removed IS NULL",
}
"""Which feeds a scope of several is about, by its name."""


def values(listing: Listing) -> dict[str, int | str]:
    """Give the values that the conditions below name."""
    scope = listing.scope
    return {"id": scope.id, "name": scope.name, "language": listing.language, "outlet": listing.outlet}


# A plus keeps SQLite from trying each feed in the index for each article.


def inside(scope: Scope, article: str) -> str:
    """Give the condition that an article, a row of `articles` under this alias, is in the scope."""
    match scope.kind:
        case "watch":
            return f"EXISTS (SELECT 1 FROM matches w WHERE w.watch_id = :id AND w.article_id = {article}.id)"
        case "feed":
            return f"+{article}.feed_id = :id"
        case "kept" | "handled":
            return _marked(article, scope.kind)
        case _:
            return f"+{article}.feed_id IN ({_FEEDS_OF[scope.kind]})"


def passes(listing: Listing, article: str) -> str:
    """Give the condition that an article is in the scope and passes every filter."""
    wanted = [inside(listing.scope, article)]
    if listing.unread:
        wanted.append(f"NOT {_marked(article, 'read')}")
    if listing.kept:
        wanted.append(_marked(article, "kept"))
    if listing.language:
        wanted.append(
            f"(+{article}.language = :language OR +{article}.language = '' AND +{article}.feed_id IN (SELECT f.id "
            "FROM feeds f JOIN polls p ON p.feed_id = f.id WHERE coalesce(nullif(f.language, ''), p.language) = :language))"  # noqa: E501
        )
    if listing.outlet:
        wanted.append(
            f"(+{article}.outlet = :outlet OR +{article}.outlet = '' AND +{article}.feed_id IN (SELECT f.id "
            "FROM feeds f JOIN polls p ON p.feed_id = f.id WHERE coalesce(nullif(p.title, ''), f.url) = :outlet))"
        )
    return " AND ".join(wanted)


def candidates(listing: Listing, *, rising: bool = False) -> str:
    """Give the question for the ids of a slice of articles among which all that pass are found, in their order.

    It names `:from`, beyond which it looks, and `:slice`, how many it gives.
    """
    scope = listing.scope
    if scope.kind == "watch" and not listing.kept:
        table, column, where = "matches", "article_id", "watch_id = :id AND "
    elif scope.kind == "feed" and not listing.kept:
        table, column, where = "articles INDEXED BY articles_feed", "id", "feed_id = :id AND "
    elif scope.kind == "handled" and not listing.kept:
        table, column, where = "marks INDEXED BY marks_handled", "article_id", "handled_at IS NOT NULL AND "
    elif scope.kind == "kept" or listing.kept:
        table, column, where = "marks INDEXED BY marks_kept", "article_id", "kept_at IS NOT NULL AND "
    else:
        table, column, where = f"articles {SLIM}", "id", ""
    way, order = (">", "ASC") if rising else ("<", "DESC")
    where = f"{where}{column} {way} :from"
    return f"SELECT {column} AS id FROM {table} WHERE {where} ORDER BY {column} {order} LIMIT :slice"


def _marked(article: str, mark: str) -> str:
    return f"EXISTS (SELECT 1 FROM marks k WHERE k.article_id = {article}.id AND k.{mark}_at IS NOT NULL)"
