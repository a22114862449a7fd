"""Step 8: what an article said before its feed changed it, and feeds whose images are always shown."""

from __future__ import annotations

from sqlite_utils import Database

from tocsin.store.migrations.steps import MIGRATIONS, run

_SCRIPT = """
CREATE TABLE edits (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    seen INTEGER NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX edits_article ON edits(article_id);
ALTER TABLE feeds ADD COLUMN images INTEGER NOT NULL DEFAULT 0;
"""


@MIGRATIONS(name="0008_edits_and_images")
def edits_and_images(db: Database) -> None:
    """Make the table of earlier wordings; no feed's images are shown until the user says so."""
    run(db, _SCRIPT)
