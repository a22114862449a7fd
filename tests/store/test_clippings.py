"""Clippings out of the archive: the right ones, once each, a page at a time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from store.samples import NOW, entry, followed, saved
from tocsin.core.model import State
from tocsin.core.query import Judge, Query, read
from tocsin.store import Scope, Store, Wanted
from tocsin.store import clippings as pages


def asked(text: str) -> Query:
    query = read(text)
    assert isinstance(query, Query)
    return query


def headlines(store: Store, wanted: Wanted) -> list[str]:
    return [one.headline for one in store.clippings.all(wanted, NOW)]


def test_clippings_come_newest_first_with_what_the_user_wrote(store: Store) -> None:
    feed = followed(store)
    two, one = saved(store, feed, entry("Nato meets", "On NATO."), entry("Energy", "On gas."))
    store.own.put_note(one.id, "ask", NOW)
    store.own.tag([one.id], "budget", True, NOW)
    store.marks.move([one.id], State.HANDLED, NOW)
    newest, other = store.clippings.all(Wanted(whole=True), NOW)
    assert newest.article_id == one.id > two.id
    assert (newest.note, newest.tags, newest.state, newest.text) == ("ask", ("budget",), State.HANDLED, one.text)
    assert (other.article_id, other.note, other.tags, other.state) == (two.id, "", (), State.NEW)
    assert next(iter(store.clippings.all(Wanted(), NOW))).text == ""


def test_the_sentence_is_that_of_the_watch_of_the_query_or_of_any_watch(store: Store) -> None:
    feed = followed(store)
    nato = store.watches.add("NATO", "NATO", now=NOW)
    energy = store.watches.add("Energy", "energy", now=NOW)
    (article,) = saved(store, feed, entry("News", "First, NATO met. Then energy fell. Last, the weather turned."))
    with store.writing():
        store.matches.add(Judge({nato.id: asked("NATO"), energy.id: asked("energy")}).judge(article, now=NOW))

    def sentence(wanted: Wanted) -> str:
        (one,) = store.clippings.all(wanted, NOW)
        return one.sentence

    assert sentence(Wanted(Scope("watch", energy.id))) == "Then energy fell."
    assert sentence(Wanted(query=asked("weather"))) == "Last, the weather turned."
    assert sentence(Wanted()) == "First, NATO met."
    assert headlines(store, Wanted(Scope("watch", energy.id), query=asked("football"))) == []


def test_a_period_begins_at_its_first_moment_and_ends_before_its_last(store: Store) -> None:
    feed = followed(store)
    for hour in range(72):
        saved(store, feed, entry(f"hour {hour}"), now=NOW + timedelta(hours=hour))
    day = Wanted(since=NOW + timedelta(hours=24), until=NOW + timedelta(hours=48))
    assert headlines(store, day) == [f"hour {hour}" for hour in range(47, 23, -1)]
    assert headlines(store, Wanted(until=NOW)) == []
    assert headlines(store, Wanted(since=NOW + timedelta(days=30))) == []


def test_a_clock_that_was_set_back_hides_nothing(store: Store) -> None:
    feed = followed(store)
    for hour in (0, 30, 10, 31):
        saved(store, feed, entry(f"hour {hour}"), now=NOW + timedelta(hours=hour))
    assert headlines(store, Wanted(since=NOW + timedelta(hours=29))) == ["hour 31", "hour 30"]
    assert headlines(store, Wanted(until=NOW + timedelta(hours=11))) == ["hour 10", "hour 0"]


def test_states_tags_and_a_choice_narrow_each_other(store: Store) -> None:
    feed = followed(store)
    a, b, c = saved(store, feed, entry("a"), entry("b"), entry("c"))
    store.marks.keep([a.id, b.id], True, NOW)
    store.marks.move([b.id], State.HANDLED, NOW)
    store.own.tag([a.id, b.id, c.id], "Élysée", True, NOW)
    assert set(headlines(store, Wanted(kept=True))) == {a.title, b.title}
    assert headlines(store, Wanted(kept=True, handled=True)) == [b.title]
    assert headlines(store, Wanted(Scope("handled"), tag="elysee")) == [b.title]
    assert headlines(store, Wanted(tag="other")) == []
    assert headlines(store, Wanted(ids=(a.id, c.id, c.id, 999), kept=True)) == [a.title]
    assert headlines(store, Wanted(ids=())) == []


@pytest.mark.parametrize("wanted", [Wanted(), Wanted(query=asked("story")), Wanted(ids=tuple(range(1, 2000)))])
def test_everything_comes_once_over_many_pages(
    store: Store, wanted: Wanted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "PAGE", 7)
    monkeypatch.setattr(pages, "LOOK", 20)
    feed, other = followed(store), followed(store, "https://other.example/rss")
    saved(store, feed, *(entry(f"story {number}") for number in range(60)))
    saved(store, other, *(entry(f"story {number}", key=f"o{number}") for number in range(40)))
    ids = [one.article_id for one in store.clippings.all(wanted, NOW)]
    assert ids == sorted(set(ids), reverse=True)
    assert len(ids) == 100
    of_feed = [one.article_id for one in store.clippings.all(Wanted(Scope("feed", feed.id)), NOW)]
    assert len(of_feed) == 60
    in_folder = list(store.clippings.all(Wanted(Scope("folder", name="none")), NOW))
    assert in_folder == []
