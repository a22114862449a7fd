"""Articles as the world said them, the pages of lists, and searches; reads `articles`, `bodies` and the index."""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime

from tocsin.core.errors import WrongUse
from tocsin.core.model import Article, Marks
from tocsin.core.query import Query, judge_one, looks_in, nominate, required
from tocsin.store.database import Database, from_ms, marks_for, moment, to_ms
from tocsin.store.rows import OWN, Found, Row, tags_of
from tocsin.store.scopes import SLIM, WITH_STATE, Listing, Scope, inside, values

NOMINATED_AT_ONCE = 400
"""How many articles a search judges before it asks the index for more."""

_SELECT = f"""
SELECT a.*, f.url AS feed_url, f.own_title, f.country, p.title AS feed_title,
       coalesce(nullif(a.language, ''), nullif(f.language, ''), p.language) AS any_language,
       m.read_at, m.kept_at, m.handled_at, coalesce(s.outlets, 1) AS sources,
       {OWN}
FROM articles a JOIN feeds f ON f.id = a.feed_id JOIN polls p ON p.feed_id = a.feed_id
LEFT JOIN marks m ON m.article_id = a.id
LEFT JOIN story_articles sa ON sa.article_id = a.id LEFT JOIN stories s ON s.id = sa.story_id
"""  # noqa: S608


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
        noted=bool(row["noted"]),
        tags=tags_of(row["own"]),
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

    def search(
        self, query: Query, *, now: datetime, before: int | None = None, limit: int = 100,
        since: datetime | None = None, within: Scope | None = None,
    ) -> list[Found]:  # fmt: skip
        """Give the newest articles that answer the query: the index nominates, the judge decides."""
        oldest = to_ms(since) or 0
        top = before if before is not None else 2**62
        found: list[Found] = []
        while len(found) < limit:
            ids = self._nominated(query, top, oldest, within)
            if not ids:
                break
            top = ids[-1]
            for start in range(0, len(ids), 100):
                found += self._judged(query, ids[start : start + 100], now)
                if len(found) >= limit:
                    break
        return found[:limit]

    def _nominated(self, query: Query, top: int, oldest: int, within: Scope | None) -> list[int]:
        expression = nominate(query)
        known = {"words": expression, "top": top, "oldest": oldest, "most": NOMINATED_AT_ONCE}
        there = "".join(f"AND w.id IN ({WITH_STATE[one]}) " for one in required(query) if one in WITH_STATE)
        if within is not None:
            known |= values(Listing(within))
            there += f"AND EXISTS (SELECT 1 FROM articles a {SLIM} WHERE a.id = w.id AND {inside(within, 'a')}) "  # noqa: S608
        if expression is None:
            sql = f"SELECT w.id FROM articles w WHERE w.id < :top AND w.seen >= :oldest {there}"  # noqa: S608
            return [row[0] for row in self._db.rows(sql + "ORDER BY w.id DESC LIMIT :most", known)]
        order = f"{there.replace('w.id', 'w.rowid')}ORDER BY w.rowid DESC LIMIT :most"
        sql = f"SELECT w.rowid AS id FROM article_words w WHERE article_words MATCH :words AND w.rowid < :top {order}"  # noqa: S608
        if looks_in(query, "tag"):  # the user's own tags are not in the index: everything with one may answer
            own = f"SELECT w.id FROM ({WITH_STATE['tagged']}) w WHERE w.id < :top {there}"  # noqa: S608
            sql = f"SELECT id FROM ({sql}) UNION {own}ORDER BY 1 DESC LIMIT :most"  # noqa: S608
        ids = [row[0] for row in self._db.rows(sql, known)]
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
        handled=marks.handled,
        noted=marks.noted,
        tags=marks.tags,
        sentence=sentence,
        sentence_spans=at,
        field=field,
    )
