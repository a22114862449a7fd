"""Whether there is a screen to show a window on; reads the environment."""

from __future__ import annotations

import os
import sys

from tocsin.core.errors import TocsinError


def has_screen() -> bool:
    """Tell whether Qt would find a display; it ends the process when it is asked and there is none."""
    if sys.platform in ("win32", "darwin"):
        return True
    if os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0] in ("offscreen", "minimal", "vnc", "linuxfb", "eglfs"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def require_screen() -> None:
    """Raise TocsinError with what to do instead when there is no screen."""
    if not has_screen():
        raise TocsinError(
            "There is no display here, so the window cannot be shown. "
            "The news can be watched without one: tocsin monitor"
        )
