"""The one line at the bottom: what the monitor does, and what needs the user."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from tocsin.ui.controls import Elided, quiet_button
from tocsin.ui.icons import pixmap
from tocsin.ui.theme import Theme

SAID_FOR = 6_000


class StatusLine(QWidget):
    """Shows a standing sentence, or for a while another one."""

    needs_pressed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.setFixedHeight(theme.px(28))
        self._standing = self._link = self._said = ""
        self.words = Elided()
        self.words.setObjectName("soft")
        self.words.setFont(theme.font(theme.tokens.secondary, figures=True))
        self.needs = quiet_button("", trouble=True)
        self.needs.setFont(theme.font(theme.tokens.secondary, figures=True))
        self.needs.clicked.connect(self.needs_pressed)
        self.needs.hide()
        self.quiet = QLabel()
        self.quiet.setObjectName("soft")
        self.quiet.setFont(theme.font(theme.tokens.secondary, figures=True))
        self.quiet.hide()
        self._moon = QLabel()
        self._moon.hide()
        self._theme = theme
        theme.changed.connect(self._paint)
        self._paint()
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), 0, theme.px(12), 0)
        row.addWidget(self.words, 1)
        row.addWidget(self.needs)
        row.addWidget(self._moon)
        row.addWidget(self.quiet)
        self._over = QTimer(self)
        self._over.setSingleShot(True)
        self._over.timeout.connect(self._said_enough)

    def stand(self, sentence: str) -> None:
        """Show this as long as there is nothing else to say."""
        self._standing = sentence
        self._show()

    def say(self, sentence: str) -> None:
        """Show this for some seconds."""
        self._said = sentence
        self._over.start(SAID_FOR)
        self._show()

    def hover(self, address: str) -> None:
        """Show the address that a click would open."""
        self._link = address
        self._show()

    def need(self, sentence: str) -> None:
        """Offer what needs the user; an empty sentence takes it away."""
        self.needs.setText(sentence)
        self.needs.setVisible(bool(sentence))

    def hush(self, words: str) -> None:
        """Say at the end of the line what keeps notices quiet; an empty text takes it away."""
        self.quiet.setText(words)
        self.quiet.setVisible(bool(words))
        self._moon.setVisible(bool(words))

    def _paint(self) -> None:
        drawn = pixmap("snooze", self._theme.colours.soft, self._theme.px(14), self.devicePixelRatioF())
        self._moon.setPixmap(drawn)

    def _said_enough(self) -> None:
        self._said = ""
        self._show()

    def _show(self) -> None:
        self.words.show_text(self._link or self._said or self._standing)
