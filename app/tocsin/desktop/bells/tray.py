"""The bell beside the tray icon: a balloon, one way, for one notice at a time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSystemTrayIcon

from tocsin.core.model import Notice
from tocsin.core.text import clean
from tocsin.desktop.bells.chain import Done, Failed, Sent

LONGEST_TITLE, LONGEST_BODY = 100, 250


class TrayBell(QObject):
    """Sends to the tray icon while there is one; a click means the last notice that was sent."""

    name = "tray"
    pressed = Signal(str, str)

    def __init__(self, icon: QSystemTrayIcon, useless: Callable[[], bool] | None = None) -> None:
        super().__init__()
        self._icon, self._useless = icon, useless or _never
        self._last = ""
        icon.messageClicked.connect(self._clicked)

    def ring(self, notice: Notice, done: Done) -> None:
        """Send a notice to the tray; nobody can say whether it appears."""
        if not (self._icon.isVisible() and QSystemTrayIcon.isSystemTrayAvailable()):
            done(Failed("there is no tray"))
        elif not QSystemTrayIcon.supportsMessages():
            done(Failed("the tray shows no messages"))
        elif self._useless():
            done(Failed("the tray's messages take the way of the first bell"))
        else:
            self._last = notice.key
            kind = QSystemTrayIcon.MessageIcon.Warning if notice.urgent else QSystemTrayIcon.MessageIcon.NoIcon
            self._icon.showMessage(clean(notice.title, LONGEST_TITLE), clean(notice.body, LONGEST_BODY), kind, 10_000)
            done(Sent())

    def withdraw(self, key: str) -> None:
        """Leave it: a balloon goes by itself."""

    def _clicked(self) -> None:
        if self._last:
            self.pressed.emit(self._last, "default")


def _never() -> bool:
    return False
