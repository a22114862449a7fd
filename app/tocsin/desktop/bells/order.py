"""Says which bells ring on which system, best first; looks at one file of Flatpak's."""

from __future__ import annotations

from pathlib import Path

FLATPAK_INFO = Path("/.flatpak-info")
"""Stands in every Flatpak sandbox, and nowhere else (Flatpak's documentation, "Sandbox permissions")."""

DESKTOP, PORTAL, NOTIFIER, TRAY, PLYER = "desktop", "portal", "desktop-notifier", "tray", "plyer"

_FIRST = {"win32": NOTIFIER, "darwin": NOTIFIER}


def bells_in_order(system: str, *, flatpak: bool = False) -> tuple[str, ...]:
    """Give the names of the bells for a system that is named as in sys.platform; after the last one the list rings."""
    first = PORTAL if flatpak else _FIRST.get(system, DESKTOP)
    return (first, TRAY, PLYER)


def in_flatpak() -> bool:
    """Say whether the program runs in a Flatpak sandbox: only the portal leads out of it."""
    return FLATPAK_INFO.is_file()
