"""Draws a line of the key sheet: what it does, its keys as caps, and what stands against new ones beside it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from tocsin.ui.controls import native_keys
from tocsin.ui.key_groups import Fixed
from tocsin.ui.key_list import KeyList, RowRole, shown
from tocsin.ui.keys import Command
from tocsin.ui.palette_list import draw_keys
from tocsin.ui.theme import Theme

LINE, HEADING, EDGE = 30, 34, 20

_Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


class KeyDelegate(QStyledItemDelegate):
    """What was changed has a dot before its name; what cannot be changed is soft."""

    def __init__(self, theme: Theme, view: KeyList) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view
        self.against = ""
        """Beside the line that listens: what the offered keys would take, or why they cannot be had."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return one height for headings and one for the others."""
        return QSize(100, self._theme.px(HEADING if isinstance(index.data(RowRole), str) else LINE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw the row."""
        row, theme, px = index.data(RowRole), self._theme, self._theme.px
        area = QRectF(QRect(option.rect))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, str):
            painter.setFont(theme.font(theme.tokens.secondary, new=True))
            painter.setPen(theme.colour("soft"))
            painter.drawText(area.adjusted(px(EDGE), px(12), -px(EDGE), 0), _LEFT, row)
        elif isinstance(row, Command | Fixed):
            self._ground(painter, area.adjusted(px(8), 1, -px(8), -1), option)
            inner = area.adjusted(px(EDGE), 0, -px(EDGE), 0)
            right = self._keys(painter, inner, row)
            self._name(painter, inner, row, right - px(12))
        painter.restore()

    def _ground(self, painter: QPainter, inner: QRectF, option: QStyleOptionViewItem) -> None:
        theme, state = self._theme, option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            here = chosen and self._view.hasFocus()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("tint" if here else "tint_idle" if chosen else "hover"))
            painter.drawRoundedRect(inner, theme.tokens.radius, theme.tokens.radius)
            if here:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(theme.colour("accent"), 2))
                painter.drawRoundedRect(inner.adjusted(1, 1, -1, -1), theme.tokens.radius - 1, theme.tokens.radius - 1)

    def _keys(self, painter: QPainter, inner: QRectF, row: Command | Fixed) -> float:
        """Draw the keys at the right; returns where they begin."""
        theme, view = self._theme, self._view
        middle = inner.center().y()
        if isinstance(row, Command) and row is view.listening:
            if view.offered is None:
                return self._words(painter, inner, inner.right(), "Press the new keys", "accent")
            right = inner.right()
            if view.offered:
                right = draw_keys(painter, theme, native_keys(view.offered), right, middle)
            else:
                right = self._words(painter, inner, right, "no key", "soft")
            if self.against:
                right = self._words(painter, inner, right - theme.px(10), self.against, "trouble")
            return right
        keys = row.told if isinstance(row, Command) else shown(row)
        if not keys:
            return inner.right()
        if isinstance(row, Fixed):
            return self._words(painter, inner, inner.right(), keys, "soft")
        return draw_keys(painter, theme, keys, inner.right(), middle)

    def _words(self, painter: QPainter, inner: QRectF, right: float, words: str, ink: str) -> float:
        theme = self._theme
        painter.setFont(theme.font(theme.tokens.secondary + 1))
        painter.setPen(theme.colour(ink))
        most = int((right - inner.left()) * 0.6)
        cut = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, most)
        painter.drawText(QRectF(inner.left(), inner.top(), right - inner.left(), inner.height()), _RIGHT, cut)
        return right - painter.fontMetrics().horizontalAdvance(cut)

    def _name(self, painter: QPainter, inner: QRectF, row: Command | Fixed, right: float) -> None:
        theme, px = self._theme, self._theme.px
        changed = isinstance(row, Command) and row.keys != row.default
        if changed:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawEllipse(QRectF(inner.left() - px(8), inner.center().y() - px(2), px(5), px(5)))
        painter.setFont(theme.font(theme.tokens.list))
        painter.setPen(theme.colour("soft" if isinstance(row, Fixed) else "ink"))
        name = painter.fontMetrics().elidedText(row.name, Qt.TextElideMode.ElideRight, int(right - inner.left()))
        painter.drawText(inner, _LEFT, name)
