"""The list of stories on the screen: where each line stands, day headers that stay, keys and the mouse."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem

from tocsin.ui.list_view import ListView
from tocsin.ui.story_model import StoryModel
from tocsin.ui.story_places import StoryPlaces

_Index = QModelIndex | QPersistentModelIndex
_Flag = QItemSelectionModel.SelectionFlag
_Action = QAbstractItemView.CursorAction


class Painter(Protocol):
    """What draws the lines, and says how high they are."""

    def row_height(self) -> int:
        """Return the height of every story."""

    def article_height(self) -> int:
        """Return the height of every article below a story."""

    def day_height(self) -> int:
        """Return the height of the header of a day."""

    def paint_day(self, painter: QPainter, area: QRect, day: int) -> None:
        """Draw the header of a day."""

    def chevron(self, area: QRect) -> QRect:
        """Return where in a story's area its articles are shown and hidden."""


class StoryView(ListView):
    """Heights are known from what a line is, so nothing is measured; headers of days are no lines."""

    # The base class asks while it is being made: what is asked for stands here.
    _painter: Painter | None = None
    _places = StoryPlaces()
    _stale = True

    def __init__(self, name: str, model: StoryModel) -> None:
        self._stories = model
        super().__init__(name)
        self.setModel(model)
        self.setUniformItemSizes(True)  # for what the base class lays out and nobody sees
        self.verticalScrollBar().setSingleStep(40)

    def set_painter(self, painter: Painter) -> None:
        """Draw with this from now on."""
        self._painter = painter
        self.forget()

    def forget(self) -> None:
        """Measure everything anew: the density or the text size changed."""
        self._stale = True
        self.updateGeometries()
        self.viewport().update()

    # -- where lines stand

    def _where(self) -> StoryPlaces:
        """Return where lines stand now."""
        if self._stale and self._painter is not None:
            self._stale = False
            painter = self._painter
            heights = (painter.row_height(), painter.article_height(), painter.day_height())
            self._places = StoryPlaces(self._stories.lines(), *heights)
        return self._places

    def visualRect(self, index: _Index) -> QRect:
        """Return where a line is on the screen."""
        if not index.isValid() or index.row() >= self._stories.rowCount():
            return QRect()
        where = self._where()
        y = where.top(index.row()) - self.verticalOffset()
        return QRect(0, y, self.viewport().width(), where.height_of(index.row()))

    def indexAt(self, point: QPoint) -> QModelIndex:
        """Return the line under a point; headers are none."""
        at = self._where().hit(point.y() + self.verticalOffset())
        return QModelIndex() if at is None or point.y() < self._stuck() else self._stories.index(at)

    def scrollTo(
        self, index: _Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Bring a line into view, below the header that stays on top."""
        if not index.isValid():
            return
        where, bar, view = self._where(), self.verticalScrollBar(), self.viewport().height()
        top, height = where.top(index.row()), where.height_of(index.row())
        header = self._painter.day_height() if where.headers and self._painter is not None else 0
        if hint == QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(top - (view - height) // 2)
        elif top - header < bar.value() or hint == QAbstractItemView.ScrollHint.PositionAtTop:
            bar.setValue(0 if index.row() == 0 else top - header)
        elif top + height > bar.value() + view:
            bar.setValue(top + height - view)

    def horizontalOffset(self) -> int:
        """Return 0: it never moves sideways."""
        return 0

    def verticalOffset(self) -> int:
        """Return how far it is scrolled."""
        return self.verticalScrollBar().value()

    def _stuck(self) -> int:
        """Return how much of the top the header of a day covers."""
        there = self._where().headers and self._painter is not None and self.verticalOffset()
        return self._painter.day_height() if there and self._painter is not None else 0

    def visible_lines(self) -> range:
        """Return the lines of which something is to be seen."""
        first = self._where().at(self.verticalOffset() + self._stuck())
        last = self._where().at(self.verticalOffset() + self.viewport().height() - 1)
        return range(first, min(last + 1, self._stories.rowCount()))

    # -- keeping up with the model

    def doItemsLayout(self) -> None:
        """Measure anew when it is asked for."""
        self._stale = True
        super().doItemsLayout()

    def reset(self) -> None:
        """Forget where lines stood."""
        self._stale = True
        super().reset()

    def rowsInserted(self, parent: _Index, start: int, end: int) -> None:
        """Measure anew."""
        self._stale = True
        super().rowsInserted(parent, start, end)
        self.updateGeometries()
        self.viewport().update()

    def rowsAboutToBeRemoved(self, parent: _Index, start: int, end: int) -> None:
        """Measure anew."""
        self._stale = True
        super().rowsAboutToBeRemoved(parent, start, end)

    def updateGeometries(self) -> None:
        """Tell the scroll bar how much there is."""
        bar, view = self.verticalScrollBar(), self.viewport().height()
        bar.setPageStep(max(1, view - self._stuck()))
        bar.setRange(0, max(0, self._where().height - view))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Move what is drawn and draw what came into view and the header that stays; read on in time."""
        view = self.viewport()
        view.scroll(0, dy, view.rect())
        if self._painter is not None and self._where().headers:
            view.update(QRect(0, 0, view.width(), self._painter.day_height() + abs(dy)))
        bar = self.verticalScrollBar()
        if bar.value() > bar.maximum() - 2 * self.viewport().height():
            self._stories.fetchMore(QModelIndex())

    # -- drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is to be seen, and the header of the topmost day over it."""
        painter = QPainter(self.viewport())
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        offset, wide = self.verticalOffset(), self.viewport().width()
        begin, end = offset + event.rect().top(), offset + event.rect().bottom() + 1
        chosen, current, here = self.selectionModel(), self.currentIndex(), self.hasFocus()
        state = option.state & ~(QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_MouseOver)
        under = self.indexAt(self.viewport().mapFromGlobal(self.cursor().pos())) if self.underMouse() else QModelIndex()
        delegate = self.itemDelegate()
        where = self._where()
        for at in range(where.at(begin), len(where.tops)):
            if where.tops[at] >= end:
                break
            index = self._stories.index(at)
            option.rect = QRect(0, where.tops[at] - offset, wide, where.height_of(at))
            option.state = state
            if chosen.isSelected(index):
                option.state |= QStyle.StateFlag.State_Selected
            if index == under:
                option.state |= QStyle.StateFlag.State_MouseOver
            if here and index == current:
                option.state |= QStyle.StateFlag.State_HasFocus
            delegate.paint(painter, option, index)
        self._paint_days(painter, offset, wide, event.rect())

    def _paint_days(self, painter: QPainter, offset: int, wide: int, wanted: QRect) -> None:
        if self._painter is None:
            return
        height = self._painter.day_height()
        for header in self._where().headers:
            if header.end > offset:
                y = header.top - offset if header.top >= offset else min(0, header.end - offset - height)
                if y > wanted.bottom():
                    break
                self._painter.paint_day(painter, QRect(0, y, wide, height), header.day)

    # -- keys and the mouse

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Return the line that a key goes to."""
        last = self._stories.rowCount() - 1
        if last < 0:
            return QModelIndex()
        if not self.currentIndex().isValid():
            return self._stories.index(last if action == _Action.MoveEnd else 0)
        at = self.currentIndex().row()
        page = self.viewport().height() - self._stuck()
        match action:
            case _Action.MoveDown | _Action.MoveNext:
                at += 1
            case _Action.MoveUp | _Action.MovePrevious:
                at -= 1
            case _Action.MovePageDown:
                at = max(at + 1, self._where().at(self._where().top(at) + page) - 1)
            case _Action.MovePageUp:
                at = min(at - 1, self._where().at(max(0, self._where().top(at) - page)) + 1)
            case _Action.MoveHome:
                at = 0
            case _Action.MoveEnd:
                at = last
        return self._stories.index(min(max(at, 0), last))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show and hide a story's articles with Right and Left."""
        at = self.currentIndex().row()
        line = self._stories.line(at)
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if line is not None and plain and event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            self.unfold(at, event.key() == Qt.Key.Key_Right)
            return
        super().keyPressEvent(event)

    def unfold(self, at: int, on: bool) -> None:
        """Show a story's articles, or go on to the first; hide them, or go back to the story."""
        line = self._stories.line(at)
        if line is None or self._stories.expand(at, on):
            return
        if on and line.open:
            self.setCurrentIndex(self._stories.index(at + 1))
        elif not on and line.article is not None:
            self.setCurrentIndex(self._stories.index(self._stories.story_at(at)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Let the chevron of a story show and hide its articles."""
        index = self.indexAt(event.position().toPoint())
        line = self._stories.line(index.row()) if index.isValid() else None
        if (
            line is not None
            and line.expandable
            and self._painter is not None
            and event.button() == Qt.MouseButton.LeftButton
            and self._painter.chevron(self.visualRect(index)).contains(event.position().toPoint())
        ):
            self._stories.expand(index.row(), not line.open)
            event.accept()
            return
        super().mousePressEvent(event)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Choose the lines from the rectangle's top to its bottom."""
        if not self._stories.rowCount():
            return
        first = self._where().at(rect.normalized().top() + self.verticalOffset())
        last = self._where().at(rect.normalized().bottom() + self.verticalOffset())
        self.selectionModel().select(QItemSelection(self._stories.index(first), self._stories.index(last)), command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """Return everything: the few lines on the screen are soon drawn."""
        return QRegion(self.viewport().rect())

    def selectAll(self) -> None:
        """Choose every line there is so far."""
        if self._stories.rowCount():
            ends = QItemSelection(self._stories.index(0), self._stories.index(self._stories.rowCount() - 1))
            self.selectionModel().select(ends, _Flag.ClearAndSelect)
