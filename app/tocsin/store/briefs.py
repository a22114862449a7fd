"""Briefs that were made, and what the user chose about them; touches the table `briefs` and four settings."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tocsin.core.brief import BELL, DEFAULT_TIMES, KEY, Brief, Choices, Section, Times, Told, renumbered, values
from tocsin.core.errors import WrongUse
from tocsin.core.model import Held
from tocsin.store.alerts import Alerts
from tocsin.store.database import Database, from_ms, marks_for, moment, to_ms
from tocsin.store.settings import Settings

KEPT = 100
"""Older briefs are forgotten; the articles and the ledger are not."""

MOST_NAMES = 12
"""Names of outlets that are asked for, of one story."""

AT_ONCE = 10_000
"""Alerts that are settled by one statement: SQLite bounds how many values it takes."""

TIMES, WATCHES, EMPTY, LOOKED = "brief.times", "brief.watches", "brief.when-empty", "brief.looked"
"""Settings: the times as text, "all" for every watch, "1" to make empty ones, when it was looked last (ms)."""

SEND_BY = "brief.bells"
"""Setting: the numbers of other bells, with commas."""


@dataclass(frozen=True, slots=True)
class Made:
    """A line in the list of briefs."""

    id: int
    made: datetime
    since: datetime
    stories: int
    watches: int


class Briefs:
    """The newest hundred, each as it stood when it was made."""

    def __init__(self, database: Database, settings: Settings, alerts: Alerts) -> None:
        self._db, self._settings, self._alerts = database, settings, alerts

    # -- what the user chose

    def choices(self) -> Choices:
        """Give what the user chose; times that cannot be read are the usual ones."""
        get = self._settings.get
        try:
            times = Times.read(get(TIMES, DEFAULT_TIMES))
        except WrongUse:
            times = Times.read(DEFAULT_TIMES)
        bells = tuple(int(one) for one in get(SEND_BY).split(",") if one.isdecimal())
        return Choices(times, get(WATCHES) == "all", get(EMPTY) == "1", bells)

    def choose(self, choices: Choices, now: datetime) -> None:
        """Keep what the user chose; a new time that has passed today was not missed."""
        with self._db.writing(durable=True):
            self._settings.put(TIMES, str(choices.times))
            self._settings.put(WATCHES, "all" if choices.all_watches else "")
            self._settings.put(EMPTY, "1" if choices.when_empty else "")
            self._settings.put(SEND_BY, ",".join(str(one) for one in choices.send_by))
            # What waits is told the new time when it is looked at next.
            self._db.run(
                "UPDATE alerts SET held = NULL, until = NULL WHERE held = ? AND owed IS NOT NULL AND rung IS NULL",
                (Held.DIGEST.value,),
            )
            if self._scheduled(now):
                self.look(now)

    def _scheduled(self, now: datetime) -> bool:
        looked = self.looked()
        return looked is None or looked < now

    def looked(self) -> datetime | None:
        """Give when it was last looked whether a brief is due; None: never."""
        value = self._settings.get(LOOKED)
        return from_ms(int(value)) if value.isdecimal() else None

    def look(self, now: datetime) -> None:
        """Write down that it was looked now."""
        self._settings.put(LOOKED, str(to_ms(now)))

    def covered(self) -> datetime | None:
        """Give until when the newest brief tells; None: there is none."""
        row = self._db.one("SELECT made FROM briefs ORDER BY id DESC LIMIT 1")
        return from_ms(row["made"]) if row is not None else None

    # -- briefs

    def add(self, brief: Brief, settled: Sequence[int]) -> Brief:
        """Keep a brief, and settle the owed alerts that it rings, all or nothing."""
        with self._db.writing(durable=True):
            added = self._db.insert(
                "INSERT INTO briefs (made, since, stories, watches, body) VALUES (?, ?, ?, ?, ?)",
                (to_ms(brief.made), to_ms(brief.since), brief.stories, brief.watches, _body(brief)),
            )
            for start in range(0, len(settled), AT_ONCE):
                self._alerts.rang(settled[start : start + AT_ONCE], BELL, brief.made, f"{KEY}{added}")
            self._db.run("DELETE FROM briefs WHERE id <= ?", (added - KEPT,))
        return renumbered(brief, added)

    def take_back(self, brief_id: int) -> None:
        """Forget a brief; what it rang is owed again."""
        with self._db.writing(durable=True):
            self._db.run("DELETE FROM briefs WHERE id = ?", (brief_id,))
            self._db.run(
                "UPDATE alerts SET rung = NULL, bell = '', notice = '', held = ?, waited = NULL WHERE notice = ?",
                (Held.DIGEST.value, f"{KEY}{brief_id}"),
            )

    def get(self, brief_id: int) -> Brief:
        """Give a brief; raises WrongUse when there is none with this number."""
        row = self._db.one("SELECT * FROM briefs WHERE id = ?", (brief_id,))
        if row is None:
            raise WrongUse(f"There is no brief with the number {brief_id}.")
        return _brief(row)

    def all(self) -> list[Made]:
        """List the briefs, newest first."""
        rows = self._db.rows("SELECT id, made, since, stories, watches FROM briefs ORDER BY id DESC")
        return [
            Made(row["id"], moment(row["made"]), moment(row["since"]), row["stories"], row["watches"]) for row in rows
        ]

    def outlets(self, stories: Sequence[int]) -> dict[int, list[str]]:
        """Give names of the independent outlets of stories, that of the oldest article first; at most a dozen each."""
        sql = (
            "SELECT sa.story_id AS story, coalesce(nullif(a.outlet, ''), nullif(p.title, ''), f.url) AS who "  # noqa: S608
            "FROM story_articles sa JOIN articles a ON a.id = sa.article_id JOIN feeds f ON f.id = a.feed_id "
            "JOIN polls p ON p.feed_id = a.feed_id LEFT JOIN copies c ON c.article_id = a.id "
            f"WHERE sa.story_id IN ({marks_for(len(stories))}) AND c.article_id IS NULL "
            "GROUP BY story, who ORDER BY min(a.id)"
        )
        rows = self._db.rows(sql, stories)
        found: dict[int, list[str]] = {}
        for row in rows:
            names = found.setdefault(row["story"], [])
            if len(names) < MOST_NAMES:
                names.append(row["who"])
        return found

    # -- their notices

    def unrung(self) -> Brief | None:
        """Give the newest brief if it has not been rung yet; an older one is not rung any more."""
        row = self._db.one("SELECT * FROM briefs ORDER BY id DESC LIMIT 1")
        return _brief(row) if row is not None and row["rung"] is None else None

    def rang(self, brief_id: int, bell: str, now: datetime) -> bool:
        """Write down that a bell rang it; False when it had rung before, or is gone."""
        with self._db.writing():
            row = self._db.one("SELECT rung FROM briefs WHERE id = ?", (brief_id,))
            self._db.run(
                "UPDATE briefs SET rung = ?, bell = ? WHERE id <= ? AND rung IS NULL", (to_ms(now), bell, brief_id)
            )
        return row is not None and row["rung"] is None


def _body(brief: Brief) -> str:
    return json.dumps(values(brief), ensure_ascii=False, separators=(",", ":"))


def _brief(row: sqlite3.Row) -> Brief:
    kept: dict[str, Any] = json.loads(row["body"])
    sections = tuple(
        Section(one["watch_id"], one["watch"], tuple(_told(told) for told in one["stories"]), one["more"],
                one["elsewhere"])
        for one in kept["sections"]
    )  # fmt: skip
    return Brief(
        row["id"], moment(row["made"]), moment(row["since"]), sections, row["stories"], row["watches"],
        kept["more_watches"],
    )  # fmt: skip


def _told(one: dict[str, Any]) -> Told:
    return Told(
        one["story"], one["article"], one["headline"], tuple(one["outlets"]), one["more_outlets"], one["sentence"],
        tuple((start, end) for start, end in one["spans"]), one["url"], datetime.fromisoformat(one["seen"]),
        one["language"], one["note"], tuple(one["also"]),
    )  # fmt: skip
