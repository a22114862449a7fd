"""The strip that says what was just done and takes it back."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tocsin.ui.controls import Elided, Hairline, IconButton, quiet_button
from tocsin.ui.theme import Theme

SHOWN_FOR = 10_000


class UndoBar(QWidget):
    """Comes after a removal and goes by itself; undoing stays possible afterwards by key."""

    undo_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("undo")
        self.setFixedHeight(theme.px(36))
        self.words = Elided()
        self.button = quiet_button("Undo")
        self.button.setToolTip("Undo (Ctrl+Z)")
        self.button.clicked.connect(self.undo_wanted)
        self.away = IconButton(theme, "close", "Put this message away")
        self.away.clicked.connect(self.hide)
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Hairline())
        column.addLayout(row, 1)
        row.setContentsMargins(theme.px(16), 0, theme.px(8), 0)
        row.addWidget(self.words, 1)
        row.addWidget(self.button)
        row.addWidget(self.away)
        self._over = QTimer(self)
        self._over.setSingleShot(True)
        self._over.timeout.connect(self.hide)
        self.hide()

    def offer(self, sentence: str) -> None:
        """Show what can be undone."""
        self.words.show_text(sentence)
        self.show()
        self._over.start(SHOWN_FOR)
