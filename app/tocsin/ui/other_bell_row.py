"""One other bell in its list: a switch, how it stands in a sentence, and what can be done with it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QVBoxLayout, QWidget

from tocsin.core.model import OtherBell, Watch
from tocsin.core.text import clean
from tocsin.ui.controls import Tick, quiet_button
from tocsin.ui.theme import Theme
from tocsin.ui.words import counted, moment, wait


def state(bell: OtherBell, now: datetime) -> str:
    """Say how a bell stands: its trouble and what becomes of what it is owed, or when it last took a message."""
    if bell.trouble:
        said = [bell.trouble]
        if bell.waiting and bell.on and bell.next_try is not None:
            said.append(f"{counted(bell.waiting, 'message')} will be tried again {wait(bell.next_try, now)}.")
        if bell.lost:
            said.append(f"{counted(bell.lost, 'alert')} given up after a day; the ledger has them.")
        return " ".join(said)
    if bell.sent is not None:
        return f"Last message {moment(bell.sent, now)}."
    return "Nothing sent yet."


class OtherBellRow(QWidget):
    """Emits what is wanted of the bell; changes nothing itself."""

    switch_wanted = Signal(object, bool)
    test_wanted = Signal(object)
    remove_wanted = Signal(object)
    address_wanted = Signal(object)
    watches_wanted = Signal(object, object)
    discreet_wanted = Signal(object, bool)

    def __init__(self, theme: Theme, bell: OtherBell, watches: list[Watch], now: datetime) -> None:
        super().__init__()
        self._theme, self.bell = theme, bell
        name = clean(bell.name, 60)
        self.on = Tick(theme, name.replace("&", "&&"))
        self.on.setChecked(bell.on)
        self.on.setToolTip(name)
        self.on.setMinimumWidth(theme.px(120))
        self.on.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.on.setAccessibleName(f"{name}, {bell.shown}")
        self.on.clicked.connect(self._switch)
        self.shown = QLabel(" · ".join((bell.shown, self._who(bell, watches))))
        self.shown.setTextFormat(Qt.TextFormat.PlainText)
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        for label in (self.shown, self.words):
            label.setObjectName("soft")
            label.setWordWrap(True)
            label.setFont(theme.font(theme.tokens.secondary + 1, figures=True))
        self.test, self.options, self.remove = (quiet_button(one) for one in ("Send a test", "Options", "Remove"))
        for button in (self.test, self.options, self.remove):
            button.setAccessibleName(f"{button.text()}: {name}")
        self.test.clicked.connect(self._test)
        self.remove.clicked.connect(self._remove)
        self.options.setMenu(self._menu(watches))
        line, column = QHBoxLayout(), QVBoxLayout(self)
        line.setSpacing(theme.px(4))
        line.addWidget(self.on, 1)
        for button in (self.test, self.options, self.remove):
            line.addWidget(button)
        below = QVBoxLayout()
        below.setContentsMargins(theme.px(25), 0, 0, 0)
        below.setSpacing(theme.px(2))
        below.addWidget(self.shown)
        below.addWidget(self.words)
        column.setContentsMargins(0, theme.px(6), 0, theme.px(6))
        column.setSpacing(0)
        column.addLayout(line)
        column.addLayout(below)
        self.tell(state(bell, now), trouble=bool(bell.trouble))

    def tell(self, sentence: str, *, trouble: bool = False) -> None:
        """Say how it stands."""
        self.words.setObjectName("trouble" if trouble else "soft")
        self.words.setText(sentence)
        self.on.setAccessibleDescription(sentence)
        self.words.style().unpolish(self.words)
        self.words.style().polish(self.words)

    def testing(self) -> None:
        """Say that the test is on its way."""
        self.test.setEnabled(False)
        self.tell("Sending a test…")

    @staticmethod
    def _who(bell: OtherBell, watches: list[Watch]) -> str:
        if bell.watches is None:
            names = "every watch rings it"
        else:
            known = [clean(one.name, 40) for one in watches if one.id in bell.watches]
            more = f" and {len(known) - 3} more" if len(known) > 3 else ""
            names = f"rung by {', '.join(known[:3])}{more}" if known else "no watch rings it"
        return f"{names} · only how many stories" if bell.discreet else names

    def _menu(self, watches: list[Watch]) -> QMenu:
        menu = QMenu(self.options)
        self.every = self._choice(menu, "Every watch rings it", self.bell.watches is None)
        self.every.triggered.connect(self._every)
        menu.addSeparator()
        self.watches = {
            one.id: self._choice(
                menu, clean(one.name, 60).replace("&", "&&"), self.bell.watches is None or one.id in self.bell.watches
            )
            for one in watches
        }
        for action in self.watches.values():
            action.triggered.connect(self._chosen)
        menu.addSeparator()
        self.discreet = self._choice(menu, "Say only how many stories there are", self.bell.discreet)
        self.discreet.triggered.connect(self._discreet)
        self.readdress = menu.addAction("New address…")
        self.readdress.triggered.connect(self._readdress)
        return menu

    @staticmethod
    def _choice(menu: QMenu, text: str, on: bool) -> QAction:
        action = menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(on)
        return action

    def _switch(self) -> None:
        self.switch_wanted.emit(self.bell, self.on.isChecked())

    def _test(self) -> None:
        self.test_wanted.emit(self.bell)

    def _remove(self) -> None:
        self.remove_wanted.emit(self.bell)

    def _every(self) -> None:
        self.watches_wanted.emit(self.bell, None)

    def _chosen(self) -> None:
        self.watches_wanted.emit(self.bell, [one for one, action in self.watches.items() if action.isChecked()])

    def _discreet(self, on: bool) -> None:
        self.discreet_wanted.emit(self.bell, on)

    def _readdress(self) -> None:
        self.address_wanted.emit(self.bell)
