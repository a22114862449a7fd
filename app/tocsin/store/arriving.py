"""Saves what a poll brought, and drops what is too old; touches `articles`, `bodies`, `known` and the index."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import takewhile

from tocsin.core.links import canonical
from tocsin.core.model import Article, Entry, Feed, Same
from tocsin.core.query import index_words
from tocsin.store.articles import Articles
from tocsin.store.counts import CountTable
from tocsin.store.database import Database, marks_for, to_ms
from tocsin.store.edits import Edits
from tocsin.store.renamed import renamed

_NONE_THE_SAME = Same()
OFFERED_AGAIN = timedelta(days=1)
"""How exactly is kept when a feed last offered an entry."""


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What a poll brought: the new articles, and those whose wording changed."""

    new: tuple[Article, ...] = ()
    edited: tuple[Article, ...] = ()
    at_head: frozenset[int] = frozenset()
    """Ids of the new ones that stand before every known entry in the feed."""
    known: int = 0
    """How many entries were known before; none of many means that something may have been missed."""


def digest(entry: Entry) -> bytes:
    """Give eight bytes that change when anything that a reader sees of the entry changes."""
    seen = "\x1f".join((entry.title, entry.link, entry.text, entry.author, entry.outlet, entry.image))
    return hashlib.blake2b(seen.encode("utf-8", "replace"), digest_size=8).digest()


def told_apart(entries: Sequence[Entry]) -> list[Entry]:
    """Give each of several different entries under one key a key of its own: some feeds have one id for all."""
    seen: dict[str, set[str]] = {}
    for entry in entries:
        seen.setdefault(entry.key, set()).add(_face(entry))
    return [
        replace(entry, key=f"{entry.key}#{_short(_face(entry))}") if len(seen[entry.key]) > 1 else entry
        for entry in entries
    ]


def _face(entry: Entry) -> str:
    return f"{entry.link}\x1f{entry.title or entry.text[:200]}"


def _short(face: str) -> str:
    return hashlib.blake2b(face.encode("utf-8", "replace"), digest_size=6).hexdigest()


class Arriving:
    """The way into the archive, and out of it."""

    def __init__(self, database: Database, counts: CountTable, articles: Articles, edits: Edits) -> None:
        self._db = database
        self._counts = counts
        self._articles = articles
        self._edits = edits

    def add(self, feed: Feed, entries: Sequence[Entry], now: datetime, same: Same = _NONE_THE_SAME) -> Arrivals:
        """Save what is new of a feed's entries and what was edited. Inside a transaction.

        `same` are entries that are as they were: known ones that are still offered. The others come newest first, as
        feeds have them, and are saved oldest first, so that the ids follow the order of publication where several
        arrive at once.
        """
        entries = told_apart(entries)
        unique = {entry.key: entry for entry in reversed(entries)}
        digests = {key: digest(entry) for key, entry in unique.items()}
        known = self._known(feed.id, [*unique, *same.keys])
        strangers = [entry for key, entry in unique.items() if key not in known]
        offered = {article_id for article_id, _, _ in known.values() if article_id is not None}
        known.update(self._renamed(feed.id, strangers, digests, offered, now))
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
        edited = [self._edit(article_id, entry, digests[entry.key], now) for article_id, entry in changed if article_id]
        stale = to_ms(now - OFFERED_AGAIN) or 0
        self._db.run_many(
            "UPDATE known SET offered = ? WHERE feed_id = ? AND key = ?",
            ((to_ms(now), feed.id, key) for key, (_, _, offered) in known.items() if offered < stale),
        )
        if new:
            self._counts.arrived(feed.id, len(new))
        first = entries[: same.after] if same.keys else entries
        head = frozenset(entry.key for entry in takewhile(lambda entry: entry.key not in known, first))
        at_head = frozenset(one.id for one in new if one.key in head)
        return Arrivals(tuple(new), tuple(edited), at_head, len(unique) - len(new) + len(same.keys))

    def _renamed(
        self, feed_id: int, entries: list[Entry], digests: dict[str, bytes], offered: set[int], now: datetime
    ) -> dict[str, tuple[int | None, bytes, int]]:
        """Recognise entries whose key changed while what they say stayed: they are known by the new key, too."""
        found: dict[str, tuple[int | None, bytes, int]] = {}
        for one in renamed(self._db, feed_id, entries, offered):
            key = one.entry.key
            self._db.run(
                "INSERT INTO known (feed_id, key, digest, article_id, offered) VALUES (?, ?, ?, ?, ?)",
                (feed_id, key, digests[key], one.article_id, to_ms(now)),
            )
            found[key] = (one.article_id, digests[key] if one.same else b"", to_ms(now) or 0)
        return found

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
            "language, image, tags, canonical) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    one.id, feed.id, one.key, one.title, one.link, one.text, to_ms(one.seen), to_ms(one.published),
                    to_ms(one.updated), one.author, own_outlets[one.key], own_languages[one.key], one.image,
                    json.dumps(one.tags, ensure_ascii=False), canonical(one.link),
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

    def _edit(self, article_id: int, entry: Entry, now_digest: bytes, now: datetime) -> Article:
        old = self._articles.get(article_id)
        self._edits.keep(old, entry.title, entry.text, now)
        self._forget_words(old)
        self._db.run(
            "UPDATE articles SET title = ?, link = ?, text = ?, published = coalesce(?, published), updated = ?, "
            "author = ?, outlet = ?, image = ?, tags = ?, canonical = ? WHERE id = ?",
            (
                entry.title, entry.link, entry.text, to_ms(entry.published), to_ms(entry.updated), entry.author,
                entry.outlet, entry.image, json.dumps(entry.tags, ensure_ascii=False),
                canonical(entry.link), article_id,
            ),
        )  # fmt: skip
        self._db.run("INSERT OR REPLACE INTO bodies (article_id, html) VALUES (?, ?)", (article_id, entry.html))
        self._db.run("UPDATE known SET digest = ? WHERE feed_id = ? AND key = ?", (now_digest, old.feed_id, entry.key))
        edited = self._articles.get(article_id)
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
            article = self._articles.get(article_id)
            self._counts.going(article_id, article.feed_id)
            self._forget_words(article)
            self._db.run(
                "UPDATE known SET article_id = NULL WHERE feed_id = ? AND article_id = ?", (article.feed_id, article_id)
            )
            self._db.run("DELETE FROM articles WHERE id = ?", (article_id,))
            dropped += 1
        return dropped


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
