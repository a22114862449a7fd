"""When which feed was read, and when the monitor was there at all; touches `readings` and `presence`."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

from tocsin.core.model import Feed
from tocsin.store.database import Database, from_ms, moment, to_ms

LATE = timedelta(minutes=45)
"""A feed that is read this much later than it was due has a gap in its reading."""

BEAT = timedelta(minutes=3)
"""A monitor that has not been heard of for this long was not there."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A run of polls of one feed, without a gap and with the same outcome."""

    feed_id: int
    began: datetime
    ended: datetime
    polls: int
    new: int
    trouble: str
    """Empty: the feed was read."""
    overflow: bool
    """The first poll of the run knew none of the entries: something may have been missed before it."""


@dataclass(frozen=True, slots=True)
class Stay:
    """A time in which the monitor was there."""

    began: datetime
    ended: datetime


def _reading(row: sqlite3.Row) -> Reading:
    return Reading(
        row["feed_id"], moment(row["began"]), moment(row["ended"]), row["polls"], row["new"], row["trouble"],
        bool(row["overflow"]),
    )  # fmt: skip


class Readings:
    """What was read when, in as few rows as tell it."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def note(self, feed: Feed, now: datetime, *, new: int = 0, trouble: str = "", overflow: bool = False) -> None:
        """Write down a poll; `feed` is as it was before. It prolongs the last run, or begins one after a gap."""
        with self._db.writing():
            row = self._db.one(
                "SELECT id, trouble, began, ended FROM readings WHERE feed_id = ? ORDER BY id DESC LIMIT 1", (feed.id,)
            )
            goes_on = (
                row is not None
                and row["trouble"] == trouble
                and not overflow
                and moment(row["ended"]) <= now <= max(feed.planned, moment(row["ended"])) + LATE
            )
            if row is not None and goes_on:
                self._db.run(
                    "UPDATE readings SET ended = ?, polls = polls + 1, new = new + ? WHERE id = ?",
                    (to_ms(now), new, row["id"]),
                )
            else:
                self._db.run(
                    "INSERT INTO readings (feed_id, began, ended, new, trouble, overflow) VALUES (?, ?, ?, ?, ?, ?)",
                    (feed.id, to_ms(now), to_ms(now), new, trouble, int(overflow)),
                )

    def of(self, feed_id: int, since: datetime) -> list[Reading]:
        """Give the runs of a feed that reach past a time, oldest first."""
        sql = "SELECT * FROM readings WHERE feed_id = ? AND ended >= ? ORDER BY id"
        return [_reading(row) for row in self._db.rows(sql, (feed_id, to_ms(since)))]

    def new_since(self, since: datetime) -> dict[int, int]:
        """Give how many articles of each feed were first seen since a time; feeds without any are missing."""
        rows = self._db.rows("SELECT feed_id, count(*) FROM articles WHERE seen >= ? GROUP BY feed_id", (to_ms(since),))
        return {row[0]: row[1] for row in rows}

    def beat(self, now: datetime) -> None:
        """Write down that the monitor is there."""
        with self._db.writing():
            row = self._db.one("SELECT id, ended FROM presence ORDER BY id DESC LIMIT 1")
            if row is not None and timedelta(0) <= now - moment(row["ended"]) <= BEAT:
                self._db.run("UPDATE presence SET ended = ? WHERE id = ?", (to_ms(now), row["id"]))
            else:
                self._db.run("INSERT INTO presence (began, ended) VALUES (?, ?)", (to_ms(now), to_ms(now)))

    def last_beat(self) -> datetime | None:
        """Give when the monitor was last there."""
        return from_ms(self._db.number("SELECT max(ended) FROM presence") or None)

    def stays(self, since: datetime) -> list[Stay]:
        """Give the times in which the monitor was there, oldest first."""
        rows = self._db.rows("SELECT began, ended FROM presence WHERE ended >= ? ORDER BY id", (to_ms(since),))
        return [Stay(moment(row["began"]), moment(row["ended"])) for row in rows]
