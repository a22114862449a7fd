"""Starts the monitor as a child process and talks to it: one JSON object a line, both ways."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QObject, QProcess, QTimer, Signal

from tocsin.desktop.program import itself

LONGEST_LINE = 1_000_000
"""Bytes without a line break after which what was received is thrown away."""

FIRST_WAIT, LONGEST_WAIT, STEADY_AFTER = 500, 60_000, 30_000
"""Milliseconds before the first new start, before the last ones, and after which a start counts as a good one."""

STOP_WITHIN = 2_000


def command(folder: Path) -> list[str]:
    """Return how the monitor of a profile is started."""
    return [*itself(folder), "monitor", "--events"]


class MonitorLink(QObject):
    """Events come as signals; a monitor that dies is started again, ever more patiently."""

    heard = Signal(str, object)
    """The event's name, and the whole object."""
    started = Signal()
    died = Signal(str)
    """The last thing that it said on its error stream."""

    def __init__(self, line: list[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._line, self._wait, self._closing = line, FIRST_WAIT, False
        self._rest, self._complaint = b"", ""
        self._process = QProcess(self)
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.readyReadStandardError.connect(self._read_complaint)
        self._process.started.connect(self._began)
        self._process.finished.connect(self._ended)
        self._process.errorOccurred.connect(self._broke)
        self._again, self._steady = QTimer(self), QTimer(self)
        for timer, then in ((self._again, self.start), (self._steady, self._is_steady)):
            timer.setSingleShot(True)
            timer.timeout.connect(then)
        self._unsaid: dict[tuple[str, object], bytes] = {}

    @property
    def running(self) -> bool:
        """Say whether there is a monitor to talk to."""
        return self._process.state() == QProcess.ProcessState.Running

    @property
    def pid(self) -> int:
        """Return the process id of the monitor; 0 when there is none."""
        return int(self._process.processId())

    def start(self) -> None:
        """Start the monitor, unless it runs."""
        if self._process.state() == QProcess.ProcessState.NotRunning and not self._closing:
            self._process.start(self._line[0], self._line[1:])

    def wish(self, name: str, about: object = None) -> None:
        """Ask the monitor for something; while it is down the wish waits for it."""
        wish: dict[str, Any] = {"wish": name}
        if isinstance(about, int):
            wish["id"] = about
        line = json.dumps(wish).encode() + b"\n"
        if self.running:
            self._process.write(QByteArray(line))
        else:
            for pair in (("pause", "resume"), ("network-back", "network-gone")):
                for undone in pair if name in pair else ():
                    self._unsaid.pop((undone, None), None)
            self._unsaid[name, about] = line

    def unsaid(self) -> list[tuple[str, object]]:
        """Give the wishes that wait for a monitor."""
        return list(self._unsaid)

    def close(self) -> bool:
        """End its standard input, which means stop; kill it after two seconds. True when it went by itself."""
        self._closing = True
        self._again.stop()
        if self._process.state() == QProcess.ProcessState.NotRunning:
            return True
        self._process.closeWriteChannel()
        if self._process.waitForFinished(STOP_WITHIN):
            return True
        self._process.kill()
        self._process.waitForFinished(STOP_WITHIN)
        return False

    def _began(self) -> None:
        self._rest, self._complaint = b"", ""
        self._steady.start(STEADY_AFTER)
        for line in self._unsaid.values():
            self._process.write(QByteArray(line))
        self._unsaid.clear()
        self.started.emit()

    def _is_steady(self) -> None:
        self._wait = FIRST_WAIT

    def _ended(self, _: int, __: QProcess.ExitStatus) -> None:
        self._read()
        self._fell()

    def _broke(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._complaint = self._process.errorString()
            self._fell()

    def _fell(self) -> None:
        self._steady.stop()
        if not self._closing:
            self.died.emit(self._complaint)
            self._again.start(self._wait)
            self._wait = min(self._wait * 2, LONGEST_WAIT)

    def _read_complaint(self) -> None:
        said = bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace").strip()
        if said:
            self._complaint = said.splitlines()[-1][:400]

    def _read(self) -> None:
        self._rest += bytes(self._process.readAllStandardOutput().data())
        *lines, self._rest = self._rest.split(b"\n")
        if len(self._rest) > LONGEST_LINE:
            self._rest = b""
        for line in lines:
            event = understood(line)
            if event is not None:
                self.heard.emit(str(event["event"]), event)


def understood(line: bytes) -> dict[str, Any] | None:
    """Read one line of the monitor; None when it is no event."""
    try:
        event = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return event if isinstance(event, dict) and isinstance(event.get("event"), str) else None
