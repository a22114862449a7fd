"""Rings what is owed when the monitor runs alone: by plyer, else by a line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from tocsin.core import alarm
from tocsin.core.model import Notice, Rung
from tocsin.monitor.events import AlertsRang, Say
from tocsin.monitor.round import Clock
from tocsin.store import Store

LINE = "line"
"""The bell that never fails: a line that is printed."""


class Bell(Protocol):
    """Something that can show a notice; it answers None, or why it could not."""

    name: str

    def show(self, notice: Notice) -> str | None:
        """Try it; returns None when it was shown or sent."""


class LoneRinger:
    """Settles every debt once: what a bell does not take is rung by the printed line."""

    def __init__(
        self, store: Store, bell: Bell | None, say: Say, tell: Callable[[Rung, str], None], clock: Clock
    ) -> None:
        self._store = store
        self._bell = bell
        self._say = say
        self._tell = tell
        self._clock = clock

    def __call__(self) -> None:
        """Ring everything that is owed now."""
        owed = self._store.alerts.owed()
        by_id = {one.alert.id: one for one in owed}
        for notice in alarm.notices(owed, self._clock()):
            self._ring(notice, by_id)

    def _ring(self, notice: Notice, by_id: dict[int, Rung]) -> None:
        bell = LINE
        if self._bell is not None:
            still = self._store.alerts.trying(notice.alerts, self._bell.name)
            if not still:
                return
            if self._bell.show(notice) is None:
                bell = self._bell.name
        self._settle(notice.alerts, bell, notice.key, by_id)

    def _settle(self, ids: Sequence[int], bell: str, key: str, by_id: dict[int, Rung]) -> None:
        for one in ids:
            self._tell(by_id[one], bell)
        self._store.alerts.rang(ids, bell, self._clock(), key)
        self._say(AlertsRang(tuple(ids), bell))
