"""What a polite reader asks for and when: what is known of the last body, and what feed and server ask for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path

import pytest

from flow.polite import Reading, feed_body
from servers.web import Web
from tocsin.core.schedule import CEILING, FLOOR, Cause
from tocsin.monitor.round import ASK_IN_FULL, MOST_UNCHANGED

LAST_MODIFIED = "Tue, 24 Nov 2026 07:00:00 GMT"


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as made:
        yield made


@pytest.fixture
def reading(tmp_path: Path, web: Web) -> Iterator[Reading]:
    with Reading(tmp_path, web) as made:
        yield made


def conditions(reading: Reading) -> tuple[str | None, str | None]:
    asked = reading.poll()
    return asked.headers.get("if-none-match"), asked.headers.get("if-modified-since")


# What is known of the last body


def test_both_validators_are_kept_and_sent_together(reading: Reading, web: Web) -> None:
    web.serve("/feed", feed_body(), etag='"one"', headers={"Last-Modified": LAST_MODIFIED})
    reading.follow()
    assert conditions(reading) == (None, None)
    assert conditions(reading) == ('"one"', LAST_MODIFIED)
    assert (reading.feed.unchanged, reading.feed.failures) == (1, 0)


def test_validators_of_two_bodies_are_never_mixed(reading: Reading, web: Web) -> None:
    web.serve("/feed", feed_body(), etag='"one"', headers={"Last-Modified": LAST_MODIFIED})
    reading.follow()
    reading.poll()
    web.serve("/feed", feed_body("<language>en</language>"), etag='"two"')
    reading.poll()
    assert conditions(reading) == ('"two"', None)


def test_the_validators_of_a_body_with_the_same_bytes_are_the_new_ones(reading: Reading, web: Web) -> None:
    web.serve("/feed", feed_body(), etag='"one"', headers={"Last-Modified": LAST_MODIFIED})
    reading.follow()
    reading.poll()
    web.serve("/feed", feed_body(), etag='"two"')
    reading.poll()
    assert conditions(reading) == ('"two"', None)


def test_a_server_that_always_says_unchanged_does_not_blind_us_for_good(reading: Reading, web: Web) -> None:
    web.serve("/feed", feed_body(), etag='"one"')
    reading.follow()
    seen = [conditions(reading)[0] for _ in range(MOST_UNCHANGED + 3)]
    assert seen[:2] == [None, '"one"']
    assert seen.count(None) >= 2
    assert max(gap for gap in _gaps(seen)) <= MOST_UNCHANGED


def _gaps(seen: list[str | None]) -> list[int]:
    places = [place for place, etag in enumerate(seen) if etag is None]
    return [after - before - 1 for before, after in pairwise(places)]


def test_after_a_week_the_whole_body_is_asked_for(reading: Reading, web: Web) -> None:
    web.serve("/feed", feed_body(), etag='"one"')
    reading.follow()
    reading.poll()
    reading.clock.now += ASK_IN_FULL
    assert conditions(reading) == (None, None)
    assert conditions(reading) == ('"one"', None)


def test_unchanged_without_having_asked_is_a_failure_and_not_good_news(reading: Reading, web: Web) -> None:
    web.serve("/feed", b"", status=304)
    reading.follow()
    reading.poll()
    assert reading.feed.failures == 1


def test_another_address_is_not_told_what_the_old_ones_body_was(reading: Reading, web: Web) -> None:
    web.serve("/feed", feed_body(), etag='"one"')
    web.serve("/other", feed_body(), etag='"one"')
    feed = reading.follow()
    reading.poll()
    reading.store.feeds.edit(feed.id, url=web.url("/other"))
    assert "if-none-match" not in reading.poll("/other").headers


# What the server and the feed ask for


@pytest.mark.parametrize(
    ("headers", "asked"),
    [
        ({"Cache-Control": "max-age=7200"}, timedelta(hours=2)),
        ({"Cache-Control": "public, MAX-AGE=7200, s-maxage=60"}, timedelta(hours=2)),
        ({"Cache-Control": "max-age=7200", "Age": "3600"}, timedelta(hours=1)),
        ({"Cache-Control": "max-age=7200", "Expires": "Thu, 01 Jan 1970 00:00:00 GMT"}, timedelta(hours=2)),
        ({"Cache-Control": "max-age=864000"}, CEILING),
    ],
)
def test_a_server_that_calls_its_answer_fresh_is_left_alone(
    reading: Reading, web: Web, headers: dict[str, str], asked: timedelta
) -> None:
    web.serve("/feed", feed_body(), headers=headers)
    reading.follow()
    reading.poll()
    assert (reading.wait(), reading.cause()) == (asked, Cause.ASKED)


@pytest.mark.parametrize(
    "headers",
    [
        {"Cache-Control": "no-cache"},
        {"Cache-Control": "max-age=0"},
        {"Cache-Control": "max-age=soon"},
        {"Expires": "0"},
        {"Expires": "Thu, 01 Jan 1970 00:00:00 GMT"},
        {"Expires": "in a while"},
        {"Cache-Control": "max-age=60", "Age": "86400"},
    ],
)
def test_a_server_that_asks_for_nothing_or_nonsense_gets_the_floor(
    reading: Reading, web: Web, headers: dict[str, str]
) -> None:
    web.serve("/feed", feed_body(), headers=headers)
    reading.follow()
    reading.poll()
    assert reading.wait() == FLOOR


def test_expires_counts_from_the_servers_own_clock(reading: Reading, web: Web) -> None:
    web.serve("/feed", feed_body(), headers={"Expires": format_datetime(datetime.now(UTC) + timedelta(hours=3), True)})
    reading.follow()
    reading.poll()
    assert abs(reading.wait() - timedelta(hours=3)) < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("asks", "wait"),
    [
        ("<ttl>60</ttl>", timedelta(hours=1)),
        ("<ttl>5</ttl>", FLOOR),
        ("<ttl>0</ttl>", FLOOR),
        ("<ttl>often</ttl>", FLOOR),
        ("<ttl>99999</ttl>", CEILING),
        ("<sy:updatePeriod xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'>daily</sy:updatePeriod>", CEILING),
        (
            "<sy:updatePeriod xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'>daily</sy:updatePeriod>"
            "<sy:updateFrequency xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'>4</sy:updateFrequency>",
            timedelta(hours=6),
        ),
    ],
)
def test_a_feed_is_read_no_more_often_than_it_asks(reading: Reading, web: Web, asks: str, wait: timedelta) -> None:
    web.serve("/feed", feed_body(asks))
    reading.follow()
    reading.poll()
    assert reading.wait() == wait


def test_the_longer_wish_of_feed_and_server_counts(reading: Reading, web: Web) -> None:
    web.serve("/feed", feed_body("<ttl>240</ttl>"), headers={"Cache-Control": "max-age=300"})
    reading.follow()
    reading.poll()
    assert reading.wait() == timedelta(hours=4)


def test_what_a_feed_asks_for_is_remembered_while_it_does_not_change(reading: Reading, web: Web) -> None:
    web.serve("/feed", feed_body("<ttl>240</ttl>"), etag='"one"')
    reading.follow()
    for _ in range(2):
        reading.poll()
        assert reading.wait() == timedelta(hours=4)


def test_a_feed_is_not_read_in_the_hours_that_it_skips(reading: Reading, web: Web) -> None:
    hours = "".join(f"<hour>{hour}</hour>" for hour in (8, 9, 10))
    web.serve("/feed", feed_body(f"<skipHours>{hours}</skipHours>"), etag='"one"')
    reading.follow()
    reading.poll()
    assert (reading.feed.next_due.hour, reading.feed.next_due.minute, reading.cause()) == (11, 0, Cause.QUIET)
    reading.poll()
    reading.clock.now = reading.clock.now.replace(hour=9) + timedelta(days=1)
    reading.poll()
    assert reading.feed.next_due.hour == 11


def test_a_feed_is_not_read_on_the_days_that_it_skips(reading: Reading, web: Web) -> None:
    days = "".join(f"<day>{day}</day>" for day in ("Tuesday", "Wednesday"))
    web.serve("/feed", feed_body(f"<skipDays>{days}</skipDays>"))
    reading.follow()
    reading.poll()
    assert reading.feed.next_due == datetime(2026, 11, 26, 0, 0, tzinfo=UTC)


def test_a_feed_that_skips_every_hour_is_read_all_the_same(reading: Reading, web: Web) -> None:
    hours = "".join(f"<hour>{hour}</hour>" for hour in range(25))
    web.serve("/feed", feed_body(f"<skipHours>{hours}</skipHours>"))
    reading.follow()
    reading.poll()
    assert reading.wait() == FLOOR


def test_an_article_about_skipped_hours_skips_none(reading: Reading, web: Web) -> None:
    words = "<![CDATA[<skipHours><hour>8</hour></skipHours>]]>"
    web.serve("/feed", feed_body(f"<description>{words}</description>"))
    reading.follow()
    reading.poll()
    assert reading.feed.skip_hours == ()


def test_chance_makes_feeds_drift_apart_and_only_ever_later(reading: Reading, web: Web) -> None:
    web.serve("/feed", feed_body("<ttl>60</ttl>"))
    reading.follow()
    reading.chance = lambda: 1.0
    reading.poll()
    assert reading.wait() == timedelta(minutes=66)


def test_a_reading_that_a_person_asks_for_early_makes_no_gap_in_what_was_read(reading: Reading, web: Web) -> None:
    web.serve("/feed", feed_body("<ttl>600</ttl>"))
    reading.follow()
    reading.round()
    for _ in range(3):
        reading.later(hours=3)
        reading.round(refresh=True)
    (run,) = reading.store.readings.of(reading.feed.id, reading.clock() - timedelta(days=1))
    assert run.polls == 4
