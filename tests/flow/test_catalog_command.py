"""`tocsin catalog`, `feed discover` and `feed check`, as a person types them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import keyring
import pytest

from flow.test_command_line import PAGE, RSS, Terminal
from flow.workbench import entry
from gui.paper_keyring import PaperKeyring
from servers.web import Web
from tocsin.desktop import secrets


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    with Web() as web:
        yield Terminal(tmp_path / "profile", web)


def test_the_catalogue_is_narrowed_by_country_and_words(terminal: Terminal) -> None:
    french = terminal.json("catalog", "--country", "FR")
    assert {row["country"] for row in french} == {"FR"}
    (one,) = terminal.json("catalog", "le", "monde", "--country", "fr", "--topic", "news")
    assert one["title"] == "Le Monde"
    assert "news" in terminal.type("catalog", "--topics").stdout.splitlines()


def test_what_is_suggested_is_followed_with_its_country_and_only_once(terminal: Terminal) -> None:
    done = terminal.type("catalog", "--country", "FR", "--suggest", "--add", "--folder", "Press")
    assert "12 sources added" in done.stdout
    feeds = terminal.json("feed", "list")
    assert {(feed["folder"], feed["country"]) for feed in feeds} == {("Press", "FR")}
    again = terminal.type("catalog", "--country", "FR", "--suggest", "--add")
    assert "0 sources added" in again.stdout
    assert "followed already" in again.stderr


def test_nothing_is_followed_by_looking_and_many_only_when_it_is_meant(terminal: Terminal) -> None:
    terminal.type("catalog", "--country", "DE")
    refused = terminal.type("catalog", "--language", "en", "--add", status=2)
    assert "Narrow it down" in refused.stderr
    assert terminal.json("feed", "list") == []


def test_a_source_that_is_not_known_is_a_sentence(terminal: Terminal) -> None:
    assert "no such source" in terminal.type("catalog", "zzzzz", status=1).stderr


def test_a_site_tells_the_feeds_that_it_offers_and_none_is_followed(terminal: Terminal) -> None:
    terminal.web.serve("/", PAGE.encode(), content_type="text/html")
    said = terminal.json("feed", "discover", terminal.web.url("/"))
    assert [(one["title"], one["kind"]) for one in said] == [("All news", "RSS"), ("Sport", "Atom")]
    assert terminal.web.url("/sport.xml") in terminal.type("feed", "discover", terminal.web.url("/")).stdout
    assert terminal.json("feed", "list") == []


def test_a_feed_offers_itself_and_an_empty_page_nothing(terminal: Terminal) -> None:
    url = terminal.serve("/rss", entry("One"))
    (one,) = terminal.json("feed", "discover", url)
    assert (one["url"], one["title"]) == (url, "The Herald")
    terminal.web.serve("/", b"<!doctype html><title>Hello</title>", content_type="text/html")
    assert "page" in terminal.type("feed", "discover", terminal.web.url("/"), status=1).stderr


def test_with_ask_a_site_with_several_feeds_is_listed_and_one_with_one_is_followed(terminal: Terminal) -> None:
    terminal.web.serve("/", PAGE.encode(), content_type="text/html")
    (said,) = terminal.json("feed", "add", "--ask", terminal.web.url("/"))
    assert [one["title"] for one in said["offered"]] == ["All news", "Sport"]
    assert terminal.json("feed", "list") == []
    one = PAGE.replace("alternate' type='application/atom+xml", "other")
    terminal.web.serve("/one", one.encode(), content_type="text/html")
    terminal.serve("/all.xml", entry("One"))
    terminal.type("feed", "add", "--ask", terminal.web.url("/one"))
    assert len(terminal.json("feed", "list")) == 1


def test_a_check_says_what_could_be_done_about_a_failure(terminal: Terminal) -> None:
    terminal.web.serve("/rss", b"", status=401)
    done = terminal.type("feed", "check", terminal.web.url("/rss"), "--json", status=1)
    assert json.loads(done.stdout)["mend"] == "password"
    terminal.web.serve("/rss", b"", status=410)
    done = terminal.type("feed", "check", terminal.web.url("/rss"), "--json", status=1)
    assert json.loads(done.stdout)["mend"] == "address"


def test_a_password_for_a_check_comes_by_standard_input(terminal: Terminal) -> None:
    body = RSS.format(entry("One")).encode()
    terminal.web.serve("/rss", body, content_type="application/rss+xml", login=("ann", "secret"))
    words = ("feed", "check", "--user", "ann", "--password-stdin", terminal.web.url("/rss"))
    assert "1 entry" in terminal.type(*words, typed="secret\n").stdout
    terminal.type(*words, typed="wrong\n", status=1)


def test_a_kept_password_goes_to_no_other_host(terminal: Terminal) -> None:
    with terminal.store() as store:
        feed = store.feeds.add("https://herald.example/rss", user="ann", now=datetime.now(UTC))
    done = terminal.type("feed", "check", "--as", str(feed.id), terminal.web.url("/rss"), status=2)
    assert "is not sent to" in done.stderr
    assert not terminal.web.asked


def test_the_password_kept_for_a_source_is_used_for_its_own_host(terminal: Terminal) -> None:
    body = RSS.format(entry("One")).encode()
    terminal.web.serve("/rss", body, content_type="application/rss+xml", login=("ann", "secret"))
    url = terminal.web.url("/rss")
    before = keyring.get_keyring()
    keyring.set_keyring(PaperKeyring())
    try:
        secrets.remember(url, "ann", "secret")
        with terminal.store() as store:
            feed = store.feeds.add(url, user="ann", now=datetime.now(UTC))
        (found,) = terminal.json("feed", "check", "--as", str(feed.id), url)
    finally:
        keyring.set_keyring(before)
    assert (found["entries"], found["trouble"]) == (1, None)
