"""Step 7: lists of stories: a slim index to look through many articles, and numbers that count stories."""

from __future__ import annotations

from sqlite_utils import Database

from tocsin.store.migrations.steps import MIGRATIONS, run

_SCRIPT = """
CREATE INDEX articles_slim ON articles(id, feed_id, language, outlet);
CREATE INDEX marks_handled ON marks(article_id) WHERE handled_at IS NOT NULL;
DELETE FROM counts WHERE kind IN ('feed', 'watch', 'all');
INSERT INTO counts
    SELECT 'feed', a.feed_id, count(DISTINCT CASE WHEN m.read_at IS NULL THEN coalesce(s.story_id, -a.id) END), count(*)
    FROM articles a LEFT JOIN marks m ON m.article_id = a.id LEFT JOIN story_articles s ON s.article_id = a.id
    GROUP BY a.feed_id;
INSERT INTO counts
    SELECT 'watch', x.watch_id,
        count(DISTINCT CASE WHEN m.read_at IS NULL THEN coalesce(s.story_id, -x.article_id) END), count(*)
    FROM matches x LEFT JOIN marks m ON m.article_id = x.article_id
    LEFT JOIN story_articles s ON s.article_id = x.article_id GROUP BY x.watch_id;
INSERT INTO counts
    SELECT 'all', 0, count(DISTINCT CASE WHEN m.read_at IS NULL THEN coalesce(s.story_id, -a.id) END), count(*)
    FROM articles a JOIN feeds f ON f.id = a.feed_id AND f.removed IS NULL
    LEFT JOIN marks m ON m.article_id = a.id LEFT JOIN story_articles s ON s.article_id = a.id;
"""


@MIGRATIONS(name="0007_stories_in_lists")
def stories_in_lists(db: Database) -> None:
    """Let the numbers on the left count stories, as the lists show them."""
    run(db, _SCRIPT)
