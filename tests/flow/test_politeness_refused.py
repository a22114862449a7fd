"""What a polite reader does when a server refuses: it waits, longer each time, and lets the whole host alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from flow.polite import Reading, feed_body
from servers.web import Web
from tocsin.core.schedule import CEILING, Cause
from tocsin.monitor.events import FeedNoted, Wish
from tocsin.store.moves import NoteKind


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as made:
        yield made


@pytest.fixture
def reading(tmp_path: Path, web: Web) -> Iterator[Reading]:
    with Reading(tmp_path, web) as made:
        yield made


def waits(reading: Reading, number: int) -> list[timedelta]:
    found = []
    for _ in range(number):
        reading.poll()
        found.append(reading.wait())
    return found


def hours(*numbers: float) -> list[timedelta]:
    return [timedelta(hours=number) for number in numbers]


@pytest.mark.parametrize("status", [429, 503, 500, 403])
def test_retry_after_in_seconds_is_obeyed(reading: Reading, web: Web, status: int) -> None:
    web.serve("/feed", status=status, headers={"Retry-After": "7200"})
    reading.follow()
    reading.poll()
    assert (reading.wait(), reading.cause()) == (timedelta(hours=2), Cause.REFUSED)


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_as_a_date_is_obeyed(reading: Reading, web: Web, status: int) -> None:
    then = datetime.now(UTC) + timedelta(hours=2)
    web.serve("/feed", status=status, headers={"Retry-After": format_datetime(then, usegmt=True)})
    reading.follow()
    reading.poll()
    assert abs(reading.wait() - timedelta(hours=2)) < timedelta(minutes=1)


@pytest.mark.parametrize("after", ["0", "-5", "soon", "Thu, 01 Jan 1970 00:00:00 GMT", "Thu, 32 Foo 2026 99:00:00"])
def test_a_retry_at_once_is_never_a_loop(reading: Reading, web: Web, after: str) -> None:
    web.serve("/feed", status=429, headers={"Retry-After": after})
    reading.follow()
    assert waits(reading, 4) == hours(0.25, 0.5, 1, 2)


def test_a_server_can_ask_for_a_day_at_most(reading: Reading, web: Web) -> None:
    web.serve("/feed", status=503, headers={"Retry-After": "999999999"})
    reading.follow()
    reading.poll()
    assert reading.wait() == CEILING


@pytest.mark.parametrize("status", [429, 503])
def test_a_refusing_server_is_asked_less_and_less_often(reading: Reading, web: Web, status: int) -> None:
    web.serve("/feed", status=status)
    reading.follow()
    assert waits(reading, 9) == hours(0.25, 0.5, 1, 2, 4, 8, 16, 24, 24)


def test_a_third_forbidden_is_a_wish_to_be_left_alone(reading: Reading, web: Web) -> None:
    web.serve("/feed", status=403)
    reading.follow()
    assert waits(reading, 6) == hours(0.25, 0.5, 4, 8, 16, 24)
    assert reading.cause() is Cause.REFUSED


def test_a_server_in_trouble_is_tried_again_soon(reading: Reading, web: Web) -> None:
    web.serve("/feed", status=500)
    reading.follow()
    assert waits(reading, 3) == [timedelta(minutes=minutes) for minutes in (5, 10, 20)]
    assert reading.cause() is Cause.TROUBLE


def test_too_many_requests_is_meant_for_all_feeds_of_the_host(reading: Reading, web: Web) -> None:
    web.serve("/feed", status=429, headers={"Retry-After": "3600"})
    web.serve("/other", feed_body())
    reading.follow()
    reading.round()
    other = reading.follow("/other")
    reading.round()
    assert web.times("/other") == 0
    put_off = reading.store.feeds.get(other.id)
    assert (put_off.next_due - reading.clock(), put_off.cause) == (timedelta(hours=1), Cause.HOST)
    reading.later(hours=1)
    reading.round()
    assert web.times("/other") == 1


def test_not_even_a_person_who_asks_disturbs_a_host_that_said_when(reading: Reading, web: Web) -> None:
    web.serve("/feed", status=429, headers={"Retry-After": "3600"})
    reading.follow()
    reading.round()
    for _ in range(5):
        reading.later(minutes=1)
        reading.round(refresh=True)
    assert web.times("/feed") == 1
    reading.later(hours=1)
    reading.round(refresh=True)
    assert web.times("/feed") == 2


def test_a_person_who_asks_need_not_wait_for_a_feed_that_is_merely_not_due(reading: Reading, web: Web) -> None:
    web.serve("/feed", feed_body("<ttl>600</ttl>"))
    reading.follow()
    reading.round()
    reading.round(refresh=True)
    assert web.times("/feed") == 2


def test_a_feed_that_is_gone_is_not_asked_for_again(reading: Reading, web: Web) -> None:
    web.serve("/feed", status=410)
    reading.follow()
    reading.round()
    assert reading.noted() == [NoteKind.GONE]
    assert [event.kind for event in reading.said if isinstance(event, FeedNoted)] == ["gone"]
    reading.later(days=40)
    reading.round()
    reading.round(refresh=True)
    assert web.times("/feed") == 1
    assert reading.store.feeds.next_due() is None


def test_a_feed_that_is_gone_is_read_again_when_the_user_wants_it(reading: Reading, web: Web) -> None:
    web.serve("/feed", status=410)
    feed = reading.follow()
    reading.round()
    web.serve("/feed", feed_body())
    reading.wishes.put(Wish("refresh-feed", feed.id))
    reading.round()
    assert (reading.feed.gone, reading.feed.failures) == (None, 0)
    assert web.times("/feed") == 2


def test_a_feed_that_is_only_missing_is_not_gone(reading: Reading, web: Web) -> None:
    web.serve("/feed", status=404)
    reading.follow()
    assert waits(reading, 2) == [timedelta(minutes=5), timedelta(minutes=10)]
    assert reading.noted() == []
