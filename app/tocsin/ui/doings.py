"""Says in one sentence what the monitor does, from the events it sends; knows no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tocsin.ui.words import counted, wait


class Doings:
    """Hears events, and gives the sentence for the status line."""

    def __init__(self) -> None:
        self.paused = False
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
            case "round-ended":
                self._reading = False
                self._trouble = ""
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

    def sentence(self, sources: int, read: int, following: datetime | None, now: datetime) -> str:
        """Say what goes on: "212 sources read, next in 3 min"; `read`: how many of the sources ever were."""
        special = self._special(sources)
        if special:
            return special
        if self._reading:
            done = f", {self._done:,} done" if self._done else ""
            return f"Reading {counted(max(self._due, self._done), 'source')}{done}"
        next_one = f", next {wait(following, now)}" if following else ""
        if read:
            return f"{counted(read, 'source')} read{next_one}"
        return f"{counted(sources, 'source')} followed{next_one}"

    def _special(self, sources: int) -> str:
        if self.down:
            return "The monitor has stopped and is being started again. Nothing is lost."
        if self._trouble or not sources:
            return self._trouble or "No sources yet."
        if self.paused:
            return "Paused: nothing is read until you resume."
        return "" if self._ready else "Starting…"


def _number(event: Mapping[str, Any], name: str) -> int:
    value = event.get(name, 0)
    return value if isinstance(value, int) else 0

