"""The field for a note: as high as what is written in it, and silent while it is filled by the program."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent, QTextOption
from PySide6.QtWidgets import QPlainTextEdit

from tocsin.ui.theme import Theme

MOST_LINES = 8
"""From so many lines on it scrolls."""


class NoteField(QPlainTextEdit):
    """Plain text; Tab goes on to the next control."""

    written = Signal()
    """The user changed it."""
    left = Signal()
    """The keyboard went elsewhere."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("note")
        self.setAccessibleName("Note")
        self.setPlaceholderText("A note for yourself. It is saved as you type.")
        self.setTabChangesFocus(True)
        self.setFont(theme.font(theme.tokens.list))
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(theme.px(4))
        self._margin = theme.px(4)
        self.textChanged.connect(self.written)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    def fill(self, text: str) -> None:
        """Show a text, if it is another one; nobody typed it."""
        if text != self.toPlainText():
            with QSignalBlocker(self):
                self.setPlainText(text)
            self._grow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the new line breaks."""
        super().resizeEvent(event)
        self._grow()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the typing is over for now."""
        super().focusOutEvent(event)
        self.left.emit()

    def _grow(self) -> None:
        lines = min(MOST_LINES, max(1, round(self.document().size().height())))
        high = lines * self.fontMetrics().lineSpacing() + 2 * (self._margin + self.frameWidth()) + 2
        if high != self.height():
            self.setFixedHeight(high)
