"""Puts a backup in the place of a profile while neither monitor nor window can open it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from tocsin.core.errors import TocsinError
from tocsin.desktop.lock import DesktopLock, MonitorLock
from tocsin.desktop.profile import Profile
from tocsin.store.backup import Contents, bring_in


def restore(profile: Profile, file: Path, now: datetime) -> tuple[Contents, Path | None]:
    """Restore a profile from a backup; returns what is in it, and where the database of before stands.

    Raises TocsinError with a sentence when the program is running or the backup is no good; then nothing changed.
    """
    profile.make()
    with DesktopLock(profile.desktop_lock):
        try:
            lock = MonitorLock(profile.monitor_lock, wait_seconds=0.5)
        except TocsinError as error:
            raise TocsinError(f"{error} End it first; nothing was changed.") from None
        with lock:
            return bring_in(file, profile.database, now)


