"""A database that the first step alone made and filled: it opens, and everything in it is still there."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database as Tables

from listed import listed
from store.samples import NOW
from tocsin.core.model import Held, Reason, Sound
from tocsin.core.query import Mistake, read
from tocsin.monitor.answering import why
from tocsin.store import Scope, Store
from tocsin.store.database import to_ms
from tocsin.store.migrations import load

FILLED = """
INSERT INTO feeds (id, url, folder, added) VALUES (1, 'https://news.example/rss', 'World', 0);
INSERT INTO polls (feed_id, title, baseline, last_good) VALUES (1, 'The Herald', 1, 1);
INSERT INTO watches (id, name, query, created, judged_to, history_done) VALUES (1, 'NATO', 'nato', 0, 3, 1);
INSERT INTO articles (id, feed_id, key, title, link, text, seen) VALUES
    (1, 1, 'a', 'NATO before', 'https://www.news.example/1?utm_source=rss', '', {now}),
    (2, 1, 'b', 'NATO meets', 'https://www.news.example/2?utm_source=rss', '', {now}),
    (3, 1, 'c', 'NATO waits', 'https://www.news.example/3', '', {now});
INSERT INTO known SELECT 1, key, x'00', id, {now} FROM articles;
INSERT INTO matches (watch_id, article_id, clause, field, sentence) SELECT 1, id, 'nato', 'title', title FROM articles;
INSERT INTO stories (id, headline_id, first_seen, last_seen) SELECT id, id, seen, seen FROM articles;
INSERT INTO story_articles SELECT id, id FROM articles;
INSERT INTO alerts (id, watch_id, story_id, article_id, matched, owed, rung, bell, held) VALUES
    (1, 1, 1, 1, {now}, NULL, NULL, '', 'baseline'),
    (2, 1, 2, 2, {now}, {now}, {now}, 'plyer', NULL),
    (3, 1, 3, 3, {now}, {now}, NULL, '', NULL);
INSERT INTO marks (article_id, kept_at) VALUES (2, {now});
INSERT INTO counts VALUES ('feed', 1, 3, 3), ('watch', 1, 3, 3), ('kept', 0, 1, 1);
INSERT INTO settings VALUES ('quiet', '22:00-7:00');
"""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "tocsin.db"
    with closing(sqlite3.connect(path)) as connection:
        load().apply(Tables(connection, execute_plugins=False), stop_before="0002_one_alert_a_story")
        connection.executescript(FILLED.format(now=to_ms(NOW)))
    return path


def test_what_the_user_made_and_what_was_read_is_kept(old: Path) -> None:
    with Store.open(old) as store:
        assert [(feed.title, feed.folder) for feed in store.feeds.all()] == [("The Herald", "World")]
        assert [(one.name, one.at_least, one.sound) for one in store.watches.all()] == [("NATO", 1, Sound.USUAL)]
        assert [row.id for row in listed(store, Scope("watch", 1))] == [3, 2, 1]
        assert [row.id for row in listed(store, Scope("kept"))] == [2]
        query = read("nato")
        assert not isinstance(query, Mistake)
        assert [found.row.id for found in store.articles.search(query, now=NOW)] == [3, 2, 1]
        before = store.counts.all()
        store.counts.recount()
        assert store.counts.all() == before
        assert store.settings.get("quiet") == "22:00-7:00"
        assert store.database.rows("PRAGMA foreign_key_check") == []


def test_what_rang_has_rung_what_is_owed_is_owed_and_the_past_stays_silent(old: Path) -> None:
    with Store.open(old) as store:
        assert [one.alert.id for one in store.alerts.owed()] == [3]
        first, rang, owed = sorted((one.alert for one in store.alerts.ledger()), key=lambda alert: alert.id)
        assert (first.held, first.owed, first.reason) == (Held.BASELINE, None, Reason.FIRST)
        assert (rang.rung, rang.bell) == (NOW, "plyer")
        assert (owed.rung, owed.owed) == (None, NOW)


def test_an_old_article_is_asked_about_by_any_spelling_of_its_address(old: Path) -> None:
    with Store.open(old) as store:
        verdicts = [why(store, f"http://news.example/{number}", NOW)[0].verdict for number in (1, 2, 3)]
    assert verdicts == ["held", "rang", "owed"]


def test_opening_it_twice_changes_nothing_more(old: Path) -> None:
    with Store.open(old) as store:
        ledger = store.alerts.ledger()
    with Store.open(old) as store:
        assert store.alerts.ledger() == ledger
        assert load().pending(store.database.tables) == []
