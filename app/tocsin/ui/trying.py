"""Has an address tried by another process, with a name and a password that nobody else can see."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from tocsin.core.text import clean
from tocsin.ui.words import age, counted

PATIENCE = 60_000
"""Milliseconds; a fetch has a shorter deadline of its own."""

MOST_OFFERED = 50


@dataclass(frozen=True, slots=True)
class Offer:
    """A feed that a site offers."""

    url: str
    title: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What stood at the address."""

    url: str = ""
    title: str = ""
    entries: int = 0
    newest: datetime | None = None
    trouble: str = ""
    """Why it could not be read; empty: it could."""
    mend: str = ""
    """What the trouble is about: "password", "address", or neither."""
    offered: tuple[Offer, ...] = ()
    """The feeds of a web page; empty when the address is a feed."""

    def words(self, now: datetime) -> str:
        """Say what was found."""
        if self.trouble:
            return self.trouble
        if self.offered:
            return f"This is a web page that offers {counted(len(self.offered), 'feed')}."
        newest = f", the newest {age(self.newest, now)}" if self.newest is not None else ""
        if newest and newest.endswith("min"):
            newest += " old"
        return f"It can be read: {clean(self.title, 80)}, {counted(self.entries, 'entry', 'entries')}{newest}."


class Trying(QObject):
    """Runs `tocsin feed check` once at a time."""

    answered = Signal(object)

    def __init__(self, program: list[str], parent: QObject) -> None:
        super().__init__(parent)
        self._program = program
        self._process: QProcess | None = None
        self._over = QTimer(self)
        self._over.setSingleShot(True)
        self._over.timeout.connect(self._too_long)

    def ask(self, url: str, *, feed_id: int = 0, user: str = "", password: str = "") -> None:
        """Try an address; without a password of its own, with the one that is kept for the feed."""
        self.stop()
        line = [*self._program, "feed", "check", "--json"]
        if password:
            line += ["--user", user, "--password-stdin"]
        elif user and feed_id:
            line += ["--as", str(feed_id)]
        self._process = process = QProcess(self)
        process.finished.connect(self._finished)
        process.errorOccurred.connect(self._broke)
        self._over.start(PATIENCE)
        line += ["--", url]
        process.start(line[0], line[1:])
        if password:
            process.write(f"{password}\n".encode())
        process.closeWriteChannel()

    def stop(self) -> None:
        """Give it up; nothing more is said about it."""
        self._over.stop()
        process, self._process = self._process, None
        if process is not None:
            process.blockSignals(True)
            if process.state() != QProcess.ProcessState.NotRunning:
                process.kill()
                process.waitForFinished(2000)
            process.deleteLater()

    def _too_long(self) -> None:
        self._answer(Answer(trouble="It took too long."))

    def _finished(self, status: int, _: QProcess.ExitStatus) -> None:
        process = self._process
        if process is None:
            return
        found = _answer(bytes(process.readAllStandardOutput().data()))
        said = bytes(process.readAllStandardError().data()).decode("utf-8", "replace").strip().splitlines()
        if found is None or (status and not found.trouble):
            sentence = said[-1].removeprefix("tocsin: ") if said else "The address could not be looked at."
            found = Answer(trouble=sentence[:400], mend="address" if status == 1 else "")
        self._answer(found)

    def _broke(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._answer(Answer(trouble="The address could not be looked at: the program could not start itself."))

    def _answer(self, answer: Answer) -> None:
        self.stop()
        self.answered.emit(answer)


def _answer(said: bytes) -> Answer | None:
    try:
        found = json.loads(said.split(b"\n", 1)[0])
        if not isinstance(found, dict):
            return None
        newest = found.get("newest")
        return Answer(
            url=str(found["url"]),
            title=str(found.get("title") or ""),
            entries=int(found.get("entries") or 0),
            newest=datetime.fromisoformat(newest) if isinstance(newest, str) else None,
            trouble=str(found.get("trouble") or "")[:400],
            mend=str(found.get("mend") or ""),
            offered=offers(found),
        )
    except (ValueError, KeyError, TypeError):
        return None


def offers(found: dict[str, Any]) -> tuple[Offer, ...]:
    """Give the feeds that a site offers, out of what the other process said."""
    listed = found.get("offered")
    return tuple(
        Offer(one["url"], str(one.get("title") or ""), str(one.get("kind") or ""))
        for one in (listed if isinstance(listed, list) else [])[:MOST_OFFERED]
        if isinstance(one, dict) and isinstance(one.get("url"), str)
    )
