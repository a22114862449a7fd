"""Inside Flatpak: asks the desktop, through its portal, to start the program at login or no longer.

Source: XDG Desktop Portal documentation, org.freedesktop.portal.Background, RequestBackground.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from jeepney import DBusAddress  # type: ignore[import-untyped]

from tocsin.desktop.bells.chain import Failed
from tocsin.desktop.bells.session_bus import SessionBus

NAME = "org.freedesktop.portal.Desktop"
SERVICE = DBusAddress("/org/freedesktop/portal/desktop", bus_name=NAME, interface="org.freedesktop.portal.Background")
REASON = "Tocsin reads your news sources in the background and tells you of what you follow."


class BackgroundPortal:
    """One connection, made by the first question."""

    def __init__(self) -> None:
        self._bus = SessionBus(SERVICE, ())

    def ask(self, command: Sequence[str], on: bool, failed: Callable[[str], None]) -> None:
        """Ask to start `command` at login, or no longer. The desktop may ask the user; `failed` hears why it cannot."""

        def answered(reply: tuple[Any, ...] | Failed) -> None:
            if isinstance(reply, Failed):
                failed(reply.reason)

        options = {
            "reason": ("s", REASON),
            "autostart": ("b", on),
            "commandline": ("as", list(command)),
            "dbus-activatable": ("b", False),
        }
        self._bus.call("RequestBackground", "sa{sv}", ("", options), answer=answered)

    def close(self) -> None:
        """Leave the bus."""
        self._bus.close()
