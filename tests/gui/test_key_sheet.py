"""The sheet of keys: everything is listed, found, changed in its line, refused with the reason, and undone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from gui.access import nameless, unreachable
from gui.room import Room
from tocsin.ui.key_list import RowRole
from tocsin.ui.key_sheet import KeySheet
from tocsin.ui.keys import Command

CTRL, SHIFT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)


@pytest.fixture
def sheet(room: Room) -> KeySheet:
    """The sheet, shown by its key."""
    room.desk.window.activateWindow()
    room.qtbot.waitUntil(room.desk.window.isActiveWindow)
    room.desk.stories.list.setFocus()
    QTest.keyClick(room.desk.stories.list, Qt.Key.Key_F1)
    found = room.desk.keyboard.sheet
    assert found is not None
    room.qtbot.waitExposed(found)
    return found


def rows(sheet: KeySheet) -> list[object]:
    model = sheet.list.lines
    return [model.row(at) for at in range(model.rowCount())]


def choose(sheet: KeySheet, command_id: str) -> Command:
    command = next(one for one in rows(sheet) if isinstance(one, Command) and one.id == command_id)
    sheet.list.setCurrentIndex(sheet.list.lines.index(sheet.list.lines.place_of(command)))
    sheet.list.setFocus()
    return command


def test_the_question_mark_shows_every_command_and_escape_closes_it(room: Room) -> None:
    room.desk.window.activateWindow()
    room.qtbot.waitUntil(room.desk.window.isActiveWindow)
    room.desk.stories.list.setFocus()
    QTest.keyClick(room.desk.stories.list, Qt.Key.Key_Question)
    sheet = room.desk.keyboard.sheet
    assert sheet is not None
    assert {one.id for one in rows(sheet) if isinstance(one, Command)} == {one.id for one in room.desk.keyboard.keys}
    QTest.keyClick(sheet.search, Qt.Key.Key_Escape)
    assert room.desk.keyboard.sheet is None


def test_every_control_has_a_name_and_can_be_reached_and_a_line_says_its_key(sheet: KeySheet) -> None:
    assert nameless(sheet) == []
    assert unreachable(sheet) == []
    choose(sheet, "list.keep")
    assert sheet.list.accessibleDescription() == "Keep, or no longer: S"
    face = QAccessible.queryAccessibleInterface(sheet.list)
    assert face is not None
    assert face.child(1).text(QAccessible.Text.Name) == "Find or do anything…: Ctrl+K"


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [("maar", "stories.read-all"), ("shift+a", "stories.read-all"), ("keep", "list.keep"), ("m", "list.toggle-read"),
     ("next hit", "reader.next-hit"), ("g n", "go.new")],
)  # fmt: skip
def test_a_line_is_found_by_what_it_does_and_by_its_key(sheet: KeySheet, typed: str, wanted: str) -> None:
    QTest.keyClicks(sheet.search, typed)
    assert wanted in {one.id for one in rows(sheet) if isinstance(one, Command)}


def test_what_nothing_is_called_says_so(sheet: KeySheet) -> None:
    QTest.keyClicks(sheet.search, "zeppelin")
    assert rows(sheet) == []
    assert sheet.says.text() == "Nothing is called so, and nothing has this key."
    assert not sheet.change.isEnabled()


def test_a_new_key_is_pressed_in_its_line_and_undone_there(room: Room, sheet: KeySheet) -> None:
    keep = choose(sheet, "list.keep")
    QTest.keyClick(sheet.list, Qt.Key.Key_Return)
    assert sheet.list.listening is keep
    QTest.keyClick(sheet.list, Qt.Key.Key_Z, CTRL)
    assert sheet.drawing.against == "now: Undo"
    QTest.keyClick(sheet.list, Qt.Key.Key_B)
    assert sheet.drawing.against == ""
    assert keep.keys == ("S",)
    QTest.keyClick(sheet.list, Qt.Key.Key_Return)
    assert keep.keys == ("B",)
    assert sheet.says.text() == "“Keep, or no longer”: B."
    assert sheet.reset.isEnabled()
    QTest.keyClick(sheet.list, Qt.Key.Key_Z, CTRL)
    room.settle()
    assert keep.keys == ("S",)


def test_escape_leaves_a_key_as_it_was_and_the_sheet_open(room: Room, sheet: KeySheet) -> None:
    keep = choose(sheet, "list.keep")
    sheet.change.click()
    QTest.keyClick(sheet.list, Qt.Key.Key_B)
    QTest.keyClick(sheet.list, Qt.Key.Key_Escape)
    assert sheet.list.listening is None
    assert keep.keys == ("S",)
    assert room.desk.keyboard.sheet is sheet


def test_two_keys_one_after_the_other_and_no_key_at_all_can_be_given(sheet: KeySheet) -> None:
    keep = choose(sheet, "list.keep")
    QTest.keyClick(sheet.list, Qt.Key.Key_Return)
    for key in (Qt.Key.Key_X, Qt.Key.Key_Y, Qt.Key.Key_Return):
        QTest.keyClick(sheet.list, key)
    assert keep.keys == ("X, Y",)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Backspace, Qt.Key.Key_Return):
        QTest.keyClick(sheet.list, key)
    assert keep.keys == ()
    QTest.keyClick(sheet.list, Qt.Key.Key_Backspace)
    assert keep.keys == ("S",)


@pytest.mark.parametrize(("key", "modifiers"), [(Qt.Key.Key_Down, NONE), (Qt.Key.Key_Tab, NONE), (Qt.Key.Key_A, CTRL)])
def test_a_key_that_every_list_needs_is_refused_with_the_reason(
    sheet: KeySheet, key: Qt.Key, modifiers: Qt.KeyboardModifier
) -> None:
    keep = choose(sheet, "list.keep")
    QTest.keyClick(sheet.list, Qt.Key.Key_Return)
    QTest.keyClick(sheet.list, key, modifiers)
    assert sheet.drawing.against.startswith("always: ")
    assert "cannot be had" in sheet.says.text()
    QTest.keyClick(sheet.list, Qt.Key.Key_Return)
    assert keep.keys == ("S",)


def test_a_sign_made_with_shift_is_kept_as_the_sign(sheet: KeySheet) -> None:
    keep = choose(sheet, "list.keep")
    QTest.keyClick(sheet.list, Qt.Key.Key_Return)
    QTest.keyClick(sheet.list, Qt.Key.Key_Exclam, SHIFT)
    QTest.keyClick(sheet.list, Qt.Key.Key_Return)
    assert keep.keys == ("!",)


def test_all_keys_are_reset_at_once(room: Room, sheet: KeySheet) -> None:
    assert not sheet.reset_all.isEnabled()
    room.desk.keyboard.choices.give(choose(sheet, "list.keep"), ("M",))
    assert sheet.reset_all.isEnabled()
    sheet.reset_all.click()
    assert room.desk.keyboard.choices.changed() == []
    assert sheet.list.currentIndex().data(RowRole).keys == ("S",)
