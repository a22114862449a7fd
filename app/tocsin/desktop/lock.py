"""One monitor and one desktop program a profile: locks that the system takes back when the program dies."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from filelock import FileLock, Timeout

from tocsin.core.errors import TocsinError


class MonitorLock:
    """Held while a monitor reads for a profile. Raises TocsinError when another one does."""

    def __init__(self, path: Path, wait_seconds: float = 3.0) -> None:
        self._lock = FileLock(str(path))
        try:
            self._lock.acquire(timeout=wait_seconds)
        except Timeout:
            raise TocsinError(
                f"Another monitor is reading for the profile {path.parent} already; it rings for you."
            ) from None
        except OSError as error:
            raise TocsinError(f"The profile {path.parent} cannot be written ({error.strerror}).") from error

    def release(self) -> None:
        """Let another monitor read."""
        self._lock.release()

    def __enter__(self) -> MonitorLock:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


class DesktopLock:
    """Keeps the desktop program from starting; raises TocsinError when it is running.

    It holds the file that QLockFile holds there, in the way of the system: flock() on it, or on Windows having it
    open alone.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except PermissionError:
            raise TocsinError(RUNNING) from None
        except OSError as error:
            raise TocsinError(f"The profile {path.parent} cannot be written ({error.strerror}).") from error
        if sys.platform != "win32":
            import fcntl

            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                os.close(self._file)
                raise TocsinError(RUNNING) from None

    def __enter__(self) -> DesktopLock:
        return self

    def __exit__(self, *_: object) -> None:
        ours = not os.fstat(self._file).st_size  # QLockFile writes into it who holds it
        os.close(self._file)
        if ours:
            self._path.unlink(missing_ok=True)


RUNNING = "Tocsin is running with this profile. End it first: tocsin --quit"
