"""An entry that says what it said last time is only named; whatever changed of it is seen."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.core.model import Entry, ParsedFeed
from tocsin.feeds import imprints, shape
from tocsin.feeds.parse import NotAFeed, parse
from unit.feed_strategies import WORDS, feeds

URL = "https://news.example/feeds/world.xml"


def item(number: int = 1, title: str = "NATO meets", more: str = "", guid: str | None = None) -> str:
    name = f"<guid isPermaLink='false'>{guid or number}</guid>"
    return f"<item>{name}<title>{title}</title><link>https://news.example/{number}</link>{more}</item>"


def rss(*items: str) -> bytes:
    return f"<rss version='2.0'><channel><title>T</title>{''.join(items)}</channel></rss>".encode()


def again(before: bytes, after: bytes, url: str = URL) -> ParsedFeed:
    """What is made of a feed that was read before."""
    return parse(after, url, "", parse(before, URL).imprints)


def test_what_is_the_same_is_named_and_what_is_new_is_read() -> None:
    found = again(rss(item(1), item(2)), rss(item(3), item(1), item(4), item(2)))
    assert [entry.key for entry in found.entries] == ["3", "4"]
    assert (found.same.keys, found.same.after, found.window) == (("1", "2"), 1, 4)


@pytest.mark.parametrize(
    "changed",
    [
        item(title="NATO met"),
        item(more="<description>In Oslo.</description>"),
        item(more="<pubDate>Tue, 17 Feb 2026 10:00:00 GMT</pubDate>"),
        item(more="<author>desk@news.example (A. Writer)</author>"),
        item(more="<category>Defence</category>"),
        item(more="<source url='https://wire.example/'>The Wire</source>"),
        item(more="<enclosure url='https://news.example/i.png' type='image/png'/>"),
        item(2, guid="1"),
    ],
)
def test_an_edit_of_anything_is_seen(changed: str) -> None:
    found = again(rss(item()), rss(changed))
    assert (len(found.entries), found.same.keys) == (1, ())


def test_another_address_for_the_pictures_in_a_text_is_seen() -> None:
    picture = "<description>&lt;img src='a.png'> In Oslo.</description>"
    first, second = (
        rss(item(more=picture)).replace(b"<rss ", f"<rss xml:base='{base}' ".encode())
        for base in (URL, "https://a.example/")
    )
    (entry,) = again(first, second).entries
    assert "https://a.example/a.png" in entry.html


def test_an_edit_that_is_taken_back_is_seen_as_well() -> None:
    first, second = rss(item()), rss(item(title="NATO met"))
    edited = parse(second, URL, "", parse(first, URL).imprints)
    back = parse(first, URL, "", edited.imprints)
    assert [entry.title for entry in back.entries] == ["NATO meets"]


def test_all_is_read_again_under_another_address_and_by_another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    assert again(rss(item()), rss(item()), "https://elsewhere.example/rss").same.keys == ()
    before = parse(rss(item()), URL).imprints
    monkeypatch.setattr(imprints, "__version__", "999")
    assert parse(rss(item()), URL, "", before).same.keys == ()


def test_entries_that_share_a_key_or_have_none_of_their_own_are_always_read() -> None:
    body = rss(item(1, guid="all"), item(2, guid="all"), "<item><title>Nameless</title></item>")
    assert parse(body, URL).imprints == b""
    assert len(again(body, body).entries) == 3
    assert len(again(rss(item(1)), rss(item(1), item(2, guid="1"))).entries) == 2


def test_feedparser_and_json_feed_name_what_is_the_same_too() -> None:
    broken = rss(item(1), item(2, title="A<b>b</b>"))
    listed = {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "content_text": "In Oslo."}]}
    for body, keys in ((broken, ("1", "2")), (json.dumps(listed).encode(), ("1",))):
        found = again(body, body)
        assert (found.entries, found.same.keys) == ((), keys)


def _entries(body: bytes, before: bytes = b"") -> ParsedFeed:
    try:
        return parse(body, URL, "", before)
    except NotAFeed:
        return ParsedFeed("", "", ())


def _in_order(found: ParsedFeed, known: dict[str, Entry]) -> Iterator[Entry]:
    yield from found.entries
    for key in found.same.keys:
        yield known[key]


@settings(max_examples=200)
@given(feeds(), st.sampled_from(WORDS), st.floats(0, 1))
def test_with_what_was_known_a_changed_feed_says_what_it_says_without(text: str, word: str, where: float) -> None:
    at = int(len(text) * where)
    before, changed = _entries(text.encode()), (text[:at] + word + text[at:]).encode()
    known = {entry.key: entry for entry in before.entries}
    fresh, found = _entries(changed), _entries(changed, before.imprints)
    assert sorted(map(repr, _in_order(found, known))) == sorted(map(repr, fresh.entries))
    assert found.imprints == fresh.imprints


def test_an_imprint_is_small() -> None:
    body = rss(*(item(number) for number in range(shape.MOST_ENTRIES)))
    assert len(parse(body, URL).imprints) == imprints.SIZE * shape.MOST_ENTRIES
