"""The ground of a row in a list: the tint of the chosen one, the hairline below the others, the focus."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from tocsin.ui.theme import Theme


def paint_ground(
    painter: QPainter, theme: Theme, area: QRect, option: QStyleOptionViewItem, left: int, right: int
) -> None:
    """Draw it; the hairline begins and ends so many pixels inside the area."""
    state: QStyle.StateFlag = option.state
    inner = QRectF(area).adjusted(theme.px(6), 1, -theme.px(6), -1)
    radius = theme.tokens.radius
    chosen = bool(state & QStyle.StateFlag.State_Selected)
    if chosen or state & QStyle.StateFlag.State_MouseOver:
        widget = option.widget
        here = bool(state & QStyle.StateFlag.State_Active) and widget is not None and bool(widget.hasFocus())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("hover" if not chosen else "tint" if here else "tint_idle"))
        painter.drawRoundedRect(inner, radius, radius)
    if not chosen:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(theme.colour("hairline"), 0))
        painter.drawLine(area.left() + left, area.bottom(), area.right() - right, area.bottom())
    by_key = QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_KeyboardFocusChange
    if chosen and state & by_key == by_key:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.drawRoundedRect(inner.adjusted(1, 1, -1, -1), radius - 1, radius - 1)
