"""A feed of which most is known: the rest of it is read, nothing twice, and no edit is missed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from flow.workbench import Workbench, entry
from listed import listed
from tocsin.core.model import ParsedFeed
from tocsin.feeds.parse import parse
from tocsin.store import Scope

URL = "https://news.example/rss"


@pytest.fixture
def read() -> list[list[str]]:
    return []


@pytest.fixture
def bench(tmp_path: Path, read: list[list[str]]) -> Iterator[Workbench]:
    def listening(body: bytes, url: str, content_type: str, before: bytes) -> ParsedFeed:
        found = parse(body, url, content_type, before)
        read.append([one.title for one in found.entries])
        return found

    with Workbench(tmp_path, listening) as made:
        yield made


def serve(bench: Workbench, *entries: str) -> None:
    bench.web.serve(URL, *entries)
    bench.clock.pass_(minutes=20)
    bench.round()


def test_only_what_is_new_or_edited_is_read(bench: Workbench, read: list[list[str]]) -> None:
    feed = bench.follow()
    serve(bench, entry("One", guid="1"), entry("Two", guid="2"))
    serve(bench, entry("Three", guid="3"), entry("One", guid="1"), entry("Two!", guid="2"))
    serve(bench, entry("Four", guid="4"), entry("Three", guid="3"), entry("One", guid="1"), entry("Two!", guid="2"))
    assert read == [["One", "Two"], ["Three", "Two!"], ["Four"]]
    assert sorted(row.title for row in listed(bench.store, Scope("feed", feed.id))) == ["Four", "One", "Three", "Two!"]


def test_an_edit_and_its_correction_ring_as_they_would_if_all_were_read(bench: Workbench) -> None:
    bench.follow()
    bench.watch("NATO")
    serve(bench, entry("The alliance meets", guid="1"), entry("Weather", guid="2"))
    serve(bench, entry("NATO meets", guid="1"), entry("Weather", guid="2"))
    serve(bench, entry("Sport", guid="3"), entry("NATO meets", guid="1"), entry("Weather", guid="2"))
    assert len(bench.bell.shown) == 1


def test_a_feed_whose_entries_are_all_known_has_not_rolled_over(bench: Workbench) -> None:
    feed = bench.follow()
    serve(bench, entry("One", guid="1"), entry("Two", guid="2"))
    serve(bench, entry("Two", guid="2"), entry("One", guid="1"))
    overflows = bench.store.database.rows("SELECT overflow FROM readings WHERE feed_id = ?", (feed.id,))
    assert not any(row[0] for row in overflows)
    assert bench.store.paces.of(feed.id).window == 2


def test_what_could_not_be_saved_is_read_again(bench: Workbench, read: list[list[str]]) -> None:
    feed = bench.follow()
    serve(bench, entry("One", guid="1"))
    bench.store.database.run(
        "CREATE TRIGGER full BEFORE INSERT ON articles BEGIN SELECT raise(ABORT, 'the disk is full'); END"
    )
    serve(bench, entry("Two", guid="2"), entry("One", guid="1"))
    bench.store.database.run("DROP TRIGGER full")
    serve(bench, entry("Two", guid="2"), entry("One", guid="1"))
    assert read[-1] == ["Two"]
    assert len(listed(bench.store, Scope("feed", feed.id))) == 2


def test_what_a_feed_said_goes_with_the_feed(bench: Workbench) -> None:
    feed = bench.follow()
    serve(bench, entry("One", guid="1"))
    assert len(bench.store.imprints.of(feed.id)) == 8
    bench.store.database.run("DELETE FROM articles WHERE feed_id = ?", (feed.id,))
    bench.store.database.run("DELETE FROM feeds WHERE id = ?", (feed.id,))
    assert bench.store.imprints.of(feed.id) == b""
