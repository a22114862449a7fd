"""What is owed to other bells, and what became of it; touches the table `deliveries`."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from tocsin.core.alarm.retrying import is_due
from tocsin.core.model import Delivered, Delivery, How, Parcel
from tocsin.store.database import Database, from_ms, marks_for, moment, to_ms
from tocsin.store.other_bells import OtherBells

_OWED = "sent IS NULL AND gave_up IS NULL"

_ALL_OWED = (
    "SELECT d.* FROM deliveries d JOIN other_bells b ON b.id = d.bell_id AND b.switched_on AND b.removed IS NULL "
    "WHERE d.sent IS NULL AND d.gave_up IS NULL ORDER BY d.bell_id, d.id"
)

_NEXT = (
    "max(?, coalesce((SELECT max(next_try) FROM deliveries d WHERE d.bell_id = b.id AND d.tries > 0 "
    "AND d.sent IS NULL AND d.gave_up IS NULL), 0))"
)
"""A new debt to a bell that fails waits for the bell's next try."""


def _delivery(row: sqlite3.Row) -> Delivery:
    return Delivery(row["id"], moment(row["owed"]), row["tries"], row["alert_id"] or 0, row["title"], row["body"])


class Deliveries:
    """Each alert is owed to a bell at most once, from the moment at which it rang here."""

    def __init__(self, database: Database, bells: OtherBells) -> None:
        self._db, self._bells = database, bells

    def owe(self, alert_ids: Sequence[int], now: datetime) -> int:
        """Owe alerts to the bells that are on and that their watches ring; returns how many debts there are more.

        What a brief tells is no notice: the brief itself may be sent as a text.
        """
        if not alert_ids:
            return 0
        at = to_ms(now)
        with self._db.writing():
            return self._db.run(
                "INSERT OR IGNORE INTO deliveries (bell_id, alert_id, owed, next_try) "  # noqa: S608
                f"SELECT b.id, al.id, ?, {_NEXT} FROM alerts al JOIN other_bells b ON b.switched_on "
                "AND b.removed IS NULL JOIN watches v ON v.id = al.watch_id AND v.how IN (?, ?) "
                "AND (b.every_watch OR EXISTS (SELECT 1 FROM other_bell_watches w WHERE w.bell_id = b.id "
                "AND w.watch_id = al.watch_id)) "
                f"WHERE al.id IN ({marks_for(len(alert_ids))}) ORDER BY al.id",
                (at, at, How.NOTICE.value, How.URGENT.value, *alert_ids),
            )

    def owe_text(self, title: str, body: str, bells: Sequence[int], now: datetime) -> list[int]:
        """Owe a plain text to the bells with these ids, each as a message of its own; returns the deliveries' ids.

        A bell that is off or removed is left out. Long texts are cut when they are sent.
        """
        at, added = to_ms(now), list[sqlite3.Row]()
        with self._db.writing(durable=True):
            for one in dict.fromkeys(bells):
                added += self._db.rows(
                    f"INSERT INTO deliveries (bell_id, title, body, owed, next_try) SELECT b.id, ?, ?, ?, {_NEXT} "  # noqa: S608
                    "FROM other_bells b WHERE b.id = ? AND b.switched_on AND b.removed IS NULL RETURNING id",
                    (title, body, at, at, one),
                )
        return [int(row[0]) for row in added]

    def due(self, now: datetime) -> list[Parcel]:
        """Give what is to be sent now. All alerts that are owed to a bell go together; a text goes alone.

        What was being sent when nobody saw its end goes again as it was, with its key.
        """
        rows = self._db.rows(_ALL_OWED)
        parcels: list[Parcel] = []
        for bell_id, of_bell in groupby(rows, key=lambda row: int(row["bell_id"])):
            groups: dict[tuple[str, int], list[sqlite3.Row]] = {}
            for row in of_bell:
                alone = row["id"] if row["alert_id"] is None else 0
                groups.setdefault((row["message"], 0 if row["message"] else alone), []).append(row)
            bell = self._bells.get(bell_id)
            for (key, _), group in groups.items():
                if any(is_due(moment(row["next_try"]), now) for row in group):
                    parcels.append(Parcel(bell, tuple(_delivery(row) for row in group), key))
        return parcels

    def trying(self, parcel: Parcel, key: str, now: datetime) -> bool:
        """Write down that a message is about to leave; False when it is owed no more."""
        with self._db.writing(durable=True):
            changed = self._each(
                parcel.ids, f"trying = ?, message = ?, tries = tries + 1 WHERE {_OWED} AND", (to_ms(now), key)
            )
        return changed == len(parcel.ids)

    def sent(self, parcel: Parcel, now: datetime) -> None:
        """Settle the debts: the bell took the message."""
        with self._db.writing(durable=True):
            self._each(parcel.ids, "sent = ?, trying = NULL, trouble = '' WHERE", (to_ms(now),))
            self._bells.answered(parcel.bell.id, now)

    def failed(
        self, parcel: Parcel, now: datetime, trouble: str, *, next_try: datetime, given_up: Sequence[int],
        uncertain: bool,
    ) -> None:  # fmt: skip
        """Write down why the bell did not take it, and when it is tried again, with all else that it is owed.

        `uncertain`: it may have arrived; it stays one message, so that the far side can tell.
        """
        keep = "" if uncertain else ", message = ''"
        with self._db.writing(durable=True):
            self._each(parcel.ids, f"trying = NULL, trouble = ?{keep} WHERE", (trouble,))
            self._each(given_up, f"gave_up = ? WHERE {_OWED} AND", (to_ms(now),))
            self._db.run(
                f"UPDATE deliveries SET next_try = ? WHERE bell_id = ? AND {_OWED}",  # noqa: S608
                (to_ms(next_try), parcel.bell.id),
            )
            self._bells.answered(parcel.bell.id, now, trouble)

    def retry(self, bell_id: int, now: datetime) -> None:
        """Try what a bell is owed without further waiting: it has just answered, or the user wants it."""
        with self._db.writing():
            self._db.run(
                f"UPDATE deliveries SET next_try = ? WHERE bell_id = ? AND {_OWED}",  # noqa: S608
                (to_ms(now), bell_id),
            )

    def of_alerts(self, alert_ids: Sequence[int]) -> dict[int, list[Delivered]]:
        """Say for the ledger which other bells were owed these alerts, and what became of it."""
        found: dict[int, list[Delivered]] = {}
        for row in self._db.rows(
            "SELECT d.*, b.name FROM deliveries d JOIN other_bells b ON b.id = d.bell_id "  # noqa: S608
            f"WHERE d.alert_id IN ({marks_for(len(alert_ids))}) ORDER BY b.name, d.id",
            alert_ids,
        ):
            one = Delivered(
                row["name"], moment(row["owed"]), from_ms(row["sent"]), from_ms(row["gave_up"]), row["tries"]
            )
            found.setdefault(row["alert_id"], []).append(one)
        return found

    def tidy(self, before: datetime) -> None:
        """Drop texts that were settled before a time; what became of alerts stays with the ledger."""
        with self._db.writing():
            self._db.run(
                "DELETE FROM deliveries WHERE alert_id IS NULL AND (sent < ? OR gave_up < ?)",
                (to_ms(before), to_ms(before)),
            )

    def _each(self, ids: Sequence[int], change: str, values: tuple[object, ...]) -> int:
        return self._db.run_many(f"UPDATE deliveries SET {change} id = ?", ((*values, one) for one in ids))  # noqa: S608
