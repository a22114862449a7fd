"""The right pane: plain text with marks, whatever the feed sent; opens the web and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument

from gui.room import Room
from listed import listed
from tocsin.core.model import Article, Hit, Match
from tocsin.store import Scope
from tocsin.ui.account import Account, Reason
from tocsin.ui.addresses import may_be_opened
from tocsin.ui.reader_document import MOST_TEXT, Writer
from tocsin.ui.theme import Theme

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def article(title: str, text: str = "", link: str = "https://a.example/1") -> Article:
    return Article(1, 1, "k", title, link, text, NOW, outlet="The Herald", author="A. Writer", published=NOW)


def reason(*hits: Hit) -> Reason:
    return Reason("NATO", Match(1, 1, "NATO", "title", "", (), hits))


def written(theme: Theme, one: Article, *reasons: Reason) -> tuple[QTextDocument, list[str]]:
    document = QTextDocument()
    Writer(document, theme).write(one, Account(reasons), NOW)
    tint, marked = theme.colour("hit"), []
    block = document.begin()
    while block.isValid():
        for span in block.textFormats():
            if span.format.background().color() == tint and span.format.fontUnderline():
                marked.append(_utf16(block.text(), span.start, span.length))
        block = block.next()
    return document, marked


def _utf16(text: str, start: int, length: int) -> str:
    return text.encode("utf-16-le")[start * 2 : (start + length) * 2].decode("utf-16-le")


def test_marks_stand_on_the_very_characters_also_behind_emoji(theme: Theme) -> None:
    title, text = "👨‍👩‍👧‍👦 🇫🇮 joins NATO 🎉", "First 💃🏽 line.\n\nThen NATO and 北约."
    hits = [Hit("title", title.index("NATO"), title.index("NATO") + 4)]
    hits += [Hit("text", text.index(word), text.index(word) + len(word)) for word in ("NATO", "北约")]
    _, marked = written(theme, article(title, text), reason(*hits))
    assert marked == ["NATO", "NATO", "北约"]


def test_marks_out_of_bounds_or_twice_do_no_harm(theme: Theme) -> None:
    hits = (Hit("title", 0, 4), Hit("title", 0, 4), Hit("title", 50, 99), Hit("text", -3, 2), Hit("text", 5, 1))
    _, marked = written(theme, article("NATO", "text"), reason(*hits))
    assert marked == ["NATO", "te"]


def test_markup_from_a_feed_is_text(theme: Theme) -> None:
    hostile = "<img src='http://track.example/x.png'><script>x()</script><a href='file:///etc/passwd'>y</a>"
    document, _ = written(theme, article(hostile, hostile, link=""))
    assert document.toPlainText().count("<script>x()</script>") == 2
    assert "track.example/x.png" not in document.toHtml().replace("&lt;img src='http://track.example/x.png'", "")
    assert "<a " not in document.toHtml()
    assert "<img" not in document.toHtml()


def test_overrides_and_controls_are_not_drawn(theme: Theme) -> None:
    document, _ = written(theme, article("invoice\u202efdp.exe\0", "a\u2028b\u2066c\x07\nd"))
    assert not {"\u202e", "\0", "\u2066", "\x07"} & set(document.toPlainText())


def test_a_very_long_text_is_cut_and_says_so(theme: Theme) -> None:
    document, _ = written(theme, article("Long", "word " * MOST_TEXT))
    assert len(document.toPlainText()) < MOST_TEXT + 500
    assert "The rest is cut here" in document.toPlainText()


def test_an_article_without_text_or_headline_says_so(theme: Theme) -> None:
    document, _ = written(theme, article("", ""))
    assert "(no headline)" in document.toPlainText()
    assert "The source sent only the headline." in document.toPlainText()


def test_why_it_is_here_stands_above_the_text(room: Room) -> None:
    room.go_to("NATO")
    room.desk.stories.step(1)
    room.desk.stories.step(1)
    text = room.desk.reader.text.toPlainText()
    assert "NATO  in the" in text
    assert " · seen " in text or "seen " in text


def test_the_text_loads_nothing(room: Room) -> None:
    text = room.desk.reader.text
    for address in ("http://track.example/x.png", "file:///etc/passwd", "data:text/html,x"):
        for kind in QTextDocument.ResourceType:
            assert text.loadResource(kind.value, QUrl(address)) is None


@pytest.mark.parametrize(
    ("address", "may"),
    [
        ("https://a.example/x?y=1#z", True),
        ("http://a.example", True),
        ("HTTPS://A.EXAMPLE/", True),
        ("https://пример.example/статья", True),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("data:text/html,x", False),
        ("vbscript:x", False),
        ("https:", False),
        ("//a.example", False),
        ("-h", False),
        ("", False),
        ("mailto:a@b.example", False),
    ],
)
def test_only_addresses_of_the_web_may_be_opened(address: str, may: bool) -> None:
    assert may_be_opened(address) is may


def test_opening_in_the_browser_hands_over_the_address_or_says_why_not(room: Room) -> None:
    opened: list[str] = []
    reader = room.desk.reader
    reader.open_address = lambda url: opened.append(url.toString())
    room.go_to("Le Pen")
    room.desk.stories.step(1)
    reader.open_in_browser.trigger()
    assert len(opened) == 1
    assert opened[0].startswith("https://")
    reader.open_link("javascript:alert(1)")
    assert len(opened) == 1
    assert room.desk.window.status.words.whole() == "This link is not opened: it does not lead to the web."


def test_the_address_under_the_mouse_is_shown_before_it_is_opened(room: Room) -> None:
    room.desk.reader.text.highlighted.emit(QUrl("https://a.example/page"))
    assert room.desk.window.status.words.whole() == "https://a.example/page"
    room.desk.reader.text.highlighted.emit(QUrl())
    assert room.desk.window.status.words.whole() != "https://a.example/page"


def test_n_and_p_walk_through_the_hits(room: Room) -> None:
    room.desk.places.choose(Scope("all"))
    row = next(row for row in listed(room.store, Scope("all")) if row.title.startswith("NATO xxx"))
    room.desk.show_article(row.id)
    reader = room.desk.reader
    assert len(reader.text.hits) == 2
    top = reader.text.verticalScrollBar().value()
    reader.next_hit.trigger()
    reader.next_hit.trigger()
    assert reader.text.verticalScrollBar().value() > top
    reader.next_hit.trigger()
    assert reader.text.verticalScrollBar().value() < reader.text.verticalScrollBar().maximum()


def test_an_article_that_is_gone_is_said_in_the_status_line(room: Room) -> None:
    assert not room.desk.reader.show_article(999_999)
    assert room.desk.window.status.words.whole() == "This article is not in the archive any more."


def test_the_windows_title_is_the_headline_without_its_tricks(room: Room) -> None:
    row = next(row for row in listed(room.store, Scope("all")) if "<img" in row.title)
    room.desk.show_article(row.id)
    assert room.desk.window.windowTitle() == "<img src=x onerror=alert(1)><b>NATO</b> & Co gnp.exe"
    room.desk.places.choose(Scope("kept"))
    assert room.desk.window.windowTitle() == "Tocsin"
