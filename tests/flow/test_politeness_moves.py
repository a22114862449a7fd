"""When a redirect changes the address of a feed: after a few repetitions over days, and never to what is no feed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from flow.polite import Reading, feed_body
from servers.web import Web
from tocsin.core.errors import WrongUse
from tocsin.monitor.events import FeedNoted
from tocsin.monitor.moving import stay
from tocsin.store.moves import NoteKind


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as made:
        yield made


@pytest.fixture
def reading(tmp_path: Path, web: Web) -> Iterator[Reading]:
    with Reading(tmp_path, web) as made:
        yield made


def days(reading: Reading, number: int) -> None:
    """Read once a day."""
    for _ in range(number):
        reading.later(days=1, minutes=1)
        reading.round()


def redirected(reading: Reading, status: int, to: str = "/new") -> None:
    reading.web.serve(to, feed_body())
    reading.web.redirect("/feed", reading.web.url(to), status)
    reading.follow()


@pytest.mark.parametrize("status", [301, 308])
def test_a_permanent_redirect_is_believed_after_some_days(reading: Reading, web: Web, status: int) -> None:
    redirected(reading, status)
    days(reading, 3)
    assert reading.feed.url == web.url("/feed")
    days(reading, 1)
    assert reading.feed.url == web.url("/new")
    (note,) = reading.store.notes.all()
    assert (note.kind, note.before, note.after) == (NoteKind.MOVED, web.url("/feed"), web.url("/new"))
    assert [event.kind for event in reading.said if isinstance(event, FeedNoted)] == ["moved"]
    before = web.times("/feed")
    days(reading, 1)
    assert web.times("/feed") == before


def test_many_readings_of_one_day_are_no_repetition_over_time(reading: Reading, web: Web) -> None:
    redirected(reading, 301)
    for _ in range(10):
        reading.later(minutes=20)
        reading.round(refresh=True)
    assert (reading.feed.url, web.times("/feed")) == (web.url("/feed"), 10)


@pytest.mark.parametrize("status", [302, 303, 307])
def test_a_temporary_redirect_is_never_remembered(reading: Reading, web: Web, status: int) -> None:
    redirected(reading, status)
    days(reading, 10)
    assert (reading.feed.url, reading.noted()) == (web.url("/feed"), [])


def test_one_temporary_hop_makes_the_whole_way_temporary(reading: Reading, web: Web) -> None:
    web.serve("/new", feed_body())
    web.redirect("/feed", web.url("/between"), 301)
    web.redirect("/between", web.url("/new"), 302)
    reading.follow()
    days(reading, 10)
    assert reading.feed.url == web.url("/feed")


def test_a_redirect_that_changes_its_mind_begins_anew(reading: Reading, web: Web) -> None:
    redirected(reading, 301)
    days(reading, 3)
    web.serve("/newer", feed_body())
    web.redirect("/feed", web.url("/newer"), 301)
    days(reading, 3)
    assert reading.feed.url == web.url("/feed")
    days(reading, 1)
    assert reading.feed.url == web.url("/newer")


def test_a_feed_that_is_at_home_again_in_between_has_not_moved(reading: Reading, web: Web) -> None:
    redirected(reading, 301)
    days(reading, 3)
    web.serve("/feed", feed_body())
    days(reading, 1)
    web.redirect("/feed", web.url("/new"), 301)
    days(reading, 3)
    assert reading.feed.url == web.url("/feed")


def test_unchanged_at_the_new_address_counts_as_well(reading: Reading, web: Web) -> None:
    web.serve("/new", feed_body(), etag='"one"')
    web.redirect("/feed", web.url("/new"), 301)
    reading.follow()
    days(reading, 4)
    assert (reading.feed.url, reading.feed.failures) == (web.url("/new"), 0)


def test_a_login_page_of_another_host_never_becomes_the_address(reading: Reading, web: Web) -> None:
    with Web("127.0.0.2") as other:
        page = b"<!doctype html><title>Sign in</title><form><input type=password></form>"
        other.serve("/login", page, content_type="text/html")
        web.redirect("/feed", other.url("/login"), 301)
        reading.follow()
        days(reading, 10)
    assert (reading.feed.url, reading.noted()) == (web.url("/feed"), [NoteKind.AILING])
    assert reading.feed.failures > 3


def test_a_feed_may_move_to_another_host(reading: Reading, web: Web) -> None:
    with Web("127.0.0.2") as other:
        other.serve("/feed", feed_body())
        web.redirect("/feed", other.url("/feed"), 301)
        reading.follow()
        days(reading, 4)
        assert reading.feed.url == other.url("/feed")


def test_a_feed_with_a_password_stays_where_its_password_belongs(reading: Reading, web: Web) -> None:
    web.serve("/new", feed_body())
    web.redirect("/feed", web.url("/new"), 301)
    reading.store.feeds.add(web.url("/feed"), now=reading.clock(), user="ada")
    days(reading, 6)
    assert reading.feed.url == web.url("/feed")


def test_a_move_to_what_is_followed_already_is_said_once_and_not_made(reading: Reading, web: Web) -> None:
    redirected(reading, 301)
    reading.follow("/new")
    days(reading, 8)
    assert (reading.feed.url, reading.noted()) == (web.url("/feed"), [NoteKind.TWIN])


def test_a_move_can_be_taken_back_for_good(reading: Reading, web: Web) -> None:
    redirected(reading, 301)
    days(reading, 4)
    stay(reading.store, reading.feed, reading.clock())
    days(reading, 8)
    assert reading.feed.url == web.url("/feed")
    assert reading.noted() == [NoteKind.MOVED, NoteKind.STAYED]
    with pytest.raises(WrongUse):
        stay(reading.store, reading.feed, reading.clock())


def test_a_moved_feed_does_not_ring_its_past_again(reading: Reading, web: Web) -> None:
    redirected(reading, 301)
    days(reading, 6)
    assert reading.store.counts.total("feed", 1) == 1
    assert reading.feed.baseline is not None
    assert reading.feed.baseline - reading.clock() < timedelta(0)
