"""Rings the notice of a brief once, when it is not quiet, and takes it away when the brief is read."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QObject, QTimer

from tocsin.desktop.clock import local_zone
from tocsin.monitor.briefing import number_of, owed_notice, rang
from tocsin.monitor.ringing import house
from tocsin.store import Store
from tocsin.ui.ringing import Ringing
from tocsin.ui.store_thread import StoreThread

EVERY = 30_000
"""Milliseconds after which a brief that waits for the end of quiet hours is looked at again."""


class BriefRinging(QObject):
    """The brief's own row says whether it has been rung; a crash between making and ringing loses nothing."""

    def __init__(self, store: Store, writer: StoreThread, ringing: Ringing) -> None:
        super().__init__(ringing)
        self._store, self._writer, self._ringing = store, writer, ringing
        self._zone = local_zone()
        self._shown = ""
        self._again = QTimer(self)
        self._again.setInterval(EVERY)
        self._again.timeout.connect(self.look)
        self._again.start()
        ringing.told.connect(self._rang)

    def look(self) -> None:
        """Ring the newest brief if that has not been done yet."""
        notice = owed_notice(self._store, datetime.now(UTC), house(self._store, self._zone))
        if notice is not None and notice.key != self._shown:
            self._shown = notice.key
            self._ringing.show(notice)

    def seen(self, key: str) -> None:
        """Take the notice away: its brief stands in the window."""
        self._ringing.withdraw(key)

    def _rang(self, key: str, bell: str) -> None:
        number, now, zone = number_of(key), datetime.now(UTC), self._zone
        if number:
            self._writer.ask(lambda store: rang(store, number, bell, now, zone))
