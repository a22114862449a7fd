"""How this program is started once more: by its interpreter, or as the frozen program that it is; reads sys."""

from __future__ import annotations

import sys
from collections.abc import MutableMapping
from pathlib import Path

APP_ID = "org.tocsin.Tocsin"
"""The name by which the systems know the program: desktop file, bundle, AppUserModelID."""


def program(*, window: bool = False) -> list[str]:
    """Return the words that start the program; `window`: without a console, where a system has two kinds.

    On Windows a frozen build has two programs beside each other: tocsin.exe opens the window, and tocsin-cli.exe has
    standard streams.
    """
    if not getattr(sys, "frozen", False):
        return [sys.executable, "-m", "tocsin"]
    here = Path(sys.executable)
    if sys.platform == "win32":
        wanted = here.with_name("tocsin.exe" if window else "tocsin-cli.exe")
        return [str(wanted if wanted.exists() else here)]
    return [str(here)]


def itself(folder: Path) -> list[str]:
    """Return how this program is started once more for a profile."""
    return [*program(), "--profile", str(folder)]


def give_back_libraries(environment: MutableMapping[str, str]) -> None:
    """Let programs of the system, which a frozen build starts, find the system's libraries again.

    PyInstaller puts the build's own before them in the environment, and keeps what was there under another name; the
    build's own were found by the time this runs. A build that starts itself once more is told to find them anew
    (PyInstaller, "Launching external programs" and PYINSTALLER_RESET_ENVIRONMENT).
    """
    environment["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
    for name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"):
        before = environment.pop(f"{name}_ORIG", None)
        if before is not None:
            environment[name] = before
        else:
            environment.pop(name, None)
