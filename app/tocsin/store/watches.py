"""Watches: saved queries with their alert policy; touches the table `watches`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime

from tocsin.core.errors import WrongUse
from tocsin.core.model import How, Sound, Watch, Where
from tocsin.store.database import Database, from_ms, moment, to_ms
from tocsin.store.days import DayTable

_COLUMNS = {
    "name": "name",
    "query": "query",
    "watchlist": "watchlist",
    "how": "how",
    "where": "place",
    "at_least": "at_least",
    "quiet": "quiet",
    "breaks_quiet": "breaks_quiet",
    "sound": "sound",
}


def _watch(row: sqlite3.Row) -> Watch:
    return Watch(
        id=row["id"],
        name=row["name"],
        query=row["query"],
        watchlist=row["watchlist"],
        how=How(row["how"]),
        where=Where(row["place"]),
        at_least=row["at_least"],
        quiet=row["quiet"],
        breaks_quiet=bool(row["breaks_quiet"]),
        sound=Sound.kept(row["sound"]),
        snoozed_until=from_ms(row["snoozed_until"]),
        created=moment(row["created"]),
        judged_to=row["judged_to"],
        history_done=bool(row["history_done"]),
    )


class Watches:
    """The watches that are kept."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def all(self) -> list[Watch]:
        """Give every watch, by watchlist and name."""
        watches = [_watch(row) for row in self._db.rows("SELECT * FROM watches WHERE removed IS NULL")]
        return sorted(watches, key=lambda watch: (watch.watchlist.casefold(), watch.name.casefold(), watch.id))

    def get(self, watch_id: int) -> Watch:
        """Give one watch, also a removed one; raises WrongUse when there never was one with this id."""
        row = self._db.one("SELECT * FROM watches WHERE id = ?", (watch_id,))
        if row is None:
            raise WrongUse(f"There is no watch with the number {watch_id}.")
        return _watch(row)

    def by_name(self, name: str) -> Watch:
        """Give the watch of that name, capitals aside; raises WrongUse when there is none or more than one."""
        watches = self.all()
        wanted = name.strip()
        found = [one for one in watches if one.name == wanted] or [
            one for one in watches if one.name.casefold() == wanted.casefold()
        ]
        if len(found) == 1:
            return found[0]
        if found:
            raise WrongUse(f"{len(found)} watches are named {wanted}; rename them first.")
        raise WrongUse(f"There is no watch named {wanted}.")

    def add(
        self, name: str, query: str, *, now: datetime, watchlist: str = "",
        how: How = How.NOTICE, where: Where = Where.ANYWHERE, at_least: int = 1, quiet: str = "",
        breaks_quiet: bool = False, sound: Sound = Sound.USUAL,
    ) -> Watch:  # fmt: skip
        """Keep a query that was read without a mistake. What is in the archive by now is its history."""
        with self._db.writing(durable=True):
            newest = self._db.number("SELECT max(id) FROM articles")
            added = self._db.insert(
                "INSERT INTO watches (name, query, watchlist, how, place, at_least, quiet, breaks_quiet, sound, "
                "created, judged_to, history_done) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    name, query, watchlist, how.value, where.value, at_least, quiet, int(breaks_quiet),
                    sound.value, to_ms(now), newest, int(newest == 0),
                ),
            )  # fmt: skip
        return self.get(added)

    def edit(self, watch_id: int, **changes: str | int) -> Watch:
        """Change name, query, watchlist or policy. With a new query the whole archive is judged anew."""
        if set(changes) - set(_COLUMNS):
            raise ValueError(f"a watch has no {sorted(set(changes) - set(_COLUMNS))}")
        before = self.get(watch_id)
        with self._db.writing(durable=True):
            self._db.tables.table("watches").update(
                watch_id, {_COLUMNS[name]: value for name, value in changes.items()}
            )
            if changes.get("query", before.query) != before.query:
                newest = self._db.number("SELECT max(id) FROM articles")
                self._db.run("DELETE FROM matches WHERE watch_id = ?", (watch_id,))
                self._db.run("DELETE FROM counts WHERE kind = 'watch' AND id = ?", (watch_id,))
                DayTable(self._db).forget(watch_id)
                self._db.run(
                    "UPDATE watches SET judged_to = ?, history_done = ? WHERE id = ?",
                    (newest, int(newest == 0), watch_id),
                )
        return self.get(watch_id)

    def put(self, ids: Iterable[int], watchlist: str) -> None:
        """Put watches into a watchlist; empty: into none."""
        with self._db.writing(durable=True):
            self._db.run_many("UPDATE watches SET watchlist = ? WHERE id = ?", ((watchlist, one) for one in ids))

    def remove(self, watch_id: int, now: datetime) -> None:
        """Put a watch away; restore() brings it back with its matches and its ledger."""
        with self._db.writing(durable=True):
            self._db.run("UPDATE watches SET removed = ? WHERE id = ?", (to_ms(now), watch_id))

    def restore(self, watch_id: int) -> Watch:
        """Bring a removed watch back; what arrived meanwhile becomes part of its history."""
        with self._db.writing(durable=True):
            self._db.run(
                "UPDATE watches SET removed = NULL, history_done = 0, "
                "judged_to = coalesce((SELECT max(id) FROM articles), 0) WHERE id = ?",
                (watch_id,),
            )
        return self.get(watch_id)

    def snooze(self, watch_id: int, until: datetime | None) -> Watch:
        """Let a watch be quiet until a time; None ends it."""
        with self._db.writing(durable=True):
            self._db.run("UPDATE watches SET snoozed_until = ? WHERE id = ?", (to_ms(until), watch_id))
        return self.get(watch_id)

    def history_judged(self, watch_id: int) -> None:
        """Write down that the history has been judged."""
        with self._db.writing():
            self._db.run("UPDATE watches SET history_done = 1 WHERE id = ?", (watch_id,))
