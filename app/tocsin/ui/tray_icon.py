"""Draws the icon in the tray: one shape for each state, in one colour, for panels of any colour."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from tocsin.ui.icons import SMALL, pixmap

SIZES = (16, 18, 20, 22, 24, 32, 36, 44, 48, 64)
NUMBER_FROM = 20
"""Smaller icons have no room for a figure: a dot says that there is something."""

MOST_DIGITS = {20: 1, 22: 1, 24: 1}
"""How many figures fit; two from 32 pixels on."""


@dataclass(frozen=True, slots=True)
class TrayState:
    """How things stand."""

    new: int = 0
    paused: bool = False
    trouble: bool = False
    offline: bool = False


def tray_icon(colour: str, state: TrayState, *, mask: bool = False) -> QIcon:
    """Return the icon for one state in every size that a panel may ask for.

    `mask`: the system colours it by itself, as macOS does with what stands in its menu bar.
    """
    made = QIcon()
    for size in SIZES:
        made.addPixmap(drawn("#000000" if mask else colour, size, state))
    made.setIsMask(mask)
    return made


def drawn(colour: str, size: int, state: TrayState) -> QPixmap:
    """Return the picture in one size. What lies over the bell stands apart from it by a gap, never by a colour."""
    made = QPixmap(pixmap("tocsin-small" if size < SMALL else "tocsin", colour, size))
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if state.offline:
        _struck_out(painter, size, colour)
    if state.paused:
        _bars(painter, size, colour)
    elif state.new:
        _number(painter, size, colour, state.new)
    elif state.trouble:
        _warning(painter, size, colour)
    painter.end()
    return made


def figures(new: int, size: int) -> str:
    """Return the number as it fits into an icon: "7", "42", "9+"; empty where none fits."""
    if size < NUMBER_FROM:
        return ""
    digits = MOST_DIGITS.get(size, 2)
    return f"{new}" if new < 10**digits else f"{10 ** digits - 1}+" if digits > 1 else "9+"


def _cut(painter: QPainter, path: QPainterPath, gap: float) -> None:
    """Take the bell away where something else is going to stand, and a little around it."""
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    pen = QPen(Qt.GlobalColor.black, gap * 2)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.GlobalColor.black)
    painter.drawPath(path)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)


def _fill(painter: QPainter, path: QPainterPath, colour: str, size: int) -> None:
    _cut(painter, path, max(1.0, size * 0.06))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawPath(path)


def _corner(size: int, wide: float, high: float) -> QRectF:
    """Return a box in the lower right corner on whole pixels."""
    wide, high = round(wide), round(high)
    return QRectF(size - wide, size - high, wide, high)


def _number(painter: QPainter, size: int, colour: str, new: int) -> None:
    text = figures(new, size)
    side = size * (0.5 if not text else 0.62)
    box = _corner(size, side * (1, 1, 1.28, 1.5)[len(text)], side)
    path = QPainterPath()
    path.addRoundedRect(box, box.height() / 2, box.height() / 2)
    _fill(painter, path, colour, size)
    if text:
        _hole(painter, box, text, box.height() * (0.86, 0.86, 0.72, 0.62)[len(text)])


def _hole(painter: QPainter, box: QRectF, text: str, pixels: float) -> None:
    """Cut a text out of what is drawn: it has the colour of the panel."""
    font = QFont(painter.font())
    font.setBold(True)
    font.setPixelSize(max(6, round(pixels)))
    path = QPainterPath()
    path.addText(QPointF(0, 0), font, text)
    area = path.boundingRect()
    path.translate(box.center() - area.center())
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    painter.fillPath(path, Qt.GlobalColor.black)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)


def _bars(painter: QPainter, size: int, colour: str) -> None:
    box = _corner(size, size * 0.46, size * 0.54)
    bar = round(box.width() * 0.36)
    path = QPainterPath()
    path.addRect(QRectF(box.left(), box.top(), bar, box.height()))
    path.addRect(QRectF(box.right() - bar, box.top(), bar, box.height()))
    around = QPainterPath()
    around.addRect(box)
    _cut(painter, around, max(1.0, size * 0.06))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.fillPath(path, QColor(colour))


def _warning(painter: QPainter, size: int, colour: str) -> None:
    box = _corner(size, size * 0.66, size * 0.6)
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(box.center().x(), box.top()), box.bottomRight(), box.bottomLeft()]))
    path.closeSubpath()
    _fill(painter, path, colour, size)
    wide = max(1.0, size / 16)
    stroke = QRectF(box.center().x() - wide / 2, box.top() + box.height() * 0.36, wide, box.height() * 0.3)
    dot = QRectF(stroke.left(), box.top() + box.height() * 0.76, wide, wide)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    for hole in (stroke, dot):
        painter.fillRect(hole, Qt.GlobalColor.black)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)


def _struck_out(painter: QPainter, size: int, colour: str) -> None:
    """Strike the bell out from corner to corner."""
    wide = max(1.5, size * 0.09)
    inset = wide / 2 + size * 0.04
    path = QPainterPath(QPointF(inset, inset))
    path.lineTo(size - inset, size - inset)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    painter.strokePath(path, QPen(Qt.GlobalColor.black, wide * 2.6))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    pen = QPen(QColor(colour), wide)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.strokePath(path, pen)
