"""The demo's newsroom: what it says when, in which format, and what of it the three watches match."""

from __future__ import annotations

import http.client
import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from tocsin.demo import press
from tocsin.demo.newsroom import Newsroom, read_newsroom, read_samples
from tocsin.demo.server import PATIENCE, Press
from tocsin.resources_path import path

OPENED = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"


def text(name: str) -> str:
    file: Path = path(f"demo/{name}.json")
    return file.read_text(encoding="utf-8")


def date(at: float) -> datetime:
    return OPENED + timedelta(seconds=int(at))


@pytest.fixture(scope="module")
def newsroom() -> Newsroom:
    return read_newsroom(text("outlets"), text("stories"))


class HandClock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def served(newsroom: Newsroom, clock: HandClock) -> Iterator[Press]:
    with Press(newsroom, clock=clock) as running:
        yield running


def get(served: Press, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    address = urlsplit(served.base)
    connection = http.client.HTTPConnection(address.hostname or "", address.port)
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, dict(answer.headers), answer.read()
    finally:
        connection.close()


def read_all(served: Press, newsroom: Newsroom) -> None:
    for outlet in newsroom.outlets:
        assert get(served, f"/{outlet.key}/feed")[0] == 200


def test_about_ten_stories_come_from_pretended_outlets_in_many_languages(newsroom: Newsroom) -> None:
    assert len({piece.story for piece in newsroom.pieces}) >= 10
    assert len({outlet.language[:2] for outlet in newsroom.outlets}) >= 8
    assert all(outlet.host.endswith(".example") for outlet in newsroom.outlets)
    assert {outlet.format for outlet in newsroom.outlets} == {"rss", "atom", "json"}


def test_every_outlet_has_a_past_and_news_to_come(newsroom: Newsroom) -> None:
    for outlet in newsroom.outlets:
        before, after = newsroom.front(outlet.key, -1), newsroom.front(outlet.key, newsroom.last)
        assert 0 < len(before) < len(after), outlet.name


def test_a_correction_keeps_the_entry_and_changes_its_headline(newsroom: Newsroom) -> None:
    corrected = newsroom.corrections[0]
    assert corrected.changed is not None
    (old,) = (p for p in newsroom.front(corrected.outlet, corrected.changed - 1) if p.number == corrected.number)
    (new,) = (p for p in newsroom.front(corrected.outlet, corrected.changed) if p.number == corrected.number)
    assert old.title != new.title
    outlet = next(o for o in newsroom.outlets if o.key == corrected.outlet)
    assert press.identity(outlet, old) == press.identity(outlet, new)


def test_a_wire_text_stands_almost_word_for_word_in_three_outlets(newsroom: Newsroom) -> None:
    wire = [piece for piece in newsroom.pieces if piece.author == "Tidemark Wire"]
    assert len({piece.outlet for piece in wire}) == 3
    words = [set(piece.text.split()) for piece in wire]
    assert all(len(words[0] & other) / len(words[0] | other) > 0.7 for other in words)


def test_each_format_can_be_read_by_a_strict_reader_with_present_dates(newsroom: Newsroom) -> None:
    for outlet in newsroom.outlets:
        pieces = newsroom.front(outlet.key, newsroom.last)
        body = press.feed(outlet, pieces, date, "http://127.0.0.1:1").body
        newest = date(pieces[0].at)
        if outlet.format == "json":
            items = json.loads(body)["items"]
            titles = [item["title"] for item in items]
            first = datetime.fromisoformat(items[0]["date_published"])
        elif outlet.format == "rss":
            root = ElementTree.fromstring(body)
            titles = [item.findtext("title") for item in root.iter("item")]
            first = parsedate_to_datetime(root.findtext("channel/item/pubDate") or "")
        else:
            root = ElementTree.fromstring(body)
            titles = [entry.findtext(f"{ATOM}title") for entry in root.iter(f"{ATOM}entry")]
            first = datetime.fromisoformat(root.findtext(f"{ATOM}entry/{ATOM}published") or "")
        assert titles == [piece.title for piece in pieces]
        assert first == newest


def test_the_watches_ring_for_their_stories_and_not_for_the_near_misses(newsroom: Newsroom) -> None:
    from tocsin.core.model import Article
    from tocsin.core.query import Judge, Mistake, read

    samples = read_samples(text("watches"))
    queries = {}
    for number, sample in enumerate(samples):
        query = read(sample.query)
        assert not isinstance(query, Mistake), query
        queries[number] = query
    judge = Judge(queries)
    hits: Counter[tuple[str, str]] = Counter()
    for number, piece in enumerate((*newsroom.pieces, *newsroom.corrections)):
        article = Article(number, 1, str(number), piece.title, "", piece.text, OPENED)
        hits.update((samples[match.watch_id].name, piece.story) for match in judge.judge(article))
    assert set(hits) == {
        ("Le Pen", "before"), ("Le Pen", "fair"), ("Le Pen", "oak"), ("Le Pen", "misprint"), ("Le Pen", "later"),
        ("NATO", "before"), ("NATO", "training-centre"), ("NATO", "run-in-the-rain"), ("NATO", "balloons"),
        ("NATO", "later"),
        ("Hospital strikes", "hospital-strike"), ("Hospital strikes", "strike-ends"), ("Hospital strikes", "later"),
    }  # fmt: skip
    assert hits["NATO", "training-centre"] == 12
    assert hits["Hospital strikes", "hospital-strike"] == 5
    assert hits["Le Pen", "oak"] == 3


def test_news_begin_when_every_feed_was_read_once(served: Press, newsroom: Newsroom, clock: HandClock) -> None:
    clock.now += PATIENCE / 2
    assert served.elapsed < 0
    read_all(served, newsroom)
    assert served.elapsed == 0
    clock.now += 7
    assert served.elapsed == 7
    assert b"Le Pen spends a morning" in get(served, "/ledger/feed")[2]


def test_news_begin_all_the_same_when_a_feed_is_never_read(served: Press, clock: HandClock) -> None:
    clock.now += PATIENCE
    assert served.elapsed == 0


def test_an_unchanged_feed_is_answered_without_a_body(served: Press, newsroom: Newsroom, clock: HandClock) -> None:
    read_all(served, newsroom)
    _, headers, _ = get(served, "/quai/feed")
    status, _, body = get(served, "/quai/feed", **{"If-None-Match": headers["ETag"]})
    assert (status, body) == (304, b"")
    clock.now += newsroom.last
    assert get(served, "/quai/feed", **{"If-None-Match": headers["ETag"]})[0] == 200


def test_what_was_there_before_keeps_its_date_when_the_news_begin(served: Press, newsroom: Newsroom) -> None:
    before = get(served, "/manara/feed")[2]
    read_all(served, newsroom)
    assert get(served, "/manara/feed")[2] == before


def test_each_piece_has_a_page_and_nothing_else_has(served: Press, newsroom: Newsroom) -> None:
    status, headers, body = get(served, "/ledger/1")
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert b"cattle show" in body
    assert get(served, "/ledger/99")[0] == 404
    assert get(served, "/nobody/feed")[0] == 404
