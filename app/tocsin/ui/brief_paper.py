"""Lays a brief out on paper: a PDF, or whatever a printer takes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QPen,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextOption,
)

from tocsin.core.brief import Brief, Told, words
from tocsin.ui.plain import drawable, one_line, units

MARGINS = QMarginsF(28, 22, 28, 26)
"""Of the paper, in millimetres: lines of some eighty characters on A4 and Letter."""

DPI = 600
SERIF = ("Georgia", "Charter", "Noto Serif", "Times New Roman", "DejaVu Serif", "serif")
SANS = ("Helvetica Neue", "Segoe UI", "Noto Sans", "DejaVu Sans", "sans-serif")
INK, SOFT, ACCENT, HIT = QColor("#141312"), QColor("#5c5852"), QColor("#8a4f0e"), QColor("#f6e7d2")

POINT = 96 / 72
"""A point in the unit of a document's margins, which the document itself scales to the device."""

RULE = QTextFormat.Property.UserProperty + 11
"""How thick the line under a block is, in tenths of a point; negative: a double one."""

BEGINS = QTextFormat.Property.UserProperty + 12
"""What begins with this block is kept on one page, up to the next that begins."""


def pdf(brief: Brief, zone: tzinfo) -> bytes:
    """Write the brief as a PDF on A4."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DPI)
    writer.setCreator("Tocsin")
    writer.setTitle(words.title(brief, zone))
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, MARGINS, QPageLayout.Unit.Millimeter
        )
    )
    put_on_paper(brief, zone, writer)
    buffer.close()
    return bytes(buffer.data().data())


def put_on_paper(brief: Brief, zone: tzinfo, device: QPagedPaintDevice) -> int:
    """Paint the brief on a device whose margins are set; returns the number of pages."""
    painter = QPainter()
    if not painter.begin(device):
        return 0
    room = QSizeF(device.width(), device.height())
    document = QTextDocument()
    document.documentLayout().setPaintDevice(device)
    _Column(document).write(brief, zone)
    _keep_together(document, room, 2 * device.logicalDpiY() / 72)
    document.setPageSize(room)
    pages = document.pageCount()
    point = device.logicalDpiY() / 72
    foot = f"Tocsin  ·  {words.date(brief.made, zone)}"
    for page in range(pages):
        if page:
            device.newPage()
        _paint_page(painter, document, page, room, point)
        _paint_foot(painter, room, point, foot, f"{page + 1} / {pages}")
    painter.end()
    return pages


class _Column:
    """Writes from top to bottom."""

    def __init__(self, document: QTextDocument) -> None:
        self._document = document
        document.setDocumentMargin(0)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        document.setDefaultTextOption(option)
        self._cursor = QTextCursor(document)
        self._begun = False

    def write(self, brief: Brief, zone: tzinfo) -> None:
        """Write head, sections and what is left out."""
        self._block(2, begins=True, line=100)
        self._put(words.name(brief, zone), _font(SERIF, 28, bold=True))
        self._block(14, rule=-9)
        line = f"{words.date(brief.made, zone)}   ·   {words.scope(brief)}   ·   {words.period(brief, zone)}"
        self._put(line, _font(SANS, 8.5), SOFT)
        if not brief.stories:
            self._block(0, begins=True)
            self._put(words.nothing(brief, zone), _font(SERIF, 11))
        for section in brief.sections:
            self._block(12, above=16, rule=4, begins=True)
            self._put(one_line(section.watch), _font(SANS, 10, bold=True), ACCENT)
            for at, one in enumerate(section.stories):
                self._story(one, brief, zone, first=at == 0)
            if words.rest(section):
                self._block(2)
                self._put(words.rest(section), _font(SANS, 8.5, italic=True), SOFT)
        if brief.more_watches:
            self._block(0, above=14)
            self._put(words.remainder(brief), _font(SANS, 8.5, italic=True), SOFT)

    def _story(self, one: Told, brief: Brief, zone: tzinfo, *, first: bool) -> None:
        self._block(1, begins=not first, line=108)
        font = _font(SERIF, 13.5, bold=True)
        self._marked(words.headline(one), font, () if one.sentence else one.spans, one.link)
        self._block(3)
        outlets = one_line(words.outlets(one))
        self._put(f"\u2068{outlets}\u2069  ·  {one_line(words.facts(one, brief, zone))}", _font(SANS, 8.5), SOFT)
        if one.sentence:
            self._block(2 if one.link else 12, line=128)
            self._marked(one.sentence, _font(SERIF, 10.5), one.spans)
        if one.link:
            self._block(12)
            shown = one_line(one.link)
            self._put(shown if len(shown) <= 110 else f"{shown[:109]}…", _font(SANS, 7), SOFT, one.link)

    def _block(
        self, below: float, *, above: float = 0, rule: int = 0, begins: bool = False, line: int = 120
    ) -> None:
        block = QTextBlockFormat()
        block.setTopMargin(above * POINT)
        block.setBottomMargin(below * POINT)
        block.setLineHeight(line, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        block.setProperty(RULE, rule)
        block.setProperty(BEGINS, begins)
        if self._begun:
            self._cursor.insertBlock(block)
        else:
            self._cursor.setBlockFormat(block)
            self._begun = True

    def _put(self, text: str, font: QFont, ink: QColor = INK, link: str = "") -> None:
        letters = QTextCharFormat()
        letters.setFont(font)
        letters.setForeground(ink)
        if link:
            letters.setAnchor(True)
            letters.setAnchorHref(link)
        self._cursor.insertText(drawable(text), letters)

    def _marked(self, text: str, font: QFont, spans: Sequence[tuple[int, int]], link: str = "") -> None:
        start = self._cursor.position()
        self._put(one_line(text), font, INK, link)
        mark = QTextCharFormat()
        mark.setBackground(HIT)
        for begin, extent in units(one_line(text), spans):
            at = QTextCursor(self._document)
            at.setPosition(start + begin)
            at.setPosition(start + begin + extent, QTextCursor.MoveMode.KeepAnchor)
            at.mergeCharFormat(mark)


def _keep_together(document: QTextDocument, room: QSizeF, slack: float) -> None:
    """Begin a page before whatever would be torn apart by its end, if a page has room for it at all.

    Measured on one endless page: what is never torn stands on the pages as it stands there.
    """
    document.setTextWidth(room.width())
    document.size()
    layout = document.documentLayout()
    parts: list[tuple[QTextBlock, float, float]] = []
    block = document.begin()
    while block.isValid():
        first = block
        while block.next().isValid() and not block.next().blockFormat().property(BEGINS):
            block = block.next()
        parts.append((first, layout.blockBoundingRect(first).top(), layout.blockBoundingRect(block).bottom()))
        block = block.next()
    at_top = 0.0
    breaks = []
    for first, top, bottom in parts:
        if bottom - at_top > room.height() - slack and top > at_top:
            breaks.append(first)
            at_top = top
        while bottom - at_top > room.height():  # longer than a page: it flows on
            at_top += room.height()
    for first in breaks:
        _break_before(first)


def _break_before(block: QTextBlock) -> None:
    change = block.blockFormat()
    change.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
    change.setTopMargin(0)
    QTextCursor(block).setBlockFormat(change)


def _paint_page(painter: QPainter, document: QTextDocument, page: int, room: QSizeF, point: float) -> None:
    top = page * room.height()
    painter.save()
    painter.translate(0, -top)
    view = QRectF(0, top, room.width(), room.height())
    context = QAbstractTextDocumentLayout.PaintContext()
    context.clip = view.adjusted(0, 1, 0, -1)  # what only touches the page would be in the PDF, though not seen
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Text, INK)
    context.palette = palette
    painter.setClipRect(view.adjusted(-point, -point, point, point))
    document.documentLayout().draw(painter, context)
    _paint_rules(painter, document, view, point)
    painter.restore()


def _paint_rules(painter: QPainter, document: QTextDocument, view: QRectF, point: float) -> None:
    layout = document.documentLayout()
    block = document.begin()
    while block.isValid():
        rule = block.blockFormat().property(RULE)
        if isinstance(rule, int) and rule:
            box = layout.blockBoundingRect(block)
            bottom = box.bottom()
            if view.top() < bottom <= view.bottom():
                thick = abs(rule) / 10
                _line(painter, view, bottom + 4 * point, thick * point)
                if rule < 0:
                    _line(painter, view, bottom + 6.2 * point, 0.4 * point)
        block = block.next()


def _line(painter: QPainter, view: QRectF, y: float, thick: float) -> None:
    painter.setPen(QPen(INK, thick))
    painter.drawLine(QPointF(view.left(), y), QPointF(view.right(), y))


def _paint_foot(painter: QPainter, room: QSizeF, point: float, left: str, right: str) -> None:
    painter.setFont(_font(SANS, 7.5))
    painter.setPen(SOFT)
    foot = QRectF(0, room.height() + 12 * point, room.width(), 14 * point)
    painter.drawText(foot, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, left)
    painter.drawText(foot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, right)


def _font(families: Sequence[str], size: float, *, bold: bool = False, italic: bool = False) -> QFont:
    font = QFont(list(families))
    font.setStyleHint(QFont.StyleHint.Serif if families is SERIF else QFont.StyleHint.SansSerif)
    font.setPointSizeF(size)
    font.setBold(bold)
    font.setItalic(italic)
    return font
