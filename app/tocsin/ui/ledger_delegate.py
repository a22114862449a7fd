"""Draws one line of the ledger: a shape for what became of it, headline, watch and outlet, and the words."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from tocsin.core.model import Rung
from tocsin.ui.icons import pixmap
from tocsin.ui.ledger_model import LedgerModel, RungRole
from tocsin.ui.ledger_words import others, said
from tocsin.ui.lines import Lines
from tocsin.ui.plain import one_line
from tocsin.ui.row_ground import paint_ground
from tocsin.ui.theme import Theme
from tocsin.ui.words import age

KEPT_LAYOUTS = 300
GUTTER, EDGE, GAP, SHAPE = 36, 16, 9, 16


class LedgerDelegate(QStyledItemDelegate):
    """All lines have one height; only what rang has the accent, and each state a shape of its own."""

    def __init__(self, theme: Theme, model: LedgerModel, parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._model = theme, model
        self._drawn: dict[int, tuple[str, int, Lines]] = {}
        theme.changed.connect(self.forget)

    def forget(self) -> None:
        """Lay everything out anew."""
        self._drawn.clear()

    def row_height(self) -> int:
        """Return the height of every line."""
        theme, px = self._theme, self._theme.px
        small = theme.line(theme.tokens.secondary)
        return round(theme.line(theme.tokens.list) * 2 + small * 2) + px(3) + px(2) + 2 * px(GAP)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the same for every line."""
        return QSize(200, self.row_height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the line."""
        one = index.data(RungRole)
        if not isinstance(one, Rung):
            return
        theme, px = self._theme, self._theme.px
        area: QRect = option.rect
        width = area.width() - px(GUTTER) - px(EDGE)
        headline = self._headline(one, width)
        now = self._model.now()
        what = said(one, now)
        small = theme.line(theme.tokens.secondary)
        painter.save()
        painter.setClipRect(area)
        paint_ground(painter, theme, area, option, px(GUTTER), px(EDGE))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = area.left() + px(GUTTER)
        y = area.top() + (area.height() - headline.height - small * 2 - px(5)) / 2
        loud = what.state == "rang"
        ratio = painter.device().devicePixelRatioF()
        shape = pixmap(what.icon, theme.colours.accent if loud else theme.colours.soft, px(SHAPE), ratio)
        middle = y + headline.height_of_line / 2
        at = area.left() + (px(GUTTER) - px(SHAPE)) / 2 + px(2)
        painter.drawPixmap(round(at), round(middle - px(SHAPE) / 2), shape)
        headline.draw(painter, x, y, theme.colour("ink" if loud else "soft"))
        y += headline.height + px(3)
        self._words(painter, QRectF(x, y, width, small), one, f" · {age(one.alert.matched, now)}")
        painter.setPen(theme.colour("ink" if loud else "soft"))
        words = painter.fontMetrics().elidedText(what.words, Qt.TextElideMode.ElideRight, width)
        place = QRectF(x, y + small + px(2), width, small)
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()

    def _words(self, painter: QPainter, area: QRectF, one: Rung, when: str) -> None:
        theme = self._theme
        painter.setFont(theme.font(theme.tokens.secondary, figures=True))
        metrics = painter.fontMetrics()
        room = int(area.width()) - metrics.horizontalAdvance(when)
        watch = metrics.elidedText(one_line(one.watch)[:120], Qt.TextElideMode.ElideRight, room * 2 // 5)
        painter.setPen(theme.colour("accent"))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, left, f"\u2068{watch}\u2069")
        taken = metrics.horizontalAdvance(watch)
        plus = others("", one.outlets)
        rest = room - taken - metrics.horizontalAdvance(f" · {plus}")
        outlet = metrics.elidedText(one_line(one.outlet)[:200], Qt.TextElideMode.ElideRight, max(0, rest))
        painter.setPen(theme.colour("soft"))
        painter.drawText(area.adjusted(taken, 0, 0, 0), left, f" · \u2068{outlet}\u2069{plus}{when}")

    def _headline(self, one: Rung, width: int) -> Lines:
        text = one.headline if one.headline.strip() else "(no headline)"
        known = self._drawn.get(one.alert.id)
        if known is None or known[:2] != (text, width):
            if len(self._drawn) > KEPT_LAYOUTS:
                self._drawn.clear()
            known = (text, width, Lines(text, self._theme.font(self._theme.tokens.list), width, 2))
            self._drawn[one.alert.id] = known
        return known[2]
