"""What can be done with an article by key and by menu: quote, share, open; and who else reports it, and its edits."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor, QTextTable

from gui.access import nameless, unreachable
from gui.news import links, save
from gui.room import NOW, Room
from tocsin.core.model import Article
from tocsin.store import Store
from tocsin.ui.quoting import markdown, quotation

TEXT = "<p>The chief of <b>NATO</b> asked members to order more before the winter.</p>"


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def test_a_quotation_is_copied_with_its_source(room: Room) -> None:
    room.desk.show_article(save(room, TEXT, 'Nato chief: "winter"').id)
    room.desk.reader.acts.quote.trigger()
    first, second = clipboard().split("\n")
    assert first.startswith('“Nato chief: "winter"” — Rich & Sons, Nato chief: "winter", ')
    assert second == "https://rich.example/rich"
    text = room.desk.reader.text
    text.setTextCursor(text.document().find("order more"))
    room.desk.reader.acts.quote.trigger()
    assert clipboard().startswith("“order more” — Rich & Sons, ")


def test_markdown_is_copied_and_nothing_in_it_is_markup_by_accident(room: Room) -> None:
    room.desk.show_article(save(room, TEXT, "Nato [meets] *again* <b>").id)
    room.desk.reader.acts.share.trigger()
    assert clipboard().startswith("**[Nato \\[meets\\] \\*again\\* \\<b\\>](<https://rich.example/rich>)**  \n")


def test_words_of_several_paragraphs_stay_one_quotation() -> None:
    article = Article(1, 1, "k", "T", "https://a.example/a b>c", "x", NOW, outlet="O", published=NOW)
    assert quotation(article, "one\u2029two\u2029\u2029three", NOW).startswith("“one\ntwo\nthree” — O, T, ")
    assert "> one\n>\n> two\n" in markdown(article, "one\u2029two", NOW)
    assert "(<https://a.example/abc>)" in markdown(article, "", NOW)


def test_a_link_that_tab_came_to_is_not_what_is_quoted(room: Room) -> None:
    room.desk.show_article(save(room, "<p>NATO <i>x</i> <a href='https://a.example/'>a link</a></p>").id)
    text = room.desk.reader.text
    text.setTextCursor(text.document().find("a link"))
    assert text.chosen_words() == ""
    cursor = text.document().find("x a link")
    assert isinstance(cursor, QTextCursor)
    text.setTextCursor(cursor)
    assert text.chosen_words() == "x a link"


def test_the_menu_of_the_text_offers_everything_and_the_link_under_the_mouse(room: Room) -> None:
    opened: list[str] = []
    reader = room.desk.reader
    reader.open_address = lambda url: opened.append(url.toString())
    room.desk.show_article(save(room, "<p>NATO <a href='https://a.example/x'>a link</a></p>").id)
    cursor = reader.text.document().find("a link")
    place = reader.text.cursorRect(cursor).center() - QPoint(6, 0)
    reader._menu_at(place)
    menu = reader.acts.menu
    assert menu is not None
    titles = [action.text() for action in menu.actions() if action.text()]
    assert titles[:2] == ["Open https://a.example/x", "Copy the address of this link"]
    assert {"Copy as quotation", "Copy as Markdown", "Larger text", "Always show images"} <= set(titles)
    menu.actions()[0].trigger()
    assert opened == ["https://a.example/x"]
    menu.actions()[1].trigger()
    assert clipboard() == "https://a.example/x"
    menu.close()


def test_every_control_of_the_reader_has_a_name_and_is_reached_by_tab(room: Room) -> None:
    room.desk.show_article(save(room, TEXT).id)
    assert nameless(room.desk.reader) == []
    assert unreachable(room.desk.reader) == []
    assert all(action.text() for action in room.desk.reader.acts.all)


def test_keys_reach_the_actions_from_the_list(room: Room) -> None:
    room.desk.show_article(save(room, TEXT).id)
    room.desk.stories.list.setFocus()
    room.qtbot.keyClick(room.desk.stories.list, Qt.Key.Key_C, Qt.KeyboardModifier.ShiftModifier)
    assert room.desk.window.status.words.whole() == "The quotation is copied with its source."


def edited(room: Room) -> Article:
    save(room, "<p>He asked for <b>shells</b>.</p><p>Same.</p>", "Nato warns of winter")
    return save(room, "<p>He asked for <b>orders</b>.</p><p>Same.</p>", "Nato warns of a long winter",
                now=NOW + timedelta(minutes=5))  # fmt: skip


def test_a_changed_article_says_when_and_shows_the_words_that_came_and_went(room: Room) -> None:
    room.desk.show_article(edited(room).id)
    reader = room.desk.reader
    assert "Changed " in reader.text.toPlainText()
    assert "shells" not in reader.text.toPlainText()
    reader.acts.changes.trigger()
    document = reader.text.document()
    assert "He asked for shells" in document.toPlainText().replace("\u2009", " ")
    struck = document.find("shells").charFormat()
    came = document.find("a long").charFormat()
    assert struck.fontStrikeOut()
    assert document.find("orders").charFormat().fontUnderline()
    assert not came.fontStrikeOut()
    assert "Same.\n" in document.toPlainText()
    reader.text.link_wanted.emit("#edits")
    assert "shells" not in reader.text.toPlainText()


def test_an_article_that_was_never_changed_has_no_line_about_it(room: Room) -> None:
    room.desk.show_article(save(room, TEXT).id)
    assert "Changed" not in room.desk.reader.text.toPlainText()
    assert not room.desk.reader.acts.changes.isEnabled()


def test_the_other_outlets_stand_side_by_side_and_a_press_opens_their_article(room: Room) -> None:
    first = save(room, TEXT, "Nato chief warns of a long winter")
    other = save(room, "<p>NATO orders stall.</p>", "Nato fears a long winter", key="other")
    with Store.open(room.store.database.path) as store, store.writing():
        story = store.stories.begin(first)
        store.stories.join(story.id, other, outlets=2)
    room.desk.show_article(first.id)
    reader = room.desk.reader
    document = reader.text.document()
    (table,) = [frame for frame in document.rootFrame().childFrames() if isinstance(frame, QTextTable)]
    assert table.columns() == 2
    heavy, light = document.find("fears").charFormat(), document.find("fears a long").charFormat()
    assert heavy.fontWeight() > light.fontWeight()
    assert f"#article-{other.id}" in links(document)
    reader.text.link_wanted.emit(f"#article-{other.id}")
    assert reader.article is not None
    assert reader.article.id == other.id
