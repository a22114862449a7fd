"""Lets the system's wish to end (SIGTERM, Ctrl+C in a terminal) reach the event loop."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier


class Signals(QObject):
    """Calls `then` on the screen's thread; Python alone would wait for the next event."""

    def __init__(self, then: Callable[[], None]) -> None:
        super().__init__()
        self._then = then
        self._inner, self._outer = socket.socketpair()
        self._inner.setblocking(False)
        self._outer.setblocking(False)
        self._watch = QSocketNotifier(self._inner.fileno(), QSocketNotifier.Type.Read, self)
        self._watch.activated.connect(self._came)
        self._before_fd = signal.set_wakeup_fd(self._outer.fileno(), warn_on_full_buffer=False)
        self._before = {one: signal.signal(one, _heard) for one in (signal.SIGTERM, signal.SIGINT)}

    def close(self) -> None:
        """Put everything back as it was."""
        self._watch.setEnabled(False)
        for one, before in self._before.items():
            signal.signal(one, before)
        signal.set_wakeup_fd(self._before_fd)
        self._inner.close()
        self._outer.close()

    def _came(self) -> None:
        try:
            self._inner.recv(64)
        except BlockingIOError:
            return
        self._then()


def _heard(_: int, __: FrameType | None) -> None:
    """Do nothing: the byte in the socket does it."""
