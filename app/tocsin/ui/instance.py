"""One desktop program a profile: a later start raises the first window and ends."""

from __future__ import annotations

import hashlib
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from tocsin.core.errors import TocsinError

LONGEST_PATH = 90
"""Of a socket in the file system; the systems allow little more than 100 bytes."""

RAISE, QUIT, OPEN, DONE = b"raise", b"quit", b"open ", b"done\n"
"""Wishes, each one line; what is to be opened follows as UTF-8."""

LONGEST_WISH = 4_096
"""Bytes."""


class Instance(QObject):
    """The lock decides who is first; the socket only carries the wish to be seen."""

    raise_wanted = Signal()
    quit_wanted = Signal()
    open_wanted = Signal(str)
    """An address or the name of a file."""

    def __init__(self, lock: Path) -> None:
        super().__init__()
        self._lock = QLockFile(str(lock))
        self._lock.setStaleLockTime(0)
        self._address = _address(lock)
        self._server: QLocalServer | None = None

    def first(self, patience: float = 5.0, *, words: Sequence[str] = ()) -> bool:
        """Return True when this is the first program; otherwise the first one was raised and was asked to open `words`.

        Raises TocsinError when the first one holds the lock but does not answer for `patience` seconds.
        """
        end = time.monotonic() + patience
        wishes = [OPEN + _one_line(word) for word in words] or [RAISE]
        while True:
            if self._lock.tryLock(0):
                self._listen()
                return True
            if self._lock.error() == QLockFile.LockError.PermissionError:
                raise TocsinError(f"The profile cannot be locked: {self._lock.fileName()} cannot be written.")
            if all(self._tell_first(wish, end) for wish in wishes):
                return False
            if time.monotonic() > end:
                raise TocsinError("Tocsin is running with this profile already, but does not answer. End it first.")
            time.sleep(0.05)

    def quit_first(self, patience: float = 5.0) -> bool:
        """Ask the program that is running to end; returns whether there was one that heard it."""
        return self._tell_first(QUIT, time.monotonic() + patience)

    def close(self) -> None:
        """Let another one be the first."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self._lock.unlock()

    def _tell_first(self, wish: bytes, end: float) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self._address)
        if not socket.waitForConnected(200):
            return False
        socket.write(wish + b"\n")
        socket.flush()
        left = max(1, int((end - time.monotonic()) * 1000))
        answered = bool(socket.waitForReadyRead(left)) and bytes(socket.readLine().data()) == DONE
        socket.disconnectFromServer()
        return answered

    def _listen(self) -> None:
        QLocalServer.removeServer(self._address)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._connected)
        self._server.listen(self._address)

    def _connected(self) -> None:
        while self._server is not None and (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(self._spoken)
            socket.disconnected.connect(socket.deleteLater)
            if socket.bytesAvailable():
                self._answer(socket)

    def _spoken(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            self._answer(socket)

    def _answer(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > LONGEST_WISH:
                socket.abort()
            return
        wish = bytes(socket.readLine(LONGEST_WISH).data())
        if not wish.endswith(b"\n"):
            socket.abort()
            return
        wish = wish.rstrip(b"\n")
        if wish == RAISE:
            self.raise_wanted.emit()
        elif wish == QUIT:
            self.quit_wanted.emit()
        elif wish.startswith(OPEN):
            self.open_wanted.emit(wish.removeprefix(OPEN).decode("utf-8", "replace"))
        else:
            socket.abort()
            return
        socket.write(DONE)
        socket.flush()


def _one_line(word: str) -> bytes:
    return " ".join(word.split("\n"))[: LONGEST_WISH // 4].encode("utf-8", "replace")


def _address(lock: Path) -> str:
    name = "tocsin-" + hashlib.blake2b(str(lock.resolve()).encode(), digest_size=8).hexdigest()
    if sys.platform == "win32":
        return name
    beside = lock.with_suffix(".socket")
    return str(beside if len(str(beside).encode()) <= LONGEST_PATH else Path(tempfile.gettempdir()) / name)
