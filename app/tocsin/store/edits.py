"""What articles said before their feeds changed them; touches the table `edits`."""

from __future__ import annotations

from datetime import datetime

from tocsin.core.model import Article, Edit
from tocsin.store.database import Database, moment, to_ms

MOST_EDITS = 8
"""How many earlier wordings of an article are kept: the first one, and the last ones."""

MOST_TEXT = 50_000
"""Characters of an earlier text that are kept."""


class Edits:
    """Earlier wordings; they go with their article."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def keep(self, old: Article, title: str, text: str, now: datetime) -> None:
        """Keep what an article said until now, when title or text are about to change. Inside a transaction."""
        if (old.title, old.text) == (title, text):
            return
        self._db.run(
            "INSERT INTO edits (article_id, seen, title, text) VALUES (?, ?, ?, ?)",
            (old.id, to_ms(now), old.title, old.text[:MOST_TEXT]),
        )
        self._db.run(
            "DELETE FROM edits WHERE article_id = ? AND id NOT IN ("
            "SELECT id FROM (SELECT id FROM edits WHERE article_id = ? ORDER BY id DESC LIMIT ?)) "
            "AND id != (SELECT min(id) FROM edits WHERE article_id = ?)",
            (old.id, old.id, MOST_EDITS - 1, old.id),
        )

    def of(self, article_id: int) -> list[Edit]:
        """Give the earlier wordings of an article, the oldest first."""
        rows = self._db.rows("SELECT * FROM edits WHERE article_id = ? ORDER BY id", (article_id,))
        return [Edit(row["article_id"], moment(row["seen"]), row["title"], row["text"]) for row in rows]
