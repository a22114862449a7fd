"""One desktop program a profile: a later start raises the first window and ends."""

from __future__ import annotations

import hashlib
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from tocsin.core.errors import TocsinError

LONGEST_PATH = 90
"""Of a socket in the file system; the systems allow little more than 100 bytes."""

RAISE, DONE = b"raise\n", b"done\n"


class Instance(QObject):
    """The lock decides who is first; the socket only carries the wish to be seen."""

    raise_wanted = Signal()

    def __init__(self, lock: Path) -> None:
        super().__init__()
        self._lock = QLockFile(str(lock))
        self._lock.setStaleLockTime(0)
        self._address = _address(lock)
        self._server: QLocalServer | None = None

    def first(self, patience: float = 5.0) -> bool:
        """Return True when this is the first program; otherwise it has raised the first one's window.

        Raises TocsinError when the first one holds the lock but does not answer for `patience` seconds.
        """
        end = time.monotonic() + patience
        while True:
            if self._lock.tryLock(0):
                self._listen()
                return True
            if self._lock.error() == QLockFile.LockError.PermissionError:
                raise TocsinError(f"The profile cannot be locked: {self._lock.fileName()} cannot be written.")
            if self._raise_first(end):
                return False
            if time.monotonic() > end:
                raise TocsinError("Tocsin is running with this profile already, but does not answer. End it first.")
            time.sleep(0.05)

    def close(self) -> None:
        """Let another one be the first."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self._lock.unlock()

    def _raise_first(self, end: float) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self._address)
        if not socket.waitForConnected(200):
            return False
        socket.write(RAISE)
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
        if bytes(socket.read(64).data()) == RAISE:
            self.raise_wanted.emit()
            socket.write(DONE)
            socket.flush()
        else:
            socket.abort()


def _address(lock: Path) -> str:
    name = "tocsin-" + hashlib.blake2b(str(lock.resolve()).encode(), digest_size=8).hexdigest()
    if sys.platform == "win32":
        return name
    beside = lock.with_suffix(".socket")
    return str(beside if len(str(beside).encode()) <= LONGEST_PATH else Path(tempfile.gettempdir()) / name)
