"""Step 9: matches are counted by day for each watch, and a failing feed says what only the user can do."""

from __future__ import annotations

from sqlite_utils import Database

from tocsin.store.migrations.steps import MIGRATIONS, run

_SCRIPT = """
CREATE TABLE days (
    day INTEGER NOT NULL,
    watch_id INTEGER NOT NULL REFERENCES watches(id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    PRIMARY KEY (day, watch_id)
) WITHOUT ROWID;
CREATE INDEX days_watch ON days(watch_id);
INSERT INTO days
    SELECT a.seen / 86400000, x.watch_id, count(*) FROM matches x JOIN articles a ON a.id = x.article_id GROUP BY 1, 2;
ALTER TABLE polls ADD COLUMN mend TEXT NOT NULL DEFAULT '';
"""


@MIGRATIONS(name="0009_days_and_mending")
def days_and_mending(db: Database) -> None:
    """Count what is there by day, and make room for what the user can mend."""
    run(db, _SCRIPT)
