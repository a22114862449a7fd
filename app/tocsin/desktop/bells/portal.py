"""The bell inside Flatpak: org.freedesktop.portal.Notification, which hands notices to the desktop outside.

The portal's page of the XDG Desktop Portal documentation says what it takes: texts are plain, never markup.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import Any

from jeepney import DBusAddress  # type: ignore[import-untyped]
from PySide6.QtCore import QObject, Signal

from tocsin.core.model import Notice
from tocsin.core.text import clean
from tocsin.desktop.bells.chain import Done, Failed, Shown
from tocsin.desktop.bells.freedesktop import DEFAULT, KEPT_IDS, LONGEST_LINE, LONGEST_TITLE, MOST_LINES, offered
from tocsin.desktop.bells.session_bus import ANSWER_WITHIN, SessionBus

NAME = "org.freedesktop.portal.Desktop"
INTERFACE = "org.freedesktop.portal.Notification"
SERVICE = DBusAddress("/org/freedesktop/portal/desktop", bus_name=NAME, interface=INTERFACE)


class PortalBell(QObject):
    """Never changes a notice where it stands: a portal does not say whether it still does, and would show it again."""

    name = "portal"
    pressed = Signal(str, str)
    """The notice's key, and the id of the action; a click on the notice itself is "default"."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic, within: float = ANSWER_WITHIN) -> None:
        super().__init__()
        self._shown: dict[str, None] = {}
        self._bus = SessionBus(SERVICE, ("ActionInvoked",), clock=clock, within=within)
        self._bus.signalled.connect(self._signal)

    def ring(self, notice: Notice, done: Done) -> None:
        """Show a notice, in the place of the one with its key; ends in Shown or Failed, within three seconds."""

        def answered(reply: tuple[Any, ...] | Failed) -> None:
            if isinstance(reply, Failed):
                done(reply)
                return
            self._remember(notice.key)
            done(Shown())

        # An answer that comes too late is told as well: the chain then takes the notice back.
        self._bus.call("AddNotification", "sa{sv}", (notice.key, _written(notice)), answer=answered, late=answered)

    def withdraw(self, key: str) -> None:
        """Take a notice off the screen, and out of the desktop's list."""
        if key in self._shown:
            del self._shown[key]
            self._bus.tell("RemoveNotification", "s", (key,))

    def close(self) -> None:
        """Leave the bus; notices on the screen stay."""
        self._bus.close()

    def _signal(self, _: str, body: tuple[Any, ...]) -> None:
        if len(body) < 2 or body[0] not in self._shown:
            return
        token = _token(body[2:])
        if token:
            os.environ["XDG_ACTIVATION_TOKEN"] = token
        self.pressed.emit(body[0], str(body[1]))

    def _remember(self, key: str) -> None:
        self._shown.pop(key, None)
        self._shown[key] = None
        while len(self._shown) > KEPT_IDS:
            del self._shown[next(iter(self._shown))]


def _written(notice: Notice) -> dict[str, tuple[str, object]]:
    """Write a notice as the portal wants it."""
    lines = (clean(line, LONGEST_LINE) for line in notice.body.split("\n")[:MOST_LINES])
    written: dict[str, tuple[str, object]] = {
        "title": ("s", clean(notice.title, LONGEST_TITLE) or "Tocsin"),
        "body": ("s", "\n".join(filter(None, lines))),
        "priority": ("s", "urgent" if notice.urgent else "normal"),
    }
    actions = offered(notice)
    if any(name == DEFAULT for name, _ in actions):
        written["default-action"] = ("s", DEFAULT)
    buttons = [{"label": ("s", label), "action": ("s", name)} for name, label in actions if name != DEFAULT]
    if buttons:
        written["buttons"] = ("aa{sv}", buttons)
    return written


def _token(rest: tuple[Any, ...]) -> str:
    """Find what lets the program raise its window, among what newer portals send with a press."""
    for parameters in rest:
        for _, value in parameters if isinstance(parameters, list) else ():
            if isinstance(value, dict) and "activation-token" in value:
                return str(value["activation-token"][1])
    return ""
