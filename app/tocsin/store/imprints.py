"""What each feed's entries said when it was read last, eight bytes an entry; touches the table `imprints`."""

from __future__ import annotations

from tocsin.store.database import Database


class Imprints:
    """Short of the entries that a feed offered last. They are kept in one piece: no row of an entry is touched."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def of(self, feed_id: int) -> bytes:
        """Give what was kept; empty before the first time."""
        row = self._db.one("SELECT imprints FROM imprints WHERE feed_id = ?", (feed_id,))
        return bytes(row[0]) if row is not None else b""

    def keep(self, feed_id: int, imprints: bytes) -> None:
        """Keep these from now on. Inside the transaction that saves the entries, or their edits would be lost."""
        self._db.run("INSERT OR REPLACE INTO imprints (feed_id, imprints) VALUES (?, ?)", (feed_id, imprints))
