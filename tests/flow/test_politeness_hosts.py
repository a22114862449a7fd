"""How requests to one host are spaced out, whoever makes them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from flow.polite import Reading, feed_body
from servers.web import Page, Web
from tocsin.core.schedule import Cause, spacing_of
from tocsin.feeds.fetch import Fetched, Fetcher, Request
from tocsin.monitor.following import Look, look
from tocsin.monitor.manners import Manners, picture_spacing, usual_spacing

SECOND = timedelta(seconds=1)


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as made:
        yield made


@pytest.fixture
def reading(tmp_path: Path, web: Web) -> Iterator[Reading]:
    with Reading(tmp_path, web, lambda host: timedelta(minutes=1)) as made:
        yield made


def test_one_host_is_asked_for_one_thing_at_a_time(tmp_path: Path, web: Web) -> None:
    at_once, most, lock = 0, 0, threading.Lock()

    def act(talk: BaseHTTPRequestHandler) -> None:
        nonlocal at_once, most
        with lock:
            at_once += 1
            most = max(most, at_once)
        body = feed_body()
        talk.send_response(200)
        talk.send_header("Content-Length", str(len(body)))
        talk.end_headers()
        with lock:
            at_once -= 1
        talk.wfile.write(body)

    with Reading(tmp_path, web) as reading:
        for number in range(12):
            web.pages[f"/{number}"] = Page(lambda: b"", act=act)
            reading.follow(f"/{number}")
        reading.round()
    assert (len(web.asked), most) == (12, 1)


def test_this_computer_is_not_spared() -> None:
    assert usual_spacing("127.0.0.1:8080") == usual_spacing("localhost") == usual_spacing("[::1]:80") == timedelta(0)


@pytest.mark.parametrize(
    ("host", "seconds"),
    [
        ("news.example", 1),
        ("www.reddit.com", 60),
        ("reddit.com:443", 60),
        ("notreddit.com", 1),
        ("api.gdeltproject.org", 6),
        ("export.arxiv.org", 3),
        ("news.google.com", 5),
        ("google.com", 1),
    ],
)
def test_known_hosts_are_spaced_out_as_they_ask(host: str, seconds: int) -> None:
    assert usual_spacing(host) == spacing_of(host) == timedelta(seconds=seconds)


def test_images_are_asked_for_faster_but_not_where_a_limit_is_known() -> None:
    assert picture_spacing("cdn.example") < SECOND
    assert picture_spacing("www.reddit.com") == timedelta(seconds=60)


def test_feeds_of_one_host_take_turns_over_several_rounds(reading: Reading, web: Web) -> None:
    for number in range(3):
        web.serve(f"/{number}", feed_body())
        reading.follow(f"/{number}")
    reading.manners = Manners(reading.store, lambda host: timedelta(minutes=10))
    asked = []
    for _ in range(4):
        reading.round()
        asked.append(sorted({one.path for one in web.asked}))
        reading.later(minutes=10)
    assert asked == [["/0"], ["/0", "/1"], ["/0", "/1", "/2"], ["/0", "/1", "/2"]]


def test_a_feed_whose_turn_comes_later_is_due_then_and_says_why(reading: Reading, web: Web) -> None:
    reading.manners = Manners(reading.store, lambda host: timedelta(hours=1))
    for number in range(3):
        web.serve(f"/{number}", feed_body())
        reading.follow(f"/{number}")
    reading.round()
    assert len(web.asked) == 1
    others = [reading.store.feeds.get(feed_id) for feed_id in (2, 3)]
    assert [one.cause for one in others] == [Cause.HOST, Cause.HOST]
    assert [one.next_due - reading.clock() for one in others] == [timedelta(hours=1), timedelta(hours=2)]


def test_asking_for_everything_again_and_again_does_not_crowd_a_host(reading: Reading, web: Web) -> None:
    reading.manners = Manners(reading.store, lambda host: timedelta(hours=1))
    for number in range(3):
        web.serve(f"/{number}", feed_body())
        reading.follow(f"/{number}")
    for _ in range(6):
        reading.round(refresh=True)
        reading.later(minutes=5)
    assert len(web.asked) == 1


def test_turns_are_shared_by_two_programs(tmp_path: Path, web: Web, reading: Reading) -> None:
    manners = Manners(reading.store, lambda host: timedelta(seconds=3))
    now = reading.clock()
    assert manners.turn("https://news.example/page", now) == timedelta(0)
    with Reading(tmp_path, web, lambda host: timedelta(seconds=3)) as other:
        assert other.manners.turn("https://news.example/feed", now) == timedelta(seconds=3)
        assert other.manners.turn("https://other.example/feed", now) == timedelta(0)
        too_long = other.manners.turn("https://news.example/feed", now)
    assert too_long == timedelta(seconds=6)
    assert manners.turn("https://news.example/icon", now) == too_long, "what was not waited for is not taken"


def test_adding_a_feed_leaves_a_host_alone_that_is_to_be_left_alone(reading: Reading, web: Web) -> None:
    web.serve("/feed", status=429, headers={"Retry-After": "3600"})
    reading.follow()
    reading.round()
    web.serve("/new", feed_body())
    seen = look(web.url("/new"), manners=reading.manners, clock=reading.clock)
    assert isinstance(seen, Look)
    assert "left alone" in seen.trouble
    assert web.times("/new") == 0


def test_looking_at_a_site_that_refuses_makes_the_monitor_wait(reading: Reading, web: Web) -> None:
    web.serve("/page", status=429, headers={"Retry-After": "3600"})
    web.serve("/feed", feed_body())
    look(web.url("/page"), manners=reading.manners, clock=reading.clock)
    reading.follow()
    reading.round()
    assert web.times("/feed") == 0


def test_a_time_that_a_wrong_clock_wrote_blocks_no_host(reading: Reading, web: Web) -> None:
    host = f"127.0.0.1:{web.port}"
    reading.store.hosts.hold({host: reading.clock() + timedelta(days=1)}, reading.clock())
    web.serve("/feed", feed_body())
    reading.follow()
    reading.later(days=-300)
    reading.round()
    assert web.times("/feed") == 1


def test_a_request_that_is_put_off_does_not_hold_up_the_others(web: Web) -> None:
    web.serve("/now", feed_body())
    with Web("127.0.0.2") as other:
        other.serve("/later", feed_body())
        fetcher = Fetcher(user_agent="Tocsin/test")
        requests = [Request(other.url("/later"), delay=0.3), Request(web.url("/now"))]
        came = [(request.url, type(outcome)) for request, outcome in fetcher.fetch(requests)]
        fetcher.close()
    assert came == [(web.url("/now"), Fetched), (other.url("/later"), Fetched)]


def test_a_wish_to_stop_is_heard_while_a_request_is_put_off(web: Web) -> None:
    fetcher = Fetcher(user_agent="Tocsin/test")
    answers = iter([False, False, True])
    assert list(fetcher.fetch([Request(web.url("/feed"), delay=3600)], lambda: next(answers, True))) == []
    fetcher.close()
