"""A field for quiet hours: read while it is typed, and said back in plain words."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from tocsin.core.alarm import Quiet
from tocsin.core.errors import WrongUse
from tocsin.desktop.clock import local_zone
from tocsin.ui.field import Field
from tocsin.ui.ledger_words import until
from tocsin.ui.theme import Theme

LONGEST = 200


class QuietField(Field):
    """Valid or not at every moment; a text that cannot be read says why."""

    changed = Signal()

    def __init__(self, theme: Theme, label: str, text: str, nothing: str) -> None:
        self._line = QLineEdit(text)
        self._line.setMaxLength(LONGEST)
        self._line.setPlaceholderText("22:00-7:00, or mon-fri 22-7")
        super().__init__(theme, label, self._line, room=1)
        self._nothing, self.quiet = nothing, Quiet()
        self.valid = True
        self._line.textChanged.connect(self._read)
        self._read(text)

    def text(self) -> str:
        """Return the quiet hours as they are kept; empty for none."""
        return self._line.text().strip()

    def _read(self, text: str) -> None:
        try:
            self.quiet, self.valid = Quiet.read(text), True
        except WrongUse as error:
            self.valid = False
            self.complain(str(error))
        else:
            self.remark(self._said())
        self.changed.emit()

    def _said(self) -> str:
        if not self.quiet.spans:
            return self._nothing
        now, zone = datetime.now(UTC), local_zone()
        if not self.quiet.at(now, zone):
            return "It is not quiet now."
        ends = self.quiet.until(now, zone)
        return f"It is quiet now, until {until(ends, now)}." if ends else "It is always quiet."
