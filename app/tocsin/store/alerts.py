"""Alerts: what is owed, what rang and what was held back; touches the table `alerts`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime

from tocsin.core.model import Alert, Held, How, Rung
from tocsin.store.database import Database, from_ms, marks_for, moment, to_ms
from tocsin.store.rows import spans

_SELECT = """
SELECT al.*, w.name AS watch, w.how, a.title, a.link, a.published, a.seen,
       coalesce(nullif(a.outlet, ''), nullif(p.title, ''), f.url) AS outlet,
       coalesce(nullif(a.language, ''), nullif(f.language, ''), p.language) AS any_language,
       coalesce(x.clause, '') AS clause, coalesce(x.field, '') AS field,
       coalesce(x.sentence, '') AS sentence, coalesce(x.spans, '[]') AS spans
FROM alerts al JOIN watches w ON w.id = al.watch_id JOIN articles a ON a.id = al.article_id
JOIN feeds f ON f.id = a.feed_id JOIN polls p ON p.feed_id = a.feed_id
LEFT JOIN matches x ON x.watch_id = al.watch_id AND x.article_id = al.article_id
"""


def _rung(row: sqlite3.Row) -> Rung:
    alert = Alert(
        id=row["id"],
        watch_id=row["watch_id"],
        story_id=row["story_id"],
        article_id=row["article_id"],
        matched=moment(row["matched"]),
        owed=from_ms(row["owed"]),
        trying=row["trying"],
        rung=from_ms(row["rung"]),
        bell=row["bell"],
        held=Held(row["held"]) if row["held"] else None,
        acted=row["acted"],
        acted_at=from_ms(row["acted_at"]),
    )
    return Rung(
        alert=alert,
        watch=row["watch"],
        how=How(row["how"]),
        headline=row["title"],
        outlet=row["outlet"],
        url=row["link"],
        published=from_ms(row["published"]),
        seen=moment(row["seen"]),
        clause=row["clause"],
        field=row["field"],
        sentence=row["sentence"],
        sentence_spans=spans(row["spans"]),
        language=row["any_language"],
    )


class Alerts:
    """The ledger."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def add(self, alerts: Iterable[Alert]) -> list[int]:
        """Save alerts in the transaction of their articles; a pair that has one is left alone.

        Returns the ids of those that are owed.
        """
        owed = []
        for alert in alerts:
            added = self._db.run(
                "INSERT OR IGNORE INTO alerts (watch_id, story_id, article_id, matched, owed, held) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                (
                    alert.watch_id, alert.story_id, alert.article_id, to_ms(alert.matched), to_ms(alert.owed),
                    alert.held.value if alert.held else None,
                ),
            )  # fmt: skip
            if added and alert.owed is not None:
                owed.append(self._db.number("SELECT last_insert_rowid()"))
        return owed

    def owed(self) -> list[Rung]:
        """Give the alerts that have not been rung, oldest first, with those being tried when the program died."""
        sql = _SELECT + "WHERE al.owed IS NOT NULL AND al.rung IS NULL AND w.removed IS NULL ORDER BY al.id"
        return [_rung(row) for row in self._db.rows(sql)]

    def trying(self, ids: Sequence[int], bell: str) -> list[int]:
        """Write down that a bell is about to be tried; returns the ids that are still owed."""
        with self._db.writing():
            still = self._still_owed(ids)
            self._each(still, "trying = ?", (bell,))
        return still

    def rang(self, ids: Sequence[int], bell: str, now: datetime) -> None:
        """Settle the debt: this bell rang them."""
        with self._db.writing():
            self._each(self._still_owed(ids), "rung = ?, bell = ?, trying = ''", (to_ms(now), bell))

    def failed(self, ids: Sequence[int]) -> None:
        """Write down that no bell took them; they stay owed."""
        with self._db.writing():
            self._each(ids, "trying = ''", ())

    def acted(self, alert_id: int, what: str, now: datetime) -> None:
        """Write down what the user did with an alert."""
        with self._db.writing():
            self._each([alert_id], "acted = ?, acted_at = ?", (what, to_ms(now)))

    def of_article(self, article_id: int) -> list[int]:
        """Give the ids of the alerts that an article owed."""
        return [row[0] for row in self._db.rows("SELECT id FROM alerts WHERE article_id = ?", (article_id,))]

    def ledger(
        self, *, watch_id: int | None = None, since: datetime | None = None, limit: int = 200,
        before: int | None = None, with_history: bool = True,
    ) -> list[Rung]:  # fmt: skip
        """Give what rang and what was held back, newest first; `before` is an alert's id."""
        where, values = ["al.id < ?"], [before if before is not None else 2**62]
        if watch_id is not None:
            where.append("al.watch_id = ?")
            values.append(watch_id)
        if since is not None:
            where.append("al.matched >= ?")
            values.append(to_ms(since) or 0)
        if not with_history:
            where.append("al.held IS NULL")
        sql = _SELECT + f"WHERE {' AND '.join(where)} ORDER BY al.id DESC LIMIT ?"
        return [_rung(row) for row in self._db.rows(sql, (*values, limit))]

    def _still_owed(self, ids: Sequence[int]) -> list[int]:
        sql = (
            f"SELECT id FROM alerts WHERE id IN ({marks_for(len(ids))}) AND owed IS NOT NULL "  # noqa: S608
            "AND rung IS NULL ORDER BY id"
        )
        return [row[0] for row in self._db.rows(sql, ids)]

    def _each(self, ids: Sequence[int], change: str, values: tuple[object, ...]) -> None:
        self._db.run_many(f"UPDATE alerts SET {change} WHERE id = ?", ((*values, one) for one in ids))  # noqa: S608
