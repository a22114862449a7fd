"""How many matches each watch had in the last days, known by heart so that a glance costs no question."""

from __future__ import annotations

from datetime import UTC, datetime

from tocsin.store import Store
from tocsin.store.days import day_of
from tocsin.ui.places import DAYS


class Trends:
    """Reads all days once, then only the newest: the others change when a watch is judged anew."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._today = 0
        self._of: dict[int, list[int]] = {}

    @property
    def days(self) -> dict[int, list[int]]:
        """Give for each watch its numbers, the last one being today's; a watch without any is missing."""
        return self._of

    def reload(self) -> None:
        """Read all days that are shown."""
        self._today = day_of(datetime.now(UTC))
        first = self._today - DAYS + 1
        self._of = {}
        for watch, numbers in self._store.days.since(first).items():
            self._of[watch] = [numbers.get(day, 0) for day in range(first, self._today + 1)]

    def catch_up(self) -> None:
        """Read today's numbers, or all on a new day."""
        if day_of(datetime.now(UTC)) != self._today:
            self.reload()
            return
        for numbers_of in self._of.values():
            numbers_of[-1] = 0
        for watch, numbers in self._store.days.since(self._today).items():
            self._of.setdefault(watch, [0] * DAYS)[-1] = numbers.get(self._today, 0)
