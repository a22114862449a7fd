"""Pauses the reading of sources for a while: for an hour, until tomorrow, or until the user resumes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, tzinfo

from PySide6.QtCore import QObject, QTimer, Signal

from tocsin.desktop.clock import local_zone
from tocsin.store import Store
from tocsin.store.database import from_ms, to_ms
from tocsin.ui.deeds import Deeds
from tocsin.ui.doings import Doings
from tocsin.ui.monitor_link import MonitorLink
from tocsin.ui.policies import HOUR, morning

KEY = "ui.paused-until"
LOOK = 5_000
"""Milliseconds between looks at the clock: a computer that slept through the end resumes at once."""


class Pausing(QObject):
    """Wishes the monitor to pause and to resume, and wishes it again when the monitor was started anew.

    A pause with an end outlives the program; one without ends with it: nobody should miss the news because of a
    pause that was forgotten.
    """

    changed = Signal()

    def __init__(
        self, store: Store, deeds: Deeds, link: MonitorLink, doings: Doings, now: Callable[[], datetime] | None = None,
        zone: tzinfo | None = None,
    ) -> None:  # fmt: skip
        super().__init__(link)
        self._deeds, self._link, self._doings = deeds, link, doings
        self._now, self._zone = now or _now, zone or local_zone()
        self._on = False
        self._until: datetime | None = None
        kept = store.settings.number(KEY, 0)
        if kept:
            ends = from_ms(int(kept))
            self._on = ends is not None and ends > self._now()
            self._until = ends if self._on else None
        doings.paused_until = self._until
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK)
        self._timer.timeout.connect(self.look_at_clock)
        link.died.connect(self._fell)
        if self._on:
            self._timer.start()
            link.wish("pause")

    def pause(self, how_long: str = "") -> None:
        """Read nothing for an "hour", until "morning", or (empty) until the user resumes."""
        now = self._now()
        self._on = True
        self._until = {"hour": now + HOUR, "morning": morning(now, self._zone)}.get(how_long)
        self._keep()
        self._link.wish("pause")

    def resume(self) -> None:
        """Read again."""
        self._on, self._until = False, None
        self._keep()
        self._link.wish("resume")

    def toggle(self) -> None:
        """Pause until the user resumes, or resume."""
        if self._doings.paused:
            self.resume()
        else:
            self.pause()

    def look_at_clock(self) -> None:
        """Resume when the time is over."""
        if self._until is not None and self._now() >= self._until:
            self.resume()

    def _keep(self) -> None:
        self._doings.paused_until = self._until
        self._deeds.put(KEY, str(to_ms(self._until) or ""))
        self._timer.start() if self._until is not None else self._timer.stop()
        self.changed.emit()

    def _fell(self, _: str) -> None:
        if self._on:
            self._link.wish("pause")  # it waits for the monitor that is started next


def _now() -> datetime:
    return datetime.now(UTC)
