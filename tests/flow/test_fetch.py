"""The fetcher against a web server on loopback that behaves well and badly."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from servers.web import Web
from tocsin.feeds.fetch import Failed, Fetched, Fetcher, Outcome, Request, Unchanged

FEED = b"<rss version='2.0'><channel><title>News</title></channel></rss>"


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as web:
        yield web


@pytest.fixture
def other() -> Iterator[Web]:
    with Web("127.0.0.2") as web:
        yield web


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    fetcher = Fetcher(user_agent="Tocsin/test", connect_seconds=2, total_seconds=3, max_bytes=200_000)
    yield fetcher
    fetcher.close()


def one(fetcher: Fetcher, request: Request | str) -> Outcome:
    asked = Request(request) if isinstance(request, str) else request
    ((answered, outcome),) = fetcher.fetch([asked])
    assert answered is asked
    return outcome


def failed(fetcher: Fetcher, request: Request | str) -> Failed:
    outcome = one(fetcher, request)
    assert isinstance(outcome, Failed), outcome
    assert outcome.sentence.endswith((".", ")"))
    assert "\n" not in outcome.sentence
    return outcome


def test_a_feed_is_fetched_with_what_the_server_says_of_it(web: Web, fetcher: Fetcher) -> None:
    web.serve(
        "/feed",
        FEED,
        etag='"1"',
        headers={"Last-Modified": "Mon, 01 Jan 2024 00:00:00 GMT", "Cache-Control": "public, max-age=600"},
    )
    outcome = one(fetcher, web.url("/feed"))
    assert outcome == Fetched(
        web.url("/feed"), FEED, "application/xml", '"1"', "Mon, 01 Jan 2024 00:00:00 GMT", 200, "", 600
    )
    assert web.asked[0].headers["user-agent"] == "Tocsin/test"
    assert "gzip" in web.asked[0].headers["accept-encoding"]


def test_what_is_known_is_not_sent_again(web: Web, fetcher: Fetcher) -> None:
    web.serve("/feed", FEED, etag='"1"')
    assert one(fetcher, Request(web.url("/feed"), etag='"1"', last_modified="yesterday\r\nX-Evil: 1")) == Unchanged(
        None
    )
    assert web.asked[0].headers["if-modified-since"] == "yesterdayX-Evil: 1"
    assert "x-evil" not in web.asked[0].headers


def test_unchanged_without_having_asked_is_a_failure(web: Web, fetcher: Fetcher) -> None:
    web.serve("/feed", b"", status=304)
    assert failed(fetcher, web.url("/feed")).kind == "http"


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_packed_bodies_are_unpacked(web: Web, fetcher: Fetcher, encoding: str) -> None:
    web.serve("/feed", FEED, encoding=encoding)
    outcome = one(fetcher, web.url("/feed"))
    assert isinstance(outcome, Fetched)
    assert outcome.body == FEED


def test_an_endless_body_is_cut_off(web: Web, fetcher: Fetcher) -> None:
    web.endless("/feed")
    trouble = failed(fetcher, web.url("/feed"))
    assert (trouble.kind, trouble.sentence) == (
        "too-big",
        "127.0.0.1 sent more than 200000 bytes; that is too much for a feed.",
    )


def test_a_long_body_is_refused_by_its_announced_length(web: Web, fetcher: Fetcher) -> None:
    web.serve("/feed", bytes(300_000))
    assert failed(fetcher, web.url("/feed")).kind == "too-big"


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_bomb_is_measured_while_it_is_unpacked(web: Web, fetcher: Fetcher, encoding: str) -> None:
    web.bomb("/feed", encoding, 50 * 2**20)
    assert failed(fetcher, web.url("/feed")).kind == "too-big"


def test_packing_that_is_none_is_a_failure(web: Web, fetcher: Fetcher) -> None:
    web.serve("/feed", b"not packed at all", headers={"Content-Encoding": "gzip"})
    assert failed(fetcher, web.url("/feed")).kind == "cut"


def test_a_server_that_drips_is_left(web: Web, fetcher: Fetcher) -> None:
    web.drip("/feed", seconds=0.1)
    assert failed(fetcher, web.url("/feed")).kind == "timeout"


def test_a_server_that_says_nothing_is_left(web: Web, fetcher: Fetcher) -> None:
    web.silent("/feed")
    trouble = failed(fetcher, web.url("/feed"))
    assert (trouble.kind, trouble.sentence) == ("timeout", "127.0.0.1 did not answer in time.")


def test_a_header_without_end_is_left(web: Web, fetcher: Fetcher) -> None:
    web.header_flood("/feed")
    assert failed(fetcher, web.url("/feed")).sentence == "127.0.0.1 sent an endless head before its answer."


def test_a_connection_broken_in_the_middle_is_no_feed(web: Web, fetcher: Fetcher) -> None:
    web.reset("/feed")
    trouble = failed(fetcher, web.url("/feed"))
    assert (trouble.kind, trouble.sentence) == ("cut", "127.0.0.1 broke off in the middle of its answer.")


@pytest.mark.parametrize("answer", [b"", b"SSH-2.0-OpenSSH\r\n", b"\x00" * 300, b"HTTP/1.1 abc\r\n\r\n"])
def test_what_is_not_http_is_a_failure(web: Web, fetcher: Fetcher, answer: bytes) -> None:
    web.raw("/feed", answer)
    assert failed(fetcher, web.url("/feed")).kind == "cut"


def test_nobody_there_is_said_in_a_sentence(fetcher: Fetcher) -> None:
    trouble = failed(fetcher, "http://127.0.0.1:9/feed")
    assert (trouble.kind, trouble.sentence) == ("refused", "127.0.0.1 could not be reached.")


def test_a_host_that_does_not_exist_is_said_in_the_same_words(fetcher: Fetcher) -> None:
    trouble = failed(fetcher, "http://news.invalid/feed")
    assert (trouble.kind, trouble.sentence) == ("dns", "news.invalid could not be reached.")


@pytest.mark.parametrize("url", ["file:///etc/passwd", "javascript:alert(1)", "ftp://x.example/", "", "http://", "a b"])
def test_an_address_that_is_none_is_never_tried(fetcher: Fetcher, url: str) -> None:
    assert failed(fetcher, url).kind == "address"


def test_a_permanent_move_is_told(web: Web, fetcher: Fetcher) -> None:
    web.redirect("/old", "/older", 301)
    web.redirect("/older", "/feed", 308)
    web.serve("/feed", FEED)
    outcome = one(fetcher, web.url("/old"))
    assert isinstance(outcome, Fetched)
    assert (outcome.url, outcome.moved_to) == (web.url("/feed"), web.url("/feed"))


def test_a_move_with_one_passing_step_is_not_told(web: Web, fetcher: Fetcher) -> None:
    web.redirect("/old", "/older", 301)
    web.redirect("/older", "/feed", 302)
    web.serve("/feed", FEED)
    outcome = one(fetcher, web.url("/old"))
    assert isinstance(outcome, Fetched)
    assert (outcome.url, outcome.moved_to) == (web.url("/feed"), "")


def test_redirects_in_a_circle_end(web: Web, fetcher: Fetcher) -> None:
    web.redirect("/a", "/b")
    web.redirect("/b", "/a")
    assert failed(fetcher, web.url("/a")).kind == "redirect"
    assert len(web.asked) == 6


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/"])
def test_a_redirect_off_the_web_is_refused(web: Web, fetcher: Fetcher, to: str) -> None:
    web.redirect("/feed", to)
    trouble = failed(fetcher, web.url("/feed"))
    assert (trouble.kind, trouble.sentence) == (
        "redirect",
        "127.0.0.1 sends us to an address that is not on the web.",
    )


def test_name_and_password_are_given_to_their_host(web: Web, fetcher: Fetcher) -> None:
    web.serve("/feed", FEED, login=("ann", "sécret:x"))
    assert failed(fetcher, web.url("/feed")).status == 401
    assert isinstance(one(fetcher, Request(web.url("/feed"), user="ann", password="sécret:x")), Fetched)


def test_name_and_password_are_never_given_to_another_host(web: Web, other: Web, fetcher: Fetcher) -> None:
    web.redirect("/feed", other.url("/elsewhere"))
    other.serve("/elsewhere", FEED)
    assert isinstance(one(fetcher, Request(web.url("/feed"), user="ann", password="secret")), Fetched)
    assert "authorization" in web.asked[0].headers
    assert "authorization" not in other.asked[0].headers


def test_a_password_is_not_left_on_the_next_request(web: Web, fetcher: Fetcher) -> None:
    web.serve("/a", FEED)
    list(fetcher.fetch([Request(web.url("/a"), user="ann", password="secret"), Request(web.url("/a"))]))
    assert ["authorization" in asked.headers for asked in web.asked] == [True, False]


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (403, "127.0.0.1 refuses to hand out this feed (403)."),
        (404, "127.0.0.1 has nothing at this address (404)."),
        (410, "127.0.0.1 says that this feed is gone for good (410)."),
        (429, "127.0.0.1 asks us to come back later (429)."),
        (500, "127.0.0.1 is in trouble itself (500)."),
        (503, "127.0.0.1 is overloaded or under repair (503)."),
    ],
)
def test_each_refusal_has_its_sentence(web: Web, fetcher: Fetcher, status: int, sentence: str) -> None:
    web.serve("/feed", b"sorry", status=status, headers={"Retry-After": "120"})
    assert one(fetcher, web.url("/feed")) == Failed(sentence, status, 120, "http")


@pytest.mark.parametrize(("value", "seconds"), [("0", 0), ("soon", None), ("99999999", 7 * 86400), ("-5", None)])
def test_retry_after_is_read_within_reason(web: Web, fetcher: Fetcher, value: str, seconds: int | None) -> None:
    web.serve("/feed", status=429, headers={"Retry-After": value})
    assert failed(fetcher, web.url("/feed")).retry_after == seconds


def test_retry_after_may_be_a_date(web: Web, fetcher: Fetcher) -> None:
    later = datetime.now(UTC) + timedelta(hours=2)
    web.serve("/feed", status=503, headers={"Retry-After": format_datetime(later, usegmt=True)})
    wait = failed(fetcher, web.url("/feed")).retry_after
    assert wait is not None
    assert 7000 < wait <= 7200


def test_an_empty_body_is_fetched_as_it_is(web: Web, fetcher: Fetcher) -> None:
    web.serve("/feed", b"")
    outcome = one(fetcher, web.url("/feed"))
    assert isinstance(outcome, Fetched)
    assert outcome.body == b""


def test_a_failure_beside_it_spoils_nothing(web: Web, other: Web, fetcher: Fetcher) -> None:
    web.silent("/silent")
    other.serve("/feed", FEED)
    outcomes = dict(fetcher.fetch([Request(web.url("/silent")), Request("nope"), Request(other.url("/feed"))]))
    assert {request.url: type(outcome) for request, outcome in outcomes.items()} == {
        web.url("/silent"): Failed,
        "nope": Failed,
        other.url("/feed"): Fetched,
    }


def test_a_host_gets_one_request_at_a_time(web: Web, fetcher: Fetcher) -> None:
    count = 20
    for number in range(count):
        web.serve(f"/{number}", FEED)
    requests = [Request(web.url(f"/{number}"), token=number) for number in range(count)]
    assert [request.token for request, _ in fetcher.fetch(requests)] == list(range(count))


@pytest.mark.parametrize("how", ["drip", "endless", "silent"])
def test_a_wish_to_stop_ends_everything_in_the_middle_of_a_download(web: Web, how: str) -> None:
    fetcher = Fetcher(user_agent="Tocsin/test", max_bytes=2**40, total_seconds=600)
    getattr(web, how)("/feed")
    wish = threading.Event()
    timer = threading.Timer(0.3, wish.set)
    timer.start()
    assert list(fetcher.fetch([Request(web.url("/feed"))], stop=wish.is_set)) == []
    fetcher.close()
    timer.join()


def test_answers_left_unread_leave_nothing_behind(web: Web, fetcher: Fetcher) -> None:
    web.silent("/silent")
    web.serve("/feed", FEED)
    answers = fetcher.fetch([Request(web.url("/feed")), Request(web.url("/silent"))])
    next(answers)
    answers.close()  # type: ignore[attr-defined]
    assert isinstance(one(fetcher, web.url("/feed")), Fetched)


def test_this_computer_is_never_asked_through_a_proxy(
    web: Web, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    web.serve("/feed", FEED)
    assert isinstance(one(fetcher, web.url("/feed")), Fetched)


def test_the_rest_of_the_web_is_asked_through_the_proxy(
    web: Web, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", web.url("").rstrip("/"))
    web.serve("http://news.example/feed", FEED)
    assert isinstance(one(fetcher, "http://news.example/feed"), Fetched)
    monkeypatch.setenv("no_proxy", "news.invalid")
    assert failed(fetcher, "http://news.invalid/feed").kind == "dns"
