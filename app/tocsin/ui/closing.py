"""Decides where a closed window goes: into the tray, to the task bar, or away with the program."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction

from tocsin.core.model import Notice
from tocsin.store import Store
from tocsin.ui.closing_bar import ClosingBar
from tocsin.ui.deeds import Deeds
from tocsin.ui.tray import Tray
from tocsin.ui.window import Window

TOLD, CHOICE = "ui.told-where", "ui.closing"
MINIMISE, END = "minimise", "end"
PATIENCE = 8_000
"""Milliseconds that a hidden window waits for a panel that is being started again."""


class Closing(QObject):
    """With a tray a closed window hides, and a notice says so once.

    Without one the first closing asks, in the window: to hide would leave a program that nobody can reach, and to end
    without a word would leave somebody waiting for news that never ring.
    """

    quit_wanted = Signal()

    def __init__(
        self, window: Window, tray: Tray, store: Store, deeds: Deeds, show: Callable[[Notice], None], bar: ClosingBar
    ) -> None:
        super().__init__(window)
        self._window, self._tray, self._deeds, self._show, self._bar = window, tray, deeds, show, bar
        self._told = bool(store.settings.get(TOLD))
        self._choice = store.settings.get(CHOICE)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE)
        self._patience.timeout.connect(self._come_back)
        window.close_wanted.connect(self.close)
        tray.lost.connect(self._lost)
        bar.minimise_wanted.connect(self._minimise)
        bar.end_wanted.connect(self._end)
        self.keep = QAction("Go on watching when the window is closed", window)
        self.keep.setCheckable(True)
        self.keep.setChecked(self._choice == MINIMISE)
        self.keep.triggered.connect(self._choose)

    def close(self) -> None:
        """Do what closing does here."""
        if self._tray.there:
            self._window.hide()
            self._tell_once()
        elif self._choice == MINIMISE:
            self._window.showMinimized()
        elif self._choice == END or self._bar.isVisible():
            self._end()
        else:
            self._bar.show()

    def _tell_once(self) -> None:
        if not self._told:
            self._told = True
            self._deeds.put(TOLD, "1")
            words = "The window is closed; the icon in the tray brings it back. Quit in its menu ends the program."
            self._show(Notice("closed", "Tocsin goes on watching", words, alerts=()))

    def _choose(self, on: bool) -> None:
        self._choice = MINIMISE if on else END
        self.keep.setChecked(on)
        self._deeds.put(CHOICE, self._choice)

    def _minimise(self) -> None:
        self._choose(True)
        self._bar.hide()
        self._window.showMinimized()

    def _end(self) -> None:
        self._choose(False)
        self.quit_wanted.emit()

    def _lost(self) -> None:
        self._patience.start()

    def _come_back(self) -> None:
        """Show a hidden window in the task bar: the tray that could have brought it back is gone."""
        if not self._tray.there and not self._window.isVisible():
            self._window.showMinimized()
