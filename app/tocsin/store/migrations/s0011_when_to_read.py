"""Step 11: when a feed is read and why, its rhythm, what its server asked, hosts to be left alone, moves and notes."""

from __future__ import annotations

from sqlite_utils import Database

from tocsin.store.migrations.steps import MIGRATIONS, run

_SCRIPT = """
ALTER TABLE polls ADD COLUMN cause TEXT NOT NULL DEFAULT '';
ALTER TABLE polls ADD COLUMN asked INTEGER NOT NULL DEFAULT 0;
ALTER TABLE polls ADD COLUMN every INTEGER NOT NULL DEFAULT 0;
ALTER TABLE polls ADD COLUMN skip_hours TEXT NOT NULL DEFAULT '';
ALTER TABLE polls ADD COLUMN skip_days TEXT NOT NULL DEFAULT '';
ALTER TABLE polls ADD COLUMN last_body INTEGER;
ALTER TABLE polls ADD COLUMN unchanged INTEGER NOT NULL DEFAULT 0;
ALTER TABLE polls ADD COLUMN gone INTEGER;
CREATE TABLE paces (
    feed_id INTEGER PRIMARY KEY REFERENCES feeds(id) ON DELETE CASCADE,
    hours TEXT NOT NULL,
    days TEXT NOT NULL,
    exposure REAL NOT NULL,
    recent REAL NOT NULL,
    expected REAL NOT NULL,
    learned INTEGER,
    window INTEGER NOT NULL,
    haste REAL NOT NULL
);
CREATE TABLE hosts (host TEXT PRIMARY KEY, not_before INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE moves (
    feed_id INTEGER PRIMARY KEY REFERENCES feeds(id) ON DELETE CASCADE,
    url TEXT NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    times INTEGER NOT NULL,
    refused INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE notes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    feed_id INTEGER NOT NULL REFERENCES feeds(id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    sentence TEXT NOT NULL,
    before TEXT NOT NULL DEFAULT '',
    after TEXT NOT NULL DEFAULT ''
);
CREATE INDEX notes_feed ON notes(feed_id, kind);
"""


@MIGRATIONS(name="0011_when_to_read")
def when_to_read(db: Database) -> None:
    """Make room for what the schedule learns, and for what a person should hear of a feed."""
    run(db, _SCRIPT)
