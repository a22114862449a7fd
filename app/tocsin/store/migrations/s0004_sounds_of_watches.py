"""Step 4: what is heard when a watch rings."""

from __future__ import annotations

from sqlite_utils import Database

from tocsin.store.migrations.steps import MIGRATIONS, run


@MIGRATIONS(name="0004_sounds_of_watches")
def sounds_of_watches(db: Database) -> None:
    """Let a watch have a sound of its own; empty is the usual one."""
    run(db, "ALTER TABLE watches ADD COLUMN sound TEXT NOT NULL DEFAULT '';")
