"""The ledger as a model: what rang, what waits and what was held back, newest first, paged by the alert's id."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Literal

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from tocsin.core.model import Rung
from tocsin.store import Store
from tocsin.ui.ledger_words import others, said, state_of
from tocsin.ui.plain import one_line
from tocsin.ui.words import age

PAGE, LOOKS, MOST_LOOKS = 100, 10, 100
"""Lines of one page; how many pages are looked through to fill one with what the filter wants, and to find any."""

RungRole = Qt.ItemDataRole.UserRole + 1
Wanted = Literal["all", "rang", "held"]
_Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


def spoken(one: Rung, now: datetime) -> str:
    """Return a line as a screen reader says it."""
    about = f"{one_line(one.watch)}, {others(one_line(one.outlet), one.outlets)}, {age(one.alert.matched, now)}"
    return f"{said(one, now).words}. {one_line(one.headline) or 'No headline'}. {about}."


def wants(wanted: Wanted, one: Rung) -> bool:
    """Say whether a line belongs to what is wanted; what waits was held back so far."""
    return wanted == "all" or (wanted == "rang") == (state_of(one.alert) == "rang")


class LedgerModel(QAbstractListModel):
    """Holds the pages that were scrolled to and no more."""

    def __init__(self, store: Store, now: Callable[[], datetime] | None = None) -> None:
        super().__init__()
        self._store = store
        self.now = now or _now
        self.wanted: Wanted = "all"
        self._lines: list[Rung] = []
        self._before: int | None = None
        self._more = False

    def rowCount(self, parent: _Index = NOWHERE) -> int:
        """Return how many lines have been read so far."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the line for the delegate, and texts for everybody else."""
        one = self.line(index.row()) if index.isValid() else None
        if one is None:
            return None
        if role == RungRole:
            return one
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(one.headline)[:200]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(one, self.now())
        if role == Qt.ItemDataRole.ToolTipRole:
            return said(one, self.now()).words
        return None

    def canFetchMore(self, parent: _Index) -> bool:
        """Say whether older lines may be there."""
        return self._more and not parent.isValid()

    def fetchMore(self, parent: _Index) -> None:
        """Read the next page."""
        if not self.canFetchMore(parent):
            return
        page = self._page()
        if page:
            self.beginInsertRows(NOWHERE, len(self._lines), len(self._lines) + len(page) - 1)
            self._lines += page
            self.endInsertRows()

    def show(self, wanted: Wanted) -> None:
        """Show the newest lines of what is wanted."""
        self.beginResetModel()
        self.wanted, self._before = wanted, None
        self._lines = self._page()
        self.endResetModel()

    def catch_up(self) -> int:
        """Show what changed among the newest lines, and put newer ones on top; returns how many those are."""
        fresh = self._store.alerts.ledger(limit=PAGE * 2)
        known = {one.alert.id: one for one in fresh}
        for at, old in enumerate(self._lines):
            now = known.get(old.alert.id, old)
            if now != old:
                self._lines[at] = now
                self.dataChanged.emit(self.index(at), self.index(at))
        there = {one.alert.id for one in self._lines}
        top = self._lines[0].alert.id if self._lines else 0
        missed = [one for one in fresh if one.alert.id not in there and wants(self.wanted, one)]
        newer = [one for one in missed if one.alert.id > top]
        if len(newer) < len(missed) and len(self._lines) < PAGE:
            self.show(self.wanted)  # one that was held back has rung, or the other way round
        elif newer:
            self.beginInsertRows(NOWHERE, 0, len(newer) - 1)
            self._lines = newer + self._lines
            self.endInsertRows()
        return len(newer)

    def line(self, at: int) -> Rung | None:
        """Return the line at a place, if there is one."""
        return self._lines[at] if 0 <= at < len(self._lines) else None

    def place_of(self, alert_id: int) -> int | None:
        """Return where an alert stands among the lines read so far."""
        return next((at for at, one in enumerate(self._lines) if one.alert.id == alert_id), None)

    def _page(self) -> list[Rung]:
        found: list[Rung] = []
        for look in range(MOST_LOOKS):
            page = self._store.alerts.ledger(
                limit=PAGE, before=self._before, with_history=self.wanted != "rang"
            )
            self._more = len(page) == PAGE
            found += [one for one in page if wants(self.wanted, one)]
            if page:
                self._before = page[-1].alert.id
            if not self._more or len(found) >= PAGE or (found and look >= LOOKS):
                break
        return found


def _now() -> datetime:
    return datetime.now(UTC)
