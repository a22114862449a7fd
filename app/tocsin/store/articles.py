"""Articles as the world said them, and the pages of lists; touches `articles`, `bodies`, `known` and the index."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tocsin.core.errors import WrongUse
from tocsin.core.model import Article, Entry, Feed, Marks
from tocsin.core.query import Query, index_words, judge_one, nominate
from tocsin.store.counts import FEED, CountTable
from tocsin.store.database import Database, from_ms, marks_for, moment, to_ms
from tocsin.store.rows import COLUMNS, JOINS, Found, Row, Scope, row_of

NOMINATED_AT_ONCE = 400
"""How many articles a search judges before it asks the index for more."""

OFFERED_AGAIN = timedelta(days=1)
"""How exactly is kept when a feed last offered an entry."""

_SELECT = """
SELECT a.*, f.url AS feed_url, f.own_title, f.country, p.title AS feed_title,
       coalesce(nullif(a.language, ''), nullif(f.language, ''), p.language) AS any_language,
       m.read_at, m.kept_at, m.handled_at, coalesce(s.outlets, 1) AS sources
FROM articles a JOIN feeds f ON f.id = a.feed_id JOIN polls p ON p.feed_id = a.feed_id
LEFT JOIN marks m ON m.article_id = a.id
LEFT JOIN story_articles sa ON sa.article_id = a.id LEFT JOIN stories s ON s.id = sa.story_id
"""


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What a poll brought: the new articles, and those whose wording changed."""

    new: tuple[Article, ...] = ()
    edited: tuple[Article, ...] = ()


def digest(entry: Entry) -> bytes:
    """Give eight bytes that change when anything that a reader sees of the entry changes."""
    seen = "\x1f".join((entry.title, entry.link, entry.text, entry.author, entry.outlet, entry.image))
    return hashlib.blake2b(seen.encode("utf-8", "replace"), digest_size=8).digest()


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

    def __init__(self, database: Database, counts: CountTable) -> None:
        self._db = database
        self._counts = counts

    # -- writing

    def add(self, feed: Feed, entries: Sequence[Entry], now: datetime) -> Arrivals:
        """Save what is new of a feed's entries and what was edited. Inside a transaction.

        Entries come newest first, as feeds have them, and are saved oldest first, so that the ids follow the
        order of publication where several arrive at once.
        """
        unique = {entry.key: entry for entry in reversed(entries)}
        digests = {key: digest(entry) for key, entry in unique.items()}
        known = self._known(feed.id, list(unique))
        fresh = [entry for key, entry in unique.items() if key not in known]
        changed = [
            (known[key][0], entry)
            for key, entry in unique.items()
            if key in known and known[key][0] is not None and known[key][1] != digests[key]
        ]
        new = self._insert(feed, fresh, now)
        self._db.run_many(
            "INSERT INTO known (feed_id, key, digest, article_id, offered) VALUES (?, ?, ?, ?, ?)",
            ((feed.id, one.key, digests[one.key], one.id, to_ms(now)) for one in new),
        )
        edited = [self._edit(article_id, entry, digests[entry.key]) for article_id, entry in changed if article_id]
        stale = to_ms(now - OFFERED_AGAIN) or 0
        self._db.run_many(
            "UPDATE known SET offered = ? WHERE feed_id = ? AND key = ?",
            ((to_ms(now), feed.id, key) for key, (_, _, offered) in known.items() if offered < stale),
        )
        if new:
            self._counts.move(FEED, {feed.id: (len(new), len(new))})
        return Arrivals(tuple(new), tuple(edited))

    def _known(self, feed_id: int, keys: list[str]) -> dict[str, tuple[int | None, bytes, int]]:
        found: dict[str, tuple[int | None, bytes, int]] = {}
        for start in range(0, len(keys), 500):
            part = keys[start : start + 500]
            sql = f"SELECT key, article_id, digest, offered FROM known WHERE feed_id = ? AND key IN ({marks_for(len(part))})"  # noqa: S608, E501
            found.update({row[0]: (row[1], row[2], row[3]) for row in self._db.rows(sql, (feed_id, *part))})
        return found

    def _insert(self, feed: Feed, entries: Iterable[Entry], now: datetime) -> list[Article]:
        new: list[Article] = []
        next_id = self._db.number("SELECT seq FROM sqlite_sequence WHERE name = 'articles'") + 1
        bodies: list[tuple[int, str]] = []
        for article_id, entry in enumerate(entries, next_id):
            new.append(_fresh(article_id, feed, entry, now))
            if entry.html:
                bodies.append((article_id, entry.html))
        own_outlets = {entry.key: entry.outlet for entry in entries}
        own_languages = {entry.key: entry.language for entry in entries}
        self._db.run_many(
            "INSERT INTO articles (id, feed_id, key, title, link, text, seen, published, updated, author, outlet, "
            "language, image, tags) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    one.id, feed.id, one.key, one.title, one.link, one.text, to_ms(one.seen), to_ms(one.published),
                    to_ms(one.updated), one.author, own_outlets[one.key], own_languages[one.key], one.image,
                    json.dumps(one.tags, ensure_ascii=False),
                )
                for one in new
            ),
        )  # fmt: skip
        self._db.run_many("INSERT INTO bodies (article_id, html) VALUES (?, ?)", bodies)
        self._db.run_many(
            "INSERT INTO article_words (rowid, title, text, extra) VALUES (?, ?, ?, ?)",
            ((one.id, *index_words(one)) for one in new),
        )
        return new

    def _edit(self, article_id: int, entry: Entry, now_digest: bytes) -> Article:
        old = self.get(article_id)
        self._forget_words(old)
        self._db.run(
            "UPDATE articles SET title = ?, link = ?, text = ?, published = coalesce(?, published), updated = ?, "
            "author = ?, outlet = ?, image = ?, tags = ? WHERE id = ?",
            (
                entry.title, entry.link, entry.text, to_ms(entry.published), to_ms(entry.updated), entry.author,
                entry.outlet, entry.image, json.dumps(entry.tags, ensure_ascii=False), article_id,
            ),
        )  # fmt: skip
        self._db.run("INSERT OR REPLACE INTO bodies (article_id, html) VALUES (?, ?)", (article_id, entry.html))
        self._db.run("UPDATE known SET digest = ? WHERE feed_id = ? AND key = ?", (now_digest, old.feed_id, old.key))
        edited = self.get(article_id)
        self._db.run(
            "INSERT INTO article_words (rowid, title, text, extra) VALUES (?, ?, ?, ?)",
            (article_id, *index_words(edited)),
        )
        return edited

    def _forget_words(self, article: Article) -> None:
        # SQLite before 3.43 takes words out of a contentless index only when it is told which they were.
        self._db.run(
            "INSERT INTO article_words (article_words, rowid, title, text, extra) VALUES ('delete', ?, ?, ?, ?)",
            (article.id, *index_words(article)),
        )

    def drop(self, ids: Iterable[int]) -> int:
        """Remove articles and their words for good; entries still offered stay known. Inside a transaction."""
        dropped = 0
        for article_id in ids:
            article = self.get(article_id)
            unread = self._db.number(
                "SELECT NOT EXISTS (SELECT 1 FROM marks WHERE article_id = ? AND read_at IS NOT NULL)", (article_id,)
            )
            self._forget_words(article)
            self._db.run(
                "UPDATE known SET article_id = NULL WHERE feed_id = ? AND key = ?", (article.feed_id, article.key)
            )
            self._db.run("DELETE FROM articles WHERE id = ?", (article_id,))
            self._counts.move(FEED, {article.feed_id: (-unread, -1)})
            dropped += 1
        return dropped

    # -- reading

    def get(self, article_id: int) -> Article:
        """Give one article; raises WrongUse when it is not (any more) in the archive."""
        return self.with_marks(article_id)[0]

    def with_marks(self, article_id: int) -> tuple[Article, Marks]:
        """Give one article and what the user did with it."""
        row = self._db.one(_SELECT + "WHERE a.id = ?", (article_id,))
        if row is None:
            raise WrongUse("This article is not in the archive any more.")
        return _article(row), _marks(row)

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
        elif scope.kind == "folder":
            where, values = "f.folder = ? AND f.removed IS NULL AND a.id < ?", (scope.name, top, limit)
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


def _fresh(article_id: int, feed: Feed, entry: Entry, now: datetime) -> Article:
    return Article(
        id=article_id,
        feed_id=feed.id,
        key=entry.key,
        title=entry.title,
        link=entry.link,
        text=entry.text,
        seen=now,
        published=entry.published,
        updated=entry.updated,
        author=entry.author,
        outlet=entry.outlet or feed.outlet,
        feed_title=feed.title,
        feed_url=feed.url,
        language=entry.language or feed.language,
        country=feed.country,
        image=entry.image,
        tags=entry.tags,
    )
