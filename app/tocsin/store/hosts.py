"""Which hosts are to be left alone, and until when, whoever asks; touches the table `hosts`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from tocsin.store.database import Database, marks_for, moment, to_ms

LONGEST = timedelta(days=2)
"""No host is left alone for longer; a time further away was written by a clock that was wrong."""


class Hosts:
    """The next free moment of each host, shared by all programs that use this profile."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def not_before(self, hosts: Collection[str], now: datetime) -> dict[str, datetime]:
        """Give those of the hosts that must not be asked yet, and from when on they may be."""
        found: dict[str, datetime] = {}
        names = sorted(hosts)
        for start in range(0, len(names), 500):
            part = names[start : start + 500]
            sql = f"SELECT * FROM hosts WHERE host IN ({marks_for(len(part))}) AND not_before BETWEEN ? AND ?"  # noqa: S608
            rows = self._db.rows(sql, (*part, to_ms(now), to_ms(now + LONGEST)))
            found.update({row["host"]: moment(row["not_before"]) for row in rows})
        return found

    def hold(self, until: Mapping[str, datetime], now: datetime) -> None:
        """Let hosts be left alone until then, or longer where that was known before."""
        with self._db.writing():
            self._db.run_many(
                "INSERT INTO hosts (host, not_before) VALUES (?, ?) ON CONFLICT (host) DO UPDATE "
                "SET not_before = CASE WHEN not_before > ? THEN excluded.not_before "
                "ELSE max(not_before, excluded.not_before) END",
                ((host, to_ms(at), to_ms(now + LONGEST)) for host, at in until.items()),
            )

    def take(self, host: str, now: datetime, spacing: timedelta, patience: timedelta) -> datetime:
        """Take the next free moment of a host, and give it; one further away than `patience` is given but not taken."""
        with self._db.writing():
            at = self.not_before([host], now).get(host, now)
            if spacing and at - now <= patience:
                self.hold({host: at + spacing}, now)
        return at

    def shift(self, by: timedelta) -> None:
        """Move all moments: the clock was put back by so much, and hosts are left alone no longer for that."""
        with self._db.writing():
            self._db.run("UPDATE hosts SET not_before = not_before - ?", (round(by.total_seconds() * 1000),))

    def tidy(self, now: datetime) -> None:
        """Forget hosts whose time is over."""
        with self._db.writing():
            self._db.run("DELETE FROM hosts WHERE not_before < ?", (to_ms(now),))
