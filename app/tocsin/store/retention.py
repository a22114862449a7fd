"""What is kept and how long; touches old rows of `articles` and `known`."""

from __future__ import annotations

from datetime import datetime, timedelta

from tocsin.store.arriving import Arriving
from tocsin.store.database import Database, to_ms

KEEP_DAYS = 90
"""Articles that nobody keeps and no watch matched are kept this long after first sight."""

KNOWN_DAYS = 60
"""An entry stays known this long after its feed last offered it, so that it is never taken for new."""


def tidy(database: Database, arriving: Arriving, now: datetime, *, days: int = KEEP_DAYS, limit: int = 2_000) -> int:
    """Drop up to `limit` articles whose time is over, and forget entries long gone; returns how many were dropped.

    What the user keeps, what a watch matched and what rang stays for good.
    """
    with database.writing():
        rows = database.rows(
            "SELECT a.id FROM articles a LEFT JOIN marks m ON m.article_id = a.id "
            "WHERE a.seen < ? AND m.kept_at IS NULL AND m.handled_at IS NULL "
            "AND NOT EXISTS (SELECT 1 FROM matches x WHERE x.article_id = a.id) "
            "AND NOT EXISTS (SELECT 1 FROM alerts l WHERE l.article_id = a.id) ORDER BY a.id LIMIT ?",
            (to_ms(now - timedelta(days=days)), limit),
        )
        dropped = arriving.drop(row[0] for row in rows)
        database.run(
            "DELETE FROM known WHERE article_id IS NULL AND offered < ?", (to_ms(now - timedelta(days=KNOWN_DAYS)),)
        )
        if dropped:
            database.run(
                "DELETE FROM stories WHERE id NOT IN (SELECT story_id FROM story_articles)"
                " AND id NOT IN (SELECT story_id FROM alerts)"
            )
    return dropped
