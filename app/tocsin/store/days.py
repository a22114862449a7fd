"""How many matches a watch had each day, kept instead of computed; touches the table `days`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from tocsin.store.database import Database, to_ms

DAY = 86_400_000
"""Milliseconds."""

DAYS_KEPT = 62


def day_of(moment: datetime) -> int:
    """Give the day of a time: whole days since 1970, in UTC."""
    return (to_ms(moment) or 0) // DAY


class DayTable:
    """Reads the numbers, and moves them when matches come or go.

    A match counts on the UTC day on which its article was first seen: whoever moves the number later, on a machine
    that has travelled or after the clocks were changed, finds the same day again.
    """

    def __init__(self, database: Database) -> None:
        self._db = database

    def since(self, first: int) -> dict[int, dict[int, int]]:
        """Give for each watch the numbers of the days from `first` on; days without a match are missing."""
        found: dict[int, dict[int, int]] = {}
        for row in self._db.rows("SELECT watch_id, day, number FROM days WHERE day >= ? AND number > 0", (first,)):
            found.setdefault(row[0], {})[row[1]] = row[2]
        return found

    def move(self, pairs: Iterable[tuple[int, int]], step: int) -> None:
        """Add `step` for each (watch, time of first sight as stored). Inside a transaction."""
        tally = Counter((seen // DAY, watch) for watch, seen in pairs)
        self._db.run_many(
            "INSERT INTO days (day, watch_id, number) VALUES (?, ?, max(0, ?)) "
            "ON CONFLICT (day, watch_id) DO UPDATE SET number = max(0, number + ?)",
            ((day, watch, number * step, number * step) for (day, watch), number in tally.items()),
        )

    def forget(self, watch_id: int) -> None:
        """Drop a watch's numbers: its matches are gone. Inside a transaction."""
        self._db.run("DELETE FROM days WHERE watch_id = ?", (watch_id,))

    def tidy(self, now: datetime) -> None:
        """Drop what no sparkline shows any more. Inside a transaction."""
        self._db.run("DELETE FROM days WHERE day <= ?", (day_of(now) - DAYS_KEPT,))

    def recount(self) -> None:
        """Count everything anew from the matches. Inside a transaction."""
        self._db.run("DELETE FROM days")
        self._db.run(
            f"INSERT INTO days SELECT a.seen / {DAY}, x.watch_id, count(*) "  # noqa: S608
            "FROM matches x JOIN articles a ON a.id = x.article_id GROUP BY 1, 2"
        )
