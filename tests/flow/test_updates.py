"""Looking for a newer version: only where the user wants it, once a day, and never more than the one small file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tocsin.core.releases import Release, is_newer, read
from tocsin.feeds.fetch_values import Failed, Fetched, Outcome, Request
from tocsin.monitor.events import Event, UpdateFound
from tocsin.monitor.updates import CHOICE, FOUND, Package, Updates, package
from tocsin.store import Store

ADDRESS = "https://home.example/release.json"
NEWER = b'{"version": "99.1", "page": "https://home.example/99.1"}'
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


class Home:
    """The project's site; keeps what it was asked."""

    def __init__(self, body: bytes = NEWER, *, there: bool = True) -> None:
        self.body, self.there, self.asked = body, there, list[Request]()

    def fetch(
        self, requests: Iterable[Request], stop: Callable[[], bool], more: Callable[[], Iterable[Request]]
    ) -> Iterator[tuple[Request, Outcome]]:
        for request in requests:
            self.asked.append(request)
            if self.there:
                yield request, Fetched(request.url, self.body, "", "", "", 200, "", None)
            else:
                yield request, Failed("home.example could not be reached.", None, None, "dns")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "tocsin.db") as opened:
        yield opened


def look(store: Store, home: Home, kind: str, releases: str = ADDRESS, now: datetime = NOW) -> list[Event]:
    said: list[Event] = []
    Updates(store, home, said.append, clock=lambda: now, stop=bool, ours=Package(kind, releases)).look()
    return said


@pytest.mark.parametrize(
    ("kind", "choice", "asked"),
    [
        ("installer", "", 1), ("installer", "0", 0), ("managed", "", 0), ("managed", "1", 1), ("source", "", 0),
        ("source", "1", 1),
    ],
)  # fmt: skip
def test_who_is_kept_up_to_date_by_others_does_not_look(store: Store, kind: str, choice: str, asked: int) -> None:
    if choice:
        store.settings.put(CHOICE, choice)
    home = Home()
    look(store, home, kind)
    assert len(home.asked) == asked


def test_without_an_address_nobody_is_asked(store: Store) -> None:
    home = Home()
    assert look(store, home, "installer", "") == []
    assert home.asked == []
    assert package() == Package("source", ""), "a source tree has none"


def test_a_newer_version_is_told_and_the_site_is_asked_once_a_day(store: Store) -> None:
    home = Home()
    assert look(store, home, "installer") == [UpdateFound("99.1", "https://home.example/99.1")]
    assert store.settings.get(FOUND) == "99.1 https://home.example/99.1"
    look(store, home, "installer", now=NOW + timedelta(hours=23))
    assert len(home.asked) == 1
    look(store, home, "installer", now=NOW + timedelta(hours=25))
    assert [(one.url, one.etag, one.user) for one in home.asked] == [(ADDRESS, "", "")] * 2


def test_a_site_that_is_away_or_talks_nonsense_is_no_trouble(store: Store) -> None:
    assert look(store, Home(there=False), "installer") == []
    assert look(store, Home(b"<html>"), "installer", now=NOW + timedelta(days=2)) == []
    assert store.settings.get(FOUND) == ""


@pytest.mark.parametrize(
    "body",
    [
        b"[]", b"1", b"[" * 10_000, b'{"version": 2, "page": "https://home.example/"}',
        b'{"version": "2", "page": "http://home.example/"}', b'{"version": "2", "page": "https://evil.example/"}',
        b'{"version": "2", "page": "https://home.example.evil.example/"}', b'{"version": "2; rm", "page": "https://home.example/"}',
        b'{"version": "2", "page": "https://home.example/\\u202e"}', b" " * 30_000,
    ],
)  # fmt: skip
def test_only_a_version_and_a_page_of_the_same_site_are_believed(body: bytes) -> None:
    assert read(body, "https://home.example/") is None


def test_versions_are_compared_by_their_numbers() -> None:
    assert read(NEWER, "https://home.example/") == Release("99.1", "https://home.example/99.1")
    assert is_newer("0.10.0", "0.9.9") and is_newer("1.0", "1.0.dev3") and is_newer("1.0.1", "1")
    assert not is_newer("1.0", "1.0.0") and not is_newer("0.9", "0.10") and not is_newer("x", "1")
