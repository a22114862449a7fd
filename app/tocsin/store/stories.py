"""Stories: which articles report the same event; touches the tables `stories` and `story_articles`."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from tocsin.core.errors import WrongUse
from tocsin.core.model import Article, Story
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

    def __init__(self, database: Database) -> None:
        self._db = database

    def begin(self, article: Article) -> Story:
        """Begin a story with its first article. Inside a transaction."""
        story = self._db.insert(
            "INSERT INTO stories (headline_id, first_seen, last_seen) VALUES (?, ?, ?)",
            (article.id, to_ms(article.seen), to_ms(article.seen)),
        )
        self._db.run("INSERT INTO story_articles (article_id, story_id) VALUES (?, ?)", (article.id, story))
        return Story(story, article.title, article.seen, article.seen)

    def join(self, story_id: int, article: Article, *, outlets: int, copy_of: int | None = None) -> Story:
        """Add an article to a story, which `outlets` independent outlets carry with it. Inside a transaction."""
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

    def with_link(self, canonical_link: str, since: datetime) -> int | None:
        """Give the newest story with an article of this canonical link that was seen since a time."""
        row = self._db.one(
            "SELECT sa.story_id FROM articles a JOIN story_articles sa ON sa.article_id = a.id "
            "WHERE a.canonical = ? AND a.canonical != '' AND a.seen >= ? ORDER BY a.id DESC LIMIT 1",
            (canonical_link, to_ms(since)),
        )
        return int(row[0]) if row is not None else None

    def members(self, since: datetime, after: int = 0, limit: int = 1_000) -> list[tuple[int, int]]:
        """Give (article id, story id) of the articles seen since a time, by rising article id."""
        rows = self._db.rows(
            "SELECT a.id, sa.story_id FROM articles a JOIN story_articles sa ON sa.article_id = a.id "
            "WHERE a.seen >= ? AND a.id > ? ORDER BY a.id LIMIT ?",
            (to_ms(since), after, limit),
        )
        return [(row[0], row[1]) for row in rows]

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
