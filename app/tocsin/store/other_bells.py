"""Other bells: their names, switches and state; touches the table `other_bells`. Their addresses are in the keyring."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from datetime import datetime, timedelta

from tocsin.core.errors import WrongUse
from tocsin.core.model import OtherBell
from tocsin.store.database import Database, from_ms, to_ms

KEPT_REMOVED = timedelta(hours=1)
"""How long a removed bell keeps its address in the keyring, so that the removal can be undone."""

_SELECT = (
    "SELECT b.*, (SELECT count(*) FROM deliveries d WHERE d.bell_id = b.id AND d.sent IS NULL AND d.gave_up IS NULL) "
    "AS waiting, (SELECT min(d.next_try) FROM deliveries d WHERE d.bell_id = b.id AND d.sent IS NULL "
    "AND d.gave_up IS NULL) AS next_try, (SELECT count(*) FROM deliveries d WHERE d.bell_id = b.id "
    "AND d.gave_up IS NOT NULL AND d.gave_up > coalesce(b.sent, 0)) AS lost, (SELECT group_concat(watch_id) "
    "FROM other_bell_watches w WHERE w.bell_id = b.id) AS watches FROM other_bells b "
)

_OWE_NOTHING = "DELETE FROM deliveries WHERE bell_id = ? AND sent IS NULL AND gave_up IS NULL"


def _bell(row: sqlite3.Row) -> OtherBell:
    chosen = tuple(sorted(int(one) for one in (row["watches"] or "").split(",") if one))
    return OtherBell(
        id=row["id"],
        name=row["name"],
        shown=row["shown"],
        secret=row["secret"],
        on=bool(row["switched_on"]),
        watches=None if row["every_watch"] else chosen,
        discreet=bool(row["discreet"]),
        trouble=row["trouble"],
        troubled=from_ms(row["troubled"]),
        sent=from_ms(row["sent"]),
        waiting=row["waiting"],
        next_try=from_ms(row["next_try"]),
        lost=row["lost"],
    )


class OtherBells:
    """The bells that the user added. A new one is off, and rings for every watch that notifies."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def all(self) -> list[OtherBell]:
        """Give every bell, by name."""
        bells = [_bell(row) for row in self._db.rows(_SELECT + "WHERE b.removed IS NULL")]
        return sorted(bells, key=lambda one: (one.name.casefold(), one.id))

    def get(self, bell_id: int) -> OtherBell:
        """Give one bell, also a removed one; raises WrongUse when there never was one with this id."""
        row = self._db.one(_SELECT + "WHERE b.id = ?", (bell_id,))
        if row is None:
            raise WrongUse(f"There is no bell with the number {bell_id}.")
        return _bell(row)

    def by_name(self, name: str) -> OtherBell:
        """Give the bell of that name, capitals aside; raises WrongUse when there is none."""
        for one in self.all():
            if one.name.casefold() == name.strip().casefold():
                return one
        raise WrongUse(f"There is no bell named {name.strip()}.")

    def free(self, name: str, *, but: int = 0) -> str:
        """Give the name as it is kept; raises WrongUse when it is empty or another bell has it."""
        wanted = " ".join(name.split())[:80]
        if not wanted:
            raise WrongUse("A bell needs a name.")
        if any(one.name.casefold() == wanted.casefold() and one.id != but for one in self.all()):
            raise WrongUse(f"There is a bell named {wanted} already.")
        return wanted

    def add(self, name: str, shown: str, secret: str, *, now: datetime, discreet: bool = False) -> OtherBell:
        """Keep a bell whose address the keyring holds under the key `secret`. It is off."""
        with self._db.writing(durable=True):
            added = self._db.insert(
                "INSERT INTO other_bells (name, shown, secret, discreet, added) VALUES (?, ?, ?, ?, ?)",
                (self.free(name), shown, secret, int(discreet), to_ms(now)),
            )
        return self.get(added)

    def edit(self, bell_id: int, *, name: str | None = None, discreet: bool | None = None) -> OtherBell:
        """Change what is given."""
        with self._db.writing(durable=True):
            if name is not None:
                wanted = self.free(name, but=bell_id)
                self._db.run("UPDATE other_bells SET name = ? WHERE id = ?", (wanted, bell_id))
            if discreet is not None:
                self._db.run("UPDATE other_bells SET discreet = ? WHERE id = ?", (int(discreet), bell_id))
        return self.get(bell_id)

    def readdress(self, bell_id: int, shown: str, secret: str) -> OtherBell:
        """Let the bell have another address, which the keyring holds under the key `secret`."""
        with self._db.writing(durable=True):
            self._db.run(
                "UPDATE other_bells SET shown = ?, secret = ?, trouble = '', troubled = NULL WHERE id = ?",
                (shown, secret, bell_id),
            )
        return self.get(bell_id)

    def switch(self, bell_id: int, on: bool) -> OtherBell:
        """Let it ring, or no more: what waits for a bell that is switched off is owed to it no longer."""
        with self._db.writing(durable=True):
            self._db.run(
                "UPDATE other_bells SET switched_on = ?, trouble = '', troubled = NULL WHERE id = ? "
                "AND switched_on != ?",
                (int(on), bell_id, int(on)),
            )
            if not on:
                self._db.run(
                    "DELETE FROM deliveries WHERE bell_id = ? AND sent IS NULL AND gave_up IS NULL", (bell_id,)
                )
        return self.get(bell_id)

    def choose(self, bell_id: int, watches: Collection[int] | None) -> OtherBell:
        """Let these watches ring it; None: every watch that notifies."""
        with self._db.writing(durable=True):
            self._db.run("UPDATE other_bells SET every_watch = ? WHERE id = ?", (int(watches is None), bell_id))
            self._db.run("DELETE FROM other_bell_watches WHERE bell_id = ?", (bell_id,))
            self._db.run_many(
                "INSERT INTO other_bell_watches (bell_id, watch_id) VALUES (?, ?)",
                ((bell_id, one) for one in set(watches or ())),
            )
        return self.get(bell_id)

    def remove(self, bell_id: int, now: datetime) -> None:
        """Put a bell away: nothing is sent to it. It can be restored as long as the keyring has its address."""
        with self._db.writing(durable=True):
            self._db.run("UPDATE other_bells SET removed = ? WHERE id = ? AND removed IS NULL", (to_ms(now), bell_id))

    def restore(self, bell_id: int) -> OtherBell:
        """Take a removal back; raises WrongUse when its address or its name is gone."""
        with self._db.writing(durable=True):
            bell = self.get(bell_id)
            if not bell.secret:
                raise WrongUse(f"The address of {bell.name} is gone from the keyring; add the bell anew.")
            self.free(bell.name, but=bell.id)
            self._db.run("UPDATE other_bells SET removed = NULL WHERE id = ?", (bell_id,))
        return self.get(bell_id)

    def to_forget(self, now: datetime, *, kept: timedelta = KEPT_REMOVED) -> list[OtherBell]:
        """Give the bells that were removed long enough ago for their addresses to leave the keyring."""
        where = "WHERE b.removed <= ? AND b.secret != ''"
        return [_bell(row) for row in self._db.rows(_SELECT + where, (to_ms(now - kept),))]

    def forgotten(self, bell_id: int) -> None:
        """Write down that the keyring has its address no more; its name stays for the ledger."""
        with self._db.writing():
            self._db.run("UPDATE other_bells SET secret = '', switched_on = 0 WHERE id = ?", (bell_id,))
            self._db.run(_OWE_NOTHING, (bell_id,))

    def answered(self, bell_id: int, now: datetime, trouble: str = "") -> None:
        """Write down how it answered: it took a message, or why not."""
        sent = "sent = ?, trouble = '', troubled = NULL" if not trouble else "troubled = ?, trouble = ?"
        values = (to_ms(now), trouble) if trouble else (to_ms(now),)
        with self._db.writing():
            self._db.run(f"UPDATE other_bells SET {sent} WHERE id = ?", (*values, bell_id))  # noqa: S608

    def any_on(self) -> bool:
        """Say whether any bell is switched on."""
        return self._db.one("SELECT 1 FROM other_bells WHERE switched_on AND removed IS NULL LIMIT 1") is not None

    def in_trouble(self) -> int:
        """Count the bells that are switched on and could not be rung the last time."""
        return self._db.number(
            "SELECT count(*) FROM other_bells WHERE switched_on AND removed IS NULL AND trouble != ''"
        )
