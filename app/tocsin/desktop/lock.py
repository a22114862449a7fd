"""One monitor a profile: a lock that the system takes back when the program dies."""

from __future__ import annotations

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
