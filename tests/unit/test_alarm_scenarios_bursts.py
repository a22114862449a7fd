"""Bursts and their summary, coming back after an absence, snoozing, and the presenter's discretion."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.core.alarm import MOST_OF_A_WATCH, MOST_OF_ALL, WINDOW, Showed
from tocsin.core.model import Rung
from unit.alarm_values import NOW, Held, How, Reason, kinds, planned, rung, showed, waits

MINUTE = timedelta(minutes=1)
SOON = NOW + MINUTE
BURST = Held.BURST


def stories(first: int, last: int, **more: Any) -> list[Rung]:
    return [rung(number, **more) for number in range(first, last + 1)]


@pytest.mark.parametrize(
    ("owed", "shown", "notices", "waiting"),
    [
        pytest.param(stories(1, 3), (), 3, 0, id="three stories are three notices"),
        pytest.param(stories(1, 3), showed(*[-1440] * 6), 3, 0, id="those of a clock that was ahead count not"),
        pytest.param(stories(1, 4), (), 3, 1, id="the fourth waits"),
        pytest.param(stories(1, 500), (), 3, 497, id="so do all others"),
        pytest.param([rung(n, of=n % 3) for n in range(1, 10)], (), 6, 3, id="six of three watches"),
        pytest.param([rung(n, of=n) for n in range(1, 21)], (), 6, 14, id="six of twenty watches"),
        pytest.param(stories(1, 1), showed(1, 2, 3), 0, 1, id="three in the last minutes are enough"),
        pytest.param(stories(1, 1), showed(1, 2, 9.9), 0, 1, id="so they are for ten minutes"),
        pytest.param(stories(1, 1), showed(1, 2, 10), 1, 0, id="after ten minutes there is room"),
        pytest.param(stories(1, 1), showed(1, 2, 3, of=2), 1, 0, id="another watch has its own room"),
        pytest.param(
            stories(1, 1), showed(1, 2, 3, of=2) + showed(1, 2, 3, of=3), 0, 1, id="but six are enough for all"
        ),
        pytest.param(stories(1, 3), showed(1, key="summary"), 3, 0, id="a summary does not count"),
        pytest.param(
            [rung(n, story=5, of=n) for n in range(1, 9)], (), 1, 0, id="one story of eight watches is one notice"
        ),
        pytest.param(
            [rung(1, story=5), rung(2, story=5, of=2)],
            showed(1, 2, 3),
            1,
            0,
            id="a watch with room takes the full one along",
        ),
    ],
)
def test_so_many_notices_and_the_rest_waits(
    owed: list[Rung], shown: tuple[Showed, ...], notices: int, waiting: int
) -> None:
    made = planned(*owed, shown=shown)
    assert (len(made.notices), waits(made)) == (notices, {one.alert.id: BURST for one in owed[len(owed) - waiting :]})


def test_urgent_stories_come_first() -> None:
    made = planned(*stories(1, 9), rung(10, of=2, how=How.URGENT))
    assert made.notices[0].alerts == (10,)
    assert made.notices[0].urgent


def test_the_summary_waits_a_minute_for_more_and_then_holds_everything() -> None:
    first = planned(*stories(1, 5))
    assert {one.until for one in first.waiting.values()} == {SOON}
    owed = [*stories(4, 5, held=BURST, until=SOON), *stories(6, 8)]
    later = planned(*owed, now=NOW + MINUTE / 2, shown=showed(0, 0, 0))
    assert {one.until for one in later.waiting.values()} == {SOON}
    made = planned(*stories(4, 8, held=BURST, until=SOON), now=SOON, shown=showed(0, 0, 0))
    assert [(notice.title, notice.alerts) for notice in made.notices] == [("5 more stories: Watch 1", (4, 5, 6, 7, 8))]


def test_what_began_to_wait_goes_into_the_summary_also_when_there_is_room_again() -> None:
    made = planned(rung(1, held=BURST, until=SOON), rung(2))
    assert ([notice.alerts for notice in made.notices], waits(made)) == ([(2,)], {1: BURST})
    made = planned(rung(1, held=BURST, until=SOON), now=SOON)
    assert [notice.title for notice in made.notices] == ["1 more story: Watch 1"]


def test_a_second_reason_of_a_story_that_waits_goes_with_it() -> None:
    made = planned(rung(1, story=5, held=BURST, until=SOON), rung(2, story=5, reason=Reason.HEADLINE))
    assert waits(made) == {1: BURST, 2: BURST}


def test_a_story_that_waits_for_one_watch_rings_at_once_for_another_and_is_settled_for_both() -> None:
    made = planned(rung(1, story=5, held=BURST, until=SOON), rung(2, story=5, of=2, how=How.URGENT))
    assert [notice.alerts for notice in made.notices] == [(1, 2)]


@pytest.mark.parametrize(
    ("ago", "due"),
    [
        pytest.param(1, 9, id="a minute after a summary: in nine minutes"),
        pytest.param(9.5, 1, id="almost ten minutes after: when it has gathered"),
        pytest.param(10, 1, id="ten minutes after: the same"),
    ],
)
def test_a_summary_never_comes_twice_in_ten_minutes(ago: float, due: int) -> None:
    made = planned(*stories(1, 4), shown=showed(ago, key="summary"))
    assert made.waiting[4].until == NOW + due * MINUTE


def test_a_program_that_is_about_to_end_gathers_no_longer_but_keeps_the_ten_minutes() -> None:
    assert kinds(planned(*stories(1, 5), patience=timedelta(0))) == ["story", "story", "story", "summary"]
    assert kinds(planned(*stories(1, 5), patience=timedelta(0), shown=showed(5, key="summary"))) == ["story"] * 3


def test_a_summary_names_the_largest_stories_and_is_urgent_if_one_is() -> None:
    owed = [*stories(1, 5, held=BURST, until=NOW), rung(6, held=BURST, until=NOW, outlets=9, how=How.URGENT)]
    (notice,) = planned(*owed).notices
    assert (notice.title, notice.urgent, notice.article_id) == ("6 more stories: Watch 1", True, 0)
    assert notice.body == "• Headline 6\n• Headline 1\n• Headline 2\nand 3 more"


def test_while_the_program_is_coming_back_everything_is_gathered() -> None:
    made = planned(rung(1), rung(2, how=How.URGENT), presence="coming-back")
    assert waits(made) == {1: Held.CATCH_UP, 2: Held.CATCH_UP}
    assert made.look_again(NOW) is None


def test_after_an_absence_each_watch_has_one_notice_with_the_largest_stories_first() -> None:
    owed = [rung(number, of=1 + number % 2, outlets=number, held=Held.CATCH_UP) for number in range(1, 11)]
    made = planned(*owed, presence="came-back")
    assert [notice.title for notice in made.notices] == ["Watch 2: 5 new stories", "Watch 1: 5 new stories"]
    assert made.notices[0].body == "• Headline 9\n• Headline 7\n• Headline 5\nand 2 more"
    assert made.notices[0].alerts == (9, 7, 5, 3, 1)


@pytest.mark.parametrize("held", [None, Held.CATCH_UP, Held.QUIET_HOURS, BURST])
def test_whatever_it_waited_for_before_it_is_in_the_one_notice(held: Held | None) -> None:
    made = planned(rung(1, held=held, until=SOON), rung(2), presence="came-back")
    assert [notice.alerts for notice in made.notices] == [(1, 2)]


def test_what_was_gathered_when_the_program_died_comes_gathered_at_the_next_start() -> None:
    assert kinds(planned(*stories(1, 9, held=Held.CATCH_UP))) == ["watch"]


def test_one_story_that_is_all_that_two_watches_missed_is_one_notice() -> None:
    made = planned(rung(1, story=5), rung(2, story=5, of=2), presence="came-back")
    assert [(notice.key, notice.alerts) for notice in made.notices] == [("story-5", (1, 2))]


def test_both_reasons_of_a_story_come_gathered_when_one_waited() -> None:
    waited = [rung(1, story=5, held=Held.QUIET_HOURS), rung(2, held=Held.QUIET_HOURS)]
    made = planned(*waited, rung(3, story=5, reason=Reason.HEADLINE))
    assert [(notice.title, notice.alerts) for notice in made.notices] == [("Watch 1: 2 new stories", (1, 2, 3))]
    assert made.notices[0].body == "• Headline 1\n• Headline 2"


def test_a_hundred_watches_come_back_as_six_notices_and_one_summary() -> None:
    owed = [rung(number, of=number % 100) for number in range(1, 301)]
    made = planned(*owed, presence="came-back")
    assert kinds(made) == ["watch"] * 6
    late = [
        rung(alert, of=alert % 100, held=one.held, until=one.until) for alert, one in made.waiting.items()
    ]
    shown = tuple(Showed(NOW, notice.key) for notice in made.notices)
    assert kinds(planned(*late, now=SOON, shown=shown)) == ["summary"]


def test_quiet_hours_hold_what_an_absence_brought() -> None:
    made = planned(*stories(1, 5), presence="came-back", quiet="0-24")
    assert set(waits(made).values()) == {Held.QUIET_HOURS}


@pytest.mark.parametrize(
    ("more", "waiting"),
    [
        pytest.param({"snoozed_until": NOW + MINUTE}, {1: Held.SNOOZED}, id="a snoozed watch waits"),
        pytest.param({"snoozed_until": NOW + MINUTE, "how": How.URGENT}, {1: Held.SNOOZED}, id="an urgent one, too"),
        pytest.param({"snoozed_until": NOW}, {}, id="until its end"),
        pytest.param({"snoozed_until": NOW - MINUTE}, {}, id="and not longer"),
        pytest.param({"snoozed_until": None}, {}, id="a watch that is not snoozed rings"),
    ],
)
def test_a_snoozed_watch_waits(more: dict[str, Any], waiting: dict[int, Held]) -> None:
    made = planned(rung(1, **more))
    assert waits(made) == waiting
    assert all(one.until == more["snoozed_until"] for one in made.waiting.values())


def test_a_watch_that_wakes_from_its_snooze_has_one_notice() -> None:
    made = planned(*stories(1, 9, held=Held.SNOOZED, snoozed_until=NOW))
    assert [notice.title for notice in made.notices] == ["Watch 1: 9 new stories"]


def test_a_snooze_that_ends_in_quiet_hours_goes_on_until_their_end() -> None:
    assert waits(planned(rung(1, held=Held.SNOOZED, snoozed_until=NOW), quiet="0-24")) == {1: Held.QUIET_HOURS}


def test_only_the_snoozed_watch_waits_when_a_story_rings_two() -> None:
    made = planned(rung(1, story=5, snoozed_until=SOON), rung(2, story=5, of=2))
    assert ([notice.alerts for notice in made.notices], waits(made)) == ([(2,)], {1: Held.SNOOZED})


def test_to_a_presenter_a_notice_says_only_how_many() -> None:
    secret = "Watch|Headline|Herald|NATO"
    made = planned(rung(1), rung(2, story=1, of=2), presenting=True)
    assert [(notice.title, notice.body) for notice in made.notices] == [("1 new story", "")]
    made = planned(*stories(1, 9), rung(10, story=1), presence="came-back", presenting=True)
    assert [(notice.title, notice.body) for notice in made.notices] == [("9 new stories", "")]
    made = planned(*stories(1, 5), presenting=True, patience=timedelta(0))
    assert [notice.title for notice in made.notices] == ["1 new story"] * 3 + ["2 new stories"]
    assert not any(word in str(notice.actions) for notice in made.notices for word in secret.split("|"))


arriving = st.lists(
    st.tuples(st.integers(0, 90), st.integers(1, 5), st.sampled_from([How.NOTICE, How.URGENT])), max_size=60
)


@given(arriving)
def test_whenever_stories_come_the_bounds_hold_and_each_rings_once(coming: list[tuple[int, int, How]]) -> None:
    owed: dict[int, Rung] = {}
    shown: list[Showed] = []
    rang: list[int] = []
    for half_minute in range(140):
        now: datetime = NOW + half_minute * MINUTE / 2
        for number, (at, of, how) in enumerate(coming, 1):
            if at == half_minute:
                owed[number] = rung(number, of=of, how=how)
        made = planned(*owed.values(), now=now, shown=tuple(shown))
        for alert, one in made.waiting.items():
            before = owed[alert]
            owed[alert] = rung(alert, of=before.alert.watch_id, how=before.how, held=one.held, until=one.until)
        for notice in made.notices:
            shown.append(Showed(now, notice.key, frozenset(owed[one].alert.watch_id for one in notice.alerts)))
            rang += notice.alerts
            for alert in notice.alerts:
                del owed[alert]
    assert sorted(rang) == list(range(1, len(coming) + 1))
    for end in shown:
        window = [one for one in shown if end.at - WINDOW < one.at <= end.at]
        assert sum(one.is_summary for one in window) <= 1
        assert sum(not one.is_summary for one in window) <= MOST_OF_ALL
        for watch in range(1, 6):
            assert sum(not one.is_summary and watch in one.watches for one in window) <= MOST_OF_A_WATCH
