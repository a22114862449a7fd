"""Lays out a few lines of text for the lists: cut with "…", hits marked, either direction."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption

from tocsin.ui.plain import length, one_line, runs_right_to_left, units

LONGEST = 400
"""No row shows more characters than this; a longer headline is not even laid out."""

HEAVIER = 0.94
"""The part of a line that is filled with text of which some is in heavier letters."""


def hit_format(tint: QColor, line: QColor) -> QTextCharFormat:
    """Return how a hit looks: a tint and an underline, never colour alone."""
    marked = QTextCharFormat()
    marked.setBackground(tint)
    marked.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    marked.setUnderlineColor(line)
    return marked


class Lines:
    """Text laid out once for a width; draw it as often as you like."""

    def __init__(
        self, text: str, font: QFont, width: float, most: int, *, spans: Sequence[tuple[int, int]] = (),
        marked: QTextCharFormat | None = None,
    ) -> None:  # fmt: skip
        self._font, self._width, self._marked = font, width, marked
        shown = one_line(text)
        if len(shown) > LONGEST:
            shown, spans = _around(shown, spans)
        self.rtl = runs_right_to_left(shown)
        metrics = QFontMetricsF(font)
        self.height_of_line = metrics.lineSpacing()
        self.layout = self._lay(shown, spans, most + 1)
        if self.layout.lineCount() > most:
            begin = _code_points(shown, self.layout.lineAt(most - 1).textStart())
            # What is marked may be in heavier letters than are measured here.
            room = width * HEAVIER if marked is not None and spans else width
            tail = metrics.elidedText(shown[begin:], Qt.TextElideMode.ElideRight, room)
            self.layout = self._lay(shown[:begin] + tail, _within(spans, begin + len(tail) - 1), most)
        self.count = min(most, self.layout.lineCount())

    @property
    def height(self) -> float:
        """Return the height of what is drawn."""
        return self.count * self.height_of_line

    def draw(self, painter: QPainter, x: float, y: float, ink: QColor) -> None:
        """Draw it with its upper left corner there."""
        painter.setPen(ink)
        self.layout.draw(painter, QPointF(x, y))

    def _lay(self, text: str, spans: Sequence[tuple[int, int]], most: int) -> QTextLayout:
        layout = QTextLayout(text, self._font)
        option = QTextOption(Qt.AlignmentFlag.AlignRight if self.rtl else Qt.AlignmentFlag.AlignLeft)
        option.setTextDirection(Qt.LayoutDirection.RightToLeft if self.rtl else Qt.LayoutDirection.LeftToRight)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        if self._marked is not None and spans:
            ranges = []
            for start, extent in units(text, spans):
                piece = QTextLayout.FormatRange()
                piece.start, piece.length, piece.format = start, extent, self._marked
                ranges.append(piece)
            layout.setFormats(ranges)
        layout.beginLayout()
        for number in range(most):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(self._width)
            line.setPosition(QPointF(0, number * self.height_of_line))
        layout.endLayout()
        return layout


def _code_points(text: str, at: int) -> int:
    """Return the place in the text that is `at` UTF-16 units from its beginning."""
    if text.isascii():
        return at
    passed = 0
    for place, letter in enumerate(text):
        if passed >= at:
            return place
        passed += length(letter)
    return len(text)


def _within(spans: Sequence[tuple[int, int]], end: int) -> list[tuple[int, int]]:
    return [(start, min(stop, end)) for start, stop in spans if start < end]


def _around(text: str, spans: Sequence[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]]:
    """Cut a very long text so that its first hit stays in it."""
    first = spans[0][0] if spans else 0
    begin = 0 if first < LONGEST // 2 else first - 60
    cut = text[begin : begin + LONGEST]
    head = "…" if begin else ""
    moved = [(a - begin + len(head), b - begin + len(head)) for a, b in spans if a < begin + LONGEST]
    return head + cut, moved
