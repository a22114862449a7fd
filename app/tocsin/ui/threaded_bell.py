"""Lets a bell that blocks ring on a thread of its own, and answers on the screen's thread."""

from __future__ import annotations

import threading
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from tocsin.core.model import Notice
from tocsin.desktop.bells.chain import Done, Failed, Sent


class Blocking(Protocol):
    """A bell that answers when it is done: None, or why it failed."""

    name: str

    def show(self, notice: Notice) -> str | None:
        """Show a notice."""


class ThreadedBell(QObject):
    """A bell for the chain, made of one that blocks."""

    _answered = Signal(object, object)

    def __init__(self, bell: Blocking) -> None:
        super().__init__()
        self._bell = bell
        self.name = bell.name
        self._answered.connect(self._deliver)

    def ring(self, notice: Notice, done: Done) -> None:
        """Ring on another thread; `done` is called on this one."""
        threading.Thread(target=self._work, args=(notice, done), name=self.name, daemon=True).start()

    def withdraw(self, key: str) -> None:
        """Leave it: such a bell has no way back."""

    def _work(self, notice: Notice, done: Done) -> None:
        try:
            why = self._bell.show(notice)
        except Exception as error:  # noqa: BLE001 - told to the chain, which asks the next bell
            why = repr(error)
        if isValid(self):
            self._answered.emit(done, why)

    def _deliver(self, done: Done, why: str | None) -> None:
        done(Sent() if why is None else Failed(why))
