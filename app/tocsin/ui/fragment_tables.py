"""Tells tables of facts from tables that lay out a page, and puts cells into their places; knows no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from tocsin.ui.fragment import Cell, Run, Table

MOST_ROWS, MOST_COLUMNS, MOST_CELLS, MOST_LETTERS = 200, 12, 500, 600
"""A larger table, or one with more letters in a cell, is shown as paragraphs."""

_NOT_IN_CELLS = frozenset(
    ("table", "img", "ul", "ol", "pre", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "figure", "hr")
)


class AnyTag(Protocol):
    """What is asked of a tag here."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def closes(self) -> bool: ...  # noqa: D102


def is_of_facts(pieces: Sequence[AnyTag | str], at: int) -> bool:
    """Say whether the table that begins at a place holds short cells in at least two columns, and nothing large."""
    rows = columns = most = letters = 0
    for place in range(at + 1, len(pieces)):
        piece = pieces[place]
        if isinstance(piece, str):
            letters += len(piece.strip())
            if letters > MOST_LETTERS:
                return False
            continue
        if piece.name == "table" and piece.closes:
            return 0 < rows <= MOST_ROWS and 2 <= most <= MOST_COLUMNS and rows * most <= MOST_CELLS
        if piece.name in _NOT_IN_CELLS:
            return False
        if piece.name == "tr" and not piece.closes:
            rows, columns = rows + 1, 0
        elif piece.name in ("td", "th") and not piece.closes:
            columns, letters = columns + 1, 0
            most = max(most, columns)
    return False


class Grid:
    """Takes cells row by row; what would lie outside is left where there is room."""

    def __init__(self) -> None:
        self._cells: list[Cell] = []
        self._taken: set[tuple[int, int]] = set()
        self._row, self._column, self._columns = -1, 0, 1
        self._next: Cell | None = None

    def row(self) -> None:
        """Begin a row."""
        self._row, self._column = self._row + 1, 0

    def begin(self, *, head: bool, across: int, down: int) -> None:
        """Begin a cell; `across` and `down` are how many columns and rows it wants, 0: one."""
        self._row = max(0, self._row)
        while (self._row, self._column) in self._taken:
            self._column += 1
        across = max(1, min(across, MOST_COLUMNS))
        while across > 1 and any((self._row, self._column + one) in self._taken for one in range(across)):
            across -= 1
        self._next = Cell(self._row, self._column, (), head, across, max(1, min(down, MOST_ROWS)))

    def end(self, runs: tuple[Run, ...]) -> None:
        """End the cell with what stands in it; letters outside cells go into one of their own."""
        if self._next is None:
            if not runs:
                return
            self.begin(head=False, across=1, down=1)
        new = self._next
        assert new is not None
        self._next = None
        self._cells.append(Cell(new.row, new.column, runs, new.head, new.across, new.down))
        self._taken.update((new.row + y, new.column + x) for y in range(new.down) for x in range(new.across))
        self._column += new.across
        self._columns = max(self._columns, self._column)

    def table(self) -> Table:
        """Return the table; cells end where it does."""
        rows = max(1, self._row + 1)
        cells = tuple(
            Cell(one.row, one.column, one.runs, one.head, one.across, min(one.down, rows - one.row))
            for one in self._cells
        )
        return Table(rows, self._columns, cells)
