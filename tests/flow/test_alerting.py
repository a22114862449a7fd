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
