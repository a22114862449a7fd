"""One answer to "Why was I not told?": a shape, the watch, the sentence, and the way to the article."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from tocsin.core.text import clean
from tocsin.monitor.answering import Answer
from tocsin.ui.controls import quiet_button
from tocsin.ui.icons import pixmap
from tocsin.ui.theme import Theme

VERDICTS = {
    "rang": ("bell-rang", "It rang"),
    "owed": ("clock", "It waits"),
    "held": ("bell-quiet", "It was held back"),
    "history": ("all", "It was there before"),
    "no match": ("remove", "It does not match"),
    "not read": ("source", "It was not read"),
}


class AnswerCard(QWidget):
    """Stands on a quiet ground of its own; `again`: the headline was said by the card above."""

    article_wanted = Signal(object)

    def __init__(self, theme: Theme, answer: Answer, *, again: bool = False) -> None:
        super().__init__()
        self._theme, self._answer = theme, answer
        icon, word = VERDICTS[answer.verdict]
        self._icon = icon
        self._shape = QLabel()
        self._paint_shape()
        theme.changed.connect(self._paint_shape)
        verdict = f"{clean(answer.watch, 60)}: {word[0].lower()}{word[1:]}" if answer.watch else word
        self.verdict = _label(verdict, theme, new=True)
        self.sentence = _label(clean(answer.sentence, 900), theme)
        right = QVBoxLayout()
        right.setSpacing(theme.px(4))
        if answer.headline and not again:
            right.addWidget(_label(clean(answer.headline, 240), theme, soft=True))
        right.addWidget(self.verdict)
        right.addWidget(self.sentence)
        hit = clean(answer.hit, 300)
        if hit and hit != clean(answer.headline, 300):
            right.addWidget(_label(f"“{hit}”", theme, soft=True))
        self.open = quiet_button("Open the article")
        self.open.setAccessibleName(f"Open the article: {clean(answer.headline, 120)}")
        self.open.clicked.connect(self._open)
        self.open.setVisible(bool(answer.article_id) and not again)
        flush = QHBoxLayout()
        flush.setContentsMargins(-theme.px(8), 0, 0, 0)
        flush.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        right.addLayout(flush)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(14), theme.px(12), theme.px(14), theme.px(10))
        row.setSpacing(theme.px(12))
        row.addWidget(self._shape, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(right, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("hover"))
            painter.drawRoundedRect(self.rect(), self._theme.tokens.radius, self._theme.tokens.radius)

    def _paint_shape(self) -> None:
        colours = self._theme.colours
        ink = colours.accent if self._answer.verdict == "rang" else colours.soft
        self._shape.setPixmap(pixmap(self._icon, ink, self._theme.px(20), self.devicePixelRatioF()))

    def _open(self) -> None:
        self.article_wanted.emit(self._answer.article_id)


def _label(text: str, theme: Theme, *, new: bool = False, soft: bool = False) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setObjectName("soft" if soft else "")
    label.setFont(theme.font(theme.tokens.secondary + 1 if soft else theme.tokens.list, new=new))
    return label
