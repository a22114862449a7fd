"""The strip that says, once, what closing the window does on a desktop without a tray."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from tocsin.ui.controls import quiet_button
from tocsin.ui.theme import Theme

WORDS = (
    "This desktop has no tray. If Tocsin ends, nothing rings any more; minimised, it goes on watching. "
    "Your choice is kept: it can be changed in the menu."
)


class ClosingBar(QWidget):
    """Hidden until the window is closed for the first time."""

    minimise_wanted = Signal()
    end_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("undo")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.words = QLabel(WORDS)
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.minimise, self.end = quiet_button("Minimise"), quiet_button("End Tocsin")
        self.minimise.clicked.connect(self.minimise_wanted)
        self.end.clicked.connect(self.end_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), theme.px(8), theme.px(12), theme.px(8))
        row.setSpacing(theme.px(8))
        row.addWidget(self.words, 1)
        row.addWidget(self.minimise)
        row.addWidget(self.end)
        self.hide()

    def showEvent(self, event: QShowEvent) -> None:
        """Bring the keyboard to the choice: it was asked for by closing."""
        super().showEvent(event)
        self.minimise.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose nothing by Escape: the window stays."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)
