"""An article that is edited, and one that comes again: under other addresses, at other feeds, in other words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from flow.newsroom import Newsroom, entry
from tocsin.core.model import Where
from tocsin.monitor.placing import WindowOfStories


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    with Newsroom(tmp_path) as made:
        made.watch("NATO")
        made.outlet("herald")
        yield made


@pytest.fixture
def grouped(tmp_path: Path) -> Iterator[Newsroom]:
    """A room with the program's own say in which story is which."""
    with Newsroom(tmp_path, WindowOfStories) as made:
        made.watch("NATO")
        made.outlet("herald")
        made.outlet("post")
        yield made


def tell(room: Newsroom, title: str, text: str = "", *, name: str = "herald", guid: str = "a/1") -> None:
    """Let an outlet's feed hold its article in these words, and the monitor read it."""
    room.replace(name, entry(title, text, guid=guid, link=f"https://{name}.example/1"))
    room.later(minutes=15)


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(("NATO meets!", "In Oslo."), id="punctuation"),
        pytest.param(("NATO meets", "In Oslo, on Tuesday."), id="more text"),
        pytest.param(("Update: NATO meets", "In Oslo."), id="a word before"),
        pytest.param(("NATO and others meet", "NATO, in Oslo."), id="the term once more"),
    ],
)
def test_a_cosmetic_edit_does_not_ring(room: Newsroom, edit: tuple[str, str]) -> None:
    tell(room, "NATO meets", "In Oslo.")
    tell(room, *edit)
    assert (room.titles(), room.written()) == (["NATO meets"], ["first rung"])


def test_a_correction_that_adds_the_term_rings(room: Newsroom) -> None:
    tell(room, "The alliance meets")
    tell(room, "The alliance meets", "NATO, that is.")
    assert (room.titles(), room.written()) == (["The alliance meets"], ["first rung"])


def test_a_correction_that_takes_it_out_rings_once(room: Newsroom) -> None:
    tell(room, "NATO meets")
    tell(room, "The alliance meets")
    tell(room, "The alliance meets!")
    assert room.titles() == ["NATO meets", "The alliance meets"]
    assert "corrected: no longer names it" in room.bell.shown[1].body
    assert room.written() == ["first rung", "withdrawn rung"]


def test_an_article_that_changes_its_mind_again_and_again_rings_three_times_at_most(room: Newsroom) -> None:
    for _ in range(4):
        tell(room, "NATO meets")
        tell(room, "The alliance meets")
    assert room.written() == ["first rung", "withdrawn rung", "correction rung"]


def test_an_article_whose_headline_now_says_it_rings_again(room: Newsroom) -> None:
    tell(room, "The alliance meets", "NATO, that is.")
    tell(room, "NATO meets", "The alliance, that is.")
    assert room.titles() == ["The alliance meets", "NATO meets"]
    assert "now in the headline" in room.bell.shown[1].body


def test_an_edit_into_the_headline_rings_a_watch_for_titles_once(room: Newsroom) -> None:
    (watch,) = room.store.watches.all()
    room.store.watches.edit(watch.id, where=Where.TITLE.value)
    tell(room, "The alliance meets", "NATO, that is.")
    assert (room.titles(), room.written()) == ([], ["first held: place"])
    tell(room, "NATO meets")
    tell(room, "NATO meets!")
    assert (room.titles(), room.written()) == (["NATO meets"], ["first rung"])


def test_a_term_that_another_outlet_still_says_is_not_withdrawn(room: Newsroom) -> None:
    room.outlet("post")
    tell(room, "NATO meets")
    tell(room, "NATO gathers", name="post", guid="a/2")
    tell(room, "The alliance meets")
    assert room.titles() == ["NATO meets"]
    tell(room, "The alliance gathers", name="post", guid="a/2")
    assert room.written() == ["first rung", "withdrawn rung"]


def test_an_outlet_that_adds_the_term_to_a_story_that_rang_does_not_ring(room: Newsroom) -> None:
    room.outlet("post")
    tell(room, "NATO meets")
    tell(room, "The alliance gathers", name="post", guid="a/2")
    tell(room, "The alliance gathers", "NATO, that is.", name="post", guid="a/2")
    assert (room.titles(), room.written()) == (["NATO meets"], ["first rung"])


def test_what_a_cosmetic_edit_leaves_is_why_it_was_held(room: Newsroom) -> None:
    (watch,) = room.store.watches.all()
    room.store.watches.edit(watch.id, at_least=3)
    tell(room, "NATO meets")
    tell(room, "NATO meets!")
    (one,) = room.ledger()
    decision = room.store.matches.decision(watch.id, one.alert.article_id)
    assert decision is not None
    assert (decision.held, one.alert.held) == ("threshold", "threshold")


ADDRESSES = [
    pytest.param("https://herald.example/news/nato-meets?utm_source=rss&utm_medium=feed", id="tracking parameters"),
    pytest.param("http://herald.example/news/nato-meets", id="http"),
    pytest.param("https://www.herald.example/news/nato-meets/", id="www and a slash"),
    pytest.param("https://amp.herald.example/news/nato-meets", id="the AMP host"),
    pytest.param("https://herald.example/news/nato-meets/amp", id="the AMP page"),
    pytest.param("https://m.herald.example/news/nato-meets#comments", id="the phone's page"),
    pytest.param(
        "https://www.bing.com/news/apiclick.aspx?ref=FexRss&url=https%3a%2f%2fherald.example%2fnews%2fnato-meets",
        id="Bing's wrapper",
    ),
    pytest.param("https://www.google.com/url?rct=j&url=https://herald.example/news/nato-meets&ct=ga", id="Google's"),
]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    "title",
    [
        pytest.param("NATO meets in Oslo", id="the same headline"),
        pytest.param("Ministers of NATO gather | The Herald", id="other words"),
    ],
)
def test_the_same_article_under_another_address_at_another_feed_does_not_ring(
    grouped: Newsroom, address: str, title: str
) -> None:
    grouped.announce("herald", entry("NATO meets in Oslo", guid="1", link="https://herald.example/news/nato-meets"))
    grouped.later(minutes=15)
    grouped.announce("post", entry(title, guid="xyz", link=address))
    grouped.later(minutes=15)
    assert (grouped.titles(), grouped.written()) == (["NATO meets in Oslo"], ["first rung"])
    assert grouped.ledger()[0].articles == 2


def test_another_article_of_the_same_outlet_rings(grouped: Newsroom) -> None:
    meets = entry("NATO meets in Oslo", "Talks about Moldova.", guid="1", link="https://herald.example/news/meets")
    grouped.announce("herald", meets)
    grouped.later(minutes=15)
    text = "Waves of nine metres: it was to sail on Monday."
    storm = entry("Storm keeps a NATO frigate in port", text, guid="2", link="https://herald.example/news/storm")
    grouped.announce("herald", storm)
    grouped.later(minutes=15)
    assert grouped.titles() == ["NATO meets in Oslo", "Storm keeps a NATO frigate in port"]


WIRE = (
    "NATO foreign ministers agreed in Oslo on Tuesday to send a training mission of 1,200 soldiers to Moldova, the "
    "secretary general said after two days of talks. The mission begins in March, lasts two years and is paid for by "
    "a fund of 340 million euros, to which Norway and Canada contribute most. Hungary abstained."
)


def test_forty_copies_of_one_wire_text_are_one_notice_and_one_outlet(tmp_path: Path) -> None:
    with Newsroom(tmp_path, WindowOfStories) as room:
        room.watch("NATO")
        names = [f"outlet{n}" for n in range(40)]
        for name in names:
            room.follow(f"https://{name}.example/rss")
            room.announce(name, entry("An old tale", guid=f"{name}-old", link=f"https://{name}.example/old"))
        room.round()
        for name in names:
            title = "NATO agrees on a training mission of 1,200 soldiers to Moldova"
            text = f"{WIRE} Reporting by {name}."
            room.announce(name, entry(title, text, guid=f"{name}-1", link=f"https://{name}.example/moldova"))
        room.later(minutes=15)
        assert len(room.titles()) == 1
        (alert,) = room.ledger()
        assert (alert.articles, alert.outlets) == (40, 1)
