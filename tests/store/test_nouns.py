"""Feeds, watches, matches, marks, counts, alerts and settings."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from listed import listed
from store.samples import NOW, entry, followed, saved
from tocsin.core.errors import WrongUse
from tocsin.core.model import Alert, Held, Hit, How, Match
from tocsin.store import AlreadyFollowed, Scope, Store


def match(watch_id: int, article_id: int) -> Match:
    return Match(watch_id, article_id, "nato", "title", "NATO meets", ((0, 4),), (Hit("title", 0, 4),))


def test_a_feed_is_followed_once(store: Store) -> None:
    feed = followed(store)
    with pytest.raises(AlreadyFollowed) as told:
        followed(store)
    assert told.value.feed == feed
    assert "followed already" in str(told.value)


def test_a_feed_without_a_title_is_named_by_its_host(store: Store) -> None:
    feed = followed(store)
    assert feed.title == "news.example"
    store.feeds.polled(feed.id, title="The Herald")
    assert store.feeds.get(feed.id).title == "The Herald"
    assert store.feeds.edit(feed.id, own_title="Mine").title == "Mine"
    assert store.feeds.get(feed.id).outlet == "The Herald"


def test_a_removed_feed_that_is_added_again_has_a_new_baseline(store: Store) -> None:
    feed = followed(store)
    store.feeds.polled(feed.id, baseline=NOW)
    store.feeds.remove(feed.id, NOW)
    again = followed(store)
    assert (again.id, again.baseline) == (feed.id, None)


def test_a_poll_cannot_change_what_the_user_chose(store: Store) -> None:
    with pytest.raises(ValueError, match="no poll finds that"):
        store.feeds.polled(followed(store).id, folder="elsewhere")


def test_feeds_are_due_in_the_order_of_their_waiting(store: Store) -> None:
    first, second, third = (followed(store, f"https://{host}.example/") for host in "abc")
    store.feeds.polled(first.id, next_due=NOW + timedelta(minutes=1))
    store.feeds.polled(second.id, next_due=NOW - timedelta(minutes=1))
    store.feeds.polled(third.id, next_due=NOW - timedelta(minutes=2))
    assert [feed.id for feed in store.feeds.due(NOW)] == [third.id, second.id]
    assert store.feeds.next_due() == NOW - timedelta(minutes=2)
    store.feeds.make_due()
    assert len(store.feeds.due(NOW)) == 3


def test_a_feed_that_was_read_while_the_clock_was_ahead_is_due_when_it_is_put_right(store: Store) -> None:
    feed = followed(store)
    ahead = NOW + timedelta(days=400)
    store.feeds.polled(feed.id, last_polled=ahead, next_due=ahead + timedelta(minutes=15))
    assert store.feeds.due(ahead) == []
    assert [one.id for one in store.feeds.due(NOW)] == [feed.id]


def test_what_is_asked_for_is_given_once(store: Store) -> None:
    first, second = followed(store), followed(store, "https://other.example/rss")
    store.feeds.polled(first.id, last_polled=NOW, next_due=NOW + timedelta(minutes=15))
    assert [one.id for one in store.feeds.asked_for(())] == [second.id]
    assert store.feeds.asked_for({second.id}) == []
    store.feeds.make_due(first.id)
    assert [one.id for one in store.feeds.asked_for({second.id})] == [first.id]


def test_watches_are_found_by_name_capitals_aside(store: Store) -> None:
    watch = store.watches.add("NATO", "NATO", now=NOW, how=How.URGENT)
    assert store.watches.by_name("nato") == watch
    with pytest.raises(WrongUse, match="no watch named EU"):
        store.watches.by_name("EU")


def test_a_watch_that_is_put_away_comes_back_with_its_matches(store: Store) -> None:
    watch = store.watches.add("NATO", "NATO", now=NOW)
    (article,) = saved(store, followed(store), entry("NATO meets"))
    with store.writing():
        store.matches.add([match(watch.id, article.id)])
    store.watches.remove(watch.id, NOW)
    assert (store.watches.all(), store.matches.of(article.id)) == ([], [])
    store.watches.restore(watch.id)
    assert store.matches.of(article.id) == [match(watch.id, article.id)]


def test_a_new_query_throws_the_old_matches_away(store: Store) -> None:
    (article,) = saved(store, followed(store), entry("NATO meets"))
    watch = store.watches.add("It", "NATO", now=NOW)
    with store.writing():
        store.matches.add([match(watch.id, article.id)])
    changed = store.watches.edit(watch.id, query="fair")
    assert (changed.history_done, changed.judged_to) == (False, article.id)
    assert listed(store, Scope("watch", watch.id)) == []
    assert store.counts.all().watches == {}


def test_unread_numbers_follow_every_mark(store: Store) -> None:
    feed = followed(store)
    watch = store.watches.add("NATO", "NATO", now=NOW)
    two, one = saved(store, feed, entry("NATO one"), entry("NATO two"))
    with store.writing():
        store.matches.add([match(watch.id, one.id), match(watch.id, two.id)])
        store.matches.add([match(watch.id, one.id)])
    assert store.counts.all().watches == {watch.id: 2}
    assert store.marks.read([one.id, one.id, 999], True, NOW) == [one.id]
    assert store.marks.read([one.id], True, NOW) == []
    counts = store.counts.all()
    assert (counts.watches, counts.feeds, counts.unread) == ({watch.id: 1}, {feed.id: 1}, 1)
    store.marks.read([one.id], False, NOW)
    assert store.counts.all().watches == {watch.id: 2}
    store.counts.recount()
    assert (store.counts.all().watches, store.counts.all().feeds) == ({watch.id: 2}, {feed.id: 2})


def test_marking_all_as_read_stops_at_what_could_be_seen_and_can_be_undone(store: Store) -> None:
    feed = followed(store)
    first, second = saved(store, feed, entry("Second"), entry("First"))
    changed = store.marks.read_scope(Scope("feed", feed.id), first.id, NOW)
    assert changed == [first.id]
    assert [row.title for row in listed(store, Scope("all"), unread=True)] == [second.title]
    store.marks.read(changed, False, NOW)
    assert store.counts.all().unread == 2


@pytest.mark.parametrize("kind", ["watch", "feed", "folder", "outlet", "country", "all", "kept"])
def test_every_kind_of_list_can_be_marked_as_read(store: Store, kind: str) -> None:
    saved(store, followed(store, folder="World"), entry("One"))
    names = {"folder": "World", "outlet": "news.example"}
    scope = Scope(kind, 1, names.get(kind, ""))  # type: ignore[arg-type]
    assert len(store.marks.read_scope(scope, 99, NOW)) == (kind not in ("watch", "kept"))


def test_kept_articles_are_counted(store: Store) -> None:
    (article,) = saved(store, followed(store), entry("One"))
    store.marks.keep([article.id], True, NOW)
    assert (store.counts.all().kept, len(listed(store, Scope("kept")))) == (1, 1)
    store.marks.keep([article.id], False, NOW)
    assert (store.counts.all().kept, listed(store, Scope("kept"))) == (0, [])


def owed(store: Store, *, held: Held | None = None) -> list[int]:
    watch = store.watches.add("NATO", "NATO", now=NOW)
    (article,) = saved(store, followed(store), entry("NATO meets"))
    with store.writing():
        story = store.stories.begin(article)
        store.matches.add([match(watch.id, article.id)])
        alert = Alert(0, watch.id, story.id, article.id, NOW, None if held else NOW, held=held)
        return [one for one in (store.alerts.add(alert), store.alerts.add(alert)) if one]


def test_a_story_owes_a_watch_one_alert_ever(store: Store) -> None:
    assert len(owed(store)) == 1
    assert len(store.alerts.ledger()) == 1


def test_an_alert_is_owed_until_it_is_rung(store: Store) -> None:
    (alert,) = owed(store)
    assert [one.alert.id for one in store.alerts.owed()] == [alert]
    assert store.alerts.trying([alert], "freedesktop") == [alert]
    assert [one.alert.trying for one in store.alerts.owed()] == ["freedesktop"]
    store.alerts.failed([alert])
    assert [one.alert.trying for one in store.alerts.owed()] == [""]
    store.alerts.rang([alert], "tray", NOW)
    assert store.alerts.owed() == []
    store.alerts.rang([alert], "plyer", NOW + timedelta(hours=1))
    (rung,) = store.alerts.ledger()
    assert (rung.alert.bell, rung.alert.rung) == ("tray", NOW)
    assert store.alerts.trying([alert], "plyer") == []


def test_the_ledger_says_what_was_held_back_and_what_the_user_did(store: Store) -> None:
    assert owed(store, held=Held.BASELINE) == []
    (one,) = store.alerts.ledger()
    assert (one.alert.held, one.alert.owed, one.clause, one.sentence) == (Held.BASELINE, None, "nato", "NATO meets")
    store.alerts.acted(one.alert.id, "opened", NOW)
    assert store.alerts.ledger()[0].alert.acted == "opened"
    assert store.alerts.ledger(since=NOW + timedelta(seconds=1)) == []


def test_settings_survive(tmp_path: Path) -> None:
    with Store.open(tmp_path / "tocsin.db") as store:
        store.settings.put("ui.scheme", "dark")
        store.settings.put("number", "many")
    with Store.open(tmp_path / "tocsin.db") as store:
        assert store.settings.get("ui.scheme") == "dark"
        assert store.settings.get("missing", "system") == "system"
        assert store.settings.number("number", 3.0) == 3.0
