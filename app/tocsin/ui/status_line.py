"""The one line at the bottom: what the monitor does, what needs the user, and how far something long has come."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from tocsin.ui.controls import Elided, quiet_button
from tocsin.ui.icons import pixmap
from tocsin.ui.theme import Theme

SAID_FOR = 6_000
LONG = 1_000
"""Milliseconds after which work deserves to be shown; most rounds are over before."""


class Sentence(Elided):
    """As wide as its words where there is room, so that what follows stands behind it."""

    def sizeHint(self) -> QSize:
        """Return the room that the whole sentence takes."""
        return QSize(self.fontMetrics().horizontalAdvance(self.whole()) + 4, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Give way to everything else."""
        return QSize(0, super().minimumSizeHint().height())

    def show_text(self, text: str) -> None:
        """Show a sentence, and ask for the room that it takes."""
        if text != self.whole():
            super().show_text(text)
            self.updateGeometry()


class StatusLine(QWidget):
    """Shows a standing sentence, or for a while another one."""

    needs_pressed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.setFixedHeight(theme.px(28))
        self._standing = self._link = self._said = ""
        self._done = self._of = 0
        self.words = Sentence()
        self.words.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
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
        self._moon, self._dot = QLabel(), QLabel("·")
        self._dot.setObjectName("soft")
        for mark in (self._moon, self._dot):
            mark.hide()
        self._theme = theme
        theme.changed.connect(self._paint)
        self._paint()
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), 0, theme.px(12), 0)
        row.setSpacing(theme.px(4))
        row.addWidget(self.words)
        row.addWidget(self._dot)
        row.addWidget(self.needs)
        row.addStretch(1)
        row.addWidget(self._moon)
        row.addWidget(self.quiet)
        self._over, self._long = QTimer(self), QTimer(self)
        for timer, then in ((self._over, self._said_enough), (self._long, self.update)):
            timer.setSingleShot(True)
            timer.timeout.connect(then)

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
        for part in (self.needs, self._dot):
            part.setVisible(bool(sentence))

    def hush(self, words: str) -> None:
        """Say at the end of the line what keeps notices quiet; an empty text takes it away."""
        self.quiet.setText(words)
        self.quiet.setVisible(bool(words))
        self._moon.setVisible(bool(words))

    def work(self, done: int, of: int) -> None:
        """Draw how far work has come, once it takes long; `of` 0: there is none."""
        if of and not self._of:
            self._long.start(LONG)
        elif not of:
            self._long.stop()
        self._done, self._of = done, of
        self.update()

    @property
    def progress(self) -> float:
        """Return how much of the work is drawn as done, 0 to 1; 0 while there is none that takes long."""
        return min(1.0, self._done / self._of) if self._of and not self._long.isActive() else 0.0

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the progress as a line along the upper edge: it moves nothing else."""
        super().paintEvent(event)
        if self.progress:
            with QPainter(self) as painter:
                width = self.width() * self.progress
                rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
                area = QRectF(self.width() - width if rtl else 0, 0, width, 2)
                painter.fillRect(area, self._theme.colour("accent"))

    def _paint(self) -> None:
        drawn = pixmap("snooze", self._theme.colours.soft, self._theme.px(14), self.devicePixelRatioF())
        self._moon.setPixmap(drawn)

    def _said_enough(self) -> None:
        self._said = ""
        self._show()

    def _show(self) -> None:
        self.words.show_text(self._link or self._said or self._standing)
