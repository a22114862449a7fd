"""Waits, when started at login, for the panel that shows tray icons: Qt asks for it once and never again."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

PATIENCE = 10.0
"""Seconds. Where icons are windows of their own (XEmbed) a panel may come any time; waiting is then in vain."""


def wait_for_panel(
    there: Callable[[], bool] | None = None, patience: float = PATIENCE, sleep: Callable[[float], None] = time.sleep
) -> bool:
    """Return True as soon as icons can be registered on the bus; False when nobody came. Only for Linux."""
    if not sys.platform.startswith("linux"):
        return True
    if there is None:
        from tocsin.desktop.bells.session_bus import tray_is_a_service

        there = tray_is_a_service
    for _ in range(max(1, round(patience / 0.5))):
        if there():
            return True
        sleep(0.5)
    return False
