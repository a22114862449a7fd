"""Which feeds have failed since when, and what was said of it; reads `readings`, `matches`, `polls` and `notes`."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from tocsin.store.database import Database, from_ms, marks_for, to_ms
from tocsin.store.moves import NoteKind


class Ailments:
    """Feeds that fail for long."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def failing_since(self, feed_id: int, but_not: Collection[str]) -> datetime | None:
        """Give when a feed failed first since it was last read; `but_not`: troubles that are not its own."""
        reasons = sorted({"", *but_not})
        last_good = "coalesce((SELECT max(id) FROM readings WHERE feed_id = ? AND trouble = ''), 0)"
        sql = f"SELECT min(began) FROM readings WHERE feed_id = ? AND id > {last_good} AND trouble NOT IN ({marks_for(len(reasons))})"  # noqa: S608, E501
        return from_ms(self._db.number(sql, (feed_id, feed_id, *reasons)) or None)

    def brought(self, feed_id: int, since: datetime) -> set[int]:
        """Give the watches that articles of a feed answered since then."""
        sql = (
            "SELECT DISTINCT m.watch_id FROM articles a JOIN matches m ON m.article_id = a.id "
            "WHERE a.feed_id = ? AND a.seen >= ?"
        )
        return {row["watch_id"] for row in self._db.rows(sql, (feed_id, to_ms(since)))}

    def said(self) -> dict[int, str]:
        """Give what stands noted of feeds that still cannot be read, by feed."""
        sql = (
            "SELECT n.feed_id, n.sentence FROM notes n JOIN polls p ON p.feed_id = n.feed_id "
            "JOIN feeds f ON f.id = n.feed_id WHERE n.kind = ? AND p.failures > 0 AND f.removed IS NULL "
            "AND NOT f.paused AND n.at > coalesce(p.last_good, 0) ORDER BY n.id"
        )
        return {row["feed_id"]: row["sentence"] for row in self._db.rows(sql, (NoteKind.AILING.value,))}
