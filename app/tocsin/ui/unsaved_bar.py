"""The strip that says that a note is on no disk yet, and what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from tocsin.ui.controls import quiet_button
from tocsin.ui.theme import Theme
from tocsin.ui.words import counted


class UnsavedBar(QWidget):
    """Hidden while every note is saved, or its trouble is told beside it."""

    copy_wanted = Signal()
    leave_wanted = Signal()
    """End without them."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("undo")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.copied, self.leave = quiet_button("Copy"), quiet_button("Quit without saving", trouble=True)
        self.copied.setAccessibleName("Copy what is not saved")
        self.copied.clicked.connect(self.copy_wanted)
        self.leave.clicked.connect(self.leave_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), theme.px(8), theme.px(12), theme.px(8))
        row.setSpacing(theme.px(8))
        row.addWidget(self.words, 1)
        row.addWidget(self.copied)
        row.addWidget(self.leave)
        self.hide()

    def tell(self, number: int, why: str, *, leaving: bool) -> None:
        """Say how many notes are not saved and why; none: there is nothing to say."""
        what = "A note is" if number == 1 else f"{counted(number, 'note')} are"
        goes_on = "Tocsin has not been closed: it goes on trying." if leaving else "It is tried again until it works."
        self.words.setText(f"{what} not saved. {why} {goes_on}")
        self.leave.setVisible(leaving)
        self.setVisible(number > 0)

    def copy(self, notes: Sequence[str]) -> None:
        """Put notes on the clipboard."""
        QGuiApplication.clipboard().setText("\n\n".join(notes))
