"""The surface that an article is read on: loads nothing, opens nothing by itself."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, Qt, QUrl, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent, QTextCursor, QTextOption
from PySide6.QtWidgets import QTextBrowser, QWidget

from tocsin.ui.reader_page import WHY
from tocsin.ui.theme import Theme

TOP = 12


class ReaderText(QTextBrowser):
    """Text in a column of a readable width, in the middle of whatever room there is."""

    link_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName("Article")
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.anchorClicked.connect(self._clicked)
        self.hits: list[int] = []
        self._hit = -1

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Load nothing, whatever a document asks for."""
        return None

    def shown_anew(self, hits: list[int]) -> None:
        """Begin at the top of a document that was just written."""
        self.written_again(hits, 0)

    def written_again(self, hits: list[int], at: int) -> None:
        """Stay at a place in a document that was written anew."""
        self.hits, self._hit = hits, -1
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._measure()
        self.verticalScrollBar().setValue(at)

    def step_to_hit(self, step: int) -> None:
        """Go to the next (1) or the previous (-1) mark."""
        if not self.hits:
            return
        self._hit = (self._hit + step) % len(self.hits) if self._hit >= 0 else (0 if step > 0 else len(self.hits) - 1)
        cursor = QTextCursor(self.document())
        cursor.setPosition(self.hits[self._hit])
        box = self.cursorRect(cursor)
        bar = self.verticalScrollBar()
        if not self.viewport().rect().adjusted(0, 40, 0, -40).contains(box.center()):
            bar.setValue(bar.value() + box.top() - self.viewport().height() // 3)

    def page_down(self) -> bool:
        """Scroll on by nearly a page; False when the end was in sight already."""
        bar = self.verticalScrollBar()
        if bar.value() >= bar.maximum():
            return False
        bar.setValue(bar.value() + int(self.viewport().height() * 0.9))
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column in the middle."""
        super().resizeEvent(event)
        self._measure()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box behind the reasons, then the text."""
        box = self._why_box()
        if box is not None:
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("hover"))
            painter.drawRoundedRect(box, self._theme.tokens.radius, self._theme.tokens.radius)
            painter.setBrush(self._theme.colour("accent"))
            painter.drawRoundedRect(QRectF(box.left(), box.top() + 6, 3, box.height() - 12), 1.5, 1.5)
            painter.end()
        super().paintEvent(event)

    def _why_box(self) -> QRectF | None:
        layout = self.document().documentLayout()
        found: QRectF | None = None
        block = self.document().begin()
        for _ in range(24):
            if not block.isValid():
                break
            if block.blockFormat().hasProperty(WHY):
                lines = block.layout()
                area = layout.blockBoundingRect(block)
                area.setHeight(lines.boundingRect().height())
                found = area if found is None else found.united(area)
            block = block.next()
        if found is None:
            return None
        frame = self.document().rootFrame().frameFormat()
        left, right = frame.leftMargin(), self.viewport().width() - frame.rightMargin()
        pad = self._theme.px(8)
        top = found.top() - self.verticalScrollBar().value() - pad / 2
        return QRectF(left, top, right - left, found.height() + pad * 1.5)

    def _measure(self) -> None:
        theme = self._theme
        wide = QFontMetricsF(theme.font(theme.tokens.reader)).averageCharWidth() * theme.tokens.measure
        room = self.viewport().width()
        side = max(theme.px(24), (room - wide) / 2)
        frame = self.document().rootFrame()
        form = frame.frameFormat()
        form.setLeftMargin(side)
        form.setRightMargin(side)
        form.setTopMargin(theme.px(TOP))
        form.setBottomMargin(theme.px(TOP))
        frame.setFrameFormat(form)

    def _clicked(self, url: QUrl) -> None:
        self.link_wanted.emit(url.toString())
