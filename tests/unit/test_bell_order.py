"""Which bell comes first on which system."""

from __future__ import annotations

import pytest

from tocsin.desktop.bells.order import bells_in_order


@pytest.mark.parametrize(
    ("system", "flatpak", "first"),
    [
        ("linux", False, "desktop"),
        ("linux", True, "portal"),
        ("freebsd14", False, "desktop"),
        ("win32", False, "desktop-notifier"),
        ("darwin", False, "desktop-notifier"),
    ],
)
def test_each_system_has_its_own_first_bell_then_the_tray_then_plyer(system: str, flatpak: bool, first: str) -> None:
    assert bells_in_order(system, flatpak=flatpak) == (first, "tray", "plyer")
