"""Says in one sentence what the monitor does, from the events it sends; knows no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tocsin.ui.ledger_words import until
from tocsin.ui.words import counted, wait


class Doings:
    """Hears events, and gives the sentence for the status line."""

    def __init__(self) -> None:
        self.paused = self.offline = self._sign_in = False
        self.paused_until: datetime | None = None
        self.down = False
        self._due = self._done = 0
        self._reading = self._ready = False
        self._trouble = ""

    def hear(self, name: str, event: Mapping[str, Any]) -> None:
        """Take one event in."""
        self.down = False
        match name:
            case "ready":
                self._ready = True
                self._trouble = ""
            case "round-began":
                self._reading, self._due, self._done = True, _number(event, "due"), 0
            case "feed-read" | "feed-failed":
                self._done += 1
                self.offline = self.offline and name != "feed-read"
            case "round-ended":
                self._reading = False
                self._trouble = ""
                self.offline, self._sign_in = event.get("offline") is True, event.get("sign_in") is True
            case "paused" | "resumed":
                self.paused = name == "paused"
            case "trouble":
                self._trouble = str(event.get("sentence", ""))[:300]
            case "stopped":
                self._reading = False

    def fell(self) -> None:
        """Take in that the monitor is gone."""
        self.down, self._reading = True, False

    @property
    def busy(self) -> bool:
        """Say whether feeds are being read at this moment."""
        return self._reading

    @property
    def progress(self) -> tuple[int, int]:
        """Say how many feeds of this round are done, and how many there are in all; (0, 0) while nothing is read."""
        return (self._done, max(self._due, self._done)) if self._reading else (0, 0)

    def sentence(self, sources: int, read: int, following: datetime | None, now: datetime) -> str:
        """Say what goes on: "212 sources read, next in 3 min"; `read`: how many of the sources ever were."""
        special = self._special(sources, following, now)
        if special:
            return special
        if self._reading:
            done = f", {self._done:,} done" if self._done else ""
            return f"Reading {counted(max(self._due, self._done), 'source')}{done}"
        next_one = f", next {wait(following, now)}" if following else ""
        if read:
            return f"{counted(read, 'source')} read{next_one}"
        return f"{counted(sources, 'source')} followed{next_one}"

    def _special(self, sources: int, following: datetime | None, now: datetime) -> str:
        if self.down:
            return "The monitor has stopped and is being started again. Nothing is lost."
        if self._trouble or not sources:
            return self._trouble or "No sources yet."
        if self.paused:
            ends = f"until {until(self.paused_until, now)}" if self.paused_until else "until you resume"
            return f"Paused: nothing is read {ends}."
        if self.offline and not self._reading:
            again = f", trying again {wait(following, now)}" if following else ""
            if self._sign_in:
                return f"The network asks you to sign in: no source can be read{again}."
            return f"Offline: no source can be reached{again}."
        return "" if self._ready else "Starting…"


def _number(event: Mapping[str, Any], name: str) -> int:
    value = event.get(name, 0)
    return value if isinstance(value, int) else 0

