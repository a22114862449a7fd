"""Step 2: the policy of a watch, what was held back until when, mutes, copies, and when which feed was read."""

from __future__ import annotations

from sqlite_utils import Database

from tocsin.store.migrations.steps import MIGRATIONS, run

_SCRIPT = """
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
    """Let an alert say what it is about and what held it back."""
    run(db, _SCRIPT)
