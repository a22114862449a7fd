"""Draws what stands behind paragraphs: the box "why", frames of images, code, and the bars beside quotations."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QTextBlock, QTextDocument, QTextFormat

from tocsin.ui.theme import Theme

GROUND = QTextFormat.Property.UserProperty.value + 1
"""The name of the box that a paragraph is drawn on."""

GROUP = QTextFormat.Property.UserProperty.value + 2
"""Neighbours with one number are on one box."""

QUOTE = QTextFormat.Property.UserProperty.value + 3
"""In how many quotations a paragraph stands."""

MARKER = QTextFormat.Property.UserProperty.value + 4
"""What stands before the first line of an entry of a list."""

MOST_BLOCKS = 600
"""No screen shows more paragraphs than these."""


@dataclass(slots=True)
class _Box:
    kind: str
    group: int
    area: QRectF


class Grounds:
    """Looks only at the paragraphs that can be seen."""

    def __init__(self, theme: Theme, document: QTextDocument) -> None:
        self._theme, self._document = theme, document

    def draw(self, painter: QPainter, top: float, width: float, height: float) -> None:
        """Draw for a view of that size that begins `top` pixels below the beginning of the text."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(0, -top)
        box: _Box | None = None
        block = self._first(top)
        for _ in range(MOST_BLOCKS):
            if not block.isValid():
                break
            area = self._area(block)
            if area.top() > top + height + 200:
                break
            form = block.blockFormat()
            kind, group = str(form.property(GROUND) or ""), int(form.property(GROUP) or 0)
            if box is not None and (kind, group) != (box.kind, box.group):
                self._box(painter, box, width)
                box = None
            if kind:
                box = _Box(kind, group, area) if box is None else _Box(kind, group, box.area.united(area))
            depth = int(form.property(QUOTE) or 0)
            if depth:
                self._bars(painter, block, area, depth, width)
            if form.hasProperty(MARKER):
                self._marker(painter, block, str(form.property(MARKER)), width)
            block = block.next()
        if box is not None:
            self._box(painter, box, width)

    def _first(self, top: float) -> QTextBlock:
        """Find the first paragraph of the box that reaches into the view."""
        at = self._document.documentLayout().hitTest(QPointF(0, top), Qt.HitTestAccuracy.FuzzyHit)
        block = self._document.findBlock(max(0, at))
        for _ in range(MOST_BLOCKS):
            before = block.previous()
            if not before.isValid() or not block.blockFormat().property(GROUND):
                break
            block = before
        before = block.previous()
        return before if before.isValid() else block

    def _area(self, block: QTextBlock) -> QRectF:
        area = self._document.documentLayout().blockBoundingRect(block)
        layout = block.layout()
        if layout.lineCount():
            last = layout.lineAt(layout.lineCount() - 1)
            area.setHeight(last.y() + last.height())
        return area

    def _box(self, painter: QPainter, box: _Box, width: float) -> None:
        theme = self._theme
        frame = self._document.rootFrame().frameFormat()
        pad, radius = theme.px(8), theme.tokens.radius
        area = QRectF(
            frame.leftMargin(), box.area.top() - pad / 2, width - frame.leftMargin() - frame.rightMargin(),
            box.area.height() + pad * 1.5,
        )  # fmt: skip
        if box.kind == "frame":
            painter.setPen(QPen(theme.colour("hairline"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover"))
        painter.drawRoundedRect(area, radius, radius)
        if box.kind == "why":
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(QRectF(area.left(), area.top() + 6, 3, area.height() - 12), 1.5, 1.5)

    def _bars(self, painter: QPainter, block: QTextBlock, area: QRectF, depth: int, width: float) -> None:
        theme = self._theme
        frame = self._document.rootFrame().frameFormat()
        following = block.next()
        deeper = int(following.blockFormat().property(QUOTE) or 0) if following.isValid() else 0
        rtl = block.textDirection() == Qt.LayoutDirection.RightToLeft
        for at in range(depth):
            x = theme.px(20 * at)
            left = width - frame.rightMargin() - x - 3 if rtl else frame.leftMargin() + x
            bottom = self._area(following).top() if deeper > at else area.bottom()
            bar = QRectF(round(left), round(area.top()), 3, round(bottom) - round(area.top()))
            painter.fillRect(bar, theme.colour("faint"))

    def _marker(self, painter: QPainter, block: QTextBlock, marker: str, width: float) -> None:
        """Draw it on the first line, before the text in the direction in which that runs."""
        layout = block.layout()
        if layout.lineCount() == 0:
            return
        line, at = layout.lineAt(0), layout.position()
        begin = block.begin()
        font = begin.fragment().charFormat().font() if not begin.atEnd() else layout.font()
        painter.setFont(font)
        painter.setPen(self._theme.colour("soft"))
        gap, wide = self._theme.px(8), painter.fontMetrics().horizontalAdvance(marker)
        rtl = block.textDirection() == Qt.LayoutDirection.RightToLeft
        x = at.x() + line.x() + line.width() + gap if rtl else at.x() + line.x() - gap - wide
        painter.drawText(QPointF(x, at.y() + line.y() + line.ascent()), marker)
