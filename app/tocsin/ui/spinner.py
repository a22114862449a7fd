"""A box for a small number, with plain signs to press."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QSpinBox, QWidget

from tocsin.ui.theme import Theme


class Number(QWidget):
    """A number between two others, and the words behind it, which follow its plural."""

    def __init__(self, theme: Theme, least: int, most: int, one: str, many: str) -> None:
        super().__init__()
        self._one, self._many = one, many
        self.box = QSpinBox()
        self.box.setRange(least, most)
        self.box.setMinimumWidth(theme.px(64))
        self._words = QLabel()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self.box)
        row.addWidget(self._words, 1)
        self.setFocusProxy(self.box)
        self.box.valueChanged.connect(self._changed)
        self._changed(self.box.value())

    def _changed(self, value: int) -> None:
        self._words.setText(self._one if value == 1 else self._many)
