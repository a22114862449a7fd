"""A list of sources to choose several from: a box, a name, and beneath it what is known of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from tocsin.ui.icons import pixmap
from tocsin.ui.list_view import ListView
from tocsin.ui.plain import one_line
from tocsin.ui.row_ground import paint_ground
from tocsin.ui.theme import Theme

RowRole = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
GAP, BOX = 7, 16


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One source that can be chosen."""

    key: str
    name: str
    detail: str = ""
    followed: bool = False
    """It is followed already, and cannot be chosen."""


class CheckModel(QAbstractListModel):
    """Rows, and which of them are chosen; what was chosen stays so while other rows are shown."""

    chosen_changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: list[CheckRow] = []
        self._chosen: dict[str, None] = {}

    @property
    def chosen(self) -> list[str]:
        """Give the keys that are chosen, in the order in which they were."""
        return list(self._chosen)

    def show(self, rows: Iterable[CheckRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def rows(self) -> Sequence[CheckRow]:
        """Give the rows that are shown."""
        return self._rows

    def choose(self, keys: Iterable[str], on: bool) -> None:
        """Choose rows, or no longer."""
        for key in keys:
            if on:
                self._chosen[key] = None
            else:
                self._chosen.pop(key, None)
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))
        self.chosen_changed.emit()

    def rowCount(self, parent: _Index = NOWHERE) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let a row be checked unless it is followed."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        row = self._row(index)
        return flags if row is None or row.followed else flags | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the row for the delegate, and texts for everybody else."""
        row = self._row(index)
        if row is None:
            return None
        if role == RowRole:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(row.name)
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if row.followed or row.key in self._chosen else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            more = ", followed already" if row.followed else ""
            return one_line(f"{row.name}{more}. {row.detail}")
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.key
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a tick."""
        row = self._row(index)
        if role != Qt.ItemDataRole.CheckStateRole or row is None or row.followed:
            return False
        self.choose([row.key], Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def _row(self, index: _Index) -> CheckRow | None:
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None


class CheckDelegate(QStyledItemDelegate):
    """Draws box, name and detail; a click anywhere on the row, or Space, ticks it."""

    def __init__(self, theme: Theme, edge: int, parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._edge = theme, theme.px(edge)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Leave room for two lines."""
        theme = self._theme
        height = theme.line(theme.tokens.list) + theme.line(theme.tokens.secondary + 1)
        return QSize(200, round(height) + 2 * theme.px(GAP))

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        """Tick the row."""
        by_click = event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent)
        by_key = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if by_click or (by_key and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space):
            on = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
            value = Qt.CheckState.Unchecked if on else Qt.CheckState.Checked
            return model.setData(model.index(index.row(), 0), value, Qt.ItemDataRole.CheckStateRole)
        return False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw the row."""
        row = index.data(RowRole)
        if not isinstance(row, CheckRow):
            return
        theme, px = self._theme, self._theme.px
        area: QRect = option.rect
        painter.save()
        painter.setClipRect(area)
        paint_ground(painter, theme, area, option, self._edge, self._edge)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = QRectF(area).adjusted(self._edge, px(GAP), -self._edge, -px(GAP))
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        line = theme.line(theme.tokens.list)
        left = inner.right() - px(BOX) if rtl else inner.left()
        box = QRectF(left + 0.5, inner.top() + (line - px(BOX)) / 2 + 0.5, px(BOX), px(BOX))
        checked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        self._box(painter, box, checked=checked, followed=row.followed)
        text = inner.adjusted(0 if rtl else px(BOX + 10), 0, -px(BOX + 10) if rtl else 0, 0)
        side = (Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignAbsolute
        flags = side | Qt.AlignmentFlag.AlignVCenter
        words = (
            (row.name, theme.font(theme.tokens.list), "soft" if row.followed else "ink", line),
            (("Followed already · " if row.followed else "") + row.detail,
             theme.font(theme.tokens.secondary + 1), "soft", theme.line(theme.tokens.secondary + 1)),
        )  # fmt: skip
        y = inner.top()
        for said, font, colour, high in words:
            painter.setFont(font)
            painter.setPen(theme.colour(colour))
            cut = painter.fontMetrics().elidedText(
                one_line(said)[:300], Qt.TextElideMode.ElideRight, round(text.width())
            )
            painter.drawText(QRectF(text.left(), y, text.width(), high), flags, cut)
            y += high
        painter.restore()

    def _box(self, painter: QPainter, box: QRectF, *, checked: bool, followed: bool) -> None:
        theme = self._theme
        lit = checked and not followed
        if not followed:
            painter.setPen(QPen(theme.colour("accent" if lit else "faint"), 1))
            painter.setBrush(theme.colour("accent" if lit else "reader"))
            painter.drawRoundedRect(box, 4, 4)
        if checked:
            ink = theme.colours.soft if followed else theme.colours.on_accent
            painter.drawPixmap(box.topLeft(), pixmap("tick", ink, theme.px(BOX), 2.0))


class CheckList(ListView):
    """Shows the rows, so many pixels inside its edges; Space ticks the current one."""

    def __init__(self, theme: Theme, name: str, edge: int = 12) -> None:
        super().__init__(name)
        self.rows = CheckModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(CheckDelegate(theme, edge, self))
        self.setUniformItemSizes(True)
        self.setEditTriggers(ListView.EditTrigger.NoEditTriggers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Return to the dialog's own button."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
            return
        super().keyPressEvent(event)
