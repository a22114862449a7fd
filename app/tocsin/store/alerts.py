"""Alerts: what is owed, what rang and what was held back; touches the table `alerts`."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import datetime

from tocsin.core.alarm import Plan, Showed, Told, Waiting
from tocsin.core.model import Alert, Held, How, Reason, Rung, Sound, Story
from tocsin.store.database import Database, from_ms, marks_for, moment, to_ms
from tocsin.store.deliveries import Deliveries
from tocsin.store.rows import spans

_SELECT = """
SELECT al.*, w.name AS watch, w.how, w.quiet, w.breaks_quiet, w.snoozed_until, w.sound, a.title, a.link, a.published,
       a.seen,
       coalesce(nullif(a.outlet, ''), nullif(p.title, ''), f.url) AS outlet,
       coalesce(nullif(a.language, ''), nullif(f.language, ''), p.language) AS any_language,
       mk.read_at IS NOT NULL AND mk.read_at >= al.owed AS read_since,
       coalesce(st.articles, 1) AS articles, coalesce(st.outlets, 1) AS outlets
FROM alerts al JOIN watches w ON w.id = al.watch_id JOIN articles a ON a.id = al.article_id
JOIN feeds f ON f.id = a.feed_id JOIN polls p ON p.feed_id = a.feed_id
LEFT JOIN stories st ON st.id = al.story_id
LEFT JOIN marks mk ON mk.article_id = al.article_id
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
        until=from_ms(row["until"]),
        reason=Reason(row["reason"]),
        notice=row["notice"],
        waited=Held(row["waited"]) if row["waited"] else None,
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
        articles=row["articles"],
        outlets=row["outlets"],
        quiet=row["quiet"],
        breaks_quiet=bool(row["breaks_quiet"]),
        snoozed_until=from_ms(row["snoozed_until"]),
        read=bool(row["read_since"]),
        sound=Sound.kept(row["sound"]),
    )


LIST = "list"
"""The bell that cannot fail: the alert stands in the window, new and counted."""


class Alerts:
    """The ledger."""

    def __init__(self, database: Database, deliveries: Deliveries) -> None:
        self._db, self._deliveries = database, deliveries

    def add(self, alert: Alert) -> int:
        """Save an alert in the transaction of its article; returns its id when it is owed from now on, else 0.

        A story and watch have one alert for each reason. One that was held back for good and is owed now is owed
        from now on, for the article that made the difference; one that lacks only outlets now waits for those; any
        other is left alone.
        """
        owed, held = to_ms(alert.owed), alert.held.value if alert.held else None
        row = self._db.one(
            "SELECT id, owed, held FROM alerts WHERE watch_id = ? AND story_id = ? AND reason = ? AND merged = 0",
            (alert.watch_id, alert.story_id, alert.reason.value),
        )
        if row is None:
            added = self._db.insert(
                "INSERT INTO alerts (watch_id, story_id, reason, article_id, matched, owed, held) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    alert.watch_id, alert.story_id, alert.reason.value, alert.article_id, to_ms(alert.matched), owed,
                    held,
                ),
            )  # fmt: skip
            self._keep_why(added, alert)
            return added if owed is not None else 0
        lacks_outlets = alert.held is Held.THRESHOLD and row["held"] != held
        if row["owed"] is not None or (owed is None and not lacks_outlets):
            return 0
        self._db.run(
            "UPDATE alerts SET owed = ?, held = ?, article_id = ?, matched = ? WHERE id = ?",
            (owed, held, alert.article_id, to_ms(alert.matched), row["id"]),
        )
        self._keep_why(row["id"], alert)
        return int(row["id"]) if owed is not None else 0

    def _keep_why(self, alert_id: int, alert: Alert) -> None:
        """Keep what hit with the alert: an edit may take the match away."""
        self._db.run(
            "UPDATE alerts SET (clause, field, sentence, spans) = (SELECT clause, field, sentence, spans FROM matches "
            "WHERE watch_id = ? AND article_id = ?) WHERE id = ? "
            "AND EXISTS (SELECT 1 FROM matches WHERE watch_id = ? AND article_id = ?)",
            (alert.watch_id, alert.article_id, alert_id, alert.watch_id, alert.article_id),
        )

    def told(self, watch_id: int, story_id: int) -> tuple[Told, ...]:
        """Give the alerts that a story and watch have, as far as a decision needs them."""
        rows = self._db.rows(
            "SELECT reason, held, owed FROM alerts WHERE watch_id = ? AND story_id = ? ORDER BY id",
            (watch_id, story_id),
        )
        return tuple(
            Told(Reason(row["reason"]), Held(row["held"]) if row["held"] and row["owed"] is None else None)
            for row in rows
        )

    def pass_threshold(self, story: Story, now: datetime) -> list[int]:
        """Owe the alerts of a story that were held back until more outlets carry it, where enough do now."""
        rows = self._db.rows(
            "SELECT al.id FROM alerts al JOIN watches w ON w.id = al.watch_id "
            "WHERE al.story_id = ? AND al.held = ? AND al.owed IS NULL AND w.at_least <= ? AND w.removed IS NULL "
            "AND w.how IN (?, ?, ?)",
            (story.id, Held.THRESHOLD.value, story.outlets, How.NOTICE.value, How.URGENT.value, How.DIGEST.value),
        )
        ids = [row[0] for row in rows]
        self._each(ids, "owed = ?, held = NULL", (to_ms(now),))
        return ids

    def about(self, watch_id: int, story_id: int) -> list[Rung]:
        """Give the alerts of a story and watch, oldest first."""
        sql = _SELECT + "WHERE al.watch_id = ? AND al.story_id = ? ORDER BY al.id"
        return [_rung(row) for row in self._db.rows(sql, (watch_id, story_id))]

    def some(self, ids: Sequence[int]) -> list[Rung]:
        """Give the alerts with these ids, oldest first; one that is gone is left out."""
        sql = _SELECT + f"WHERE al.id IN ({marks_for(len(ids))}) ORDER BY al.id"
        return [_rung(row) for row in self._db.rows(sql, ids)]

    def of_story(self, story_id: int) -> list[int]:
        """Give the ids of the alerts of a story."""
        return [row[0] for row in self._db.rows("SELECT id FROM alerts WHERE story_id = ?", (story_id,))]

    def of_notice(self, key: str) -> list[Rung]:
        """Give the alerts that the notice with this key rang, oldest first."""
        return [_rung(row) for row in self._db.rows(_SELECT + "WHERE al.notice = ? ORDER BY al.id", (key,))]

    def owed(self, *, with_later: bool = True) -> list[Rung]:
        """Give the alerts that have not been rung, oldest first, with those being tried when the program died.

        Without `with_later`, what is known to wait for the brief is left out: that may be very much.
        """
        sql = _SELECT + "WHERE al.owed IS NOT NULL AND al.rung IS NULL AND w.removed IS NULL "
        if not with_later:
            sql += f"AND NOT (w.how = '{How.DIGEST.value}' AND al.held IS '{Held.DIGEST.value}') "
        return [_rung(row) for row in self._db.rows(sql + "ORDER BY al.id")]

    def trying(self, ids: Sequence[int], bell: str) -> list[int]:
        """Write down that a bell is about to be tried; returns the ids that are still owed."""
        with self._db.writing():
            still = self._still_owed(ids)
            self._each(still, "trying = ?", (bell,))
        return still

    def rang(self, ids: Sequence[int], bell: str, now: datetime, notice: str = "") -> None:
        """Settle the debt: this bell rang them together, in the notice with this key. Other bells are owed them now."""
        with self._db.writing():
            self._deliveries.owe(self._settle(ids, bell, now, notice), now)

    def _settle(self, ids: Sequence[int], bell: str, now: datetime, notice: str = "") -> list[int]:
        still = self._still_owed(ids)
        change = "rung = ?, bell = ?, notice = ?, trying = '', waited = held, held = NULL, until = NULL"
        self._each(still, change, (to_ms(now), bell, notice))
        return still

    def wait(self, waiting: Mapping[int, Waiting]) -> None:
        """Write down why owed alerts do not ring yet, and until when."""
        with self._db.writing():
            self._db.run_many(
                "UPDATE alerts SET held = ?, until = ? WHERE id = ? AND rung IS NULL AND owed IS NOT NULL "
                "AND (held IS NOT ? OR until IS NOT ?)",
                (
                    (one.held.value, to_ms(one.until), alert, one.held.value, to_ms(one.until))
                    for alert, one in waiting.items()
                ),
            )

    def settle(self, plan: Plan, now: datetime) -> None:
        """Write down what a plan decides without a bell: what waits, what is forgiven, what the list has rung."""
        with self._db.writing():
            self.forgive(plan.muted)
            self._settle(plan.read, LIST, now)  # the user knows: no other bell needs to tell it
            self.wait(plan.waiting)

    def forgive(self, ids: Sequence[int]) -> None:
        """Owe alerts no more, because the user has muted what they are about."""
        with self._db.writing():
            self._each(self._still_owed(ids), "owed = NULL, held = ?, until = NULL", (Held.MUTED.value,))

    def shown_since(self, moment: datetime) -> list[Showed]:
        """Give the notices that were shown since a time, for counting bursts."""
        rows = self._db.rows(
            "SELECT max(rung) AS at, notice, group_concat(DISTINCT watch_id) AS watches FROM alerts "
            "WHERE rung >= ? AND notice != '' GROUP BY notice",
            (to_ms(moment),),
        )
        return [
            Showed(from_ms(row["at"]) or moment, row["notice"], frozenset(map(int, row["watches"].split(","))))
            for row in rows
        ]

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

    def all_read(self, ids: Sequence[int]) -> bool:
        """Say whether the user has read an article of each of these alerts' stories since the alert was owed."""
        read = "mk.read_at >= al.owed"
        sql = (
            f"SELECT 1 FROM alerts al WHERE al.id IN ({marks_for(len(ids))}) "  # noqa: S608
            f"AND NOT EXISTS (SELECT 1 FROM marks mk WHERE mk.article_id = al.article_id AND {read}) "
            "AND NOT EXISTS (SELECT 1 FROM story_articles sa CROSS JOIN marks mk ON mk.article_id = sa.article_id "
            f"WHERE sa.story_id = al.story_id AND {read}) LIMIT 1"
        )
        return self._db.one(sql, ids) is None

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
