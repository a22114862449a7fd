"""What rings and what is held back, from the feed's bytes to the bell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from flow.newsroom import Newsroom, entry, news
from flow.workbench import MORNING
from tocsin.core.model import Held
from tocsin.monitor.events import StoriesGrew


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    with Newsroom(tmp_path) as made:
        yield made


# -- the past


def test_606_old_posts_that_are_announced_at_once_do_not_ring_and_are_all_in_the_ledger(room: Newsroom) -> None:
    room.watch("NATO")
    room.outlet("herald")
    room.announce("herald", *news("herald", "NATO", 606, published=MORNING - timedelta(days=400)))
    room.later(minutes=15)
    assert room.titles() == []
    assert Counter(room.written()) == {"first held: backfill": 606}


def test_606_posts_without_a_date_do_not_ring_either(room: Newsroom) -> None:
    room.watch("NATO")
    room.outlet("herald")
    room.announce("herald", *news("herald", "NATO", 606))
    room.later(minutes=15)
    assert (room.titles(), set(room.written())) == ([], {"first held: backfill"})


def test_a_new_story_above_606_old_ones_rings(room: Newsroom) -> None:
    room.watch("NATO")
    room.outlet("herald")
    fresh = entry("NATO moves house", guid="fresh", link="https://herald.example/fresh", published=MORNING)
    room.announce("herald", fresh, *news("herald", "NATO", 606, published=MORNING - timedelta(days=400)))
    room.later(minutes=15)
    assert room.titles() == ["NATO moves house"]


def test_the_first_poll_does_not_ring_and_is_in_the_ledger(room: Newsroom) -> None:
    room.watch("NATO")
    room.follow("https://herald.example/rss")
    room.announce("herald", *news("herald", "NATO", 12, published=MORNING))
    room.round()
    assert (room.titles(), Counter(room.written())) == ([], {"first held: baseline": 12})


def test_a_feed_that_gives_all_its_entries_new_ids_does_not_ring_again(room: Newsroom) -> None:
    room.watch("NATO")
    room.outlet("herald")
    room.announce("herald", entry("NATO meets", guid="1", link="https://herald.example/1", published=MORNING))
    room.later(minutes=15)
    room.replace("herald", entry("NATO meets", guid="new-1", link="https://herald.example/1", published=MORNING))
    room.later(minutes=15)
    assert room.titles() == ["NATO meets"]


def test_an_edit_of_a_watchs_history_does_not_ring(room: Newsroom) -> None:
    room.follow("https://herald.example/rss")
    room.announce("herald", entry("NATO meets", guid="1", link="https://herald.example/1"))
    room.round()
    room.watch("NATO")
    room.later(minutes=15)
    room.replace("herald", entry("NATO meets!", guid="1", link="https://herald.example/1"))
    room.later(minutes=15)
    assert (room.titles(), room.written()) == ([], [])


# -- absences


def test_after_a_nights_absence_each_watch_has_one_notice(room: Newsroom) -> None:
    room.watch("NATO")
    room.watch('"Le Pen"', "Le Pen")
    for name in ("herald", "post", "globe"):
        room.outlet(name)
    for name in ("herald", "post", "globe"):
        room.announce(name, *news(name, "NATO", 5), *news(name, "Le Pen", 2))
    room.later(hours=9)
    assert sorted(room.titles()) == ["Le Pen: 6 new stories", "NATO: 15 new stories"]
    assert Counter(room.written()) == {"first rung": 21}
    room.later(minutes=15)
    assert len(room.titles()) == 2


def test_after_an_absence_the_next_story_rings_as_itself(room: Newsroom) -> None:
    room.watch("NATO")
    room.outlet("herald")
    room.announce("herald", *news("herald", "NATO", 5))
    room.later(hours=9)
    room.announce("herald", entry("NATO moves house", guid="fresh", link="https://herald.example/fresh"))
    room.later(minutes=15)
    assert room.titles() == ["NATO: 5 new stories", "NATO moves house"]


def test_a_short_pause_is_no_absence(room: Newsroom) -> None:
    room.watch("NATO")
    room.outlet("herald")
    room.announce("herald", *news("herald", "NATO", 2))
    room.later(minutes=44)
    assert len(room.titles()) == 2


def test_a_round_after_an_absence_that_dies_in_the_middle_still_ends_in_one_notice(room: Newsroom) -> None:
    room.watch("NATO")
    for name in ("herald", "post"):
        room.outlet(name)
    for name in ("herald", "post"):
        room.announce(name, *news(name, "NATO", 3))
    room.clock.pass_(hours=9)
    asked: list[int] = []

    def die_at_the_second() -> None:
        asked.append(1)
        if len(asked) == 2:
            raise KeyboardInterrupt

    room.web.before_each = die_at_the_second
    with pytest.raises(KeyboardInterrupt):
        room.round()
    assert room.titles() == []
    room.web.before_each = lambda: None
    room.later(minutes=1)
    assert room.titles() == ["NATO: 6 new stories"]


# -- bursts


def test_500_matches_in_a_minute_are_six_notices_and_one_summary_and_all_are_in_the_ledger(room: Newsroom) -> None:
    room.watch("NATO")
    room.watch('"Le Pen"', "Le Pen")
    names = ("herald", "post", "globe", "times", "mail")
    for name in names:
        room.outlet(name)
    room.clock.pass_(minutes=15)
    for name in names:
        room.announce(
            name, *(part for word in ("NATO", "Le Pen") for part in news(name, word, 50, published=room.clock.now))
        )
        room.later(seconds=12)
    assert len(room.titles()) == 6
    for _ in range(12):
        room.later(seconds=60)
    summaries = [notice for notice in room.bell.shown if notice.key.startswith("summary")]
    assert (len(room.titles()), len(summaries)) == (7, 1)
    assert summaries[0].title.startswith("494 more stories: ")
    assert Counter(room.written()) == {"first rung": 500}


def test_a_flood_that_goes_on_has_a_summary_every_ten_minutes_and_loses_nothing(room: Newsroom) -> None:
    room.watch("NATO")
    room.outlet("herald")
    times = []
    for minute in range(30):
        if minute < 20:
            room.announce("herald", *news("herald", f"NATO {minute}", 4))
        before = len(room.bell.shown)
        room.later(minutes=1)
        times += [minute for notice in room.bell.shown[before:] if notice.key.startswith("summary")]
    assert all(later - earlier >= 10 for earlier, later in pairwise(times))
    assert Counter(room.written()) == {"first rung": 80}


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
