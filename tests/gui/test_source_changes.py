"""What a change of a source does to its row, its password and its first reading; without a screen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import keyring
import pytest

from gui.paper_keyring import PaperKeyring
from tocsin.core.errors import WrongUse
from tocsin.core.model import Feed, ImageRule
from tocsin.core.schedule import Pace, Rhythm
from tocsin.store import Store
from tocsin.ui.source_changes import Change, change, change_back
from tocsin.ui.source_words import known, remedy

NOW = datetime(2026, 11, 3, 12, tzinfo=UTC)
URL = "https://herald.example/feed"


@pytest.fixture
def kept() -> Iterator[dict[tuple[str, str], str]]:
    before, made = keyring.get_keyring(), PaperKeyring()
    keyring.set_keyring(made)
    yield made.held
    keyring.set_keyring(before)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "tocsin.db") as opened:
        yield opened


def follow(store: Store) -> Feed:
    feed = store.feeds.add(URL, title="The Herald", user="ann", now=NOW)
    store.feeds.polled(feed.id, baseline=NOW, trouble="It asks for a password.", mend="password", failures=4)
    return store.feeds.get(feed.id)


def test_no_name_any_more_takes_the_password_away_and_undo_brings_both_back(
    store: Store, kept: dict[tuple[str, str], str]
) -> None:
    feed, wanted = follow(store), Change(user="")
    kept["tocsin", f"ann@{URL}"] = "secret"
    before = change(store, feed.id, wanted)
    assert (kept, store.feeds.get(feed.id).user) == ({}, "")
    assert change_back(store, before, wanted).user == "ann"
    assert kept == {("tocsin", f"ann@{URL}"): "secret"}


def test_another_host_begins_with_a_silent_reading_and_another_path_does_not(
    store: Store, kept: dict[tuple[str, str], str]
) -> None:
    feed = follow(store)
    path = Change(url="https://herald.example/other", password="x")
    before = change(store, feed.id, path)
    now = store.feeds.get(feed.id)
    assert (now.baseline, now.trouble, now.failures, now.mend) == (NOW, "", 0, "")
    change_back(store, before, path)
    host = Change(url="https://courier.example/feed", password="x")
    before = change(store, feed.id, host)
    assert store.feeds.get(feed.id).baseline is None
    back = change_back(store, before, host)
    assert (back.baseline, back.trouble, back.url) == (NOW, "It asks for a password.", URL)


def test_the_address_of_a_removed_source_is_refused_and_nothing_is_changed(store: Store) -> None:
    feed = follow(store)
    other = store.feeds.add("https://courier.example/feed", now=NOW)
    store.feeds.remove(other.id, NOW)
    with pytest.raises(WrongUse, match="removed"):
        change(store, feed.id, Change(url="https://courier.example/feed", folder="Press"))
    assert store.feeds.get(feed.id) == feed


def test_without_a_keyring_nothing_is_changed(store: Store) -> None:
    feed = follow(store)
    with pytest.raises(Exception, match="no keyring"):
        change(store, feed.id, Change(password="new", folder="Press"))
    assert store.feeds.get(feed.id) == feed


def test_a_rule_for_images_that_nobody_knows_is_the_usual_one(store: Store) -> None:
    feed = follow(store)
    store.database.run("UPDATE feeds SET images = 7 WHERE id = ?", (feed.id,))
    assert store.feeds.get(feed.id).images is ImageRule.ASK


def test_several_are_removed_together(store: Store) -> None:
    ids = [store.feeds.add(f"https://{name}.example/feed", now=NOW).id for name in "abc"]
    store.feeds.remove_all(ids[:2], NOW)
    assert [feed.id for feed in store.feeds.all()] == ids[2:]


def test_what_is_known_is_said_in_whole_sentences(store: Store) -> None:
    feed = follow(store)
    assert known(feed, Pace(), (), NOW)[0] == "It has not been read yet."
    store.feeds.polled(feed.id, last_polled=NOW - timedelta(minutes=4), next_due=NOW + timedelta(hours=1))
    said = known(store.feeds.get(feed.id), Pace(), (), NOW)
    assert "never read well; 4 failures in a row" in said[0]
    assert said[1].startswith("Read next at ")
    busy = Pace(Rhythm(hours=(10.0,) * 24, days=(30.0,) * 7, exposure=240.0, learned=NOW))
    assert known(feed, busy, (), NOW)[-1] == "It brings about 24 entries a day."


@pytest.mark.parametrize(
    ("mend", "trouble", "words"),
    [("password", "x", "Give a password…"), ("address", "x", "Change the address…"), ("", "x", "Source…"),
     ("password", "", "")],
)  # fmt: skip
def test_a_trouble_has_its_remedy_named(mend: str, trouble: str, words: str) -> None:
    assert remedy(mend, trouble) == words
