"""Starts the program at login, or no longer: an XDG desktop entry, Windows' Run key, a macOS launch agent.

It needs no administrator, and touches nothing outside the user's own settings. The system is asked each time: the user
may have switched it off there. Inside Flatpak the portal is asked instead (desktop/background_portal.py).
Sources: XDG Desktop Application Autostart Specification 0.5; Microsoft, "Run and RunOnce Registry Keys";
launchd.plist(5).
"""

from __future__ import annotations

import os
import plistlib
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from tocsin.core.errors import TocsinError
from tocsin.desktop.program import APP_ID, program

NAME = "Tocsin"
AT_LOGIN = ("--minimised", "--at-login")
_RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
_APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"


class Autostart:
    """Whether one profile's program starts with the session. `system` is named as in sys.platform."""

    def __init__(
        self, command: Sequence[str] | None = None, *, system: str = sys.platform,
        environment: Mapping[str, str] = os.environ,
    ) -> None:  # fmt: skip
        self._command = list(command or [*program(window=True), *AT_LOGIN])
        self._system = system
        self._environment = environment

    @property
    def file(self) -> Path:
        """Where the entry lies, on Linux and macOS."""
        home = Path(self._environment.get("HOME") or Path.home())
        if self._system == "darwin":
            return home / "Library" / "LaunchAgents" / f"{APP_ID}.plist"
        settings = self._environment.get("XDG_CONFIG_HOME", "")
        base = Path(settings) if Path(settings).is_absolute() else home / ".config"
        return base / "autostart" / f"{APP_ID}.desktop"

    def on(self) -> bool:
        """Say what the system would do at the next login; what cannot be read counts as off."""
        try:
            if self._system == "win32":
                return _in_registry()
            if self._system == "darwin":
                return not plistlib.loads(self.file.read_bytes()).get("Disabled", False)
            lines = self.file.read_text(encoding="utf-8").casefold().splitlines()
        except (OSError, ValueError, plistlib.InvalidFileException):
            return False
        said = {line.replace(" ", "") for line in lines}
        return "hidden=true" not in said and "x-gnome-autostart-enabled=false" not in said

    def set(self, on: bool) -> None:
        """Start at login, or no longer; raises TocsinError when the system does not let us."""
        try:
            if self._system == "win32":
                _to_registry(subprocess.list2cmdline(self._command) if on else None)
            elif on:
                self._write(self._agent() if self._system == "darwin" else self._entry())
            else:
                self.file.unlink(missing_ok=True)
        except OSError as error:
            raise TocsinError(f"Starting at login could not be changed: {error.strerror or error}.") from error

    def _write(self, content: bytes) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        new = self.file.with_name(self.file.name + ".new")
        new.write_bytes(content)
        new.replace(self.file)

    def _entry(self) -> bytes:
        words = " ".join(_quoted(word) for word in self._command)
        return (
            f"[Desktop Entry]\nType=Application\nVersion=1.1\nName={NAME}\nIcon={APP_ID}\nExec={words}\n"
            "Terminal=false\nX-GNOME-Autostart-enabled=true\nX-GNOME-Autostart-Delay=10\n"
        ).encode()

    def _agent(self) -> bytes:
        return plistlib.dumps(
            {
                "Label": APP_ID,
                "ProgramArguments": self._command,
                "RunAtLoad": True,
                "ProcessType": "Interactive",
                "LimitLoadToSessionType": "Aqua",
            }
        )


def _quoted(word: str) -> str:
    r"""Quote one word of an Exec line: \ " ` and $ are escaped, % is doubled, and a string's backslash is doubled.

    Source: Desktop Entry Specification 1.5, "The Exec key".
    """
    for sign in '\\"`$':
        word = word.replace(sign, "\\" + sign)
    return '"' + word.replace("%", "%%").replace("\\", "\\\\") + '"'


def _winreg() -> Any:
    """Give Python's module of the registry, which only Windows has; raises OSError elsewhere."""
    try:
        return import_module("winreg")
    except ImportError as error:
        raise OSError("there is no registry on this system") from error


def _in_registry() -> bool:
    winreg = _winreg()
    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _RUN) as key:
            winreg.QueryValueEx(key, APP_ID)
    except OSError:
        return False
    try:
        # What the task manager's list says: an odd first byte means switched off.
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _APPROVED) as key:
            said, _ = winreg.QueryValueEx(key, APP_ID)
            return not (isinstance(said, bytes) and said and said[0] % 2)
    except OSError:
        return True


def _to_registry(line: str | None) -> None:
    winreg = _winreg()
    with winreg.CreateKey(winreg.HKEY_CURRENT_USER, _RUN) as key:
        if line is not None:
            winreg.SetValueEx(key, APP_ID, 0, winreg.REG_SZ, line)
        else:
            with suppress(FileNotFoundError):
                winreg.DeleteValue(key, APP_ID)
    with suppress(FileNotFoundError), winreg.CreateKey(winreg.HKEY_CURRENT_USER, _APPROVED) as key:
        winreg.DeleteValue(key, APP_ID)
