"""Lays a brief out on paper: a PDF, or whatever a printer takes."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPagedPaintDevice, QPainter, QTextDocument

from tocsin.core.brief import Brief, Told, words
from tocsin.ui.paper import ACCENT, MARGINS, SANS, SERIF, SOFT, Column, font, lay_out, paint, pdf_writer
from tocsin.ui.plain import one_line

__all__ = ["MARGINS", "pdf", "put_on_paper"]


def pdf(brief: Brief, zone: tzinfo) -> bytes:
    """Write the brief as a PDF on A4."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    put_on_paper(brief, zone, pdf_writer(buffer, words.title(brief, zone)))
    buffer.close()
    return bytes(buffer.data().data())


def put_on_paper(brief: Brief, zone: tzinfo, device: QPagedPaintDevice) -> int:
    """Paint the brief on a device whose margins are set; returns the number of pages."""
    painter = QPainter()
    if not painter.begin(device):
        return 0
    document = QTextDocument()
    _BriefColumn(document, device).write(brief, zone)
    pages = lay_out(document, device)
    foot = f"Tocsin  ·  {words.date(brief.made, zone)}"
    for _ in paint(painter, document, device, foot, lambda page: f"{page} / {pages}"):
        pass
    painter.end()
    return pages


class _BriefColumn(Column):
    """Writes from top to bottom."""

    def write(self, brief: Brief, zone: tzinfo) -> None:
        """Write head, sections and what is left out."""
        self.block(2, begins=True, line=100)
        self.put(words.name(brief, zone), font(SERIF, 28, bold=True))
        self.block(14, rule=-9)
        line = f"{words.date(brief.made, zone)}   ·   {words.scope(brief)}   ·   {words.period(brief, zone)}"
        self.put(line, font(SANS, 8.5), SOFT)
        if not brief.stories:
            self.block(0, begins=True)
            self.put(words.nothing(brief, zone), font(SERIF, 11))
        for section in brief.sections:
            self.block(12, above=16, rule=4, begins=True)
            self.put(one_line(section.watch), font(SANS, 10, bold=True), ACCENT)
            for at, one in enumerate(section.stories):
                self._story(one, brief, zone, first=at == 0)
            if words.rest(section):
                self.block(2)
                self.put(words.rest(section), font(SANS, 8.5, italic=True), SOFT)
        if brief.more_watches:
            self.block(0, above=14)
            self.put(words.remainder(brief), font(SANS, 8.5, italic=True), SOFT)

    def _story(self, one: Told, brief: Brief, zone: tzinfo, *, first: bool) -> None:
        self.block(1, begins=not first, line=108)
        large = font(SERIF, 13.5, bold=True)
        self.marked(words.headline(one), large, () if one.sentence else one.spans, one.link)
        self.block(3)
        outlets = one_line(words.outlets(one))
        self.put(f"\u2068{outlets}\u2069  ·  {one_line(words.facts(one, brief, zone))}", font(SANS, 8.5), SOFT)
        if one.sentence:
            self.block(2 if one.link else 12, line=128)
            self.marked(one.sentence, font(SERIF, 10.5), one.spans)
        if one.link:
            self.block(12)
            shown = one_line(one.link)
            self.put(shown if len(shown) <= 110 else f"{shown[:109]}…", font(SANS, 7), SOFT, one.link)
