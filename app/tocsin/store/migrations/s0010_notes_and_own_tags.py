"""Step 10: what the user writes to articles: a note each, and tags."""

from __future__ import annotations

from sqlite_utils import Database

from tocsin.store.migrations.steps import MIGRATIONS, run

# Without ON DELETE CASCADE: what a person wrote holds its article, and no tidying takes it along.
_SCRIPT = """
CREATE TABLE own_notes (
    article_id INTEGER PRIMARY KEY REFERENCES articles(id),
    text TEXT NOT NULL,
    changed INTEGER NOT NULL
);
CREATE TABLE own_tags (
    article_id INTEGER NOT NULL REFERENCES articles(id),
    folded TEXT NOT NULL,
    tag TEXT NOT NULL,
    added INTEGER NOT NULL,
    PRIMARY KEY (article_id, folded)
) WITHOUT ROWID;
CREATE INDEX own_tags_folded ON own_tags(folded, article_id);
"""


@MIGRATIONS(name="0010_notes_and_own_tags")
def notes_and_own_tags(db: Database) -> None:
    """Make room for what the user writes, apart from what the world said."""
    run(db, _SCRIPT)
