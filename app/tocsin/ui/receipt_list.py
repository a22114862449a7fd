"""The sources of a receipt: each with a strip of time in which its gaps are to be seen, and with their causes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QBrush, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from tocsin.core.model import NEVER
from tocsin.monitor.receipts import FeedReceipt, Receipt
from tocsin.ui.plain import one_line
from tocsin.ui.receipt_words import in_order, next_reading, numbers, troubles
from tocsin.ui.row_ground import paint_ground
from tocsin.ui.theme import Theme

FeedRole = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
EDGE, GAP, STRIP = 20, 10, 10


class FeedModel(QAbstractListModel):
    """The feeds of one receipt, the worst first."""

    def __init__(self) -> None:
        super().__init__()
        self._feeds: list[FeedReceipt] = []
        self.since = self.until = NEVER

    def rowCount(self, parent: _Index = NOWHERE) -> int:
        """Return how many feeds there are."""
        return 0 if parent.isValid() else len(self._feeds)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the feed for the delegate, and texts for everybody else."""
        if not index.isValid() or index.row() >= len(self._feeds):
            return None
        one = self._feeds[index.row()]
        if role == FeedRole:
            return one
        name = one_line(one.feed.title or one.feed.url)[:200]
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = troubles(one, self.until, 20) or ["no gaps"]
            return f"{name}: {numbers(one)}. {'. '.join(said)}. {next_reading(one, self.until)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            above = troubles(one, self.until, 20) or [one.feed.url]
            return "\n".join([*above, next_reading(one, self.until)])
        return None

    def show(self, receipt: Receipt) -> None:
        """Show the feeds of a receipt."""
        self.beginResetModel()
        self._feeds = in_order(receipt.feeds)
        self.since, self.until = receipt.since, receipt.until
        self.endResetModel()


class FeedDelegate(QStyledItemDelegate):
    """Draws name, numbers, strip and causes; a gap is hollow and hatched, not only of another colour."""

    def __init__(self, theme: Theme, model: FeedModel, parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._model = theme, model

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Leave room for the causes."""
        theme, px = self._theme, self._theme.px
        one = index.data(FeedRole)
        lines = len(troubles(one, self._model.until)) if isinstance(one, FeedReceipt) else 0
        height = theme.line(theme.tokens.list) + px(4) + px(STRIP)
        height += lines * theme.line(theme.tokens.secondary + 1) + (px(4) if lines else 0)
        return QSize(200, round(height) + 2 * px(GAP))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the row."""
        one = index.data(FeedRole)
        if not isinstance(one, FeedReceipt):
            return
        theme, px = self._theme, self._theme.px
        area: QRect = option.rect
        painter.save()
        painter.setClipRect(area)
        paint_ground(painter, theme, area, option, px(EDGE), px(EDGE))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = QRectF(area).adjusted(px(EDGE), px(GAP), -px(EDGE), -px(GAP))
        line = theme.line(theme.tokens.list)
        painter.setFont(theme.font(theme.tokens.secondary + 1, figures=True))
        painter.setPen(theme.colour("soft"))
        right = numbers(one)
        taken = painter.fontMetrics().horizontalAdvance(right) + px(12)
        top = QRectF(inner.left(), inner.top(), inner.width(), line)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(top, Qt.AlignmentFlag.AlignRight | middle, right)
        painter.setFont(theme.font(theme.tokens.list))
        painter.setPen(theme.colour("ink"))
        name = one_line(one.feed.title or one.feed.url)[:200]
        name = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, round(inner.width() - taken))
        painter.drawText(top, Qt.AlignmentFlag.AlignLeft | middle, name)
        strip = QRectF(inner.left(), top.bottom() + px(4), inner.width(), px(STRIP))
        self._strip(painter, strip, one)
        painter.setFont(theme.font(theme.tokens.secondary + 1, figures=True))
        painter.setPen(theme.colour("soft"))
        small = theme.line(theme.tokens.secondary + 1)
        y = strip.bottom() + px(4)
        for words in troubles(one, self._model.until):
            shown = painter.fontMetrics().elidedText(one_line(words), Qt.TextElideMode.ElideRight, round(inner.width()))
            place = QRectF(inner.left(), y, inner.width(), small)
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | middle, shown)
            y += small
        painter.restore()

    def _strip(self, painter: QPainter, area: QRectF, one: FeedReceipt) -> None:
        theme, px = self._theme, self._theme.px
        bar = area.adjusted(0, px(3), 0, -px(3))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("faint"))
        painter.drawRoundedRect(bar, 2, 2)
        for gap in one.gaps:
            begin, end = self._at(gap.began, area), self._at(gap.ended, area)
            box = QRectF(begin, area.top(), max(px(3), end - begin), area.height())
            painter.setBrush(theme.colour("list"))
            painter.setPen(QPen(theme.colour("trouble"), 1))
            painter.drawRect(box)
            painter.setBrush(QBrush(theme.colour("trouble"), Qt.BrushStyle.BDiagPattern))
            painter.drawRect(box)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("trouble"))
        for moment in one.overflows:
            x, half = self._at(moment, area), px(5)
            points = (QPointF(x, area.top()), QPointF(x + half, area.bottom()), QPointF(x - half, area.bottom()))
            painter.drawPolygon(QPolygonF(points))

    def _at(self, moment: datetime, area: QRectF) -> float:
        whole = (self._model.until - self._model.since).total_seconds() or 1.0
        part = (moment - self._model.since).total_seconds() / whole
        return area.left() + min(1.0, max(0.0, part)) * area.width()
