"""The lines on the left as a model; keeps the chosen line where it is when numbers change, and says what is dropped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt, Signal

from tocsin.ui.place_words import spoken, tip
from tocsin.ui.places import SOURCES, WATCHES, Place, Shown
from tocsin.ui.plain import one_line

PlaceRole = Qt.ItemDataRole.UserRole + 1
CARRIED = "application/x-tocsin-place"
_Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
NAMED = ("watch", "group", "feed", "folder")
"""Lines whose names are the user's to change."""


class PlaceModel(QAbstractListModel):
    """A flat list; what is folded away is not in it."""

    moved = Signal(object, str)
    """A watch or source was dropped on a watchlist or folder of this name; empty: on none."""
    renamed = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self._places: list[Place] = []
        self.widest = 0
        """The largest number in the list: all lines leave room for it, so that columns stand."""

    def rowCount(self, parent: _Index = NOWHERE) -> int:
        """Return the number of lines."""
        return 0 if parent.isValid() else len(self._places)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the place for the delegate, and texts for everybody else."""
        if not index.isValid() or index.row() >= len(self._places):
            return None
        place = self._places[index.row()]
        match role:
            case _ if role == PlaceRole:
                return place
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return one_line(place.name)[:200]
            case Qt.ItemDataRole.AccessibleTextRole:
                return one_line(spoken(place))
            case Qt.ItemDataRole.ToolTipRole:
                return one_line(tip(place))[:400]
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tell that a line was given another name; it is shown when it is kept."""
        place = self.place(index.row())
        name = one_line(str(value)).strip()[:200] if role == Qt.ItemDataRole.EditRole else ""
        if place is None or place.kind not in NAMED or not name or name == place.name:
            return False
        self.renamed.emit(place, name)
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let everything be chosen but the headings, and watches and sources be carried."""
        place = self.place(index.row())
        if place is None:
            return Qt.ItemFlag.NoItemFlags
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsDropEnabled
        if place.kind != "section":
            found |= Qt.ItemFlag.ItemIsSelectable
        if place.kind in NAMED:
            found |= Qt.ItemFlag.ItemIsEditable
        if place.kind in ("watch", "feed"):
            found |= Qt.ItemFlag.ItemIsDragEnabled
        return found

    # -- carrying

    def supportedDropActions(self) -> Qt.DropAction:
        """Let lines be moved."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Take our own lines alone; files are the window's."""
        return [CARRIED]

    def mimeData(self, indexes: Sequence[_Index]) -> QMimeData:
        """Carry one line."""
        carried = QMimeData()
        for index in list(indexes)[:1]:
            place = self.place(index.row())
            if place is not None:
                carried.setData(CARRIED, f"{place.kind} {place.id}".encode())
        return carried

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: _Index
    ) -> bool:
        """Say whether a line may be dropped there: a watch among the watches, a source among the folders."""
        return self._drop(data, parent if parent.isValid() else self.index(row - 1)) is not None

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: _Index) -> bool:
        """Tell where a line was dropped."""
        found = self._drop(data, parent if parent.isValid() else self.index(row - 1))
        if found is not None:
            self.moved.emit(*found)
        return False  # the list is made anew when it is kept; nothing is to be taken out of it

    def _drop(self, data: QMimeData, on: _Index) -> tuple[Place, str] | None:
        kind, _, number = bytes(data.data(CARRIED).data()).decode("ascii", "replace").partition(" ")
        place = next((one for one in self._places if (one.kind, str(one.id)) == (kind, number)), None)
        target = self.place(on.row()) if on.isValid() else None
        if place is None or target is None:
            return None
        heading, shelf = (WATCHES, "group") if kind == "watch" else (SOURCES, "folder")
        if target.kind == "section" and target.name == heading:
            where = ""
        elif target.kind == shelf:
            where = target.shelf or target.name
        elif target.kind == kind and (kind == "watch" or not self._by_nature()):
            where = target.shelf
        else:
            return None
        return (place, where) if where != place.shelf else None

    def _by_nature(self) -> bool:
        """Say whether sources are grouped by what they are: then none can be moved."""
        return any(place.kind in ("outlet", "country") for place in self._places)

    # -- showing

    def show(self, places: list[Place]) -> bool:
        """Show these lines; returns True when they are others than before, False when only numbers changed."""
        if places == self._places:
            return False
        self.widest = max((place.count for place in places), default=0)
        if len(places) == len(self._places) and all(map(_same, self._places, places)):
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

    def row(self, kind: str, name: str) -> int | None:
        """Return where a line of that kind and name stands."""
        return next((at for at, place in enumerate(self._places) if (place.kind, place.name) == (kind, name)), None)


def _same(old: Place, new: Place) -> bool:
    """Say whether it is the same line, whatever its numbers."""
    return old is new or old.key == new.key
