"""The bell of Linux desktops: org.freedesktop.Notifications over D-Bus, with actions, without blocking."""

from __future__ import annotations

import html
import os
import time
from collections.abc import Callable
from typing import Any

from jeepney import DBusAddress  # type: ignore[import-untyped]
from PySide6.QtCore import QObject, Signal

from tocsin.core.model import Notice
from tocsin.core.text import clean
from tocsin.desktop.bells.chain import Done, Failed, Outcome, Shown
from tocsin.desktop.bells.session_bus import ANSWER_WITHIN, SessionBus
from tocsin.desktop.program import APP_ID
from tocsin.desktop.sound import file_of

NAME = "org.freedesktop.Notifications"
SERVICE = DBusAddress("/org/freedesktop/Notifications", bus_name=NAME, interface=NAME)
NORMAL, CRITICAL = 1, 2
LONGEST_TITLE, LONGEST_LINE, MOST_LINES = 200, 400, 6
KEPT_IDS = 500
DEFAULT, OPEN = "default", "open"

Reply = tuple[Any, ...] | Failed


class FreedesktopBell(QObject):
    """Asks the service once what it can do, and again when bus or service were restarted."""

    name = "desktop"
    pressed = Signal(str, str)
    """The notice's key, and the id of the action; a click on the notice itself is "default"."""
    closed = Signal(str, int)
    """The notice's key, and why: 1 expired, 2 dismissed by the user, 3 withdrawn."""

    def __init__(
        self, icon: str = "", *, clock: Callable[[], float] = time.monotonic, within: float = ANSWER_WITHIN
    ) -> None:
        super().__init__()
        self._icon = icon
        self._abilities: frozenset[str] | None = None
        self._waiting: list[tuple[Notice, Done]] = []
        self._key_of: dict[int, str] = {}
        self._id_of: dict[str, int] = {}
        self._bus = SessionBus(
            SERVICE, ("ActionInvoked", "NotificationClosed", "ActivationToken"), clock=clock, within=within
        )
        self._bus.signalled.connect(self._signal)
        self._bus.forgot.connect(self._forget)

    # -- what the chain asks

    def ring(self, notice: Notice, done: Done) -> None:
        """Show a notice; ends in `done` with Shown or Failed, within three seconds."""
        if self._abilities is not None:
            self._notify(notice, done)
            return
        self._waiting.append((notice, done))
        if len(self._waiting) == 1:
            self._bus.call("GetCapabilities", answer=self._abilities_told)

    def withdraw(self, key: str) -> None:
        """Take a notice off the screen."""
        number = self._id_of.get(key)
        if number is not None:
            self._bus.tell("CloseNotification", "u", (number,))

    def replace(self, notice: Notice) -> bool:
        """Change a notice that is still on the screen, without a sound."""
        if not self._bus.there or self._abilities is None or notice.key not in self._id_of:
            return False
        self._notify(notice, _nobody, silent=True)
        return True

    def close(self) -> None:
        """Leave the bus; notices on the screen stay."""
        self._bus.close()

    # -- speaking

    def _abilities_told(self, reply: Reply) -> None:
        waiting, self._waiting = self._waiting, []
        if isinstance(reply, Failed):
            for _, done in waiting:
                done(reply)
            return
        told = reply[0] if reply and isinstance(reply[0], list) else []
        self._abilities = frozenset(one for one in told if isinstance(one, str))
        for notice, done in waiting:
            self._notify(notice, done)

    def _notify(self, notice: Notice, done: Done, *, silent: bool = False) -> None:
        abilities = self._abilities or frozenset()
        body = "\n".join(filter(None, (clean(line, LONGEST_LINE) for line in notice.body.split("\n")[:MOST_LINES])))
        if "body-markup" in abilities:
            body = html.escape(body, quote=False)
        actions: list[str] = []
        if "actions" in abilities:
            for name, label in offered(notice):
                actions += [name, label]
        hints: dict[str, tuple[str, object]] = {
            "urgency": ("y", CRITICAL if notice.urgent else NORMAL),
            "desktop-entry": ("s", APP_ID),
            "category": ("s", "im.received"),
        }
        if self._plays(notice) and not silent:
            hints["sound-file"] = ("s", str(file_of(notice.sound)))
        else:  # the desktop's own sound would be heard with each notice, or beside ours
            hints["suppress-sound"] = ("b", True)
        arguments = (
            "Tocsin", self._id_of.get(notice.key, 0), self._icon, clean(notice.title, LONGEST_TITLE) or "Tocsin", body,
            actions, hints, 0 if notice.urgent else -1,
        )  # fmt: skip

        def answered(reply: Reply) -> None:
            self._notified(notice, reply, done)

        # An answer that comes too late is told as well: the chain then takes the notice back.
        self._bus.call("Notify", "susssasa{sv}i", arguments, answer=answered, late=answered)

    def _notified(self, notice: Notice, reply: Reply, done: Done) -> None:
        if isinstance(reply, Failed):
            done(reply)
        elif not reply or not isinstance(reply[0], int):
            done(Failed("it gave the notice no number"))
        else:
            self._remember(notice.key, reply[0])
            done(Shown(sounded=self._plays(notice)))

    def _plays(self, notice: Notice) -> bool:
        return "sound" in (self._abilities or ()) and file_of(notice.sound) is not None

    # -- listening

    def _signal(self, member: str, body: tuple[Any, ...]) -> None:
        key = self._key_of.get(body[0]) if len(body) > 1 and isinstance(body[0], int) else None
        if key is None:
            return
        if member == "ActivationToken" and isinstance(body[1], str):
            os.environ["XDG_ACTIVATION_TOKEN"] = body[1]
        elif member == "ActionInvoked":
            self.pressed.emit(key, str(body[1]))
        elif member == "NotificationClosed" and self._id_of.get(key) == body[0]:
            # Its key stays known: some services tell what was pressed after they told that it is closed.
            del self._id_of[key]
            self.closed.emit(key, int(body[1]))

    def _forget(self) -> None:
        self._abilities = None
        self._key_of.clear()
        self._id_of.clear()

    def _remember(self, key: str, number: int) -> None:
        old = self._id_of.get(key, number)
        if old != number:
            self._bus.tell("CloseNotification", "u", (old,))
        self._key_of.pop(number, None)
        self._id_of[key], self._key_of[number] = number, key
        while len(self._key_of) > KEPT_IDS:
            oldest = next(iter(self._key_of))
            old_key = self._key_of.pop(oldest)
            if self._id_of.get(old_key) == oldest:
                del self._id_of[old_key]


def offered(notice: Notice) -> list[tuple[str, str]]:
    """Give the actions without the "open" that a click on the notice does as well.

    GNOME shows but three buttons, and Xfce makes one of the click, too: with both, two read "Open", or Snooze is lost.
    """
    click = any(name == DEFAULT for name, _ in notice.actions)
    return [(name, clean(label, 40)) for name, label in notice.actions if not (click and name == OPEN)]


def _nobody(_: Outcome) -> None:
    """Hear what came of a notice that was only changed: whatever it is, its debt was settled before."""
