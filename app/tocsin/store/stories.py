"""Stories: which articles report the same event; touches the tables `stories` and `story_articles`."""

from __future__ import annotations

from tocsin.core.model import Article, Story
from tocsin.store.database import Database, moment, to_ms


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

    def of(self, article_id: int) -> Story | None:
        """Give the story that an article belongs to."""
        row = self._db.one(
            "SELECT s.*, a.title FROM story_articles sa JOIN stories s ON s.id = sa.story_id "
            "LEFT JOIN articles a ON a.id = s.headline_id WHERE sa.article_id = ?",
            (article_id,),
        )
        if row is None:
            return None
        return Story(
            row["id"], row["title"] or "", moment(row["first_seen"]), moment(row["last_seen"]), row["articles"],
            row["outlets"],
        )  # fmt: skip
