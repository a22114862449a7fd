"""Numbers by day: moved with the matches, counted anew to the same, filled for old profiles."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from store.samples import NOW, entry, followed, saved
from tocsin.core.model import Match
from tocsin.store import Store
from tocsin.store.days import DAYS_KEPT, day_of
from tocsin.store.retention import tidy

TODAY = day_of(NOW)


def found(watch_id: int, article_id: int) -> Match:
    return Match(watch_id, article_id, "NATO", "title", "NATO")


def matched(store: Store) -> int:
    """Three matches of one watch: two of today, one of yesterday."""
    watch = store.watches.add("NATO", "NATO", now=NOW)
    feed = followed(store)
    old = saved(store, feed, entry("NATO one"), now=NOW - timedelta(days=1))
    new = saved(store, feed, entry("NATO two"), entry("NATO three"))
    with store.writing():
        store.matches.add([found(watch.id, article.id) for article in (*old, *new)])
        store.matches.add([found(watch.id, article.id) for article in new])
    return watch.id


def test_a_match_counts_once_on_the_day_its_article_was_first_seen(store: Store) -> None:
    watch = matched(store)
    assert store.days.since(TODAY - 13) == {watch: {TODAY - 1: 1, TODAY: 2}}
    assert store.days.since(TODAY) == {watch: {TODAY: 2}}


def test_a_match_that_an_edit_ended_is_taken_off_its_day(store: Store) -> None:
    watch = matched(store)
    with store.writing():
        store.matches.remove([watch], 1)
        store.matches.remove([watch], 1)
    assert store.days.since(TODAY - 13) == {watch: {TODAY: 2}}


def test_counting_anew_gives_what_was_kept(store: Store) -> None:
    matched(store)
    kept = store.days.since(0)
    store.database.run("UPDATE days SET number = 99")
    store.counts.recount()
    assert store.days.since(0) == kept


def test_what_is_rolled_back_is_not_counted(store: Store) -> None:
    watch = matched(store)
    (article,) = saved(store, followed(store, "https://other.example/rss"), entry("NATO four"))
    with pytest.raises(sqlite3.OperationalError), store.writing():
        store.matches.add([found(watch, article.id)])
        store.database.run("this is no SQL")
    assert store.days.since(TODAY) == {watch: {TODAY: 2}}


def test_another_query_begins_at_nothing(store: Store) -> None:
    watch = matched(store)
    store.watches.edit(watch, query="fair")
    assert store.days.since(0) == {}


def test_old_days_are_forgotten(store: Store) -> None:
    watch = matched(store)
    tidy(store.database, store.arriving, NOW + timedelta(days=DAYS_KEPT - 1))
    assert store.days.since(0) == {watch: {TODAY: 2}}


def test_a_profile_from_before_is_filled(tmp_path: Path) -> None:
    path = tmp_path / "tocsin.db"
    with Store.open(path) as store:
        matched(store)
        kept = store.days.since(0)
    with sqlite3.connect(path) as old:
        old.execute("DROP TABLE days")
        old.execute("ALTER TABLE polls DROP COLUMN mend")
        old.execute("DELETE FROM _sqlite_migrations WHERE name LIKE '0009%'")
    old.close()
    with Store.open(path) as store:
        assert store.days.since(0) == kept
