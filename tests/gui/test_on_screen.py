"""Where a window stands whose saved place is gone, and how long a start at login waits for a panel."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QGuiApplication

from gui.room import Room
from tocsin.ui.on_screen import brought_back
from tocsin.ui.panel_wait import wait_for_panel

MAIN, RIGHT = QRect(0, 24, 1280, 776), QRect(1280, 0, 1920, 1080)


@pytest.mark.parametrize(
    ("window", "screens", "wanted"),
    [
        (QRect(40, 40, 900, 600), [MAIN], QRect(40, 40, 900, 600)),
        (QRect(2000, 100, 900, 600), [MAIN, RIGHT], QRect(2000, 100, 900, 600)),
        (QRect(2000, 100, 900, 600), [MAIN], QRect(189, 111, 900, 600)),
        (QRect(40, -300, 900, 600), [MAIN], QRect(40, 24, 900, 600)),
        (QRect(1200, 100, 900, 600), [MAIN], QRect(380, 100, 900, 600)),
        (QRect(1100, 100, 900, 600), [MAIN], QRect(1100, 100, 900, 600)),
        (QRect(0, 0, 2560, 1440), [MAIN], QRect(0, 24, 1280, 776)),
        (QRect(5, 5, 10, 10), [], QRect(5, 5, 10, 10)),
    ],
)
def test_a_window_comes_back_where_it_can_be_seen_and_moved(
    window: QRect, screens: list[QRect], wanted: QRect
) -> None:
    assert brought_back(window, screens) == wanted


def test_a_window_from_a_screen_that_is_gone_is_on_this_one(room: Room) -> None:
    window = room.desk.window
    window.move(5_000, 4_000)
    geometry, splitter = window.layout_text()
    window.move(0, 0)
    window.restore_layout(geometry, splitter)
    screen = QGuiApplication.primaryScreen().availableGeometry()
    assert screen.contains(window.frameGeometry().topLeft() + QPoint(1, 1))
    assert screen.contains(window.frameGeometry().center())


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="panels on the bus are Linux's")
def test_a_start_at_login_waits_for_the_panel_but_not_for_ever() -> None:
    slept: list[float] = []
    answers = iter([False, False, True])
    assert wait_for_panel(lambda: next(answers), sleep=slept.append)
    assert len(slept) == 2
    slept.clear()
    assert not wait_for_panel(lambda: False, patience=3, sleep=slept.append)
    assert sum(slept) == 3
