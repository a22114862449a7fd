"""Stories: which articles report the same event; touches the tables `stories` and `story_articles`."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from tocsin.core.errors import WrongUse
from tocsin.core.links import canonical
from tocsin.core.model import Article, Story
from tocsin.store.counts import CountTable
from tocsin.store.database import Database, moment, to_ms

_SELECT = """
SELECT s.*, a.title FROM stories s LEFT JOIN articles a ON a.id = s.headline_id
"""


def _story(row: sqlite3.Row) -> Story:
    return Story(
        row["id"], row["title"] or "", moment(row["first_seen"]), moment(row["last_seen"]), row["articles"],
        row["outlets"],
    )  # fmt: skip


class Stories:
    """Each article belongs to exactly one story."""

    def __init__(self, database: Database, counts: CountTable) -> None:
        self._db = database
        self._counts = counts

    def mint(self) -> int:
        """Make the id of a story that is about to begin. Inside a transaction."""
        return self._db.insert("INSERT INTO stories (headline_id, first_seen, last_seen) VALUES (0, 0, 0)", ())

    def begin(self, article: Article, story_id: int = 0) -> Story:
        """Begin a story, under an id that was minted or a new one, with its first article. Inside a transaction."""
        story = story_id or self.mint()
        seen = to_ms(article.seen)
        self._db.run(
            "UPDATE stories SET headline_id = ?, first_seen = ?, last_seen = ?, articles = 1, outlets = 1 WHERE id = ?",
            (article.id, seen, seen, story),
        )
        self._db.run("INSERT INTO story_articles (article_id, story_id) VALUES (?, ?)", (article.id, story))
        return Story(story, article.title, article.seen, article.seen)

    def join(self, story_id: int, article: Article, *, outlets: int, copy_of: int | None = None) -> Story:
        """Add an article to a story, which `outlets` independent outlets carry with it. Inside a transaction."""
        self._counts.met([article.id], self.articles_of(story_id), -1)
        self._db.run("INSERT INTO story_articles (article_id, story_id) VALUES (?, ?)", (article.id, story_id))
        self._db.run(
            "UPDATE stories SET last_seen = max(last_seen, ?), articles = articles + 1, outlets = ? WHERE id = ?",
            (to_ms(article.seen), outlets, story_id),
        )
        if copy_of is not None:
            self._db.run("INSERT INTO copies (article_id, of_id) VALUES (?, ?)", (article.id, copy_of))
        return self.get(story_id)

    def get(self, story_id: int) -> Story:
        """Give one story; raises WrongUse when there is none with this id."""
        row = self._db.one(_SELECT + "WHERE s.id = ?", (story_id,))
        if row is None:
            raise WrongUse(f"There is no story with the number {story_id}.")
        return _story(row)

    def of(self, article_id: int) -> Story | None:
        """Give the story that an article belongs to."""
        row = self._db.one(
            _SELECT + "JOIN story_articles sa ON sa.story_id = s.id WHERE sa.article_id = ?", (article_id,)
        )
        return _story(row) if row is not None else None

    def merge(self, gone: int, into: int) -> None:
        """Make two stories that turned out to be one, one. Inside a transaction.

        Where both have an alert of one kind for a watch, the one that has rung, else the older, speaks for the story.
        Another one that rang stays in the ledger.
        """
        self._counts.met(self.articles_of(gone), self.articles_of(into), -1)
        self._db.run("UPDATE story_articles SET story_id = ? WHERE story_id = ?", (into, gone))
        others = (
            "story_id IN (?, ?) AND merged = 0 AND id NOT IN (SELECT id FROM (SELECT id, row_number() OVER "
            "(PARTITION BY watch_id, reason ORDER BY rung IS NULL, owed IS NULL, id) AS place "
            "FROM alerts WHERE story_id IN (?, ?) AND merged = 0) WHERE place = 1)"
        )
        both = (gone, into, gone, into)
        self._db.run(f"DELETE FROM alerts WHERE rung IS NULL AND {others}", both)  # noqa: S608
        self._db.run(f"UPDATE alerts SET merged = 1 WHERE {others}", both)  # noqa: S608
        self._db.run("UPDATE alerts SET story_id = ? WHERE story_id = ?", (into, gone))
        self._db.run("UPDATE mutes SET story_id = ? WHERE story_id = ?", (into, gone))
        self._db.run("UPDATE OR IGNORE apart SET story_id = ? WHERE story_id = ?", (into, gone))
        self._db.run("DELETE FROM stories WHERE id = ?", (gone,))
        self.recount(into)

    def split(self, article: Article, old: int, new: int | None, now: datetime, *, outlets: int) -> Story:
        """Take an article out of a story, remember that it is another one, and give its own. Inside a transaction."""
        self._counts.met([article.id], [one for one in self.articles_of(old) if one != article.id], 1)
        self._db.run("DELETE FROM story_articles WHERE article_id = ?", (article.id,))
        self._db.run("DELETE FROM copies WHERE ? IN (article_id, of_id)", (article.id,))
        self._db.run(
            "INSERT OR IGNORE INTO apart (article_id, story_id, made) VALUES (?, ?, ?)", (article.id, old, to_ms(now))
        )
        self.recount(old)
        if outlets:
            self._db.run("UPDATE stories SET outlets = ? WHERE id = ?", (outlets, old))
        return self.begin(article, new or 0)

    def recount(self, story_id: int) -> None:
        """Count a story anew from the articles that it has. Inside a transaction."""
        self._db.run(
            "UPDATE stories SET (articles, headline_id, first_seen, last_seen, outlets) = ("
            "SELECT count(*), coalesce(min(a.id), 0), coalesce(min(a.seen), 0), coalesce(max(a.seen), 0), "
            "count(DISTINCT CASE WHEN c.article_id IS NULL THEN coalesce(nullif(a.outlet, ''), a.feed_id) END) "
            "FROM story_articles sa JOIN articles a ON a.id = sa.article_id "
            "LEFT JOIN copies c ON c.article_id = a.id WHERE sa.story_id = stories.id) WHERE id = ?",
            (story_id,),
        )

    def with_link(self, article: Article, recent: datetime, long_ago: datetime) -> tuple[int, int] | None:
        """Find an earlier article under the same address: (its story, its id).

        Seen since `recent` it is the same whatever its headline (a live page); since `long_ago` if the headline is
        the same, too. An address without a path is that of an outlet, not of an article.
        """
        link = canonical(article.link)
        if "/" not in link:
            return None
        row = self._db.one(
            "SELECT sa.story_id, a.id FROM articles a JOIN story_articles sa ON sa.article_id = a.id "
            "WHERE a.canonical = ? AND a.canonical != '' AND a.id != ? AND a.seen >= ? "
            "AND (a.seen >= ? OR a.title = ?) "
            "ORDER BY a.id DESC LIMIT 1",
            (link, article.id, to_ms(long_ago), to_ms(recent), article.title),
        )
        return (row[0], row[1]) if row is not None else None

    def recent(self, since: datetime, most: int) -> list[tuple[int, int]]:
        """Give (article id, story id) of the articles seen since a time, at most so many, by rising article id."""
        rows = self._db.rows(
            "SELECT * FROM (SELECT a.id, sa.story_id FROM articles a JOIN story_articles sa ON sa.article_id = a.id "
            "WHERE a.seen >= ? ORDER BY a.id DESC LIMIT ?) ORDER BY 1",
            (to_ms(since), most),
        )
        return [(row[0], row[1]) for row in rows]

    def apart(self, since: datetime) -> list[tuple[int, int]]:
        """Give (article id, story id) of what the user has taken apart since a time."""
        rows = self._db.rows("SELECT article_id, story_id FROM apart WHERE made >= ?", (to_ms(since),))
        return [(row[0], row[1]) for row in rows]

    def newest(self, *, watch_id: int | None = None, since: datetime | None = None, limit: int = 50) -> list[Story]:
        """Give the stories that grew since a time, last grown first, of a watch or of all."""
        of_watch = (
            "AND s.id IN (SELECT sa.story_id FROM matches m JOIN story_articles sa ON sa.article_id = m.article_id "
            "WHERE m.watch_id = ?) "
            if watch_id is not None
            else ""
        )
        values = (to_ms(since) or 0, *((watch_id,) if watch_id is not None else ()), limit)
        sql = _SELECT + f"WHERE s.last_seen >= ? {of_watch}ORDER BY s.last_seen DESC, s.id DESC LIMIT ?"
        return [_story(row) for row in self._db.rows(sql, values)]

    def articles_of(self, story_id: int) -> list[int]:
        """Give the ids of a story's articles, oldest first."""
        rows = self._db.rows(
            "SELECT article_id FROM story_articles WHERE story_id = ? ORDER BY article_id", (story_id,)
        )
        return [row[0] for row in rows]

    def copies(self, story_id: int) -> dict[int, int]:
        """Give which articles of a story are near-copies of which others."""
        rows = self._db.rows(
            "SELECT c.article_id, c.of_id FROM copies c JOIN story_articles sa ON sa.article_id = c.article_id "
            "WHERE sa.story_id = ?",
            (story_id,),
        )
        return {row[0]: row[1] for row in rows}
