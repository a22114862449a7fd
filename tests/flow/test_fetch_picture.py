"""One image from a real server on loopback that may misbehave: bounds, silence about the reader, no local network."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from servers.web import Web
from tocsin.feeds.address import is_private
from tocsin.feeds.fetch import never
from tocsin.feeds.fetch_picture import MOST_BYTES, MOST_REDIRECTS, NotFetched, Talk, fetch_picture

PUBLIC = "https://news.example/feed"


def fetched(web: Web, path: str, *, feed_url: str = "", stop: Callable[[], bool] = never) -> bytes:
    return fetch_picture(web.url(path), feed_url=feed_url or web.url("/feed"), user_agent="Tocsin/test", stop=stop)


def test_a_request_says_nothing_about_who_reads_what() -> None:
    with Web() as web:
        web.serve("/a.png", b"one", headers={"Set-Cookie": "id=1"})
        web.redirect("/b.png", "/a.png")
        assert fetched(web, "/a.png") == b"one"
        assert fetched(web, "/b.png") == b"one"
        said = {name for asked in web.asked for name in asked.headers}
    assert said <= {"host", "user-agent", "accept", "accept-encoding"}


def test_a_name_and_password_in_the_address_are_not_sent() -> None:
    with Web() as web:
        web.serve("/a.png", b"one")
        fetch_picture(web.url("/a.png").replace("//", "//user:word@"), feed_url=web.url(), user_agent="x", stop=never)
        assert "authorization" not in web.asked[0].headers


def test_a_server_that_misbehaves_is_a_sentence() -> None:
    with Web() as web:
        web.endless("/endless")
        web.bomb("/bomb", size=MOST_BYTES * 4)
        web.reset("/reset")
        web.serve("/gone", b"no", status=404)
        web.redirect("/file", "file:///etc/passwd")
        for at in range(MOST_REDIRECTS + 2):
            web.redirect(f"/round{at}", f"/round{at + 1}")
        said = {}
        for path in ("/endless", "/bomb", "/reset", "/gone", "/file", "/round0"):
            with pytest.raises(NotFetched) as caught:
                fetched(web, path)
            said[path] = str(caught.value)
    assert "more than 8 MB" in said["/endless"]
    assert "more than 8 MB" in said["/bomb"]
    assert said["/gone"] == "127.0.0.1 does not hand it out (404)."
    assert "round in circles" in said["/round0"]


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://a.example/x", "", "http://", "https://a b/", "data:x"])
def test_only_the_web_is_asked(url: str) -> None:
    with pytest.raises(NotFetched):
        fetch_picture(url, feed_url="http://127.0.0.1/", user_agent="x", stop=never)


def test_the_local_network_is_not_asked_for_what_a_public_feed_shows() -> None:
    with Web() as web:
        web.serve("/a.png", b"one")
        with pytest.raises(NotFetched, match="local network"):
            fetched(web, "/a.png", feed_url=PUBLIC)
        assert web.asked == []


def test_a_public_name_that_leads_into_the_local_network_gets_no_request() -> None:
    with Web() as web:
        web.serve("/a.png", b"one")
        with pytest.raises(NotFetched, match="local network"):
            Talk(web.url("/a.png"), user_agent="x", private=False, stop=never).hold()
        assert web.asked == []


def test_closing_the_program_ends_a_slow_conversation() -> None:
    with Web() as web:
        web.silent("/slow")
        stop = threading.Event()
        threading.Timer(0.2, stop.set).start()
        with pytest.raises(NotFetched):
            fetched(web, "/slow", stop=stop.is_set)


@pytest.mark.parametrize(
    ("host", "private"),
    [
        ("news.example", False), ("8.8.8.8", False), ("2600::1", False), ("127.0.0.1", True), ("localhost", True),
        ("10.1.2.3", True), ("192.168.0.1", True), ("169.254.169.254", True), ("100.64.0.1", True), ("::1", True),
        ("fe80::1%eth0", True), ("[fd00::1]", True), ("::ffff:10.0.0.1", True), ("printer", True), ("nas.local", True),
        ("router.lan.", True), ("0.0.0.0", True), ("", True),
    ],
)  # fmt: skip
def test_hosts_of_the_local_network_are_known(host: str, private: bool) -> None:
    assert is_private(host) is private
