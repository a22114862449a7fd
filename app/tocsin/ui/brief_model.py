"""A brief as a model: a line for each watch, its stories, and what is left out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from tocsin.core.brief import Brief, Section, Told, words
from tocsin.ui.plain import one_line

LineRole = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `told` is the story of a line that tells one."""

    kind: Literal["watch", "story", "rest"]
    section: Section
    told: Told | None = None

    @property
    def text(self) -> str:
        """What it says."""
        if self.told is not None:
            return words.headline(self.told)
        return self.section.watch if self.kind == "watch" else words.rest(self.section)


def lines_of(brief: Brief) -> list[Line]:
    """Give the lines of a brief."""
    lines = []
    for section in brief.sections:
        lines.append(Line("watch", section))
        lines += [Line("story", section, one) for one in section.stories]
        if words.rest(section):
            lines.append(Line("rest", section))
    return lines


class BriefModel(QAbstractListModel):
    """Holds one brief, and which of its articles have been read."""

    def __init__(self) -> None:
        super().__init__()
        self.brief: Brief | None = None
        self._lines: list[Line] = []
        self._read: set[int] = set()

    def rowCount(self, parent: _Index = NOWHERE) -> int:
        """Return the number of lines."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the line for the delegate, and texts for everybody else."""
        line = self.line(index.row()) if index.isValid() else None
        if line is None:
            return None
        if role == LineRole:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(line.text)[:300]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(line)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let stories and what is left out be chosen, not the names of the watches."""
        line = self.line(index.row())
        if line is None or line.kind == "watch":
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def show(self, brief: Brief | None, read: Collection[int]) -> None:
        """Show a brief."""
        self.beginResetModel()
        self.brief, self._read = brief, set(read)
        self._lines = lines_of(brief) if brief is not None else []
        self.endResetModel()

    def line(self, at: int) -> Line | None:
        """Return the line at a place, if there is one."""
        return self._lines[at] if 0 <= at < len(self._lines) else None

    def is_read(self, article_id: int) -> bool:
        """Say whether an article has been read."""
        return article_id in self._read

    def mark(self, ids: Collection[int], on: bool) -> None:
        """Show which articles have been read."""
        if on:
            self._read.update(ids)
        else:
            self._read.difference_update(ids)
        if self._lines:
            self.dataChanged.emit(self.index(0), self.index(len(self._lines) - 1))

    def step(self, at: int, by: int) -> int:
        """Return the next line from a place that can be chosen; the same place when there is none."""
        following = at + by
        while (line := self.line(following)) is not None:
            if line.kind != "watch":
                return following
            following += by
        return at

    def _spoken(self, line: Line) -> str:
        if line.told is None:
            return one_line(line.text) if line.kind == "watch" else f"{one_line(line.section.watch)}: {line.text}"
        new = "" if self.is_read(line.told.article_id) else "New: "
        also = f", also in {', '.join(line.told.also)}" if line.told.also else ""
        return one_line(f"{new}{line.text}. {words.outlets(line.told)}{also}. {line.told.sentence}")
