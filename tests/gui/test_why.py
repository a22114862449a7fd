"""Why did this ring, who else reports it, and why was I not told."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextDocument

from gui.access import nameless, unreachable
from gui.ledger import write
from gui.room import NOW, Room
from listed import listed
from tocsin.core.model import Article
from tocsin.store import Scope, Store
from tocsin.ui.account import Account
from tocsin.ui.reader_document import Writer
from tocsin.ui.theme import Theme
from tocsin.ui.why_dialog import WhyDialog


def asked(room: Room, text: str, watch: str = "") -> WhyDialog:
    room.desk.menu.why_not.trigger()
    dialog = room.desk.bell.asking.dialog
    assert isinstance(dialog, WhyDialog)
    if watch:
        dialog.watch.setCurrentText(watch)
    dialog.about.setText(text)
    room.qtbot.keyClick(dialog.about, Qt.Key.Key_Return)
    room.settle()
    return dialog


def test_the_box_is_one_line_until_it_is_opened_and_then_tells_everything(room: Room, database: Path) -> None:
    ids = write(database)
    reader = room.desk.reader
    room.desk.show_article(ids["rang"])
    assert "Why did this ring?" in reader.text.toPlainText()
    assert "matched" not in reader.text.toPlainText()
    reader.why.trigger()
    text = reader.text.toPlainText()
    for part in ("matched", "owed", "rung", "by a notice", "Story of 2 articles, 2 independent outlets"):
        assert part in text
    reader.text.link_wanted.emit("#why")
    assert "matched" not in reader.text.toPlainText()


def test_what_was_held_back_says_why_in_the_reader(room: Room, database: Path) -> None:
    ids = write(database)
    reader = room.desk.reader
    room.desk.show_article(ids["held"])
    assert "Why did this not ring?" in reader.text.toPlainText()
    reader.why.trigger()
    assert "the term does not stand where the watch wants it" in reader.text.toPlainText()
    room.desk.show_article(ids["copy"])
    reader.why.trigger()
    assert "it was in the archive when the watch was made" in reader.text.toPlainText()


def test_an_article_of_no_watch_says_so(room: Room) -> None:
    row = next(row for row in listed(room.store, Scope("all")) if row.title == "Senator signs")
    room.desk.show_article(row.id)
    room.desk.reader.why.trigger()
    assert room.desk.window.status.words.whole() == "This article answers none of your watches."


def test_the_others_of_the_story_are_listed_and_open(room: Room, database: Path) -> None:
    ids = write(database)
    reader = room.desk.reader
    room.desk.show_article(ids["rang"])
    text = reader.text.toPlainText()
    assert "Also reported by" in text
    assert "· copy" in text
    reader.text.link_wanted.emit(f"#article-{ids['copy']}")
    assert reader.article is not None
    assert reader.article.id == ids["copy"]
    room.settle()
    assert room.is_read(ids["copy"])


def test_not_the_same_story_is_a_wish_and_a_sentence(room: Room, database: Path) -> None:
    ids = write(database)
    reader = room.desk.reader
    room.desk.show_article(ids["rang"])
    reader.text.link_wanted.emit(f"#apart-{ids['copy']}")
    assert ("split", ids["copy"]) in room.link.wishes
    assert "taken out of this story" in room.desk.window.status.words.whole()
    with Store.open(database) as store, store.writing():
        story = store.stories.of(ids["copy"])
        assert story is not None
        store.stories.split(store.articles.get(ids["copy"]), story.id, None, NOW, outlets=1)
    room.link.say("story-split", article=ids["copy"], story=9)
    assert "Also reported by" not in reader.text.toPlainText()


def test_a_link_of_a_feed_is_never_one_of_ours(theme: Theme) -> None:
    for link in ("#apart-1", "#article-1", "javascript:x()"):
        document = QTextDocument()
        Writer(document, theme).write(Article(1, 1, "k", "T", link, "", NOW), Account(), NOW)
        assert "<a " not in document.toHtml()


def test_tab_and_enter_reach_the_links_in_the_reader(room: Room, database: Path) -> None:
    ids = write(database)
    room.desk.show_article(ids["rang"])
    text = room.desk.reader.text
    text.setFocus()
    room.qtbot.keyClick(text, Qt.Key.Key_Tab)
    room.qtbot.keyClick(text, Qt.Key.Key_Return)
    assert "matched" in text.toPlainText()


def test_a_headline_is_answered_for_every_watch_and_opens(room: Room, database: Path) -> None:
    ids = write(database)
    dialog = asked(room, "Finland joins NATO")
    assert [card.verdict.text() for card in dialog.cards] == ["NATO: it was held back"]
    dialog.cards[0].open.click()
    assert room.desk.reader.article is not None
    assert room.desk.reader.article.id == ids["held"]


def test_an_address_of_nobody_says_that_its_source_is_not_followed(room: Room) -> None:
    dialog = asked(room, "https://nowhere.example/story")
    assert [card.verdict.text() for card in dialog.cards] == ["It was not read"]
    assert "not followed" in dialog.cards[0].sentence.text()
    assert not dialog.cards[0].open.isVisible()


def test_one_watch_can_be_asked_about_and_says_what_is_missing(room: Room) -> None:
    dialog = asked(room, "Senator signs", "Le Pen")
    assert [card.verdict.text() for card in dialog.cards] == ["Le Pen: it does not match"]
    assert dialog.cards[0].sentence.text()
    assert nameless(dialog) == []
    assert unreachable(dialog) == []


def test_nothing_is_asked_without_words_and_a_copied_address_needs_no_pasting(room: Room) -> None:
    dialog = asked(room, "  ")
    assert dialog.cards == []
    assert dialog.button.isEnabled()
    QGuiApplication.clipboard().setText("https://a.example/story")
    room.desk.window.bell.why.click()
    again = room.desk.bell.asking.dialog
    assert isinstance(again, WhyDialog)
    assert again is not dialog
    assert again.about.text() == "https://a.example/story"
    QGuiApplication.clipboard().clear()
