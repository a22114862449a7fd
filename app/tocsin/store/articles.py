"""Articles as the world said them, the pages of lists, and searches; reads `articles`, `bodies` and the index."""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime
from typing import Any

from tocsin.core.errors import WrongUse
from tocsin.core.model import Article, Marks
from tocsin.core.query import Query, judge_one, nominate
from tocsin.store.database import Database, from_ms, marks_for, moment, to_ms
from tocsin.store.rows import COLUMNS, FEEDS_OF, JOINS, Found, Row, Scope, row_of

NOMINATED_AT_ONCE = 400
"""How many articles a search judges before it asks the index for more."""

_SELECT = """
SELECT a.*, f.url AS feed_url, f.own_title, f.country, p.title AS feed_title,
       coalesce(nullif(a.language, ''), nullif(f.language, ''), p.language) AS any_language,
       m.read_at, m.kept_at, m.handled_at, coalesce(s.outlets, 1) AS sources
FROM articles a JOIN feeds f ON f.id = a.feed_id JOIN polls p ON p.feed_id = a.feed_id
LEFT JOIN marks m ON m.article_id = a.id
LEFT JOIN story_articles sa ON sa.article_id = a.id LEFT JOIN stories s ON s.id = sa.story_id
"""


def _article(row: sqlite3.Row) -> Article:
    return Article(
        id=row["id"],
        feed_id=row["feed_id"],
        key=row["key"],
        title=row["title"],
        link=row["link"],
        text=row["text"],
        seen=moment(row["seen"]),
        published=from_ms(row["published"]),
        updated=from_ms(row["updated"]),
        author=row["author"],
        outlet=row["outlet"] or row["feed_title"] or row["feed_url"],
        feed_title=row["own_title"] or row["feed_title"],
        feed_url=row["feed_url"],
        language=row["any_language"],
        country=row["country"],
        image=row["image"],
        tags=tuple(json.loads(row["tags"])),
    )


def _marks(row: sqlite3.Row) -> Marks:
    return Marks(
        read=row["read_at"] is not None,
        kept=row["kept_at"] is not None,
        handled=row["handled_at"] is not None,
        sources=row["sources"],
    )


class Articles:
    """Everything that was read and is still kept."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def get(self, article_id: int) -> Article:
        """Give one article; raises WrongUse when it is not (any more) in the archive."""
        return self.with_marks(article_id)[0]

    def with_marks(self, article_id: int) -> tuple[Article, Marks]:
        """Give one article and what the user did with it."""
        row = self._db.one(_SELECT + "WHERE a.id = ?", (article_id,))
        if row is None:
            raise WrongUse("This article is not in the archive any more.")
        return _article(row), _marks(row)

    def with_link(self, canonical_link: str, limit: int) -> list[int]:
        """Give the newest articles under an address, in its canonical form."""
        sql = "SELECT id FROM articles WHERE canonical = ? AND canonical != '' ORDER BY id DESC LIMIT ?"
        return [row[0] for row in self._db.rows(sql, (canonical_link, limit))]

    def html(self, article_id: int) -> str:
        """Give the article's cleaned HTML fragment; empty when there is only text."""
        row = self._db.one("SELECT html FROM bodies WHERE article_id = ?", (article_id,))
        return str(row["html"]) if row is not None else ""

    def many(self, after: int, up_to: int, limit: int) -> list[tuple[Article, Marks]]:
        """Give articles by rising id, those above `after` and not above `up_to`."""
        rows = self._db.rows(_SELECT + "WHERE a.id > ? AND a.id <= ? ORDER BY a.id LIMIT ?", (after, up_to, limit))
        return [(_article(row), _marks(row)) for row in rows]

    def page(
        self, scope: Scope, *, before: int | None = None, limit: int = 100, unread_only: bool = False
    ) -> list[Row]:
        """Give the newest articles of a scope, those with ids below `before`."""
        top = before if before is not None else 2**62
        unread = "AND m.read_at IS NULL " if unread_only else ""
        tail = "ORDER BY a.id DESC LIMIT ?"
        if scope.kind == "watch":
            sql = (
                f"SELECT {COLUMNS}, x.sentence, x.spans, x.field FROM matches x "  # noqa: S608
                f"JOIN articles a ON a.id = x.article_id {JOINS} "
                f"WHERE x.watch_id = ? AND x.article_id < ? {unread}ORDER BY x.article_id DESC LIMIT ?"
            )
            return [row_of(row, why=True) for row in self._db.rows(sql, (scope.id, top, limit))]
        values: tuple[Any, ...]
        if scope.kind == "feed":
            where, values = "a.feed_id = ? AND a.id < ?", (scope.id, top, limit)
        elif scope.kind in FEEDS_OF:
            where, values = f"a.feed_id IN ({FEEDS_OF[scope.kind]}) AND a.id < ?", (scope.name, top, limit)
        elif scope.kind == "kept":
            where, values = "m.kept_at IS NOT NULL AND a.id < ?", (top, limit)
        else:
            where, values = "f.removed IS NULL AND a.id < ?", (top, limit)
        sql = f"SELECT {COLUMNS} FROM articles a {JOINS} WHERE {where} {unread}{tail}"  # noqa: S608
        return [row_of(row) for row in self._db.rows(sql, values)]

    def search(
        self, query: Query, *, now: datetime, before: int | None = None, limit: int = 100, since: datetime | None = None
    ) -> list[Found]:
        """Give the newest articles that answer the query: the index nominates, the judge decides."""
        nominated = nominate(query)
        oldest = to_ms(since) or 0
        top = before if before is not None else 2**62
        found: list[Found] = []
        while len(found) < limit:
            ids = self._nominated(nominated, top, oldest)
            if not ids:
                break
            top = ids[-1]
            for start in range(0, len(ids), 100):
                found += self._judged(query, ids[start : start + 100], now)
                if len(found) >= limit:
                    break
        return found[:limit]

    def _nominated(self, expression: str | None, top: int, oldest: int) -> list[int]:
        if expression is None:
            sql = "SELECT id FROM articles WHERE id < ? AND seen >= ? ORDER BY id DESC LIMIT ?"
            return [row[0] for row in self._db.rows(sql, (top, oldest, NOMINATED_AT_ONCE))]
        sql = (
            "SELECT w.rowid FROM article_words w WHERE article_words MATCH ? AND w.rowid < ? "
            "ORDER BY w.rowid DESC LIMIT ?"
        )
        ids = [row[0] for row in self._db.rows(sql, (expression, top, NOMINATED_AT_ONCE))]
        if oldest and ids:
            first = self._db.number("SELECT coalesce(min(id), 9e18) FROM articles WHERE seen >= ?", (oldest,))
            ids = [one for one in ids if one >= first]
        return ids

    def _judged(self, query: Query, ids: list[int], now: datetime) -> list[Found]:
        rows = self._db.rows(_SELECT + f"WHERE a.id IN ({marks_for(len(ids))}) ORDER BY a.id DESC", ids)
        found = []
        for row in rows:
            article = _article(row)
            match = judge_one(query, article, _marks(row), now=now)
            if match is not None:
                found.append(
                    Found(_found_row(article, _marks(row), match.sentence, match.sentence_spans, match.field), match)
                )
        return found


def _found_row(article: Article, marks: Marks, sentence: str, at: tuple[tuple[int, int], ...], field: str) -> Row:
    return Row(
        id=article.id,
        title=article.title,
        outlet=article.outlet,
        feed_id=article.feed_id,
        link=article.link,
        seen=article.seen,
        published=article.published,
        language=article.language,
        read=marks.read,
        kept=marks.kept,
        sentence=sentence,
        sentence_spans=at,
        field=field,
    )
