"""Decides where a window stands whose saved place may be on a screen that is gone; knows numbers alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect

GRIP = 120, 32
"""So much of the strip that a window is moved by must be on a screen for a hand to find it."""


def brought_back(window: QRect, screens: Sequence[QRect]) -> QRect:
    """Return the window where it can be seen and moved: as it is when it can be, else inside the nearest screen.

    `window` with its frame, `screens` without panels, the first one being the main one.
    """
    if not screens:
        return window
    strip = QRect(window.left(), window.top(), window.width(), GRIP[1])
    for screen in screens:
        there = strip.intersected(screen)
        fits = window.width() <= screen.width() and window.height() <= screen.height()
        if fits and there.width() >= min(GRIP[0], window.width()) and there.height() >= GRIP[1]:
            return window
    shared = [_area(window.intersected(screen)) for screen in screens]
    screen = screens[shared.index(max(shared))] if any(shared) else screens[0]
    wide, high = min(window.width(), screen.width()), min(window.height(), screen.height())
    if not any(shared):
        corner = screen.center() - QPoint(wide // 2, high // 2)
    else:
        corner = QPoint(
            max(screen.left(), min(window.left(), screen.right() + 1 - wide)),
            max(screen.top(), min(window.top(), screen.bottom() + 1 - high)),
        )
    return QRect(corner.x(), corner.y(), wide, high)


def _area(one: QRect) -> int:
    return one.width() * one.height() if one.isValid() else 0
