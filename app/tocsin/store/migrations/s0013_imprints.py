"""Step 13: what each feed's entries said when it was read last."""

from __future__ import annotations

from sqlite_utils import Database

from tocsin.store.migrations.steps import MIGRATIONS, run

_SCRIPT = """
CREATE TABLE imprints (
    feed_id INTEGER PRIMARY KEY REFERENCES feeds(id) ON DELETE CASCADE,
    imprints BLOB NOT NULL
);
"""


@MIGRATIONS(name="0013_imprints")
def imprints(db: Database) -> None:
    """Make room; every feed is read in full once more."""
    run(db, _SCRIPT)
