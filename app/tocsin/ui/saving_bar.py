"""The strip that says how far something is that takes a while, and stops it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from tocsin.ui.controls import Elided, quiet_button
from tocsin.ui.theme import Theme


class SavingBar(QWidget):
    """Shown by whoever is at work; hidden until then."""

    stop_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("undo")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.px(36))
        self.words = Elided()
        self.stop = quiet_button("Stop")
        self.stop.clicked.connect(self.stop_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), 0, theme.px(8), 0)
        row.addWidget(self.words, 1)
        row.addWidget(self.stop)
        self.hide()

    def tell(self, words: str) -> None:
        """Say how far it is."""
        self.words.show_text(words)
        self.show()
