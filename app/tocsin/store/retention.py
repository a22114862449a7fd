"""What is kept and how long; touches old rows of `articles` and `known`, and of what is only of use for a time."""

from __future__ import annotations

from datetime import datetime, timedelta

from tocsin.store.arriving import Arriving
from tocsin.store.counts import CountTable
from tocsin.store.database import Database, marks_for, to_ms
from tocsin.store.days import DayTable
from tocsin.store.stories import Stories

KEEP_DAYS = 90
"""Articles that nobody keeps and no watch matched are kept this long after first sight."""

KNOWN_DAYS = 60
"""An entry stays known this long after its feed last offered it, so that it is never taken for new."""

RECEIPT_DAYS = 400
"""When which feed was read can be told for this long: a year, and what a person says when a year is over."""

BYGONE_DAYS = 30
"""A mute is forgotten this long after its end, and "not the same story" when no article can join that story."""


def tidy(database: Database, arriving: Arriving, now: datetime, *, days: int = KEEP_DAYS, limit: int = 2_000) -> int:
    """Drop up to `limit` articles whose time is over, and forget entries long gone; returns how many were dropped.

    What the user keeps, handled, noted or tagged, what a watch matched and what rang stays for good.
    """
    with database.writing():
        rows = database.rows(
            "SELECT a.id, sa.story_id FROM articles a LEFT JOIN marks m ON m.article_id = a.id "
            "LEFT JOIN story_articles sa ON sa.article_id = a.id "
            "WHERE a.seen < ? AND m.kept_at IS NULL AND m.handled_at IS NULL "
            "AND NOT EXISTS (SELECT 1 FROM own_notes n WHERE n.article_id = a.id) "
            "AND NOT EXISTS (SELECT 1 FROM own_tags t WHERE t.article_id = a.id) "
            "AND NOT EXISTS (SELECT 1 FROM matches x WHERE x.article_id = a.id) "
            "AND NOT EXISTS (SELECT 1 FROM alerts l WHERE l.article_id = a.id) ORDER BY a.id LIMIT ?",
            (to_ms(now - timedelta(days=days)), limit),
        )
        dropped = arriving.drop(row[0] for row in rows)
        _forget_bygones(database, now)
        DayTable(database).tidy(now)
        if dropped:
            _follow(database, {row[1] for row in rows if row[1] is not None})
    return dropped


def _follow(database: Database, stories: set[int]) -> None:
    """Let stories that lost articles tell of those that are left; one without any goes, unless it is in the ledger."""
    database.run(
        "DELETE FROM stories WHERE id NOT IN (SELECT story_id FROM story_articles)"
        " AND id NOT IN (SELECT story_id FROM alerts)"
    )
    ids = sorted(stories)
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        sql = f"SELECT DISTINCT story_id FROM story_articles WHERE story_id IN ({marks_for(len(part))})"  # noqa: S608
        for row in database.rows(sql, part):
            Stories(database, CountTable(database)).recount(row[0])


def _forget_bygones(database: Database, now: datetime) -> None:
    known, receipts, bygone = (to_ms(now - timedelta(days=one)) for one in (KNOWN_DAYS, RECEIPT_DAYS, BYGONE_DAYS))
    database.run("DELETE FROM known WHERE article_id IS NULL AND offered < ?", (known,))
    database.run("DELETE FROM readings WHERE ended < ?", (receipts,))
    database.run("DELETE FROM presence WHERE ended < ?", (receipts,))
    database.run("DELETE FROM mutes WHERE until IS NOT NULL AND until < ?", (bygone,))
    database.run("DELETE FROM apart WHERE made < ?", (bygone,))
