"""Draws our own icons in a colour of the palette; reads them from the resources once."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from tocsin.resources_path import path

SMALL = 24
"""Below this many pixels the program's own icon is drawn with fewer, thicker marks."""


@lru_cache(maxsize=64)
def _source(name: str) -> str:
    return path(f"ui/icons/{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=256)
def pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """Return the icon with that name, `size` device-independent pixels wide, on nothing."""
    drawn = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    drawn.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    painter = QPainter(drawn)
    renderer.render(painter, QRectF(0, 0, drawn.width(), drawn.height()))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


def icon(name: str, colour: QColor | str, faint: QColor | str | None = None) -> QIcon:
    """Return the icon for a control: sharp at 100 and 200 %, `faint` when disabled."""
    made = QIcon()
    for mode, ink in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, faint)):
        if ink is not None:
            for size in (20, 40):
                made.addPixmap(pixmap(name, QColor(ink).name(), size), mode)
    return made


def program_icon(colour: QColor | str) -> QIcon:
    """Return the program's icon: a bell seen from below inside a ring of arrival marks."""
    made = QIcon()
    for size in (16, 22, 24, 32, 48, 64, 128, 256):
        made.addPixmap(pixmap("tocsin-small" if size < SMALL else "tocsin", QColor(colour).name(), size))
    return made
