"""One list of places: folds by key, carries its lines, and lets the keyboard walk out of it at both ends."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

from tocsin.ui.list_view import ListView
from tocsin.ui.place_delegate import PlaceDelegate
from tocsin.ui.place_model import PlaceModel, PlaceRole
from tocsin.ui.places import Place, Shown
from tocsin.ui.theme import Theme


class PlaceList(ListView):
    """Draws a PlaceModel."""

    fold_wanted = Signal(object)
    menu_wanted = Signal(object, QPoint)
    """Place, and where on the screen."""
    left_below = Signal()
    left_above = Signal()

    def __init__(self, theme: Theme, model: PlaceModel, name: str) -> None:
        super().__init__(name)
        self.lines = model
        self.setModel(model)
        self.setItemDelegate(PlaceDelegate(theme, self))
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDragDropOverwriteMode(True)

    @property
    def editing(self) -> bool:
        """Say whether a name is being changed in the list."""
        return self.state() == QAbstractItemView.State.EditingState

    def chosen(self) -> Place | None:
        """Return the line that is chosen here."""
        index = self.currentIndex()
        return _place(index) if index.isValid() and self.selectionModel().isSelected(index) else None

    def choose(self, scope: Shown) -> bool:
        """Choose the line of a scope; False when it is not here."""
        at = self.lines.find(scope)
        if at is not None:
            index = self.lines.index(at)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        return at is not None

    def step_into(self, row: int) -> None:
        """Take the keyboard over from the other list."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setCurrentIndex(self.lines.index(row))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Fold with the arrow keys; walk from one list into the other."""
        index, key = self.currentIndex(), event.key()
        place = _place(index)
        if place is not None and place.folded is not None:
            if key == (Qt.Key.Key_Right if place.folded else Qt.Key.Key_Left):
                self.fold_wanted.emit(place)
                return
        elif place is not None and key == Qt.Key.Key_Left and place.indent:
            self._step_out(index.row())
            return
        if key == Qt.Key.Key_Down and index.row() >= self.lines.rowCount() - 1:
            self.left_below.emit()
        elif key == Qt.Key.Key_Up and index.row() <= 0:
            self.left_above.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done to a line: the one under the pointer, or the one that has the keyboard."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        place = _place(index)
        if place is not None:
            at = self.visualRect(index).center() if by_key else event.pos()
            self.menu_wanted.emit(place, self.viewport().mapToGlobal(at))

    def _step_out(self, row: int) -> None:
        """Go to the line that this one stands under."""
        for at in range(row, -1, -1):
            place = self.lines.place(at)
            if place is not None and place.folded is not None:
                self.setCurrentIndex(self.lines.index(at))
                return


def _place(index: QModelIndex) -> Place | None:
    found = index.data(PlaceRole)
    return found if isinstance(found, Place) else None
