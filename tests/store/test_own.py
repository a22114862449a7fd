"""Notes, tags and states: what the user did stays, whatever the feeds and the tidying do."""

from __future__ import annotations

from datetime import timedelta

import pytest

from store.samples import NOW, entry, followed, saved
from tocsin.core.errors import WrongUse
from tocsin.core.model import State
from tocsin.core.query import Query, read
from tocsin.store import Store
from tocsin.store.retention import tidy


def found(store: Store, text: str) -> list[str]:
    query = read(text)
    assert isinstance(query, Query), query
    return [one.row.title for one in store.articles.search(query, now=NOW)]


def test_a_note_is_written_changed_and_taken_away(store: Store) -> None:
    (article,) = saved(store, followed(store), entry("Nato meets"))
    assert store.own.put_note(article.id, "  ask the embassy\r\nthen write  ", NOW) == ""
    assert store.own.note(article.id) == "ask the embassy\nthen write"
    assert store.articles.with_marks(article.id)[1].noted
    assert store.own.put_note(article.id, "", NOW) == "ask the embassy\nthen write"
    assert not store.articles.with_marks(article.id)[1].noted


def test_a_note_that_is_too_long_or_has_no_article_is_refused_whole(store: Store) -> None:
    (article,) = saved(store, followed(store), entry("Nato meets"))
    store.own.put_note(article.id, "short", NOW)
    with pytest.raises(WrongUse, match="20,000 characters; this one has 20,001"):
        store.own.put_note(article.id, "x" * 20_001, NOW)
    assert store.own.note(article.id) == "short"
    with pytest.raises(WrongUse, match="not in the archive"):
        store.own.put_note(999, "lost", NOW)


def test_a_note_may_hold_anything_that_a_keyboard_brings(store: Store) -> None:
    (article,) = saved(store, followed(store), entry("Nato meets"))
    store.own.put_note(article.id, "a\x00b\ud800c 👨‍👩‍👧 الناتو\n'; DROP TABLE own_notes", NOW)
    assert store.own.note(article.id) == "abc 👨‍👩‍👧 الناتو\n'; DROP TABLE own_notes"


def test_tags_are_one_in_any_case_and_keep_their_first_spelling(store: Store) -> None:
    one, two = saved(store, followed(store), entry("Nato meets"), entry("Energy"))
    assert store.own.tag([one.id], "#Élysée", True, NOW) == [one.id]
    assert store.own.tag([one.id, two.id, 999], "elysee", True, NOW) == [two.id]
    assert store.own.tags(two.id) == ("Élysée",)
    assert store.own.known() == ["Élysée"]
    store.own.tag([two.id], "later", True, NOW)
    assert store.own.common([one.id, two.id]) == ("Élysée",)
    assert store.articles.with_marks(two.id)[1].tags == ("Élysée", "later")
    assert store.own.tag([one.id, two.id], "ELYSEE", False, NOW) == [one.id, two.id]
    assert store.own.known() == ["later"]


@pytest.mark.parametrize("tag", ["", "  #", "!!!", "x" * 61])
def test_a_tag_without_letters_or_without_end_is_refused(store: Store, tag: str) -> None:
    (article,) = saved(store, followed(store), entry("Nato meets"))
    with pytest.raises(WrongUse, match="tag"):
        store.own.tag([article.id], tag, True, NOW)


def test_a_state_is_moved_back_exactly_as_it_was(store: Store) -> None:
    feed = followed(store)
    one, two = saved(store, feed, entry("Nato meets"), entry("Energy"))
    store.marks.keep([one.id], True, NOW)
    before = store.counts.all()
    assert before.feeds[feed.id] == 2
    old = store.marks.move([one.id, two.id], State.HANDLED, NOW + timedelta(hours=1))
    marks = store.articles.with_marks(one.id)[1]
    assert (marks.read, marks.kept, marks.handled, marks.state) == (True, True, True, State.HANDLED)
    assert store.articles.with_marks(two.id)[1].state is State.HANDLED
    assert feed.id not in store.counts.all().feeds
    store.marks.restore(old)
    assert store.articles.with_marks(one.id)[1].state is State.KEPT
    assert store.articles.with_marks(two.id)[1].state is State.NEW
    assert store.counts.all() == before


@pytest.mark.parametrize("state", list(State))
def test_each_state_is_reached_from_each_other_and_the_numbers_follow(store: Store, state: State) -> None:
    feed = followed(store)
    (article,) = saved(store, feed, entry("Nato meets"))
    for other in State:
        store.marks.move([article.id], other, NOW)
        assert store.articles.with_marks(article.id)[1].state is other
        store.marks.move([article.id], state, NOW)
        assert store.articles.with_marks(article.id)[1].state is state
        kept, counted = store.counts.all().kept, store.counts.all()
        store.counts.recount()
        assert (store.counts.all(), store.counts.all().kept) == (counted, kept)


def test_what_is_handled_no_longer_is_still_seen(store: Store) -> None:
    (article,) = saved(store, followed(store), entry("Nato meets"))
    store.marks.move([article.id], State.HANDLED, NOW)
    assert [one.article_id for one in store.marks.unhandle([article.id])] == [article.id]
    assert store.articles.with_marks(article.id)[1].state is State.SEEN
    assert store.marks.unhandle([article.id]) == []


def test_what_was_kept_handled_noted_or_tagged_outlives_tidying_and_an_edit_of_its_feed(store: Store) -> None:
    feed = followed(store)
    articles = saved(store, feed, *(entry(title) for title in ("kept", "handled", "noted", "tagged", "other")))
    by_title = {one.title: one.id for one in articles}
    store.marks.keep([by_title["kept"]], True, NOW)
    store.marks.move([by_title["handled"]], State.HANDLED, NOW)
    store.own.put_note(by_title["noted"], "mine", NOW)
    store.own.tag([by_title["tagged"]], "mine", True, NOW)
    saved(store, feed, *(entry(one.title, "rewritten by the feed", key=one.title) for one in articles))
    assert tidy(store.database, store.arriving, NOW + timedelta(days=400)) == 1
    assert store.own.note(by_title["noted"]) == "mine"
    assert store.own.tags(by_title["tagged"]) == ("mine",)
    assert {store.articles.get(one).title for title, one in by_title.items() if title != "other"} == {
        "kept", "handled", "noted", "tagged",
    }  # fmt: skip


def test_states_and_tags_are_asked_for_in_the_query_language(store: Store) -> None:
    feed = followed(store)
    one, two, three = saved(
        store, feed, entry("Weather"), entry("Energy", "of NATO"), entry("Nato meets", tags=("Defence",))
    )
    assert one.title == "Nato meets"
    store.own.put_note(one.id, "ask", NOW)
    store.own.tag([two.id, three.id], "Defence budget", True, NOW)
    store.marks.move([three.id], State.HANDLED, NOW)
    assert found(store, "is:noted") == ["Nato meets"]
    assert found(store, "is:tagged") == ["Weather", "Energy"]
    assert found(store, "is:tagged -is:handled") == ["Energy"]
    assert found(store, "tag:defence") == ["Weather", "Energy", "Nato meets"]
    assert found(store, 'tag:"defence budget" nato') == ["Energy"]
    assert found(store, "tag:budget OR is:noted") == ["Weather", "Energy", "Nato meets"]
    assert found(store, "nato -tag:defence") == []
    assert found(store, "is:noted OR is:handled") == ["Weather", "Nato meets"]


def test_a_tag_is_found_among_more_articles_than_are_looked_at_at_once(store: Store) -> None:
    feed = followed(store)
    articles = saved(store, feed, *(entry(f"Nato {number}", tags=("alliance",)) for number in range(900)))
    store.own.tag([articles[0].id, articles[450].id], "Alliance", True, NOW)
    query = read("tag:alliance")
    assert isinstance(query, Query)
    assert len(store.articles.search(query, now=NOW, limit=2_000)) == 900
