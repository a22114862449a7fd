"""The article's HTML in the reader: in our own formats, hits on their words, nothing hostile, nothing asked for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QTextBlock, QTextDocument, QTextTable, QWheelEvent

from gui.news import links, marked, save
from gui.room import Room
from servers.web import Web
from tocsin.store import Store

RICH = (
    "<h2>What was said</h2><p>The <b>NA</b>TO chief 👨‍👩‍👧‍👦 asked "
    "<a href='https://a.example/x'>members of NATO</a>.</p>"
    "<blockquote><p>“A long winter for NATO”</p></blockquote><ul><li>One</li></ul>"
    "<table><tr><th>A</th><th>B</th></tr><tr><td>NATO</td><td>2</td></tr></table><pre>NATO = 1</pre>"
)


def test_headings_quotations_lists_tables_and_code_are_shown_with_the_hits_marked(room: Room) -> None:
    room.desk.show_article(save(room, RICH).id)
    reader = room.desk.reader
    document = reader.text.document()
    text = document.toPlainText()
    assert "<" not in text
    assert marked(document, reader._theme.colour("hit")) == ["Nato", "NA", "TO", "NATO", "NATO", "NATO", "NATO"]
    assert len(reader.text.hits) == 6, "a hit that changes its letters in the middle is one hit"
    assert any(isinstance(frame, QTextTable) for frame in document.rootFrame().childFrames())
    assert "https://a.example/x" in links(document)


def test_where_html_and_text_disagree_the_text_is_shown_plain(room: Room) -> None:
    article = save(room, RICH)
    with Store.open(room.store.database.path) as store, store.writing():
        store.database.run("UPDATE bodies SET html = '<p>Other <b>words</b></p>' WHERE article_id = ?", (article.id,))
    room.desk.show_article(article.id)
    reader = room.desk.reader
    assert "Other words" not in reader.text.toPlainText()
    assert "members of NATO" in reader.text.toPlainText()
    assert len(reader.text.hits) == 6


@pytest.mark.parametrize(
    "hostile",
    [
        '<script src="{web}/x.js">x()</script>',
        '<link rel="stylesheet" href="{web}/x.css"><style>@import "{web}/y.css"; p {{ background: url({web}/z) }}',
        '<p style="background: url({web}/bg.png); position: fixed">x</p>',
        '<body background="{web}/b"><table background="{web}/t"><tr><td background="{web}/c">x</td></tr></table>',
        '<iframe src="{web}/frame"></iframe><object data="{web}/o"></object><embed src="{web}/e">',
        '<form action="{web}/form"><input type="image" src="{web}/i.png"><button>Go</button></form>',
        '<img src="{web}/pixel.gif" width="1" height="1">',
        '<img src="{web}/a.png" srcset="{web}/b.png 2x" onerror="x()" style="width:9000px">',
        '<picture><source srcset="{web}/s.webp"><img src="{web}/a.png"></picture>',
        '<video poster="{web}/p.png" src="{web}/v.mp4"></video><audio src="{web}/a.mp3"></audio>',
        '<svg><image href="{web}/s.png"/><use href="{web}/u.svg#x"/></svg>',
        '<a href="javascript:alert(1)">x</a><a href="file:///etc/passwd">y</a><a href="data:text/html,x">z</a>',
        '<img src="file:///etc/passwd"><img src="data:image/svg+xml,<svg/>"><img src="qrc:/x.png"><img src=":/x.png">',
        '<meta http-equiv="refresh" content="0; url={web}/m"><base href="{web}/">',
        '<ul style="list-style-image: url({web}/l.png)"><li>x</li></ul>',
        "&lt;img src='{web}/escaped.png'&gt; &lt;script src='{web}/e.js'&gt;",
    ],
)
def test_nothing_is_asked_for_before_it_is_allowed(room: Room, hostile: str) -> None:
    with Web() as web:
        article = save(room, f"<p>Before <b>it</b></p>{hostile.format(web=web.url(''))}<p>after</p>",
                       feed_url=web.url("/feed"), image=web.url("/lead.png"))  # fmt: skip
        room.desk.show_article(article.id)
        room.desk.reader.text.grab()
        room.qtbot.wait(150)
        assert web.asked == []
        shown = room.desk.reader.text
        assert [one for one in links(shown.document()) if not one.startswith(("https://rich.example/", "#"))] == []
        assert "alert(1)" not in shown.toPlainText()
        assert "\ufffc" not in shown.toPlainText(), "no image is in the text"


def test_hostile_html_that_was_never_cleaned_is_harmless_all_the_same(room: Room) -> None:
    article = save(room, "<p>x <b>y</b></p>")
    raw = (
        "<p>x <b onclick='x()'>y</b></p><script>z()</script><a href='javascript:x'>l</a><img src='file:///etc/passwd'>"
    )
    with Store.open(room.store.database.path) as store, store.writing():
        store.database.run("UPDATE bodies SET html = ? WHERE article_id = ?", (raw, article.id))
        store.database.run("UPDATE articles SET text = 'x yz()l' WHERE id = ?", (article.id,))
    room.desk.show_article(article.id)
    document = room.desk.reader.text.document()
    assert [one for one in links(document) if not one.startswith(("https://rich.example/", "#"))] == []
    assert "<script" not in document.toPlainText()


def test_a_very_long_article_is_shown_in_parts(room: Room) -> None:
    room.desk.show_article(save(room, "<p><b>Long</b></p>" + "<p>" + "word " * 12_000 + "</p><p>The end.</p>").id)
    text = room.desk.reader.text
    assert "The rest is cut here" in text.toPlainText()
    text.link_wanted.emit("#more")
    assert "The end." in text.toPlainText()
    assert "The rest is cut here" not in text.toPlainText()


def test_a_line_of_text_has_between_65_and_75_letters(room: Room) -> None:
    said = (
        "It was said in the hall by the harbour that nobody should expect a short winter, and that orders would grow. "
    )
    room.desk.show_article(save(room, "<p>" + said * 12 + "</p><p><i>end</i></p>").id)
    reader = room.desk.reader
    for larger in (0, 3):
        reader.sheets._resize(larger)
        block = next(b for b in _blocks(reader.text.document()) if b.text().startswith("It was said"))
        lines = [block.layout().lineAt(at).textLength() for at in range(block.layout().lineCount() - 1)]
        assert 65 <= sum(lines) / len(lines) <= 75


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def test_tab_shows_where_each_link_leads_before_enter_opens_it(room: Room) -> None:
    opened: list[str] = []
    reader = room.desk.reader
    reader.open_address = lambda url: opened.append(url.toString())
    room.desk.show_article(save(room, '<p><b>x</b> <a href="https://user@пример.example/a">l</a></p>').id)
    told: list[str] = []
    reader.hovering.connect(told.append)
    reader.text.setFocus()
    for _ in range(12):
        room.qtbot.keyClick(reader.text, Qt.Key.Key_Tab)
        if told and "xn--" in told[-1]:
            break
    assert told[-1].startswith("xn--e1afmkfd.example (пример.example) · https://xn--e1afmkfd.example/a")
    assert room.desk.window.status.words.whole() == told[-1]
    assert opened == []
    room.qtbot.keyClick(reader.text, Qt.Key.Key_Return)
    assert len(opened) == 1


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://a.example/page?x=1#y", "https://a.example/page?x=1#y"),
        ("https://bank.example@evil.example/", "evil.example · https://evil.example/"),
        ("http://a.example:8080/x", "http://a.example:8080/x"),
        ("https://xn--e1afmkfd.example/", "xn--e1afmkfd.example (пример.example) · https://xn--e1afmkfd.example/"),
        ("https://a.example/\u202egnp.exe", "https://a.example/\u2060gnp.exe"),
    ],
)
def test_an_address_is_shown_as_the_network_calls_it(room: Room, address: str, shown: str) -> None:
    told: list[str] = []
    room.desk.reader.hovering.connect(told.append)
    room.desk.reader.text.highlighted.emit(QUrl(address))
    assert told == [shown]


def test_larger_text_is_kept_and_the_paragraph_that_is_read_stays(room: Room) -> None:
    paragraphs = "".join(f"<p><b>{at}</b> " + "word " * 60 + "</p>" for at in range(40))
    room.desk.show_article(save(room, paragraphs).id)
    reader = room.desk.reader
    reader.text.verticalScrollBar().setValue(1_500)
    before = reader.text.place()
    reader.acts.larger.trigger()
    assert reader.text.place().words == before.words
    reader.acts.serif.trigger()
    room.settle()
    assert (room.store.settings.get("ui.reader.larger"), room.store.settings.get("ui.reader")) == ("1", "serif")
    reader.acts.usual_size.trigger()
    room.settle()
    assert room.store.settings.get("ui.reader.larger") == "0"


def test_a_letter_by_itself_is_larger_in_no_bounds_but_ours(room: Room) -> None:
    acts = room.desk.reader.acts
    for _ in range(40):
        acts.larger.trigger()
    assert not acts.larger.isEnabled()
    for _ in range(40):
        acts.smaller.trigger()
    assert not acts.smaller.isEnabled()
    assert acts.larger.isEnabled()


def test_ctrl_and_the_wheel_make_the_letters_larger_and_scroll_nothing(room: Room) -> None:
    room.desk.show_article(save(room, "<p><b>x</b> " + "word " * 900 + "</p>").id)
    text = room.desk.reader.text
    for turned, larger in ((120, 1), (120, 2), (-120, 1)):
        middle = QPointF(text.viewport().rect().center())
        wheel = QWheelEvent(
            middle, text.viewport().mapToGlobal(middle), QPoint(), QPoint(0, turned), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QGuiApplication.sendEvent(text.viewport(), wheel)
        assert (text.typography.larger, text.verticalScrollBar().value()) == (larger, 0)


def test_a_link_is_told_of_no_longer_when_the_keyboard_leaves_the_text(room: Room) -> None:
    room.desk.show_article(save(room, "<p>NATO <a href='https://a.example/'>l</a></p>").id)
    told: list[str] = []
    room.desk.reader.hovering.connect(told.append)
    room.desk.reader.text.setFocus()
    room.desk.stories.list.setFocus()
    assert told[-1] == ""
