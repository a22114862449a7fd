"""Clippings in each form: nothing in them is markup, formula or code by accident, and each form is what it says."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from xml.etree import ElementTree

import pytest

from tocsin.core.clippings import FORMATS, Clipping, Cover, Format, clipping, form, written
from tocsin.core.clippings.table import guarded
from tocsin.core.model import Article, Hit, Marks, Match, State

ZONE = timezone(timedelta(hours=1))
AT = datetime(2026, 11, 24, 13, 3, tzinfo=UTC)
COVER = Cover("NATO & Co <b>", "Since 24 Nov 2026 0:00, kept", AT)
ATOM = "{http://www.w3.org/2005/Atom}"
ONE = Clipping(
    7, "https://herald.example/feed\n7", "Nato chief warns", "The Herald", "A. Writer", "https://herald.example/7",
    AT - timedelta(hours=1), AT, "en", State.KEPT, "He asked NATO members.", ((9, 13),), "ask\nthe embassy",
    ("defence", "Élysée"), "First line.\n\nSecond line.",
)  # fmt: skip
HOSTILE = Clipping(
    8, "x\n8", '<script>alert(1)</script> "[a](javascript:x)" & *b*', "=HYPERLINK(1)", "", "", None, AT, '"><x',
    State.NEW, "", (), "]]><b>\x0b", ("@tag", "<i>"), "<img src=x onerror=y>\n# not a heading",
)  # fmt: skip


def made(name: Format, *clippings: Clipping, whole: bool = True, mark: bool = False) -> str:
    return "".join(written(form(name, ZONE, whole=whole, mark=mark), COVER, clippings))


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("name", FORMATS)
def test_each_form_tells_headline_outlet_link_sentence_note_tags_and_text(name: Format) -> None:
    text = made(name, ONE)
    for words in ("Nato chief warns", "The Herald", "https://herald.example/7", "Élysée", "the embassy", "Second line"):
        assert words in text
    assert "He asked " in text


@pytest.mark.parametrize("name", FORMATS)
def test_the_text_stands_only_where_it_was_asked_for(name: Format) -> None:
    assert "Second line" not in made(name, replace(ONE, text=""), whole=False)


@pytest.mark.parametrize("name", FORMATS)
def test_no_clipping_at_all_is_still_a_whole_file(name: Format) -> None:
    text = made(name)
    if name == "json":
        assert json.loads(text) == []
    elif name == "atom":
        assert ElementTree.fromstring(text).find(f"{ATOM}entry") is None
    elif name == "html":
        assert text.endswith("</html>\n")


def test_a_page_of_html_holds_nothing_that_a_feed_or_a_note_says_as_markup() -> None:
    text = made("html", ONE, HOSTILE)
    assert "<script" not in text
    assert "<img" not in text
    assert "<i>" not in text
    assert "javascript:x)&quot;" in text
    assert 'lang="&quot;' not in text
    assert "<b>" not in text
    assert "default-src 'none'" in text
    assert text.count('dir="auto"') > 8
    assert "He asked <mark>NATO</mark> members." in text
    assert "published 24 Nov 2026 13:03 · seen 24 Nov 2026 14:03 · Kept" in text
    assert "href" not in made("html", HOSTILE)


def test_markdown_holds_nothing_that_a_feed_or_a_note_says_as_markup() -> None:
    text = made("markdown", ONE, HOSTILE)
    assert "## [Nato chief warns](<https://herald.example/7>)" in text
    assert "> He asked **NATO** members\\." in text or "> He asked **NATO** members." in text
    assert "## \\<script\\>" in text
    assert "\\[a\\]\\(javascript" in text
    assert "\n\\# not a heading" in text
    assert "**Note:** ask  \nthe embassy" in text


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\u00a0@x", "＝1"])
def test_no_cell_of_a_table_begins_like_a_formula(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


def test_a_table_is_rfc_4180_and_reads_back() -> None:
    odd = replace(ONE, headline='He said "no",\r\ntwice', note="a\nb, c")
    text = made("csv", odd, HOSTILE)
    head, first, second = rows(text)
    assert dict(zip(head, first, strict=True))["headline"] == 'He said "no",\r\ntwice'
    assert dict(zip(head, first, strict=True))["note"] == "a\nb, c"
    assert dict(zip(head, first, strict=True))["seen"] == "2026-11-24T13:03:00Z"
    assert dict(zip(head, second, strict=True))["outlet"] == "'=HYPERLINK(1)"
    assert dict(zip(head, second, strict=True))["tags"] == "'@tag, <i>"
    assert text.startswith("headline,")
    assert text.endswith("\r\n")
    assert made("csv", mark=True).startswith("\ufeffheadline,")
    assert "text" not in rows(made("csv", whole=False))[0]


def test_json_is_an_array_with_one_clipping_a_line() -> None:
    text = made("json", ONE, HOSTILE)
    first, second = json.loads(text)
    assert (first["article"], first["state"], first["tags"]) == (7, "kept", ["defence", "Élysée"])
    assert first["published"] == "2026-11-24T12:03:00Z"
    assert second["published"] is None
    assert len(text.splitlines()) == 4


def test_atom_is_well_formed_with_ids_of_its_own_that_stay() -> None:
    feed = ElementTree.fromstring(made("atom", ONE, HOSTILE).encode())
    assert feed.tag == f"{ATOM}feed"
    for needed in ("id", "title", "updated", "author"):
        assert feed.find(f"{ATOM}{needed}") is not None
    entries = feed.findall(f"{ATOM}entry")
    ids = [str(entry.findtext(f"{ATOM}id")) for entry in entries]
    assert all(one.startswith("urn:uuid:") for one in (*ids, str(feed.findtext(f"{ATOM}id"))))
    assert len(set(ids)) == 2
    again = ElementTree.fromstring(made("atom", replace(ONE, note="", headline="Edited")).encode())
    assert again.findtext(f"{ATOM}entry/{ATOM}id") == ids[0]
    link = entries[0].find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == "https://herald.example/7"
    assert entries[1].find(f"{ATOM}link") is None
    assert [one.get("term") for one in entries[0].findall(f"{ATOM}category")] == ["defence", "Élysée"]
    for entry in entries:
        assert all(entry.findtext(f"{ATOM}{one}") for one in ("updated", "title", f"author/{ATOM}name"))


def test_a_clipping_takes_over_only_addresses_of_the_web_and_nothing_that_turns_the_line() -> None:
    article = Article(1, 1, "k", "Nato \u202e meets", "javascript:alert(1)", "x", AT, outlet="O\u2028x", feed_url="f")
    match = Match(1, 1, "NATO", "title", "Nato \u202e meets", ((0, 4),), (Hit("title", 0, 4),))
    one = clipping(article, Marks(kept=True, tags=("a",)), match, "note", whole=False)
    assert (one.link, one.headline, one.outlet, one.text) == ("", "Nato meets", "O x", "")
    assert (one.sentence, one.spans) == ("Nato   meets", ((0, 4),))
    assert one.state is State.KEPT
