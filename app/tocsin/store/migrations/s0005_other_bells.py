"""Step 5: other bells, which watches ring them, and what is owed to each."""

from __future__ import annotations

from sqlite_utils import Database

from tocsin.store.migrations.steps import MIGRATIONS, run

_SCRIPT = """
CREATE TABLE other_bells (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    shown TEXT NOT NULL,
    secret TEXT NOT NULL,
    switched_on INTEGER NOT NULL DEFAULT 0,
    every_watch INTEGER NOT NULL DEFAULT 1,
    discreet INTEGER NOT NULL DEFAULT 0,
    trouble TEXT NOT NULL DEFAULT '',
    troubled INTEGER,
    sent INTEGER,
    added INTEGER NOT NULL,
    removed INTEGER
);
CREATE TABLE other_bell_watches (
    bell_id INTEGER NOT NULL REFERENCES other_bells(id) ON DELETE CASCADE,
    watch_id INTEGER NOT NULL REFERENCES watches(id) ON DELETE CASCADE,
    PRIMARY KEY (bell_id, watch_id)
) WITHOUT ROWID;
CREATE TABLE deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    bell_id INTEGER NOT NULL REFERENCES other_bells(id) ON DELETE CASCADE,
    alert_id INTEGER REFERENCES alerts(id) ON DELETE CASCADE,
    title TEXT NOT NULL DEFAULT '',
    body TEXT NOT NULL DEFAULT '',
    owed INTEGER NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    next_try INTEGER NOT NULL,
    trying INTEGER,
    message TEXT NOT NULL DEFAULT '',
    sent INTEGER,
    gave_up INTEGER,
    trouble TEXT NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX deliveries_once ON deliveries(alert_id, bell_id) WHERE alert_id IS NOT NULL;
CREATE INDEX deliveries_owed ON deliveries(bell_id, id) WHERE sent IS NULL AND gave_up IS NULL;
CREATE INDEX deliveries_lost ON deliveries(bell_id, gave_up) WHERE gave_up IS NOT NULL;
"""


@MIGRATIONS(name="0005_other_bells")
def other_bells(db: Database) -> None:
    """Make room for bells beyond this desktop. Their addresses are not kept here."""
    run(db, _SCRIPT)
