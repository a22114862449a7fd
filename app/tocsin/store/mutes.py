"""What the user does not want to hear of: stories and outlets; touches the table `mutes`."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from tocsin.core.alarm import Mute
from tocsin.store.database import Database, from_ms, to_ms


def _mute(row: sqlite3.Row) -> Mute:
    return Mute(row["id"], row["watch_id"], row["story_id"], row["outlet"], from_ms(row["until"]))


class Mutes:
    """Each ends at a time that is shown, or is taken back by the user."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def all(self, now: datetime) -> list[Mute]:
        """Give the mutes that hold now."""
        return [
            _mute(row)
            for row in self._db.rows("SELECT * FROM mutes WHERE until IS NULL OR until > ? ORDER BY id", (to_ms(now),))
        ]

    def add(
        self, *, now: datetime, watch_id: int = 0, story_id: int = 0, outlet: str = "", until: datetime | None = None
    ) -> Mute:
        """Mute a story, or an outlet, in one watch (0: in all) until a time (None: until it is taken back)."""
        with self._db.writing(durable=True):
            added = self._db.insert(
                "INSERT INTO mutes (watch_id, story_id, outlet, until, made) VALUES (?, ?, ?, ?, ?)",
                (watch_id, story_id, outlet, to_ms(until), to_ms(now)),
            )
        return Mute(added, watch_id, story_id, outlet, until)

    def remove(self, mute_id: int) -> None:
        """Take a mute back."""
        with self._db.writing(durable=True):
            self._db.run("DELETE FROM mutes WHERE id = ?", (mute_id,))
