"""The menu of the window: short enough for the smallest window, and nothing in it twice."""

from __future__ import annotations

from collections import Counter

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from gui.room import Room
from tocsin.ui.theme import Theme

SMALLEST = 600
"""The height of a screen in pixels, at the usual size of text."""


def menus(menu: QMenu) -> list[QMenu]:
    """Return a menu and all below it."""
    below = [one for action in menu.actions() if isinstance(one := action.menu(), QMenu)]
    return [menu, *(one for each in below for one in menus(each))]


def lines(menu: QMenu) -> list[QAction]:
    return [one for each in menus(menu) for one in each.actions() if not one.isSeparator() and one.menu() is None]


def test_each_menu_is_one_column_on_the_smallest_screen(room: Room, theme: Theme) -> None:
    heights = {menu.title(): menu.sizeHint().height() for menu in menus(room.desk.places.menu_button.menu())}
    assert {name: height for name, height in heights.items() if height > theme.px(SMALLEST)} == {}


def test_nothing_stands_in_it_twice(room: Room) -> None:
    found = Counter(lines(room.desk.places.menu_button.menu()))
    assert [one.text() for one, times in found.items() if times > 1] == []
