"""Makes the bells of this system in their order, and joins what the user presses on their notices to the program."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import ExitStack

from PySide6.QtWidgets import QSystemTrayIcon

from tocsin.desktop.bells.chain import Bell
from tocsin.desktop.bells.order import DESKTOP, NOTIFIER, PLYER, PORTAL, TRAY, bells_in_order, in_flatpak
from tocsin.desktop.bells.plyer import PlyerBell
from tocsin.desktop.bells.tray import TrayBell
from tocsin.resources_path import path
from tocsin.ui.ringing import Ringing
from tocsin.ui.threaded_bell import ThreadedBell

LINUX = sys.platform.startswith("linux")


def bells_here(icon: QSystemTrayIcon, closing: ExitStack) -> list[Bell]:
    """Make the bells of this system, best first; those that hold a connection are closed with the program."""
    makers = _makers(icon, closing)
    return [makers[name]() for name in bells_in_order(sys.platform, flatpak=in_flatpak()) if name in makers]


def join(bells: list[Bell], ringing: Ringing) -> None:
    """Let the program hear what is pressed and put away, from the bells that can tell."""
    for bell in bells:
        for name, hear in (("pressed", ringing.pressed), ("closed", ringing.closed)):
            signal = getattr(bell, name, None)
            if signal is not None:
                signal.connect(hear)


def _makers(icon: QSystemTrayIcon, closing: ExitStack) -> dict[str, Callable[[], Bell]]:
    """Give how each bell is made that can be made here; what speaks D-Bus is imported on Linux alone."""
    makers: dict[str, Callable[[], Bell]] = {PLYER: lambda: ThreadedBell(PlyerBell())}
    if not LINUX:
        from tocsin.desktop.bells.desktop_notifier import DesktopNotifierBell

        def notifier() -> Bell:
            made = DesktopNotifierBell(path("ui/icons/tocsin.png"))
            closing.callback(made.close)
            return made

        return makers | {NOTIFIER: notifier, TRAY: lambda: TrayBell(icon)}
    from tocsin.desktop.bells.freedesktop import FreedesktopBell
    from tocsin.desktop.bells.portal import PortalBell
    from tocsin.desktop.bells.session_bus import tray_is_a_service

    def desktop() -> Bell:
        made = FreedesktopBell(str(path("ui/icons/tocsin.png")))
        closing.callback(made.close)
        return made

    def portal() -> Bell:
        made = PortalBell()
        closing.callback(made.close)
        return made

    return makers | {DESKTOP: desktop, PORTAL: portal, TRAY: lambda: TrayBell(icon, tray_is_a_service)}
