"""A few words of which one holds: a choice that can be seen at a glance."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from tocsin.ui.theme import Theme


class Segments(QWidget):
    """Emits the value of the word that was chosen."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, what: str, options: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setAccessibleName(what)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QToolButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(2))
        for value, word in options:
            button = QToolButton()
            button.setText(word)
            button.setCheckable(True)
            button.setAccessibleName(f"{what}: {word}")
            button.setFont(theme.font(theme.tokens.secondary + 1))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setProperty("value", value)
            self._group.addButton(button)
            self.buttons[value] = button
            row.addWidget(button)
        self.buttons[options[0][0]].setChecked(True)
        self._group.buttonClicked.connect(self._clicked)

    def value(self) -> str:
        """Return what is chosen."""
        return next((value for value, button in self.buttons.items() if button.isChecked()), "")

    def choose(self, value: str) -> None:
        """Choose without saying so."""
        self.buttons[value].setChecked(True)

    def _clicked(self, button: QToolButton) -> None:
        self.chosen.emit(str(button.property("value")))
