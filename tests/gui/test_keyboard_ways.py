"""Where the keyboard is after each step: nobody has to reach for the mouse, and no letter means something unwanted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gui.room import Room
from tocsin.store import Scope
from tocsin.ui.catalog_dialog import CatalogDialog
from tocsin.ui.places import BELL, BRIEFS, Shown
from tocsin.ui.watch_dialog import WatchDialog


def at_work(room: Room) -> QWidget:
    """Return what has the keyboard, with the window before all others."""
    window = room.desk.window
    window.activateWindow()
    room.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None, timeout=5000)
    found = QApplication.focusWidget()
    assert found is not None
    return found


def test_at_the_first_start_enter_opens_the_first_sources(empty_room: Room) -> None:
    QTest.keyClick(at_work(empty_room), Qt.Key.Key_Return)
    dialogs = empty_room.desk.window.findChildren(CatalogDialog)
    assert [dialog.isVisible() for dialog in dialogs] == [True]
    dialogs[0].reject()


def test_at_a_later_start_the_keyboard_is_in_the_list(room: Room) -> None:
    assert at_work(room) is room.desk.stories.list


@pytest.mark.parametrize("page", [BELL, BRIEFS])
def test_all_articles_can_be_searched_from_every_page(room: Room, page: Shown) -> None:
    assert room.desk.places.choose(page)
    assert not room.desk.window.at_stories
    QTest.keyClick(at_work(room), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert at_work(room) is room.desk.stories.search
    QTest.keyClicks(room.desk.stories.search, "accession")
    room.qtbot.waitUntil(lambda: room.desk.stories.model.searching, timeout=5000)
    assert room.desk.places.scope == Scope("all")
    QTest.keyClick(room.desk.stories.search, Qt.Key.Key_Escape)
    assert at_work(room) is room.desk.stories.list


def test_in_a_window_that_shows_the_reader_alone_the_field_comes_back(room: Room) -> None:
    desk = room.desk
    desk.window.resize(420, 480)
    desk.stories.step(1)
    QTest.keyClick(desk.stories.list, Qt.Key.Key_Return)
    assert not desk.stories.isVisible()
    QTest.keyClick(at_work(room), Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert desk.stories.isVisible()
    assert at_work(room) is desk.stories.search


def test_who_deletes_what_was_searched_for_can_type_something_else(room: Room) -> None:
    search = room.desk.stories.search
    room.desk.stories.act.search.trigger()
    QTest.keyClicks(search, "nato")
    search.selectAll()
    QTest.keyClick(search, Qt.Key.Key_Backspace)
    assert at_work(room) is search
    QTest.keyClicks(search, "m")
    assert search.text() == "m"


def test_a_search_that_became_a_watch_leaves_the_keyboard_in_its_list(room: Room) -> None:
    search = room.desk.stories.search
    room.desk.stories.act.search.trigger()
    QTest.keyClicks(search, "accession")
    QTest.keyClick(search, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    room.settle()
    assert room.desk.places.scope == Scope("watch", room.watch("accession"))
    assert at_work(room) is room.desk.stories.empty.button, "nothing was matched yet: what it offers is next"


def test_enter_presses_the_word_that_has_the_keyboard_and_not_the_main_button_of_a_dialog(room: Room) -> None:
    room.go_to("Le Pen")
    room.desk.places.edit.trigger()
    (dialog,) = room.desk.window.findChildren(WatchDialog)
    pressed: list[bool] = []
    dialog.receipt.clicked.connect(lambda: pressed.append(True))
    QTest.keyClick(dialog.receipt, Qt.Key.Key_Return)
    assert pressed
    assert dialog.isVisible()
    dialog.reject()


def test_the_question_of_closing_has_the_keyboard_and_escape_leaves_the_window_open(room: Room) -> None:
    window = room.desk.window
    window.closing.show()
    assert at_work(room) is window.closing.minimise
    QTest.keyClick(window.closing.minimise, Qt.Key.Key_Escape)
    assert not window.closing.isVisible()
    assert window.isVisible()


def test_lines_of_the_bell_page_and_the_brief_have_a_menu_of_their_own(room: Room) -> None:
    for pane in (room.desk.window.bell, room.desk.brief.pane):
        assert pane.list.contextMenuPolicy() == Qt.ContextMenuPolicy.ActionsContextMenu
        assert [one.text() for one in pane.list.actions()] == [
            "Open, or read on", "Mark as read or new", "Keep, or no longer"
        ]  # fmt: skip


@pytest.mark.parametrize("page", [BELL, BRIEFS])
def test_who_is_in_the_list_is_in_the_list_of_the_next_page(room: Room, page: Shown) -> None:
    assert at_work(room) is room.desk.stories.list
    room.desk.places.choose(page)
    shown = room.desk.window.bell if page == BELL else room.desk.brief.pane
    assert at_work(room) in (shown.list, shown.empty.button)
