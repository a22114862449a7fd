"""Where a profile lies on the disk: database, locks; reads the environment and the platform's folders."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from tocsin.core.errors import TocsinError

VARIABLE = "TOCSIN_PROFILE"


@dataclass(frozen=True, slots=True)
class Profile:
    """One person's feeds, watches and articles: a folder."""

    folder: Path

    @classmethod
    def chosen(cls, folder: str | None = None) -> Profile:
        """Give the profile that was named, else that of TOCSIN_PROFILE, else the platform's data folder."""
        named = folder or os.environ.get(VARIABLE, "")
        return cls(Path(named).expanduser().absolute() if named else user_data_path("tocsin", appauthor=False))

    @property
    def database(self) -> Path:
        """Everything but the secrets."""
        return self.folder / "tocsin.db"

    @property
    def pictures(self) -> Path:
        """Images that were shown; can go at any time."""
        return self.folder / "cache" / "pictures"

    @property
    def monitor_lock(self) -> Path:
        """Held by the one monitor that reads for this profile."""
        return self.folder / "monitor.lock"

    @property
    def desktop_lock(self) -> Path:
        """Held by the one desktop program that shows this profile."""
        return self.folder / "desktop.lock"

    def make(self) -> None:
        """Make the folder, for this user alone; raises TocsinError when that cannot be."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            probe = self.folder / f".writable-{os.getpid()}"
            probe.touch()
            probe.unlink()
        except OSError as error:
            raise TocsinError(
                f"The profile {self.folder} cannot be written ({error.strerror}). Choose another one with --profile."
            ) from error
