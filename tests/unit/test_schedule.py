"""When a feed is due again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.core.model import Feed
from tocsin.core.schedule import (
    CEILING,
    FLOOR,
    SPREAD,
    URGENT_FLOOR,
    Cause,
    Outcome,
    Pace,
    Rhythm,
    appetite,
    lasting,
    learn,
    least_price,
    next_due,
    next_read,
    price_for,
    weight_of,
    worth_waiting,
)

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
FEED = Feed(1, "https://news.example/rss", "The Herald")
MINUTES = st.timedeltas(timedelta(0), timedelta(days=400))


def wait(outcome: Outcome, failures: int = 0, jitter: float = 0.0) -> timedelta:
    return next_due(Feed(1, FEED.url, FEED.title, failures=failures), outcome, NOW, jitter).at - NOW


def test_a_good_feed_is_read_again_after_the_floor() -> None:
    assert wait(Outcome(True)) == FLOOR


def test_a_feed_that_asks_for_an_hour_is_left_alone_for_an_hour() -> None:
    assert wait(Outcome(True, asked=timedelta(hours=1))) == timedelta(hours=1)


def test_a_feed_that_asks_to_be_read_every_minute_is_not() -> None:
    assert wait(Outcome(True, asked=timedelta(minutes=1))) == FLOOR


def test_no_feed_can_ask_for_more_than_a_day() -> None:
    assert wait(Outcome(True, asked=timedelta(days=365))) == CEILING


def test_each_failure_doubles_the_waiting_up_to_a_day() -> None:
    waits = [wait(Outcome(False), failures) for failures in range(30)]
    assert waits[:4] == [timedelta(minutes=minutes) for minutes in (5, 10, 20, 40)]
    assert waits[-1] == CEILING


def test_a_refusing_server_is_given_the_time_it_asks_for() -> None:
    assert wait(Outcome(False, retry_after=timedelta(hours=3))) == timedelta(hours=3)


def test_a_retry_at_once_is_not_taken_at_its_word() -> None:
    assert wait(Outcome(False, retry_after=timedelta(0))) == timedelta(minutes=5)


@given(st.booleans(), MINUTES | st.none(), MINUTES | st.none(), st.integers(0, 10**6), st.floats())
def test_whatever_happens_a_feed_is_due_between_now_and_a_day_and_a_bit(
    good: bool, asked: timedelta | None, retry: timedelta | None, failures: int, jitter: float
) -> None:
    waiting = wait(Outcome(good, asked, retry), failures, jitter)
    assert timedelta(minutes=5) <= waiting <= CEILING * (1 + SPREAD)


def test_a_repeated_403_is_left_alone_for_longer() -> None:
    assert [wait(Outcome(False, status=403), failures) for failures in (0, 1, 2)] == [
        timedelta(minutes=15), timedelta(minutes=30), timedelta(hours=4),
    ]  # fmt: skip


def steady(an_hour: float, weeks: int = 4) -> Rhythm:
    """Learn from a feed that brought entries evenly for some weeks."""
    number = round(an_hour * 24 * 7 * weeks)
    begin = NOW - timedelta(weeks=weeks)
    return learn(Rhythm(), [begin + (NOW - begin) * place / number for place in range(number + 1)], NOW)


def test_the_first_body_tells_how_often_something_comes() -> None:
    assert 0.9 < steady(1).habit(NOW) < 1.1
    assert 9 < steady(10).habit(NOW) < 11


def test_a_feed_that_brings_little_is_read_seldom_and_a_lively_one_at_the_floor() -> None:
    waits = [next_due(FEED, Outcome(True), NOW, 0.0, pace=Pace(steady(rate))).at - NOW for rate in (10, 1, 0.1, 0.02)]
    assert waits == sorted(waits)
    assert waits[0] == FLOOR
    assert timedelta(minutes=40) < waits[2] < timedelta(hours=3)


def test_a_feed_that_feeds_an_urgent_watch_is_read_every_few_minutes() -> None:
    pace = Pace(steady(6), weight=weight_of(0.5, urgent=True), urgent=True)
    due = next_due(FEED, Outcome(True), NOW, 0.0, pace=pace)
    assert (due.at - NOW, due.cause) == (URGENT_FLOOR, Cause.FLOOR)


def test_the_rhythm_of_the_day_is_learned() -> None:
    days = [NOW.replace(hour=0) - timedelta(days=day) for day in range(1, 28)]
    pace = Pace(learn(Rhythm(), [day + timedelta(hours=9, minutes=5 * n) for day in days for n in range(12)], NOW))
    night, morning = NOW.replace(hour=22), NOW.replace(hour=9)
    assert worth_waiting(pace, morning, least_price()) < worth_waiting(pace, night, least_price()) / 3


def test_a_feed_whose_window_is_small_is_read_before_half_of_it_has_gone() -> None:
    pace = Pace(steady(1), window=4)
    due = next_due(FEED, Outcome(True), NOW, 0.0, pace=pace, price=100.0)
    assert due.cause is Cause.WINDOW
    assert timedelta(hours=1, minutes=30) < due.at - NOW < timedelta(hours=2, minutes=30)


def test_quiet_days_make_a_feed_be_read_less_and_a_lively_day_more() -> None:
    rhythm = steady(0.5)
    later = NOW + timedelta(days=5)
    assert learn(rhythm, [], later).habit(later) < rhythm.habit(NOW)
    lively = learn(learn(rhythm, [], NOW), [NOW + timedelta(minutes=n) for n in range(60)], NOW + timedelta(hours=1))
    assert lively.mood(NOW + timedelta(hours=1)) > 1.5


def test_a_budget_makes_every_feed_wait_in_its_proportion() -> None:
    paces = [Pace(steady(rate)) for rate in (4, 1)]
    price = price_for([appetite(pace, NOW, FLOOR) for pace in paces], 1.0)
    lively, slow = (worth_waiting(pace, NOW, price) for pace in paces)
    assert 1.8 < slow / lively < 2.2


def test_why_a_feed_is_read_next_is_one_plain_sentence() -> None:
    feed = replace(FEED, last_polled=NOW, next_due=NOW + timedelta(hours=1), asked=3600)
    for cause in Cause:
        sentence = next_read(replace(feed, cause=cause.value), NOW, lambda moment: f"{moment:%H:%M}")
        assert sentence.startswith("Read next at 09:00, because ")
        assert sentence.count(".") == 1
    assert "asks for an hour" in next_read(replace(feed, cause="asked"), NOW, str)
    assert next_read(replace(feed, cause="from a newer version"), NOW, str)


def test_a_feed_that_is_not_read_says_so() -> None:
    assert next_read(replace(FEED, gone=NOW), NOW, str).startswith("Not read any more")
    assert next_read(replace(FEED, paused=True), NOW, str).startswith("Not read")
    assert next_read(FEED, NOW, str) == "Read next as soon as possible, because it has not been read yet."


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "a minute"), (40, "40 minutes"), (60, "an hour"), (180, "3 hours"), (1440, "a day"), (4000, "3 days")],
)
def test_lengths_are_written_as_people_say_them(minutes: int, words: str) -> None:
    assert lasting(timedelta(minutes=minutes)) == words
