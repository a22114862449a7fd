"""Has an address looked at by another process, so that neither network nor parser come near the screen."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

PATIENCE = 60_000
"""Milliseconds; a fetch has a shorter deadline of its own."""


class Looking(QObject):
    """Runs `tocsin feed add` once: it finds the feed of a site, and follows it."""

    followed = Signal(object)
    """The feed's id."""
    refused = Signal(str)

    def __init__(self, program: list[str], parent: QObject) -> None:
        super().__init__(parent)
        self._program = program
        self._process = QProcess(self)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._broke)
        self._over = QTimer(self)
        self._over.setSingleShot(True)
        self._over.timeout.connect(self.stop)
        self._stopped = False

    def follow(self, url: str, folder: str = "", *, ring_first: bool = False) -> None:
        """Look at an address and follow what is there; ends in `followed` or `refused`."""
        ring = "--ring-now" if ring_first else "--quiet-baseline"
        line = [*self._program, "feed", "add", "--json", ring, "--folder", folder, "--", url]
        self._over.start(PATIENCE)
        self._process.start(line[0], line[1:])

    def stop(self) -> None:
        """Give it up; nothing more is said about it."""
        if self._process.state() != QProcess.ProcessState.NotRunning:
            self._stopped = True
            self._process.kill()
            self._process.waitForFinished(2000)

    def _finished(self, status: int, _: QProcess.ExitStatus) -> None:
        self._over.stop()
        if self._stopped:
            return
        found = _first(bytes(self._process.readAllStandardOutput().data()))
        if status == 0 and isinstance(found.get("id"), int):
            self.followed.emit(found["id"])
            return
        said = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace").strip()
        lines = said.splitlines()
        sentence = lines[-1].removeprefix("tocsin: ") if lines else "The address could not be looked at."
        self.refused.emit(sentence[:400])

    def _broke(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._over.stop()
            self.refused.emit("The address could not be looked at: the program could not start itself.")


def _first(said: bytes) -> dict[str, Any]:
    try:
        found = json.loads(said.split(b"\n", 1)[0])
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
