"""What stands where a list is empty: why, and the one thing that helps."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from tocsin.ui.controls import main_button, quiet_button
from tocsin.ui.emptiness import Emptiness
from tocsin.ui.theme import Theme


class EmptyPage(QWidget):
    """An invitation in the middle of an empty list."""

    wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = Emptiness("", "")
        self.headline, self.sentence, self.button = QLabel(), QLabel(), main_button("")
        self.headline.setFont(theme.font(theme.tokens.reader, new=True))
        self.sentence.setObjectName("soft")
        self.button.setDefault(False)
        self.button.setAutoDefault(True)  # Enter presses it as in a dialog
        for label in (self.headline, self.sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.other = quiet_button("")
        self.button.clicked.connect(self._pressed)
        self.other.clicked.connect(self._other_pressed)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(32), 0, theme.px(32), 0)
        column.setSpacing(theme.px(8))
        column.addStretch(3)
        column.addWidget(self.headline)
        column.addWidget(self.sentence)
        column.addSpacing(theme.px(8))
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.other, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(4)

    def tell(self, why: Emptiness) -> None:
        """Say why, and offer the one action."""
        self._now = why
        self.headline.setText(why.headline)
        self.sentence.setText(why.sentence)
        self.button.setText(why.button)
        self.button.setVisible(bool(why.button))
        self.other.setText(why.other)
        self.other.setVisible(bool(why.other))

    def _pressed(self) -> None:
        self.wanted.emit(self._now.action)

    def _other_pressed(self) -> None:
        self.wanted.emit(self._now.other_action)
