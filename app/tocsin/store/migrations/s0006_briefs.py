"""Step 6: the briefs that were made, and the alerts that each of them rang."""

from __future__ import annotations

from sqlite_utils import Database

from tocsin.store.migrations.steps import MIGRATIONS, run

_SCRIPT = """
CREATE TABLE briefs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    made INTEGER NOT NULL,
    since INTEGER NOT NULL,
    stories INTEGER NOT NULL,
    watches INTEGER NOT NULL,
    body TEXT NOT NULL,
    rung INTEGER,
    bell TEXT NOT NULL DEFAULT ''
);
CREATE INDEX alerts_notice ON alerts(notice) WHERE notice != '';
"""


@MIGRATIONS(name="0006_briefs")
def briefs(db: Database) -> None:
    """Keep briefs, and find what a notice rang."""
    run(db, _SCRIPT)
