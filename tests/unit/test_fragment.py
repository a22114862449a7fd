"""HTML taken apart: what is shown of it, that hits stay on their words, and that nothing hostile comes through."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.feeds.markup import body
from tocsin.ui.fragment import Block, Fragment, Places, Table
from tocsin.ui.fragment_pieces import web_address
from tocsin.ui.fragment_reading import LONGEST, read_fragment

MOST = 40_000


def blocks(html: str) -> list[Block]:
    return [part for part in read_fragment(body(html)[0], MOST).parts if isinstance(part, Block)]


def words(block: Block) -> str:
    return "".join(run.text for run in block.runs)


def test_paragraphs_headings_quotations_lists_and_code_are_told_apart() -> None:
    found = blocks(
        "<h2>Head</h2><p>One<br>line<br><br>two</p><blockquote><p>said</p></blockquote>"
        "<ul><li>a<ul><li>b</li></ul></li></ul><ol start=3><li>c</li><li>d</li></ol><pre>x\n  y</pre>"
    )
    assert [(one.kind, words(one), one.quote, one.depth, one.marker) for one in found] == [
        ("heading", "Head", 0, 0, ""),
        ("text", "One\nline", 0, 0, ""),
        ("text", "two", 0, 0, ""),
        ("text", "said", 1, 0, ""),
        ("text", "a", 0, 1, "•"),
        ("text", "b", 0, 2, "•"),
        ("text", "c", 0, 1, "3."),
        ("text", "d", 0, 1, "4."),
        ("code", "x", 0, 0, ""),
        ("code", "  y", 0, 0, ""),
    ]


def test_letters_know_what_they_stand_in() -> None:
    (one,) = blocks(
        '<p><b>b<i>bi</i></b> <s>s</s><code>c</code> x<sup>2</sup> <a href="https://a.example/?x=1&amp;y">l</a></p>'
    )
    styles = {run.text: run.style for run in one.runs}
    assert (styles["bi"].strong, styles["bi"].slanted, styles["b"].slanted) == (True, True, False)
    assert (styles["s"].struck, styles["c"].code, styles["2"].raised) == (True, True, 1)
    assert styles["l"].link == "https://a.example/?x=1&y"


def test_a_table_of_facts_is_a_table_and_one_that_lays_out_a_page_is_not() -> None:
    facts = read_fragment(body("<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>")[0], MOST)
    (table,) = facts.parts
    assert isinstance(table, Table)
    assert (table.rows, table.columns, [cell.head for cell in table.cells]) == (2, 2, [True, True, False, False])
    layout = "<table><tr><td><p>Left</p></td><td><table><tr><td>Right</td></tr></table></td></tr></table>"
    assert [words(one) for one in blocks(layout)] == ["Left", "Right"]


def test_cells_that_span_others_leave_them_their_places() -> None:
    html = "<table><tr><td rowspan=2>a</td><td>b</td></tr><tr><td>c</td></tr></table>"
    (table,) = read_fragment(body(html)[0], MOST).parts
    assert isinstance(table, Table)
    assert [(cell.row, cell.column, cell.down) for cell in table.cells] == [(0, 0, 2), (0, 1, 1), (1, 1, 1)]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:x()",
        "data:text/html,x",
        "file:///etc/passwd",
        "vbscript:x",
        "//a.example",
        "https:",
        "x",
        "http://\n",
        "",
    ],
)
def test_only_addresses_of_the_web_become_links(address: str) -> None:
    assert web_address(address) == ""
    (one,) = [
        part for part in read_fragment(f'<p><a href="{address}">x</a></p>', MOST).parts if isinstance(part, Block)
    ]
    assert [run.style.link for run in one.runs] == [""]


@pytest.mark.parametrize(
    "image",
    [
        '<img src="https://a.example/p.gif" width="1" height="1">',
        '<img src="https://a.example/p.gif" width="600" height="1">',
        '<img src="https://pixel.wp.com/b.gif?v=noscript">',
        '<img src="http://feeds.feedburner.com/~r/x/~4/y">',
        '<img src="https://ad.doubleclick.net/x.png">',
        '<img src="data:image/png;base64,AAAA">',
        '<img src="file:///etc/passwd">',
        '<img src="relative.png">',
        "<img>",
    ],
)
def test_what_counts_readers_or_is_not_of_the_web_is_no_picture(image: str) -> None:
    assert read_fragment(f"<p>x</p>{image}", MOST).pictures == ()


def test_a_picture_is_only_told_of() -> None:
    (picture,) = read_fragment(
        body('<img src="https://a.example/p.jpg" alt="A &amp; b" width="640">')[0], MOST
    ).pictures
    assert (picture.address, picture.alt, picture.width) == ("https://a.example/p.jpg", "A & b", 640)


def carried(html: str, *terms: str) -> list[str]:
    cleaned, text = body(html)
    fragment = read_fragment(cleaned, MOST)
    places = Places(text, fragment)
    assert places.agree
    spans = [(text.index(term), text.index(term) + len(term)) for term in terms]
    return [fragment.text[a:b] for a, b in places.carried(spans)]


def test_hits_stand_on_the_same_words_in_the_fragment() -> None:
    html = "<p>👨‍👩‍👧‍👦 The <b>NA</b>TO &amp; 北约</p><ul><li>said\n  NATO’s chief</li></ul><pre>a\tNATO b</pre>"
    assert carried(html, "NATO & 北约", "NATO’s", "NATO b") == ["NATO & 北约", "NATO’s", "NATO b"]


def test_where_html_and_text_say_different_things_no_hit_is_carried() -> None:
    places = Places("NATO meets", read_fragment("<p>NATO waits</p>", MOST))
    assert not places.agree
    assert places.carried([(0, 4)]) == []


def test_a_fragment_that_was_cut_agrees_as_far_as_it_goes() -> None:
    cleaned, text = body("<p>" + "NATO meets. " * 2_000 + "</p>")
    fragment = read_fragment(cleaned, 1_000)
    places = Places(text, fragment)
    assert fragment.cut
    assert places.agree
    assert places.carried([(0, 4), (len(text) - 12, len(text) - 8)]) == [(0, 4)]


def test_a_paragraph_too_long_to_be_laid_out_is_broken_in_parts() -> None:
    found = blocks("<p>" + "word " * 3_000 + "</p>") + blocks("<p>" + "w" * 9_000 + "</p>")
    assert max(len(words(one)) for one in found) <= LONGEST
    assert sum(words(one).count("word") for one in found) == 3_000


@pytest.mark.parametrize(
    "html",
    ["x<br>" * 100_000, "<b>" * 90_000 + "x", "<table>" * 40_000, "<ul><li>x" * 50_000, '<a "' * 80_000,
     "<p>x</p>" * 90_000, "<a" * 200_000, "&amp;" * 200_000, "<table><tr>" + "<td>x" * 90_000,
     "<blockquote>" * 50_000 + "x"],
)  # fmt: skip
def test_no_markup_makes_more_than_can_be_shown(html: str) -> None:
    fragment = read_fragment(html, MOST)
    assert len(fragment.parts) <= MOST // 50
    assert len(fragment.text) <= MOST


TAGS = st.sampled_from(
    ["p", "b", "i", "div", "ul", "li", "blockquote", "table", "tr", "td", "th", "pre", "br", "q", "h2", "a"]
)
TEXTS = st.text(st.sampled_from("ab Ñ北ن\n\t&<>\"'\xa0\u2003👍"), max_size=12)


@st.composite
def fragments(draw: st.DrawFn) -> str:
    parts = []
    for _ in range(draw(st.integers(0, 14))):
        tag = draw(TAGS)
        parts.append(draw(st.sampled_from([f"<{tag}>", f"</{tag}>", draw(TEXTS), "&amp;", "&#x202e;"])))
    return "".join(parts)


@given(fragments())
def test_html_and_its_own_text_always_agree(html: str) -> None:
    cleaned, text = body(html)
    fragment = read_fragment(cleaned, MOST)
    assert Places(text, fragment).agree or not fragment.text.strip()
    shown = "".join(words(part) if isinstance(part, Block) else "".join(r.text for c in part.cells for r in c.runs)
                    for part in fragment.parts)  # fmt: skip
    assert "".join(shown.replace("“", "").replace("”", "").split()) == "".join(fragment.text.split())


def test_nothing_is_an_empty_fragment() -> None:
    assert read_fragment("", MOST) == Fragment()
