"""Step 1: feeds, articles, watches, matches, stories, alerts, marks, and the index over the words."""

from __future__ import annotations

from sqlite_utils import Database

from tocsin.store.migrations.steps import MIGRATIONS, run

# Step 1 says the tokenizer in full: a step must do tomorrow what it did today.
_SCRIPT = """
CREATE TABLE feeds (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    url TEXT NOT NULL UNIQUE,
    own_title TEXT NOT NULL DEFAULT '',
    folder TEXT NOT NULL DEFAULT '',
    language TEXT NOT NULL DEFAULT '',
    country TEXT NOT NULL DEFAULT '',
    user TEXT NOT NULL DEFAULT '',
    ring_first INTEGER NOT NULL DEFAULT 0,
    paused INTEGER NOT NULL DEFAULT 0,
    added INTEGER NOT NULL,
    removed INTEGER
);
CREATE TABLE polls (
    feed_id INTEGER PRIMARY KEY REFERENCES feeds(id) ON DELETE CASCADE,
    title TEXT NOT NULL DEFAULT '',
    site TEXT NOT NULL DEFAULT '',
    language TEXT NOT NULL DEFAULT '',
    etag TEXT NOT NULL DEFAULT '',
    last_modified TEXT NOT NULL DEFAULT '',
    content_hash TEXT NOT NULL DEFAULT '',
    baseline INTEGER,
    next_due INTEGER NOT NULL DEFAULT 0,
    last_polled INTEGER,
    last_good INTEGER,
    failures INTEGER NOT NULL DEFAULT 0,
    trouble TEXT NOT NULL DEFAULT ''
);
CREATE INDEX polls_due ON polls(next_due);
CREATE TABLE articles (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    feed_id INTEGER NOT NULL REFERENCES feeds(id),
    key TEXT NOT NULL,
    title TEXT NOT NULL,
    link TEXT NOT NULL,
    text TEXT NOT NULL,
    seen INTEGER NOT NULL,
    published INTEGER,
    updated INTEGER,
    author TEXT NOT NULL DEFAULT '',
    outlet TEXT NOT NULL DEFAULT '',
    language TEXT NOT NULL DEFAULT '',
    image TEXT NOT NULL DEFAULT '',
    tags TEXT NOT NULL DEFAULT '[]'
);
CREATE INDEX articles_feed ON articles(feed_id, id);
CREATE TABLE bodies (
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
    html TEXT NOT NULL
);
CREATE TABLE known (
    feed_id INTEGER NOT NULL REFERENCES feeds(id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    digest BLOB NOT NULL,
    article_id INTEGER,
    offered INTEGER NOT NULL,
    PRIMARY KEY (feed_id, key)
) WITHOUT ROWID;
CREATE TABLE watches (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    watchlist TEXT NOT NULL DEFAULT '',
    how TEXT NOT NULL DEFAULT 'notice',
    place TEXT NOT NULL DEFAULT 'anywhere',
    created INTEGER NOT NULL,
    judged_to INTEGER NOT NULL DEFAULT 0,
    history_done INTEGER NOT NULL DEFAULT 0,
    removed INTEGER
);
CREATE TABLE matches (
    watch_id INTEGER NOT NULL REFERENCES watches(id) ON DELETE CASCADE,
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    clause TEXT NOT NULL,
    field TEXT NOT NULL,
    sentence TEXT NOT NULL,
    spans TEXT NOT NULL DEFAULT '[]',
    hits TEXT NOT NULL DEFAULT '[]',
    PRIMARY KEY (watch_id, article_id)
) WITHOUT ROWID;
CREATE INDEX matches_article ON matches(article_id);
CREATE TABLE stories (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    headline_id INTEGER NOT NULL,
    first_seen INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    articles INTEGER NOT NULL DEFAULT 1,
    outlets INTEGER NOT NULL DEFAULT 1
);
CREATE TABLE story_articles (
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
    story_id INTEGER NOT NULL REFERENCES stories(id)
);
CREATE INDEX story_articles_story ON story_articles(story_id);
CREATE TABLE alerts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    watch_id INTEGER NOT NULL REFERENCES watches(id) ON DELETE CASCADE,
    story_id INTEGER NOT NULL REFERENCES stories(id),
    article_id INTEGER NOT NULL REFERENCES articles(id),
    matched INTEGER NOT NULL,
    owed INTEGER,
    trying TEXT NOT NULL DEFAULT '',
    rung INTEGER,
    bell TEXT NOT NULL DEFAULT '',
    held TEXT,
    acted TEXT NOT NULL DEFAULT '',
    acted_at INTEGER,
    UNIQUE (watch_id, story_id)
);
CREATE INDEX alerts_owed ON alerts(id) WHERE owed IS NOT NULL AND rung IS NULL;
CREATE INDEX alerts_article ON alerts(article_id);
CREATE TABLE marks (
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
    read_at INTEGER,
    kept_at INTEGER,
    handled_at INTEGER
);
CREATE INDEX marks_kept ON marks(article_id) WHERE kept_at IS NOT NULL;
CREATE TABLE counts (
    kind TEXT NOT NULL,
    id INTEGER NOT NULL,
    unread INTEGER NOT NULL DEFAULT 0,
    total INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (kind, id)
) WITHOUT ROWID;
CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE article_words USING fts5(
    title, text, extra, content='', tokenize="unicode61 remove_diacritics 0"
);
"""


@MIGRATIONS(name="0001_the_house")
def the_house(db: Database) -> None:
    """Make the tables of a new profile."""
    run(db, _SCRIPT)
