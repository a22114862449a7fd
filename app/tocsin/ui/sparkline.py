"""Draws the matches of some days as small bars: a trend at a glance, quiet enough to stand beside every watch."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

BAR, GAP = 2, 1
"""Pixels, before they are scaled by the text size."""

LEAST_TOP = 4
"""A day with so many matches reaches the top at least: one match alone is no peak."""


def width(days: int, scale: float) -> float:
    """Return how wide a sparkline of so many days is."""
    return days * round(BAR * scale) + (days - 1) * round(GAP * scale)


def draw(painter: QPainter, area: QRectF, numbers: Sequence[int], ink: QColor, last: QColor, scale: float) -> None:
    """Draw bars from the area's left; a day without a match is a dot on the ground. `last` colours today's."""
    bar, step = round(BAR * scale), round(BAR * scale) + round(GAP * scale)
    top = max(LEAST_TOP, *numbers)
    for at, number in enumerate(numbers):
        height = max(1, round(number / top * area.height()))
        colour = last if at == len(numbers) - 1 else ink
        painter.fillRect(QRectF(area.left() + at * step, area.bottom() - height, bar, height), colour)
