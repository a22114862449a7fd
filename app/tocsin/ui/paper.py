"""What is put on paper: a column of text in our type, on pages that tear nothing apart, with rules and a foot."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QIODevice, QMarginsF, QPointF, QRectF, QSizeF, Qt
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


def pdf_writer(file: QIODevice, title: str) -> QPdfWriter:
    """Return what writes a PDF on A4 into an open file."""
    writer = QPdfWriter(file)
    writer.setResolution(DPI)
    writer.setCreator("Tocsin")
    writer.setTitle(title)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, MARGINS, QPageLayout.Unit.Millimeter
        )
    )
    return writer


def lay_out(document: QTextDocument, device: QPagedPaintDevice) -> int:
    """Break a document that is written into pages; returns their number."""
    room = QSizeF(device.width(), device.height())
    _keep_together(document, room, 2 * device.logicalDpiY() / 72)
    document.setPageSize(room)
    return document.pageCount()


def paint(
    painter: QPainter, document: QTextDocument, device: QPagedPaintDevice, left: str, right: Callable[[int], str],
    *, before: int = 0,
) -> Iterator[int]:  # fmt: skip
    """Paint a document that is laid out, and give the number of each page when it is painted.

    `left` and `right` of that number stand at its foot. `before`: so many pages of the device are painted already.
    """
    room = QSizeF(device.width(), device.height())
    point = device.logicalDpiY() / 72
    for page in range(document.pageCount()):
        number = before + page + 1
        if number > 1:
            device.newPage()
        _paint_page(painter, document, page, room, point)
        _paint_foot(painter, room, point, left, right(number))
        yield number


class Column:
    """Writes from top to bottom."""

    def __init__(self, document: QTextDocument, device: QPagedPaintDevice) -> None:
        document.documentLayout().setPaintDevice(device)
        self._document = document
        document.setDocumentMargin(0)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        document.setDefaultTextOption(option)
        self._cursor = QTextCursor(document)
        self._begun = False

    def block(
        self, below: float, *, above: float = 0, rule: int = 0, begins: bool = False, line: int = 120
    ) -> None:
        """Begin a paragraph; margins in points, `rule` in tenths of one, `line` in percent of the letters' height."""
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

    def put(self, text: str, font: QFont, ink: QColor = INK, link: str = "") -> None:
        """Write words into it."""
        letters = QTextCharFormat()
        letters.setFont(font)
        letters.setForeground(ink)
        if link:
            letters.setAnchor(True)
            letters.setAnchorHref(link)
        self._cursor.insertText(drawable(text), letters)

    def marked(self, text: str, font: QFont, spans: Sequence[tuple[int, int]], link: str = "") -> None:
        """Write words with hits marked into it."""
        start = self._cursor.position()
        self.put(one_line(text), font, INK, link)
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
    painter.setFont(font(SANS, 7.5))
    painter.setPen(SOFT)
    foot = QRectF(0, room.height() + 12 * point, room.width(), 14 * point)
    painter.drawText(foot, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, left)
    painter.drawText(foot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, right)


def font(families: Sequence[str], size: float, *, bold: bool = False, italic: bool = False) -> QFont:
    """Return a font of a size in points."""
    made = QFont(list(families))
    made.setStyleHint(QFont.StyleHint.Serif if families is SERIF else QFont.StyleHint.SansSerif)
    made.setPointSizeF(size)
    made.setBold(bold)
    made.setItalic(italic)
    return made
