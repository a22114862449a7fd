"""What the reader shows while no article is chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from tocsin.ui.icons import pixmap
from tocsin.ui.theme import Theme


class Nothing(QWidget):
    """A pale bell and one sentence."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        column = QVBoxLayout(self)
        self._bell = QLabel()
        self._bell.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words = QLabel("Choose an article to read it here.")
        words.setObjectName("soft")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addStretch(3)
        column.addWidget(self._bell)
        column.addSpacing(theme.px(12))
        column.addWidget(words)
        column.addStretch(4)
        theme.changed.connect(self._paint)
        self._paint()

    def _paint(self) -> None:
        drawn = pixmap("tocsin", self._theme.colours.hairline, self._theme.px(72), self.devicePixelRatioF())
        self._bell.setPixmap(drawn)
