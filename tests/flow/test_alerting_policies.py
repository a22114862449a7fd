"""What waits, what is muted, how many outlets it takes, and what the ledger says of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from flow.newsroom import Newsroom, entry
from flow.workbench import MORNING
from tocsin.core.model import Held
from tocsin.monitor.events import StoriesGrew


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    with Newsroom(tmp_path) as made:
        yield made


# -- quiet, snoozed, muted


def test_what_comes_in_quiet_hours_is_one_notice_in_the_morning(room: Newsroom) -> None:
    room.store.settings.put("quiet", "22:00-7:00")
    room.watch("NATO")
    room.watch('"Le Pen"', "Le Pen")
    room.outlet("herald")
    room.clock.now = MORNING.replace(hour=22)
    for n in range(6):
        room.announce("herald", entry(f"NATO {n}", guid=f"{n}", link=f"https://herald.example/{n}"))
        room.later(minutes=30)
    assert room.titles() == []
    assert Counter(room.written()) == {"first owed: quiet hours": 6}
    assert room.store.alerts.owed()[0].alert.until == room.clock.now.replace(hour=7, minute=0)
    room.announce("herald", entry("Le Pen sleeps", guid="lp", link="https://herald.example/lp"))
    for _ in range(12):
        room.later(minutes=30)
    assert room.clock.now.hour == 7
    assert sorted(room.titles()) == ["Le Pen sleeps", "NATO: 6 new stories"]


def test_an_urgent_watch_that_may_break_through_rings_in_the_night(room: Newsroom) -> None:
    room.store.settings.put("quiet", "0-24")
    loud = room.watch("NATO")
    room.store.watches.edit(loud.id, how="urgent", breaks_quiet=1)
    room.watch("meets")
    room.outlet("herald")
    room.announce("herald", entry("NATO meets", guid="1", link="https://herald.example/1"))
    room.later(minutes=15)
    (notice,) = room.bell.shown
    assert (notice.urgent, sorted(room.written())) == (True, ["first owed: quiet hours", "first rung"])


def test_what_was_read_while_it_waited_does_not_ring_any_more(room: Newsroom) -> None:
    room.store.settings.put("quiet", "22:00-7:00")
    room.watch("NATO")
    room.outlet("herald")
    room.clock.now = MORNING.replace(hour=23)
    for n in range(2):
        room.announce("herald", entry(f"NATO {n}", guid=f"{n}", link=f"https://herald.example/{n}"))
        room.later(minutes=15)
    first, second = room.store.alerts.owed()
    room.store.marks.read([first.alert.article_id], True, room.clock.now)
    room.later(hours=8)
    assert [notice.alerts for notice in room.bell.shown] == [(second.alert.id,)]
    assert {one.alert.id: one.alert.bell for one in room.store.alerts.ledger()}[first.alert.id] == "list"


def test_a_snoozed_watch_has_one_notice_when_its_snooze_ends(room: Newsroom) -> None:
    watch = room.watch("NATO")
    room.outlet("herald")
    room.store.watches.snooze(watch.id, room.clock.now + timedelta(hours=1))
    for n in range(3):
        room.announce("herald", entry(f"NATO {n}", guid=f"{n}", link=f"https://herald.example/{n}"))
        room.later(minutes=15)
    assert (room.titles(), set(room.written())) == ([], {"first owed: snoozed"})
    room.later(minutes=15)
    assert room.titles() == ["NATO: 3 new stories"]


def test_a_muted_story_does_not_ring_again_and_the_others_do(room: Newsroom) -> None:
    room.watch("NATO")
    room.outlet("herald")
    room.outlet("post")
    room.announce("herald", entry("The alliance meets", "NATO, that is.", guid="a/1", link="https://herald.example/1"))
    room.later(minutes=15)
    (alert,) = room.ledger()
    room.store.mutes.add(now=room.clock.now, story_id=alert.alert.story_id)
    room.announce("post", entry("NATO meets", guid="a/2", link="https://post.example/2"))
    room.announce("herald", entry("NATO moves house", guid="b/1", link="https://herald.example/3"))
    room.later(minutes=15)
    assert room.titles() == ["The alliance meets", "NATO moves house"]
    assert Counter(room.written()) == {"first rung": 2, "headline held: muted": 1}


def test_a_story_that_is_muted_in_the_night_is_forgiven(room: Newsroom) -> None:
    room.store.settings.put("quiet", "0-24")
    room.watch("NATO")
    room.outlet("herald")
    room.announce("herald", entry("NATO meets", guid="1", link="https://herald.example/1"))
    room.later(minutes=15)
    (alert,) = room.store.alerts.owed()
    room.store.mutes.add(now=room.clock.now, story_id=alert.alert.story_id)
    room.store.settings.put("quiet", "")
    room.later(minutes=15)
    assert (room.titles(), room.written()) == ([], ["first held: muted"])


def test_a_muted_outlet_is_silent_in_its_watch_only(room: Newsroom) -> None:
    watch = room.watch("NATO")
    room.watch("meets")
    room.outlet("herald")
    room.store.mutes.add(now=room.clock.now, watch_id=watch.id, outlet="Herald")
    room.announce("herald", entry("NATO meets", guid="1", link="https://herald.example/1"))
    room.later(minutes=15)
    assert sorted(room.written()) == ["first held: muted", "first rung"]


# -- stories


def test_forty_articles_of_one_story_are_one_notice_that_grows(room: Newsroom) -> None:
    room.watch("NATO")
    names = [f"outlet{n}" for n in range(40)]
    for name in names:
        room.follow(f"https://{name}.example/rss")
        room.announce(name, entry("An old tale", guid=f"{name}-old", link=f"https://{name}.example/old"))
    room.round()
    for name in names:
        room.announce(name, entry(f"NATO meets, says {name}", guid=f"a/{name}", link=f"https://{name}.example/1"))
    room.later(minutes=15)
    assert len(room.titles()) == 1
    assert sum(isinstance(event, StoriesGrew) for event in room.said) == 39
    (alert,) = room.ledger()
    assert (alert.articles, alert.outlets, alert.alert.held) == (40, 40, None)


def test_a_story_rings_when_the_third_outlet_carries_it_whether_or_not_it_says_the_word(room: Newsroom) -> None:
    watch = room.watch("NATO")
    room.store.watches.edit(watch.id, at_least=3)
    for name in ("herald", "post", "globe"):
        room.outlet(name)
    room.announce("herald", entry("NATO meets", guid="a/1", link="https://herald.example/1"))
    room.later(minutes=15)
    room.announce("post", entry("NATO gathers", guid="a/2", link="https://post.example/1"))
    room.later(minutes=15)
    assert (room.titles(), room.written()) == ([], ["first held: threshold"])
    room.announce("globe", entry("The alliance convenes", guid="a/3", link="https://globe.example/1"))
    room.later(minutes=15)
    assert (room.titles(), room.written()) == (["NATO meets"], ["first rung"])
    assert "Herald + 2 others" in room.bell.shown[0].body


def test_a_story_of_the_past_that_lacks_outlets_waits_for_those(room: Newsroom) -> None:
    watch = room.watch("NATO")
    room.store.watches.edit(watch.id, at_least=3)
    room.follow("https://herald.example/rss")
    room.announce("herald", entry("NATO meets", guid="a/1", link="https://herald.example/1"))
    room.round()
    for name in ("post", "globe"):
        room.outlet(name)
    room.announce("post", entry("NATO gathers", guid="a/2", link="https://post.example/1"))
    room.later(minutes=15)
    assert room.written() == ["first held: threshold"]
    room.announce("globe", entry("The alliance convenes", guid="a/3", link="https://globe.example/1"))
    room.later(minutes=15)
    assert room.titles() == ["NATO gathers"]


def test_to_a_presenter_nothing_of_the_story_is_shown(room: Newsroom) -> None:
    room.store.settings.put("presenting", "1")
    room.watch("NATO")
    room.outlet("herald")
    room.announce("herald", entry("NATO meets", guid="1", link="https://herald.example/1"))
    room.later(minutes=15)
    assert [(notice.title, notice.body) for notice in room.bell.shown] == [("1 new story", "")]


def test_a_watch_that_is_held_is_looked_at_again_by_the_clock_alone(room: Newsroom) -> None:
    watch = room.watch("NATO")
    room.outlet("herald")
    room.store.watches.snooze(watch.id, room.clock.now + timedelta(minutes=20))
    room.announce("herald", entry("NATO meets", guid="1", link="https://herald.example/1"))
    room.later(minutes=15)
    room.clock.pass_(minutes=5)
    room.round(all_due=False)
    assert (room.titles(), room.ledger()[0].alert.held) == (["NATO meets"], None)


def test_the_ledger_says_who_was_when(room: Newsroom) -> None:
    room.watch("NATO")
    room.outlet("herald")
    claimed = MORNING - timedelta(minutes=3)
    room.announce("herald", entry("NATO meets", guid="1", link="https://herald.example/1", published=claimed))
    room.later(minutes=15)
    (one,) = room.ledger()
    assert one.published == claimed
    assert one.seen == one.alert.matched == one.alert.owed == one.alert.rung == room.clock.now
    assert (one.alert.bell, one.alert.held, one.clause, one.field) == ("paper", None, "NATO", "title")
    assert Held.BURST not in {one.alert.held for one in room.ledger()}
