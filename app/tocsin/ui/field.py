"""One labelled field of a dialog, with room beneath it for what is wrong or understood."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from tocsin.ui.controls import grow, quiet_button
from tocsin.ui.theme import Theme


class Field(QWidget):
    """Label above, field, and beneath it a complaint with a repair, or a quiet remark; `room`: lines kept free."""

    repaired = Signal()

    def __init__(self, theme: Theme, label: str, edit: QWidget, *, room: int = 0) -> None:
        super().__init__()
        self.edit = edit
        self.label = QLabel(label)
        self.label.setBuddy(edit)
        edit.setAccessibleName(label.replace("&", ""))
        self.beneath = QLabel()
        self.beneath.setWordWrap(True)
        self.beneath.setFont(theme.font(theme.tokens.secondary + 1))
        self.beneath.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.beneath.setVisible(room > 0)
        self.beneath.setMinimumHeight(self.beneath.fontMetrics().lineSpacing() * room)
        self._room = room
        self.repair = quiet_button("")
        self.repair.hide()
        self.repair.clicked.connect(self.repaired)
        under = QHBoxLayout()
        under.setSpacing(theme.px(4))
        under.addWidget(self.beneath, 1)
        under.addWidget(self.repair, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(self.label)
        column.addWidget(edit)
        column.addLayout(under)

    def complain(self, sentence: str, repair: str = "") -> None:
        """Say what is wrong, and offer a repair."""
        self._tell(sentence, "trouble", wrong=True)
        self._offer(repair)

    def remark(self, sentence: str, repair: str = "") -> None:
        """Say something quiet, and offer what would be better; an empty sentence says nothing."""
        self._tell(sentence, "soft", wrong=False)
        self._offer(repair)

    def _offer(self, repair: str) -> None:
        self.repair.setText(repair)
        self.repair.setVisible(bool(repair))

    def _tell(self, sentence: str, name: str, *, wrong: bool) -> None:
        self.beneath.setObjectName(name)
        self.beneath.setText(sentence)
        self.beneath.setVisible(bool(sentence) or self._room > 0)
        self.edit.setAccessibleDescription(sentence)
        if isinstance(self.edit, QLineEdit):
            self.edit.setProperty("wrong", wrong)
        for widget in (self.beneath, self.edit):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
        window = self.window()
        layout = self.layout()
        if isinstance(window, QDialog) and layout is not None:
            layout.activate()  # the dialog would ask for the height of the sentence that stood here before
            grow(window)
