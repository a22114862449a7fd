"""A strip above a list that says what is wrong with it and offers the one remedy."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from tocsin.ui.controls import quiet_button
from tocsin.ui.icons import pixmap
from tocsin.ui.theme import Theme


class Banner(QWidget):
    """Hidden as long as all is well."""

    pressed = Signal()
    other_pressed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._mark, self.words = QLabel(), QLabel()
        self.words.setObjectName("trouble")
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setFont(theme.font(theme.tokens.secondary + 1))
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.button = quiet_button("")
        self.button.clicked.connect(self.pressed)
        self.other = quiet_button("")
        self.other.clicked.connect(self.other_pressed)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), theme.px(4), theme.px(8), theme.px(8))
        row.setSpacing(theme.px(8))
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        beneath = QHBoxLayout()
        beneath.setSpacing(theme.px(4))
        for button in (self.other, self.button):
            beneath.addWidget(button)
        beneath.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.words)
        column.addLayout(beneath)
        row.addLayout(column, 1)
        theme.changed.connect(self._paint)
        self._paint()
        self.hide()

    def tell(self, sentence: str, remedy: str = "", other: str = "") -> None:
        """Show a sentence with its remedy, and another one; an empty sentence hides the strip."""
        self.other.setText(other)
        self.other.setVisible(bool(other))
        self.words.setText(sentence)
        self.button.setText(remedy)
        self.button.setVisible(bool(remedy))
        self.setVisible(bool(sentence))

    def _paint(self) -> None:
        ratio = self.devicePixelRatioF()
        self._mark.setPixmap(pixmap("trouble", self._theme.colours.trouble, self._theme.px(16), ratio))
