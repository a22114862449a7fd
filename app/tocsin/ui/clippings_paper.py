"""Lays clippings out on paper, some at a time, so that a PDF of any length holds only a few in memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import tzinfo

from PySide6.QtCore import QIODevice
from PySide6.QtGui import QPagedPaintDevice, QPainter, QTextDocument

from tocsin.core.clippings import Clipping, Cover, facts, moment
from tocsin.ui.paper import ACCENT, SANS, SERIF, SOFT, Column, font, lay_out, paint, pdf_writer
from tocsin.ui.plain import one_line

MOST_TEXT = 60_000
"""Characters of one article that are put on paper."""


class ClippingsPaper:
    """Writes a PDF into an open file; end() finishes it."""

    def __init__(self, file: QIODevice, cover: Cover, zone: tzinfo) -> None:
        self._cover, self._zone = cover, zone
        self._device = pdf_writer(file, cover.title)
        self._painter = QPainter(self._device)
        self.pages = 0

    def add(self, clippings: Sequence[Clipping]) -> Iterator[int]:
        """Put some more on new pages, the first time below the title; gives each page when it is painted."""
        document = QTextDocument()
        column = _Clippings(document, self._device)
        if not self.pages:
            column.title(self._cover, self._zone)
        for one in clippings:
            column.one(one, self._zone)
        lay_out(document, self._device)
        foot = f"Tocsin  ·  {one_line(self._cover.title)[:80]}  ·  {moment(self._cover.made, self._zone)}"
        for page in paint(self._painter, document, self._device, foot, str, before=self.pages):
            self.pages = page
            yield page

    def end(self) -> None:
        """Finish the file."""
        self._painter.end()


class _Clippings(Column):
    """Writes from top to bottom."""

    def __init__(self, document: QTextDocument, device: QPagedPaintDevice) -> None:
        super().__init__(document, device)
        self._first = True

    def title(self, cover: Cover, zone: tzinfo) -> None:
        """Write what stands above the first."""
        self.block(2, begins=True, line=100)
        self.put(one_line(cover.title), font(SERIF, 26, bold=True))
        self.block(14, rule=-9)
        self.put("   ·   ".join(filter(None, (cover.what, f"made {moment(cover.made, zone)}"))), font(SANS, 8.5), SOFT)
        self._first = True

    def one(self, clipping: Clipping, zone: tzinfo) -> None:
        """Write headline, facts, the sentence that hit, link, tags, note and text."""
        self.block(1, above=4, begins=not self._first, line=108)
        self._first = False
        self.put(one_line(clipping.headline) or "(no headline)", font(SERIF, 13.5, bold=True), link=clipping.link)
        self.block(3)
        outlet = f"\u2068{one_line(clipping.outlet)}\u2069  ·  " if clipping.outlet else ""
        self.put(f"{outlet}{one_line(facts(clipping, zone))}", font(SANS, 8.5), SOFT)
        if clipping.sentence:
            self.block(3, line=128)
            self.marked(clipping.sentence, font(SERIF, 10.5), clipping.spans)
        if clipping.tags:
            self.block(3)
            self.put("  ·  ".join(f"#{one_line(tag)}" for tag in clipping.tags), font(SANS, 8.5), ACCENT)
        for at, line in enumerate(clipping.note_lines):
            self.block(2, line=120)
            if not at:
                self.put("Note  ", font(SANS, 9, bold=True), ACCENT)
            self.put(one_line(line), font(SANS, 9))
        left = MOST_TEXT
        for line in clipping.paragraphs:
            if left > 0:
                self.block(5, line=128)
                self.put(line[:left], font(SERIF, 10))
                left -= len(line)
        if left <= 0:
            self.block(3)
            self.put("The text goes on; it is too long for paper.", font(SANS, 8.5, italic=True), SOFT)
        self.block(12)
        shown = one_line(clipping.link)
        self.put(shown if len(shown) <= 110 else f"{shown[:109]}…", font(SANS, 7), SOFT, clipping.link)
