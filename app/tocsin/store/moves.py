"""Redirects for good that were seen, and notes on feeds that a person should hear of; touches `moves` and `notes`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tocsin.core.model import Feed
from tocsin.core.schedule import Move
from tocsin.store.database import Database, moment, to_ms


class NoteKind(StrEnum):
    """What a note is about."""

    MOVED = "moved"
    """The feed is followed at another address now; the old one is kept with the note."""
    TWIN = "twin"
    """The feed redirects for good to one that is followed already."""
    GONE = "gone"
    """Its server says that it is gone for good; it is not read any more."""
    AILING = "ailing"
    """It has not been readable for a week."""
    STAYED = "stayed"
    """The user took a move back."""


@dataclass(frozen=True, slots=True)
class Note:
    """One thing about a feed that a person should hear of."""

    id: int
    feed_id: int
    at: datetime
    kind: NoteKind
    sentence: str
    before: str = ""
    """The feed's address before a move."""
    after: str = ""
    """The address that a move leads to."""


class Moves:
    """What is known of each feed's redirect for good."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def of(self, feed_id: int) -> Move | None:
        """Give the redirect that was seen the last time the feed could be read."""
        row = self._db.one("SELECT * FROM moves WHERE feed_id = ? AND NOT refused", (feed_id,))
        return Move(row["url"], moment(row["first"]), moment(row["last"]), row["times"]) if row is not None else None

    def refused(self, feed_id: int, url: str) -> bool:
        """Tell whether the user took back a move to this address."""
        sql = "SELECT 1 FROM moves WHERE feed_id = ? AND url = ? AND refused"
        return self._db.one(sql, (feed_id, url)) is not None

    def keep(self, feed_id: int, move: Move, *, refused: bool = False) -> None:
        """Keep what is known of a redirect."""
        with self._db.writing():
            self._db.run(
                "INSERT OR REPLACE INTO moves (feed_id, url, first, last, times, refused) VALUES (?, ?, ?, ?, ?, ?)",
                (feed_id, move.to, to_ms(move.first), to_ms(move.last), move.times, int(refused)),
            )

    def forget(self, feed_id: int) -> None:
        """Forget the redirect of a feed; one that the user refused stays refused."""
        if self._db.one("SELECT 1 FROM moves WHERE feed_id = ? AND NOT refused", (feed_id,)) is not None:
            with self._db.writing():
                self._db.run("DELETE FROM moves WHERE feed_id = ? AND NOT refused", (feed_id,))


class Notes:
    """The notes on feeds, kept for good."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def add(
        self, feed: Feed, kind: NoteKind, sentence: str, now: datetime, *, before: str = "", after: str = ""
    ) -> Note:
        """Write a note."""
        with self._db.writing():
            number = self._db.insert(
                "INSERT INTO notes (feed_id, at, kind, sentence, before, after) VALUES (?, ?, ?, ?, ?, ?)",
                (feed.id, to_ms(now), kind.value, sentence, before, after),
            )
        return Note(number, feed.id, now, kind, sentence, before, after)

    def all(self, feed_id: int | None = None, limit: int = 1_000) -> list[Note]:
        """Give the notes, or those on one feed, newest first."""
        where = "" if feed_id is None else "WHERE feed_id = ? "
        values = (limit,) if feed_id is None else (feed_id, limit)
        return [
            Note(
                row["id"], row["feed_id"], moment(row["at"]), NoteKind(row["kind"]), row["sentence"], row["before"],
                row["after"],
            )
            for row in self._db.rows(f"SELECT * FROM notes {where}ORDER BY id DESC LIMIT ?", values)  # noqa: S608
        ]  # fmt: skip
