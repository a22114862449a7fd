"""Draws one line on the left: icon, name, mark of trouble, number of new articles."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from tocsin.ui.icons import pixmap
from tocsin.ui.place_model import PlaceRole
from tocsin.ui.places import Place
from tocsin.ui.plain import one_line
from tocsin.ui.theme import Theme

LINE, SECTION, INSET, INDENT, ICON = 28, 34, 8, 18, 18


class PlaceDelegate(QStyledItemDelegate):
    """Quiet lines; the numbers stand in one column."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return one height for headings and one for all else."""
        place = index.data(PlaceRole)
        heading = isinstance(place, Place) and place.kind == "section"
        return QSize(120, self._theme.px(SECTION if heading else LINE))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the line."""
        place = index.data(PlaceRole)
        if not isinstance(place, Place):
            return
        area: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if place.kind == "section":
            self._heading(painter, QRectF(area), place)
        else:
            self._line(painter, QRectF(area), place, option)
        painter.restore()

    def _heading(self, painter: QPainter, area: QRectF, place: Place) -> None:
        theme, px = self._theme, self._theme.px
        painter.setFont(theme.font(theme.tokens.secondary, new=True))
        painter.setPen(theme.colour("soft"))
        inner = area.adjusted(px(INSET + 8), px(8), -px(INSET + 8), 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, place.name)
        if place.folded is not None:
            width = painter.fontMetrics().horizontalAdvance(place.name)
            self._icon(painter, "right" if place.folded else "down", "faint", inner.left() + width + px(4), inner, 14)
        if place.trouble:
            self._icon(painter, "trouble", "trouble", inner.right() - px(14), inner, 14)

    def _line(self, painter: QPainter, area: QRectF, place: Place, option: QStyleOptionViewItem) -> None:
        theme, px = self._theme, self._theme.px
        state: QStyle.StateFlag = option.state
        inner = area.adjusted(px(INSET), 1, -px(INSET), -1)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        self._ground(painter, inner, option, chosen)
        x = inner.left() + px(8) + px(INDENT) * place.indent
        if place.folded is not None and place.kind == "group":
            self._icon(painter, "right" if place.folded else "down", "soft", x, inner, ICON)
        elif place.icon:
            self._icon(painter, place.icon, "accent" if chosen else "soft", x, inner, ICON)
        x += px(ICON + 8)
        font = theme.font(theme.tokens.list, figures=True)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        right = inner.right() - px(8)
        if place.count:
            text = f"{place.count:,}"
            painter.setPen(theme.colour("ink" if chosen else "soft"))
            painter.drawText(
                QRectF(inner.left(), inner.top(), right - inner.left(), inner.height()),
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                text,
            )
            right -= metrics.horizontalAdvance(text) + px(8)
        if place.folded is not None and place.kind == "folder":
            right -= px(14)
            self._icon(painter, "right" if place.folded else "down", "faint", right, inner, 14)
            right -= px(4)
        if place.trouble or place.paused or place.snoozed:
            right -= px(15)
            mark = "pause" if place.paused else "snooze"
            name, colour = ("trouble", "trouble") if place.trouble else (mark, "soft")
            self._icon(painter, name, colour, right, inner, 15)
            right -= px(4)
        if place.quiet:
            right -= px(15)
            self._icon(painter, "clock", "soft", right, inner, 15)
            right -= px(4)
        quiet = place.paused or (place.kind == "feed" and bool(place.trouble))
        painter.setPen(theme.colour("soft" if quiet else "ink"))
        name = metrics.elidedText(one_line(place.name)[:200], Qt.TextElideMode.ElideRight, int(right - x))
        box = QRectF(x, inner.top(), right - x, inner.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)

    def _ground(self, painter: QPainter, inner: QRectF, option: QStyleOptionViewItem, chosen: bool) -> None:
        theme = self._theme
        state: QStyle.StateFlag = option.state
        widget = option.widget
        focused = widget is not None and widget.hasFocus() and bool(state & QStyle.StateFlag.State_Active)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover" if not chosen else "tint" if focused else "tint_idle"))
            painter.drawRoundedRect(inner, theme.tokens.radius, theme.tokens.radius)
        by_key = QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_KeyboardFocusChange
        if focused and state & by_key == by_key:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(inner.adjusted(1, 1, -1, -1), theme.tokens.radius - 1, theme.tokens.radius - 1)

    def _icon(
        self, painter: QPainter, name: str, colour: str, x: float, area: QRectF, size: int
    ) -> None:
        px, theme = self._theme.px, self._theme
        drawn = pixmap(name, str(getattr(theme.colours, colour)), px(size), painter.device().devicePixelRatioF())
        painter.drawPixmap(round(x), round(area.top() + (area.height() - px(size)) / 2), drawn)
