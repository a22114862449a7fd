"""Keeps the full-text index in step with the folding that fed it; touches `article_words`."""

from __future__ import annotations

from tocsin.core.query import FOLD_VERSION, TOKENIZE, index_words
from tocsin.store.articles import Articles
from tocsin.store.database import Database

KEY = "index.fold_version"


def keep_index_current(database: Database, articles: Articles) -> bool:
    """Build the index anew when the program folds words otherwise than when they were saved; returns whether it did."""
    wanted = f"{FOLD_VERSION} {TOKENIZE}"
    if _built_for(database) == wanted:
        return False
    with database.writing():
        if _built_for(database) == wanted:  # another program was quicker
            return False
        database.run("DROP TABLE article_words")
        database.run(
            "CREATE VIRTUAL TABLE article_words USING "
            f"fts5(title, text, extra, content='', tokenize=\"{TOKENIZE.replace(chr(34), chr(34) * 2)}\")"
        )
        newest = database.number("SELECT max(id) FROM articles")
        after = 0
        while batch := articles.many(after, newest, 1_000):
            database.run_many(
                "INSERT INTO article_words (rowid, title, text, extra) VALUES (?, ?, ?, ?)",
                ((article.id, *index_words(article)) for article, _ in batch),
            )
            after = batch[-1][0].id
        database.tables.table("settings").upsert({"key": KEY, "value": wanted}, pk="key")
    return True


def _built_for(database: Database) -> str:
    row = database.one("SELECT value FROM settings WHERE key = ?", (KEY,))
    return str(row["value"]) if row is not None else ""
