"""Small choices of the user, each a word and a text; touches the table `settings`."""

from __future__ import annotations

from tocsin.store.database import Database


class Settings:
    """Reads and keeps settings."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def get(self, key: str, default: str = "") -> str:
        """Give what was chosen, or the default."""
        row = self._db.one("SELECT value FROM settings WHERE key = ?", (key,))
        return str(row["value"]) if row is not None else default

    def number(self, key: str, default: float) -> float:
        """Give a setting that is a number; what is no number counts as not chosen."""
        try:
            return float(self.get(key))
        except ValueError:
            return default

    def put(self, key: str, value: str) -> None:
        """Keep a choice."""
        with self._db.writing(durable=True):
            self._db.tables.table("settings").upsert({"key": key, "value": value}, pk="key")
