"""Lists of feeds, whole and broken."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.feeds.opml import NotAList, OpmlFeed, is_well_formed, read, write

DATA = Path(os.environ.get("TOCSIN_DATA") or Path(__file__).resolve().parents[3] / "shared") / "catalog" / "opml"


def feed(url: str, title: str = "", folder: str = "", site: str = "") -> OpmlFeed:
    return OpmlFeed(url, title, folder, site)


def listed(inner: str) -> bytes:
    return f"<opml version='1.0'><body>{inner}</body></opml>".encode()


def test_folders_inside_folders_are_kept() -> None:
    found = read(
        listed(
            "<outline text='World'><outline text='Europe'><outline text='A' type='rss' xmlUrl='https://a.example/'/></outline>"
            "<outline text='B' xmlUrl='https://b.example/' htmlUrl='https://b.example/home'/></outline>"
            "<outline title='C' xmlUrl='https://c.example/'></outline>"
        )
    )
    assert found.feeds == (
        feed("https://a.example/", "A", "World/Europe"),
        feed("https://b.example/", "B", "World", "https://b.example/home"),
        feed("https://c.example/", "C"),
    )
    assert found.losses == ()


def test_bare_ampersands_quotes_and_tags_in_attributes_lose_nothing() -> None:
    found = read(
        listed(
            '<outline text="Bread & Butter" xmlUrl="https://a.example/?a=1&b=2"/>'
            '<outline text="B" description="by <a href="https://x.example/">X</a>." xmlUrl="https://b.example/"/>'
            '<outline text="1 < 2" xmlUrl="https://c.example/"/>'
        )
    )
    assert [(one.title, one.url) for one in found.feeds] == [
        ("Bread & Butter", "https://a.example/?a=1&b=2"),
        ("B", "https://b.example/"),
        ("1 < 2", "https://c.example/"),
    ]


def test_a_list_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    found = read(b"<opml><body><outline text='A' xmlUrl='https://a.example/'/>\n<outline text='B' xmlU")
    assert [one.title for one in found.feeds] == ["A"]
    assert found.losses == ("The entry in line 2 breaks off and was left out.",)


def test_what_cannot_be_followed_is_named() -> None:
    found = read(
        listed(
            "<outline text='Script' type='rss' xmlUrl='exec:rm'/><outline text='File' xmlUrl='file:///etc/passwd'/>"
            "<outline text='None' type='rss'/><outline text='Odd' xmlUrl='javascript:x'/>"
        )
    )
    assert found.feeds == ()
    assert len(found.losses) == 4
    assert all(name in loss for name, loss in zip(("Script", "File", "None", "Odd"), found.losses, strict=True))


def test_entities_of_its_own_are_never_expanded() -> None:
    bomb = b"<!DOCTYPE o [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]>" + listed(
        "<outline text='&b;' xmlUrl='https://a.example/'/>"
    )
    assert read(bomb).feeds[0].title == "&b;"


@pytest.mark.parametrize("body", [b"", b"<html><body>hello</body></html>", b"\xff\xfe", b"feeds:\n- a"])
def test_what_is_no_list_is_refused(body: bytes) -> None:
    with pytest.raises(NotAList):
        read(body)


def test_an_empty_list_is_a_list() -> None:
    assert read(listed("")).feeds == ()


NAMES = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=20).map(
    lambda text: " ".join(text.replace("/", "").replace("&", "").replace("<", "").split())
)
FEEDS = st.builds(
    OpmlFeed,
    url=st.integers(0, 99).map(lambda number: f"https://n{number}.example/feed?a=1&b=%22x%22"),
    title=NAMES,
    folder=st.lists(NAMES.filter(bool), max_size=3).map("/".join),
    site=st.sampled_from(["", "https://n.example/?a=1&b=2"]),
)


@given(st.lists(FEEDS, max_size=12))
def test_what_is_written_is_read_again(feeds: list[OpmlFeed]) -> None:
    written = write(feeds)
    assert is_well_formed(written)
    again = read(written)
    assert again.losses == ()
    assert sorted(map(repr, again.feeds)) == sorted(map(repr, feeds))


@given(
    st.binary()
    | st.text(alphabet="<>/=\"' &;opmlutinexUrt!-[]CDA").map(lambda text: ("<opml><outline " + text).encode())
)
def test_any_bytes_are_a_list_or_refused(body: bytes) -> None:
    try:
        found = read(body)
    except NotAList:
        return
    assert all(one.url.startswith("http") for one in found.feeds)


@pytest.mark.skipif(not DATA.is_dir(), reason="the data folder with found lists is not here (TOCSIN_DATA)")
def test_found_lists_are_read_to_the_last_feed() -> None:
    with (DATA / "MANIFEST.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert len(rows) == 73
    for row in rows:
        found = read((DATA / row["file"]).read_bytes())
        assert len(found.feeds) + len(found.losses) == int(row["feeds"]), row["file"]
        assert set(read(write(found.feeds)).feeds) == set(found.feeds), row["file"]
