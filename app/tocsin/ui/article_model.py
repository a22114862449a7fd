"""The rows of one list, paged from the database by row id."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from tocsin.store import Row, Scope, Store
from tocsin.ui.plain import one_line
from tocsin.ui.words import age, dated, times

PAGE = 100
RowRole = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


def spoken(row: Row, now: datetime) -> str:
    """Return a row as a screen reader says it."""
    state = "".join((("" if row.read else "New. "), ("Kept. " if row.kept else "")))
    where = f"{one_line(row.outlet)}, {age(dated(row.published, row.seen), now)}"
    return f"{state}{one_line(row.title)}. {where}. {one_line(row.sentence)}".strip()


class ArticleModel(QAbstractListModel):
    """Newest first. Holds the pages that were scrolled to and no more."""

    def __init__(self, store: Store, now: Callable[[], datetime] | None = None) -> None:
        super().__init__()
        self._store = store
        self.now = now or _now
        self.scope = Scope("all")
        self.unread_only = False
        self._rows: list[Row] = []
        self._where: dict[int, int] = {}
        self._more = False
        self._found: bool = False

    # -- what a view asks

    def rowCount(self, parent: _Index = NOWHERE) -> int:
        """Return how many rows have been read so far."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the row for the delegate, and texts for everybody else."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == RowRole:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(row.title)[:200]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(row, self.now())
        if role == Qt.ItemDataRole.ToolTipRole:
            return times(row.published, row.seen, None, self.now())
        return None

    def canFetchMore(self, parent: _Index) -> bool:
        """Say whether older articles may be there."""
        return self._more and not parent.isValid()

    def fetchMore(self, parent: _Index) -> None:
        """Read the next page."""
        if not self.canFetchMore(parent):
            return
        page = self._page(self._rows[-1].id if self._rows else None)
        self._more = len(page) == PAGE
        if page:
            self.beginInsertRows(NOWHERE, len(self._rows), len(self._rows) + len(page) - 1)
            self._where.update((row.id, at) for at, row in enumerate(page, len(self._rows)))
            self._rows += page
            self.endInsertRows()

    # -- what the pane asks

    @property
    def searching(self) -> bool:
        """Say whether the rows are the answer to a search."""
        return self._found

    def show(self, scope: Scope, *, unread_only: bool = False) -> None:
        """Show the newest articles of a scope."""
        self.beginResetModel()
        self.scope, self.unread_only, self._found = scope, unread_only, False
        self._rows = self._page(None)
        self._more = len(self._rows) == PAGE
        self._count()
        self.endResetModel()

    def show_found(self, rows: list[Row]) -> None:
        """Show what a search found: all at once, no further pages."""
        self.beginResetModel()
        self._rows, self._more, self._found = rows, False, True
        self._count()
        self.endResetModel()

    def look_for_newer(self) -> int:
        """Put articles that arrived meanwhile on top; returns how many there are."""
        if self._found:
            return 0
        page = self._page(None)
        top = self._rows[0].id if self._rows else 0
        newer = [row for row in page if row.id > top]
        if newer and len(newer) == PAGE:
            self.show(self.scope, unread_only=self.unread_only)
        elif newer:
            self.beginInsertRows(NOWHERE, 0, len(newer) - 1)
            self._rows = newer + self._rows
            self._count()
            self.endInsertRows()
        return len(newer)

    def mark(self, ids: Iterable[int], *, read: bool | None = None, kept: bool | None = None) -> None:
        """Show marks that were saved; the rows stay where they are until the list is shown anew."""
        for one in ids:
            at = self._where.get(one)
            if at is None:
                continue
            row = self._rows[at]
            self._rows[at] = replace(
                row, read=row.read if read is None else read, kept=row.kept if kept is None else kept
            )
            index = self.index(at)
            self.dataChanged.emit(index, index)

    def row(self, at: int) -> Row | None:
        """Return the row at a place, if there is one."""
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def place_of(self, article_id: int) -> int | None:
        """Return where an article stands among the rows read so far."""
        return self._where.get(article_id)

    def newest(self) -> int:
        """Return the id of the newest article in the list; 0 when it is empty."""
        return self._rows[0].id if self._rows else 0

    def has_sentences(self) -> bool:
        """Say whether the rows say why they are here."""
        return self._found or self.scope.kind == "watch"

    def _page(self, before: int | None) -> list[Row]:
        return self._store.articles.page(self.scope, before=before, limit=PAGE, unread_only=self.unread_only)

    def _count(self) -> None:
        self._where = {row.id: at for at, row in enumerate(self._rows)}


def _now() -> datetime:
    return datetime.now(UTC)
