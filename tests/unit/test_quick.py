"""The quick way says what feedparser says, or leaves it to it."""

from __future__ import annotations

import csv
import os
from collections import Counter
from pathlib import Path

import pytest
from feedparser.mixin import _FeedParserMixin
from feedparser.sanitizer import _HTMLSanitizer
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.core.model import Entry, ParsedFeed
from tocsin.feeds import parse_xml, quick
from tocsin.feeds.charset import decode
from tocsin.feeds.mend import Hopeless, mend
from tocsin.feeds.parse import NotAFeed, parse
from tocsin.feeds.quick_names import HTML_ELEMENTS, KNOWN, PREFIXES, NotPlain
from tocsin.feeds.shape import MOST_ENTRIES
from unit.feed_strategies import feeds

URL = "https://news.example/feeds/world.xml"
DATA = Path(os.environ.get("TOCSIN_DATA") or Path(__file__).resolve().parents[3] / "shared") / "feeds"
MORE = int(os.environ.get("TOCSIN_EXAMPLES", "1"))
"""How many times as many examples as usual are tried."""


def quickly(text: str) -> ParsedFeed | None:
    try:
        return quick.read(text, URL)
    except NotPlain:
        return None


def mended(text: str) -> str | None:
    try:
        return mend(text, MOST_ENTRIES).xml.decode()
    except Hopeless:
        return None


def slowly(text: str) -> ParsedFeed | None:
    try:
        return parse_xml.read(mend(text, MOST_ENTRIES), text, URL)
    except (Hopeless, parse_xml.Unreadable):
        return None


def differences(text: str) -> list[str]:
    """What the two ways disagree on; nothing where the quick one refuses."""
    ours = quickly(text)
    if ours is None:
        return []
    theirs = slowly(text)
    if theirs is None:
        return ["feedparser finds nothing"]
    wrong = [
        f"{name}: {getattr(ours, name)!r} for {getattr(theirs, name)!r}"
        for name in ParsedFeed.__slots__
        if name != "entries" and getattr(ours, name) != getattr(theirs, name)
    ]
    if len(ours.entries) != len(theirs.entries):
        wrong.append(f"{len(ours.entries)} entries for {len(theirs.entries)}")
    for mine, yours in zip(ours.entries, theirs.entries, strict=False):
        wrong += [
            f"{name}: {getattr(mine, name)!r} for {getattr(yours, name)!r}"
            for name in Entry.__slots__
            if getattr(mine, name) != getattr(yours, name)
        ]
    return wrong


@settings(max_examples=400 * MORE)
@given(feeds())
def test_both_ways_say_the_same_of_any_feed(text: str) -> None:
    assert differences(text) == []


@settings(max_examples=100 * MORE)
@given(feeds(), st.floats(0.3, 1))
def test_both_ways_say_the_same_of_a_feed_that_breaks_off_and_is_mended(text: str, kept: float) -> None:
    assert differences(mended(text[: int(len(text) * kept)]) or "") == []


@pytest.mark.skipif(not DATA.is_dir(), reason="There are no saved feeds; TOCSIN_DATA names the data folder.")
def test_both_ways_say_the_same_of_the_saved_feeds_and_few_are_refused() -> None:
    with (DATA / "MANIFEST.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    wrong: dict[str, list[str]] = {}
    taken: Counter[str] = Counter()
    for row in rows:
        text = decode((DATA / row["file"]).read_bytes())[0].lstrip()
        if row["well_formed"] == "yes" and row["format"].startswith(("RSS 1", "RSS 2", "Atom 1")):
            taken["read" if quickly(text) else "refused"] += 1
        found = [*differences(text), *differences(mended(text) or "")]
        if found:
            wrong[row["file"]] = found[:3]
    assert wrong == {}
    assert taken["refused"] < 0.06 * taken["read"], taken


def test_every_element_that_feedparser_knows_is_accounted_for() -> None:
    names = {name.split("_", 2)[2] for name in dir(_FeedParserMixin) if name.startswith(("_start_", "_end_"))}
    assert {name for name in names if name == name.lower()} <= KNOWN
    spaces = {uri.lower(): prefix for uri, prefix in _FeedParserMixin.namespaces.items() if uri}
    assert spaces == PREFIXES
    assert _HTMLSanitizer.acceptable_elements == HTML_ELEMENTS


@pytest.mark.parametrize(
    "text",
    [
        "<rss version='2.0'><channel><item><title>A</title></channel></rss>",
        "<rss version='2.0'><channel><item><title>A &nbsp; B</title></item></channel></rss>",
        "<rss version='2.0'><channel><item><title>A<b>b</b></title></item></channel></rss>",
        "<rss version='2.0'><channel><item><d:date>2026</d:date></item></channel></rss>",
        "<!DOCTYPE rss [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><rss><channel><title>&b;</title></channel></rss>",
        "<html><body>Hello</body></html>",
        "hello <rss version='2.0'><channel/></rss>",
        "<opml><body/></opml>",
        "<rss version='2.0'><channel>" + "<item/>" * 5001 + "</channel></rss>",
        "<rss version='2.0'><channel><item><description>" + "<div>" * 100_000 + "</description></item></channel></rss>",
        "<rss version='2.0'><channel><item><description>" + "<i/>" * 300_000 + "</description></item></channel></rss>",
    ],
    ids=lambda text: text[:60],
)
def test_what_is_not_plain_is_left_to_feedparser(text: str) -> None:
    with pytest.raises(NotPlain):
        quick.read(text, URL)


@pytest.mark.parametrize(
    "inside",
    [
        "<item><title>NATO</title>" + "<x>" * 100_000 + "</x>" * 100_000 + "</item>",
        "<item><title>NATO</title>" + "<x>" * 100_000,
        "<item><title>" + "word " * 200_000 + "</title></item>",
        "<item><title>T</title></item>" * 9_000,
        "<item><title>&e9;</title></item>",
    ],
    ids=["100,000 nested elements", "and never closed", "a title of 1 MB", "9,000 entries", "an entity bomb"],
)
def test_what_should_keep_a_reader_busy_for_ever_is_read_within_bounds_or_refused(inside: str) -> None:
    bomb = "".join(f"<!ENTITY e{n + 1} '{f'&e{n};' * 10}'>" for n in range(9)) + "<!ENTITY e0 'ha'>"
    body = f"<!DOCTYPE rss [{bomb}]><rss version='2.0'><channel>{inside}</channel></rss>"
    try:
        feed = parse(body.encode(), URL)
    except NotAFeed as reason:
        assert str(reason)
        return
    assert len(feed.entries) <= 5_000
    assert all(len(entry.title) <= 2_000 for entry in feed.entries)


def test_an_external_entity_is_not_fetched() -> None:
    head = "<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><rss version='2.0'>"
    body = f"{head}<channel><item><title>a&x;b</title></item></channel></rss>"
    (entry,) = parse(body.encode(), URL).entries
    assert entry.title in {"a&x;b", "ab"}
