"""When a feed is due again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tocsin.core.model import Feed
from tocsin.core.schedule import CEILING, FLOOR, SPREAD, Outcome, next_due

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
