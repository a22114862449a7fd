"""The shape of the database, step by step: steps are appended, never edited."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from tocsin.core.links import canonical

MIGRATIONS = Migrations("tocsin")

# Step 1 says the tokenizer in full: a step must do tomorrow what it did today.
_FIRST = """
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
    """Feeds, articles, watches, matches, stories, alerts, marks, and the index over the words."""
    _run(db, _FIRST)


_SECOND = """
ALTER TABLE watches ADD COLUMN at_least INTEGER NOT NULL DEFAULT 1;
ALTER TABLE watches ADD COLUMN quiet TEXT NOT NULL DEFAULT '';
ALTER TABLE watches ADD COLUMN breaks_quiet INTEGER NOT NULL DEFAULT 0;
ALTER TABLE watches ADD COLUMN snoozed_until INTEGER;
ALTER TABLE matches ADD COLUMN held TEXT;
ALTER TABLE matches ADD COLUMN reason TEXT NOT NULL DEFAULT '';
CREATE TABLE alerts_now (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    watch_id INTEGER NOT NULL REFERENCES watches(id) ON DELETE CASCADE,
    story_id INTEGER NOT NULL REFERENCES stories(id),
    reason TEXT NOT NULL DEFAULT 'first',
    article_id INTEGER NOT NULL REFERENCES articles(id),
    matched INTEGER NOT NULL,
    owed INTEGER,
    trying TEXT NOT NULL DEFAULT '',
    rung INTEGER,
    bell TEXT NOT NULL DEFAULT '',
    notice TEXT NOT NULL DEFAULT '',
    held TEXT,
    until INTEGER,
    waited TEXT,
    clause TEXT NOT NULL DEFAULT '',
    field TEXT NOT NULL DEFAULT '',
    sentence TEXT NOT NULL DEFAULT '',
    spans TEXT NOT NULL DEFAULT '[]',
    merged INTEGER NOT NULL DEFAULT 0,
    acted TEXT NOT NULL DEFAULT '',
    acted_at INTEGER
);
INSERT INTO alerts_now (id, watch_id, story_id, article_id, matched, owed, trying, rung, bell, held, acted, acted_at)
    SELECT id, watch_id, story_id, article_id, matched, owed, trying, rung, bell, held, acted, acted_at FROM alerts;
UPDATE alerts_now SET (clause, field, sentence, spans) = (
    SELECT m.clause, m.field, m.sentence, m.spans FROM matches m
    WHERE m.watch_id = alerts_now.watch_id AND m.article_id = alerts_now.article_id
) WHERE EXISTS (
    SELECT 1 FROM matches m WHERE m.watch_id = alerts_now.watch_id AND m.article_id = alerts_now.article_id
);
DROP TABLE alerts;
ALTER TABLE alerts_now RENAME TO alerts;
CREATE UNIQUE INDEX alerts_once ON alerts(watch_id, story_id, reason) WHERE merged = 0;
CREATE INDEX alerts_owed ON alerts(id) WHERE owed IS NOT NULL AND rung IS NULL;
CREATE INDEX alerts_article ON alerts(article_id);
CREATE INDEX alerts_rung ON alerts(rung) WHERE rung IS NOT NULL;
CREATE TABLE mutes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    watch_id INTEGER NOT NULL DEFAULT 0,
    story_id INTEGER NOT NULL DEFAULT 0,
    outlet TEXT NOT NULL DEFAULT '',
    until INTEGER,
    made INTEGER NOT NULL
);
CREATE TABLE presence (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    began INTEGER NOT NULL,
    ended INTEGER NOT NULL
);
CREATE TABLE readings (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    feed_id INTEGER NOT NULL REFERENCES feeds(id) ON DELETE CASCADE,
    began INTEGER NOT NULL,
    ended INTEGER NOT NULL,
    polls INTEGER NOT NULL DEFAULT 1,
    new INTEGER NOT NULL DEFAULT 0,
    trouble TEXT NOT NULL DEFAULT '',
    overflow INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX readings_feed ON readings(feed_id, id);
CREATE TABLE copies (
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
    of_id INTEGER NOT NULL
);
CREATE TABLE apart (
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    story_id INTEGER NOT NULL,
    made INTEGER NOT NULL,
    PRIMARY KEY (article_id, story_id)
) WITHOUT ROWID;
ALTER TABLE articles ADD COLUMN canonical TEXT NOT NULL DEFAULT '';
CREATE INDEX articles_canonical ON articles(canonical) WHERE canonical != '';
CREATE INDEX articles_seen ON articles(seen);
"""


@MIGRATIONS(name="0002_one_alert_a_story")
def one_alert_a_story(db: Database) -> None:
    """The policy of a watch, what was held back until when, mutes, copies, and when which feed was read."""
    _run(db, _SECOND)


@MIGRATIONS(name="0003_addresses_of_old_articles")
def addresses_of_old_articles(db: Database) -> None:
    """Articles saved before step 2 are known by their address, too."""
    rows = db.conn.execute("SELECT id, link FROM articles WHERE canonical = '' AND link != ''").fetchall()
    db.conn.executemany("UPDATE articles SET canonical = ? WHERE id = ?", [(canonical(row[1]), row[0]) for row in rows])


def _run(db: Database, script: str) -> None:
    # executescript() would commit first; a step must be whole or not at all.
    statement = ""
    for line in script.splitlines():
        statement += line + "\n"
        if line.rstrip().endswith(";"):
            db.conn.execute(statement)
            statement = ""
