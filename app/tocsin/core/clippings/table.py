"""Clippings as CSV (RFC 4180) that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.core.clippings.values import Clipping, Cover, iso

COLUMNS = (
    "headline", "outlet", "author", "published", "seen", "link", "sentence", "state", "tags", "note", "language",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A cell that begins so may be computed by the program that opens it."""


@dataclass(frozen=True, slots=True)
class Table:
    """A line for each clipping, times in UTC; `mark`: with the mark by which some programs know UTF-8."""

    whole: bool = False
    """With a column for the text."""
    mark: bool = False

    def begin(self, cover: Cover) -> str:
        """Write the names of the columns."""
        return ("\ufeff" if self.mark else "") + _line((*COLUMNS, *(("text",) if self.whole else ())))

    def one(self, clipping: Clipping, *, first: bool) -> str:
        """Write its line."""
        one = clipping
        cells = (
            one.headline, one.outlet, one.author, iso(one.published) or "", iso(one.seen) or "", one.link,
            one.sentence, one.state.value, ", ".join(one.tags), one.note,
            one.language, *(("\n".join(one.paragraphs),) if self.whole else ()),
        )  # fmt: skip
        return _line([guarded(cell) for cell in cells])

    def end(self) -> str:
        """Write nothing."""
        return ""


def guarded(cell: str) -> str:
    """Put an apostrophe before what would be a formula, also behind blanks that a program may skip."""
    return f"'{cell}" if cell.lstrip(" \u00a0\u3000").startswith(_FORMULA) else cell


def _line(cells: Sequence[str]) -> str:
    made = io.StringIO(newline="")
    csv.writer(made, lineterminator="\r\n").writerow([cell.replace("\x00", "") for cell in cells])
    return made.getvalue()
