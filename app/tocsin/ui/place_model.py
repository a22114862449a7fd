"""The lines on the left as a model; keeps the chosen line where it is when numbers change."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from tocsin.ui.places import Place, Shown, spoken
from tocsin.ui.plain import one_line

PlaceRole = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class PlaceModel(QAbstractListModel):
    """A flat list; what is folded away is not in it."""

    def __init__(self) -> None:
        super().__init__()
        self._places: list[Place] = []

    def rowCount(self, parent: _Index = NOWHERE) -> int:
        """Return the number of lines."""
        return 0 if parent.isValid() else len(self._places)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the place for the delegate, and texts for everybody else."""
        if not index.isValid() or index.row() >= len(self._places):
            return None
        place = self._places[index.row()]
        if role == PlaceRole:
            return place
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(place.name)[:200]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return one_line(spoken(place))
        if role == Qt.ItemDataRole.ToolTipRole:
            return one_line(place.trouble or spoken(place))[:400]
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let everything be chosen but the headings."""
        place = self.place(index.row())
        if place is None or place.kind == "section":
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def show(self, places: list[Place]) -> bool:
        """Show these lines; returns True when they are others than before, False when only numbers changed."""
        if places == self._places:
            return False
        if [place.key for place in places] == [place.key for place in self._places]:
            changed = [at for at, (old, new) in enumerate(zip(self._places, places, strict=True)) if old != new]
            self._places = places
            for at in changed:
                self.dataChanged.emit(self.index(at), self.index(at))
            return False
        self.beginResetModel()
        self._places = places
        self.endResetModel()
        return True

    def place(self, at: int) -> Place | None:
        """Return the line at a place, if there is one."""
        return self._places[at] if 0 <= at < len(self._places) else None

    def find(self, scope: Shown) -> int | None:
        """Return where the line stands that shows a scope."""
        return next((at for at, place in enumerate(self._places) if place.scope == scope), None)
