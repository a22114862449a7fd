"""When a brief is made, and of which watches."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from tocsin.core.brief import Choices, Times
from tocsin.core.errors import WrongUse
from tocsin.core.model import OtherBell
from tocsin.core.text import clean
from tocsin.desktop.clock import local_zone
from tocsin.ui.controls import Tick, fit, main_button
from tocsin.ui.field import Field
from tocsin.ui.ledger_words import until
from tocsin.ui.theme import Theme

LONGEST = 200


class BriefDialog(QDialog):
    """Emits what is chosen; the times are read while they are typed, and said back."""

    chosen = Signal(object)

    def __init__(
        self, theme: Theme, choices: Choices, bells: Sequence[OtherBell] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Times of briefs")
        self._times = choices.times
        self.line = QLineEdit(str(choices.times))
        self.line.setMaxLength(LONGEST)
        self.line.setPlaceholderText("8:00 18:00, or mon-fri 8:00, sat-sun 10:00")
        self.field = Field(theme, "&Make a brief at", self.line, room=2)
        self.all = Tick(theme, "&All watches, not only those that are read later")
        self.all.setChecked(choices.all_watches)
        self.empty = Tick(theme, "Make one &even when there is nothing new")
        self.empty.setChecked(choices.when_empty)
        self.bells: dict[int, Tick] = {}
        for bell in bells:
            name = clean(bell.name, 60).replace("&", "&&")
            self.bells[bell.id] = Tick(theme, f"Send it by {name}" if bell.on else f"Send it by {name}, which is off")
            self.bells[bell.id].setChecked(bell.id in choices.send_by)
        self.keep = main_button("Save")
        buttons = QDialogButtonBox()
        buttons.addButton(self.keep, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._save)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.px(20)] * 4)
        column.setSpacing(theme.px(12))
        for widget in (self.field, self.all, self.empty, *self.bells.values()):
            column.addWidget(widget)
        column.addStretch(1)
        column.addWidget(buttons)
        fit(self, theme.px(460), theme.px(230 + 34 * len(self.bells)))
        self.line.textChanged.connect(self._read)
        self._read(self.line.text())

    def _read(self, text: str) -> None:
        try:
            self._times = Times.read(text)
        except WrongUse as error:
            self.field.complain(str(error))
            self.keep.setEnabled(False)
            return
        self.keep.setEnabled(True)
        now = datetime.now(UTC)
        following = self._times.next(now, local_zone())
        if following is None:
            self.field.remark("None is made by itself. What is read later waits until you make one.")
        else:
            self.field.remark(f"The next one: {until(following, now)}.")

    def _save(self) -> None:
        if self.keep.isEnabled():
            bells = tuple(one for one, tick in self.bells.items() if tick.isChecked())
            self.chosen.emit(Choices(self._times, self.all.isChecked(), self.empty.isChecked(), bells))
            self.accept()
