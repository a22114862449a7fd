"""Stories of many articles, names, mutes, and when which feed was read."""

from __future__ import annotations

from datetime import timedelta

from store.samples import NOW, entry, followed, saved
from tocsin.core.model import Alert, Article, Reason
from tocsin.store import Store
from tocsin.store.names import packs
from tocsin.store.readings import LATE


def two_stories(store: Store) -> tuple[Article, Article, int, int]:
    one, two = saved(store, followed(store), entry("Two"), entry("One"))
    with store.writing():
        first, second = store.stories.begin(one).id, store.stories.begin(two).id
    return one, two, first, second


def owe(store: Store, watch_id: int, story_id: int, article: Article) -> int:
    with store.writing():
        return store.alerts.add(Alert(0, watch_id, story_id, article.id, NOW, NOW))


def test_a_story_grows_and_keeps_its_first_headline(store: Store) -> None:
    one, two = saved(store, followed(store), entry("Two"), entry("One"))
    with store.writing():
        story = store.stories.begin(one)
        grown = store.stories.join(story.id, two, outlets=1, copy_of=one.id)
    assert (grown.articles, grown.outlets, grown.headline) == (2, 1, "One")
    assert store.stories.copies(story.id) == {two.id: one.id}
    assert [one.headline for one in store.stories.newest()] == ["One"]


def test_when_two_stories_turn_out_to_be_one_what_rang_stays_and_what_is_owed_twice_is_owed_once(store: Store) -> None:
    one, two, first, second = two_stories(store)
    watch = store.watches.add("NATO", "NATO", now=NOW)
    rang = owe(store, watch.id, second, two)
    store.alerts.rang([rang], "tray", NOW, "story-2")
    owe(store, watch.id, first, one)
    with store.writing():
        store.stories.merge(second, first)
    assert store.alerts.owed() == []
    assert [alert.alert.id for alert in store.alerts.ledger()] == [rang]
    assert store.stories.articles_of(first) == [one.id, two.id]


def test_of_two_alerts_that_rang_for_what_is_one_story_both_stay_in_the_ledger(store: Store) -> None:
    one, two, first, second = two_stories(store)
    watch = store.watches.add("NATO", "NATO", now=NOW)
    for story, article in ((first, one), (second, two)):
        store.alerts.rang([owe(store, watch.id, story, article)], "tray", NOW, f"story-{story}")
    with store.writing():
        store.stories.merge(second, first)
    assert len(store.alerts.ledger()) == 2
    assert owe(store, watch.id, first, two) == 0


def test_an_article_that_is_taken_out_has_a_story_of_its_own_and_that_is_remembered(store: Store) -> None:
    one, two = saved(store, followed(store), entry("Two"), entry("One"))
    with store.writing():
        story = store.stories.begin(one)
        store.stories.join(story.id, two, outlets=2)
        own = store.stories.split(two, story.id, None, NOW, outlets=1)
    assert own.id != story.id
    left = store.stories.get(story.id)
    assert (left.articles, left.outlets) == (1, 1)
    assert store.stories.apart(NOW - timedelta(days=1)) == [(two.id, story.id)]


def test_an_alert_keeps_what_hit_when_the_match_is_gone(store: Store) -> None:
    from store.test_nouns import match

    watch = store.watches.add("NATO", "NATO", now=NOW)
    (article,) = saved(store, followed(store), entry("NATO meets"))
    with store.writing():
        story = store.stories.begin(article)
        store.matches.add([match(watch.id, article.id)])
        store.alerts.add(Alert(0, watch.id, story.id, article.id, NOW, NOW, reason=Reason.FIRST))
        store.matches.remove([watch.id], article.id)
    (alert,) = store.alerts.owed()
    assert (alert.clause, alert.sentence, alert.sentence_spans) == ("nato", "NATO meets", ((0, 4),))


def test_a_mute_holds_until_its_end(store: Store) -> None:
    mute = store.mutes.add(now=NOW, story_id=7, until=NOW + timedelta(hours=1))
    assert store.mutes.all(NOW) == [mute]
    assert store.mutes.all(NOW + timedelta(hours=1)) == []
    forever = store.mutes.add(now=NOW, outlet="The Herald")
    assert store.mutes.all(NOW + timedelta(days=999)) == [forever]
    store.mutes.remove(forever.id)
    assert store.mutes.all(NOW) == [mute]


def test_a_name_in_a_query_is_a_saved_watch_else_a_pack_that_ships(store: Store) -> None:
    assert store.names.of("NATO") == packs()["nato"]
    store.watches.add("nato", "my own words", now=NOW)
    store.watches.add("Hospital strikes", "strike", now=NOW)
    assert store.names.of("NATO") == "my own words"
    assert store.names.of("hospital-strikes") == "strike"
    assert store.names.of("nothing") is None


def test_polls_without_a_gap_are_one_run(store: Store) -> None:
    feed = followed(store)
    for minutes in (0, 15, 30):
        store.readings.note(store.feeds.get(feed.id), NOW + timedelta(minutes=minutes), new=1)
        store.feeds.polled(feed.id, next_due=NOW + timedelta(minutes=minutes + 15))
    (run,) = store.readings.of(feed.id, NOW)
    assert (run.polls, run.new, run.ended - run.began) == (3, 3, timedelta(minutes=30))


def test_a_gap_a_failure_and_an_overflow_begin_a_run(store: Store) -> None:
    feed = followed(store)
    store.readings.note(feed, NOW)
    store.readings.note(feed, NOW + LATE + timedelta(minutes=1))
    store.readings.note(feed, NOW + LATE + timedelta(minutes=2), trouble="It broke.")
    store.readings.note(feed, NOW + LATE + timedelta(minutes=3), overflow=True)
    runs = store.readings.of(feed.id, NOW)
    assert [(run.trouble, run.overflow) for run in runs] == [("", False), ("", False), ("It broke.", False), ("", True)]


def test_the_monitors_presence_is_written_down_as_stays(store: Store) -> None:
    for minutes in (0, 1, 2, 60, 61):
        store.readings.beat(NOW + timedelta(minutes=minutes))
    stays = store.readings.stays(NOW)
    assert [(stay.ended - stay.began).total_seconds() for stay in stays] == [120, 60]
    assert store.readings.last_beat() == NOW + timedelta(minutes=61)
