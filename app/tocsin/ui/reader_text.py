"""The surface that an article is read on: loads nothing, opens nothing by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, Qt, QUrl, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

from tocsin.ui.reader_grounds import Grounds
from tocsin.ui.reader_page import Typography, measure
from tocsin.ui.theme import Theme

TOP = 12


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody reads: the paragraph at the top, its number, and how far it has gone out of sight."""

    words: str
    number: int
    offset: float
    value: int


class ReaderText(QTextBrowser):
    """Text in a column of a readable width, in the middle of whatever room there is."""

    link_wanted = Signal(str)
    resized = Signal(int)
    """Make the letters larger (1) or smaller (-1)."""
    reached = Signal(str)
    """The address that the keyboard came to; empty: it left."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.typography = Typography()
        self._grounds = Grounds(theme, self.document())
        self.setAccessibleName("Article")
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.document().setDocumentMargin(0)
        self.anchorClicked.connect(self._clicked)
        self.hits: list[int] = []
        self.images: list[tuple[int, float, float]] = []
        self._hit = -1

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Load nothing, whatever a document asks for."""
        return None

    def show_nothing(self) -> None:
        """Take everything away."""
        self.hits, self.images, self._hit = [], [], -1
        self.clear()

    def shown_anew(self, hits: list[int]) -> None:
        """Begin at the top of a document that was just written."""
        self._hit = -1
        self.written_again(hits, 0)

    def written_again(self, hits: list[int], at: int | Place) -> None:
        """Stay at a place in a document that was written anew."""
        self._hit = self._hit if len(hits) == len(self.hits) else -1
        self.hits = hits
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._measure()
        self.verticalScrollBar().setValue(at if isinstance(at, int) else self._value_of(at))

    def place(self) -> Place:
        """Return where somebody reads."""
        value = self.verticalScrollBar().value()
        block = self.cursorForPosition(QPoint(self.viewport().width() // 2, 1)).block()
        top = self.document().documentLayout().blockBoundingRect(block).top()
        return Place(block.text()[:80], block.blockNumber(), value - top, value)

    def _value_of(self, place: Place) -> int:
        """Find the same paragraph near where it was."""
        document = self.document()
        for step in range(60):
            for number in (place.number + step, place.number - step):
                block = document.findBlockByNumber(number)
                if block.isValid() and place.words and block.text()[:80] == place.words:
                    return round(_top(self, block) + place.offset)
        return place.value

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

    def chosen_words(self) -> str:
        """Return what is selected; a link that Tab came to is not."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return ""
        first = QTextCursor(self.document())
        first.setPosition(cursor.selectionStart() + 1)
        last = QTextCursor(self.document())
        last.setPosition(cursor.selectionEnd())
        href = first.charFormat().anchorHref()
        return "" if href and href == last.charFormat().anchorHref() else cursor.selectedText()

    def focusNextPrevChild(self, following: bool) -> bool:
        """Go to the next link, and tell where it leads: Qt tells so of the mouse alone."""
        went = super().focusNextPrevChild(following)
        cursor = self.textCursor()
        href = cursor.charFormat().anchorHref() if went and cursor.hasSelection() else ""
        self.reached.emit(href)
        return went

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell no more of a link that the keyboard has left."""
        super().focusOutEvent(event)
        self.reached.emit("")

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Make the letters larger or smaller with Ctrl, as everywhere; Qt would only do it to fonts that it chose."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turned = event.angleDelta().y()
            if turned:
                self.resized.emit(1 if turned > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column in the middle."""
        super().resizeEvent(event)
        self._measure()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what stands behind the paragraphs, then the text."""
        view = self.viewport()
        with QPainter(view) as painter:
            self._grounds.draw(painter, self.verticalScrollBar().value(), view.width(), view.height())
        super().paintEvent(event)

    def _measure(self) -> None:
        theme = self._theme
        wide = measure(theme, self.typography)
        room = self.viewport().width()
        side = max(theme.px(24), (room - wide) / 2)
        frame = self.document().rootFrame()
        form = frame.frameFormat()
        form.setLeftMargin(side)
        form.setRightMargin(side)
        form.setTopMargin(theme.px(TOP))
        form.setBottomMargin(theme.px(TOP))
        if form != frame.frameFormat():
            frame.setFrameFormat(form)
        self._fit_images(room - 2 * side)

    def _fit_images(self, room: float) -> None:
        """Make images that are wider than the column as wide as it."""
        for at, width, height in self.images:
            cursor = QTextCursor(self.document())
            cursor.setPosition(at)
            cursor.movePosition(QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor)
            form = cursor.charFormat().toImageFormat()
            wanted = min(width, room)
            if form.isValid() and abs(form.width() - wanted) > 0.5:
                form.setWidth(wanted)
                form.setHeight(height * wanted / width)
                cursor.setCharFormat(form)

    def _clicked(self, url: QUrl) -> None:
        self.link_wanted.emit(url.toString())


def _top(text: ReaderText, block: QTextBlock) -> float:
    return text.document().documentLayout().blockBoundingRect(block).top()
