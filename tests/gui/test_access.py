"""What a screen reader is told of, and that the eye finds the keyboard, in every pane and dialog."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QImage, QRegion
from PySide6.QtWidgets import QAbstractItemView, QApplication, QDialog, QWidget

from gui.access import controls, nameless
from gui.room import Room
from tocsin.store import Scope
from tocsin.ui.places import BELL, BRIEFS
from tocsin.ui.theme import Theme

DIALOGS = (
    "places.new-watch", "places.new-source", "places.edit", "places.catalog", "program.why-not", "program.quiet",
    "program.other-bells", "program.sheet", "places.receipt",
)  # fmt: skip


def opened(room: Room, command_id: str) -> QDialog:
    """Open a dialog by its command, and return it."""
    room.go_to("NATO")
    command = room.desk.keyboard.keys.get(command_id)
    assert command is not None, command_id
    command.actions[0].trigger()
    room.settle()
    (dialog,) = [one for one in room.desk.window.findChildren(QDialog) if one.isVisible()]
    return dialog


def unseen(root: QWidget) -> list[str]:
    """Give the keyboard to each control, and return those that look the same with it as without."""
    found = []
    root.activateWindow()
    for one in controls(root):
        if not one.isEnabled() or not one.focusPolicy() & Qt.FocusPolicy.TabFocus or not one.isVisible():
            continue
        if isinstance(one, QAbstractItemView) and one.model().rowCount():
            one.setCurrentIndex(one.model().index(min(1, one.model().rowCount() - 1), 0))
        root.setFocus()
        without = _picture(one)
        one.setFocus(Qt.FocusReason.TabFocusReason)
        if one.hasFocus() and _picture(one) == without:
            found.append(f"{type(one).__name__} {one.objectName()} {one.accessibleName() or one.toolTip()}")
        one.clearFocus()
    return found


def _picture(one: QWidget) -> QImage:
    QApplication.processEvents()
    picture = QImage(one.size(), QImage.Format.Format_RGB32)
    one.render(picture, QPoint(), QRegion(one.rect()))
    return picture


@pytest.mark.parametrize("command_id", DIALOGS)
def test_every_control_of_a_dialog_has_a_name_and_shows_the_keyboard(room: Room, command_id: str) -> None:
    dialog = opened(room, command_id)
    assert dialog.windowTitle().strip()
    assert nameless(dialog) == []
    assert unseen(dialog) == []
    dialog.reject()


@pytest.mark.parametrize("scheme", ["light", "dark", "contrast"])
def test_every_control_of_the_window_shows_the_keyboard(room: Room, theme: Theme, scheme: str) -> None:
    theme.apply(scheme)
    for place in (Scope("all"), BELL, BRIEFS):
        room.desk.places.choose(place)
        if place == Scope("all"):
            room.desk.stories.step(1)
        room.settle()
        assert unseen(room.desk.window) == []
    theme.apply("light")


def test_every_line_of_a_list_is_a_list_item_with_a_name(room: Room) -> None:
    desk = room.desk
    desk.places.choose(Scope("all"))
    for view in (desk.places.list, desk.places.library, desk.stories.list):
        face = QAccessible.queryAccessibleInterface(view)
        assert face is not None
        assert face.role() in (QAccessible.Role.List, QAccessible.Role.Table)
        for row in range(view.model().rowCount()):
            child = face.child(row)
            assert child.role() in (QAccessible.Role.ListItem, QAccessible.Role.Cell)
            assert child.text(QAccessible.Text.Name).strip(), f"line {row} of {view.accessibleName()}"
