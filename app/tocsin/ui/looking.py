"""Has an address looked at by another process, so that neither network nor parser come near the screen."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from tocsin.ui.trying import MOST_OFFERED, offers

PATIENCE = 60_000
"""Milliseconds; a fetch has a shorter deadline of its own."""


class Looking(QObject):
    """Runs `tocsin feed add` once: it finds the feeds of a site, and follows the only one, or those that are named."""

    followed = Signal(object)
    """The feed's id; once for each."""
    offered = Signal(object)
    """A tuple of Offer: the site has several feeds, and none is followed yet."""
    refused = Signal(str)
    """Nothing was followed, and why."""
    missed = Signal(str)
    """Some were followed, and one was not, and why."""

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

    def follow(self, *urls: str, folder: str = "", ring_first: bool = False) -> None:
        """Look at addresses and follow what is there; ends in `followed`, `offered` or `refused`."""
        ring = "--ring-now" if ring_first else "--quiet-baseline"
        line = [*self._program, "feed", "add", "--json", "--ask", ring, "--folder", folder, "--", *urls]
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
        said = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace").strip()
        lines = said.splitlines()
        sentence = (lines[-1].removeprefix("tocsin: ") if lines else "The address could not be looked at.")[:400]
        found = list(_objects(bytes(self._process.readAllStandardOutput().data())))
        ids = [one["id"] for one in found if isinstance(one.get("id"), int)]
        choices = next((listed for one in found if (listed := offers(one))), ())
        for one in ids:
            self.followed.emit(one)
        if not ids and choices:
            self.offered.emit(choices)
        elif not ids:
            self.refused.emit(sentence)
        elif status:
            self.missed.emit(sentence)

    def _broke(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._over.stop()
            self.refused.emit("The address could not be looked at: the program could not start itself.")


def _objects(said: bytes) -> Iterator[dict[str, Any]]:
    for line in said.splitlines()[:MOST_OFFERED]:
        try:
            found = json.loads(line)
        except ValueError:
            continue
        if isinstance(found, dict):
            yield found
