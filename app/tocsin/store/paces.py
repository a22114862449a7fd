"""What is learned of each feed for the time of its next poll; touches `paces`, and counts recent matches."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

from tocsin.core.model import How
from tocsin.core.schedule import Pace, Rhythm
from tocsin.store.database import Database, from_ms, to_ms

LATELY = timedelta(days=30)
"""Matches of so long say how much a feed matters."""

_COLUMNS = "x.hours, x.days, x.exposure, x.recent, x.expected, x.learned, x.window, x.haste"


@dataclass(frozen=True, slots=True)
class Paced:
    """A followed feed in the reckoning of the budget."""

    feed_id: int
    pace: Pace
    asked: timedelta
    """How long it and its server asked to be left alone."""


class Paces:
    """Rhythm, window and haste of feeds, kept as they were last learned."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def of(self, feed_id: int) -> Pace:
        """Give what was learned of a feed; one that was never read has the pace of the unknown."""
        row = self._db.one(f"SELECT {_COLUMNS} FROM paces x WHERE x.feed_id = ?", (feed_id,))  # noqa: S608
        return _pace(row) if row is not None else Pace()

    def keep(self, feed_id: int, pace: Pace) -> None:
        """Keep what was learned; how much the feed matters is counted anew, not kept."""
        rhythm = pace.rhythm
        with self._db.writing():
            self._db.run(
                "INSERT OR REPLACE INTO paces (feed_id, hours, days, exposure, recent, expected, learned, window, "
                "haste) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    feed_id, _text(rhythm.hours), _text(rhythm.days), rhythm.exposure, rhythm.recent, rhythm.expected,
                    to_ms(rhythm.learned), pace.window, pace.haste,
                ),
            )  # fmt: skip

    def all(self) -> list[Paced]:
        """Give every feed that is read, for sharing out the budget."""
        sql = (
            f"SELECT p.feed_id, p.asked, {_COLUMNS} FROM polls p JOIN feeds f ON f.id = p.feed_id "  # noqa: S608
            "LEFT JOIN paces x ON x.feed_id = p.feed_id "
            "WHERE f.removed IS NULL AND NOT f.paused AND p.gone IS NULL"
        )
        return [
            Paced(row["feed_id"], _pace(row) if row["hours"] is not None else Pace(), timedelta(seconds=row["asked"]))
            for row in self._db.rows(sql)
        ]

    def matters(self, now: datetime) -> dict[int, tuple[float, bool]]:
        """Give, for each feed with matches lately: how many a day, and whether one was an urgent watch's."""
        rows = self._db.rows(
            "SELECT a.feed_id, count(*) AS number, max(w.how = ?) AS urgent FROM matches m "
            "JOIN watches w ON w.id = m.watch_id JOIN articles a ON a.id = m.article_id "
            "WHERE m.article_id >= ? AND w.removed IS NULL GROUP BY a.feed_id",
            (How.URGENT.value, self._first_since(to_ms(now - LATELY) or 0)),
        )
        return {row["feed_id"]: (row["number"] / LATELY.days, bool(row["urgent"])) for row in rows}

    def _first_since(self, oldest: int) -> int:
        """Give an id from which on articles were first seen since a time: ids are the order of first sight."""
        low, high = 0, self._db.number("SELECT max(id) FROM articles") + 1
        while low < high:
            middle = (low + high) // 2
            row = self._db.one("SELECT seen FROM articles WHERE id >= ? ORDER BY id LIMIT 1", (middle,))
            if row is not None and row["seen"] < oldest:
                low = middle + 1
            else:
                high = middle
        return low


def _pace(row: sqlite3.Row) -> Pace:
    rhythm = Rhythm(
        _read(row["hours"], 24), _read(row["days"], 7), row["exposure"], row["recent"], row["expected"],
        from_ms(row["learned"]),
    )  # fmt: skip
    return Pace(rhythm, window=row["window"], haste=row["haste"])


def _text(numbers: tuple[float, ...]) -> str:
    return " ".join(f"{one:.4g}" for one in numbers)


def _read(text: str, length: int) -> tuple[float, ...]:
    numbers = tuple(float(one) for one in text.split())
    return numbers if len(numbers) == length else (0.0,) * length
