"""The bell of Linux desktops: org.freedesktop.Notifications over D-Bus, with actions, without blocking."""

from __future__ import annotations

import html
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, MessageType, new_method_call  # type: ignore[import-untyped]
from jeepney.bus_messages import message_bus  # type: ignore[import-untyped]
from jeepney.io.blocking import DBusConnection, open_dbus_connection  # type: ignore[import-untyped]
from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal

from tocsin.core.model import Notice
from tocsin.core.text import clean
from tocsin.desktop.bells.chain import Done, Failed, Outcome, Shown

NAME = "org.freedesktop.Notifications"
SERVICE = DBusAddress("/org/freedesktop/Notifications", bus_name=NAME, interface=NAME)
TRAY_SERVICE = "org.kde.StatusNotifierWatcher"
NORMAL, CRITICAL = 1, 2
LONGEST_TITLE, LONGEST_LINE, MOST_LINES = 200, 400, 6
ANSWER_WITHIN = 3.0
KEPT_IDS = 500


@dataclass(frozen=True, slots=True)
class _Asked:
    """A call without an answer yet; without a notice it is the question for the daemon's capabilities."""

    notice: Notice | None
    done: Done | None
    deadline: float


class FreedesktopBell(QObject):
    """Connects when it is first needed, and again when bus or daemon were restarted."""

    name = "desktop"
    pressed = Signal(str, str)
    """The notice's key, and the id of the action; a click on the notice itself is "default"."""
    closed = Signal(str, int)
    """The notice's key, and why: 1 expired, 2 dismissed by the user, 3 withdrawn."""

    def __init__(
        self, icon: str = "", *, clock: Callable[[], float] = time.monotonic, within: float = ANSWER_WITHIN
    ) -> None:
        super().__init__()
        self._icon, self._clock, self._within = icon, clock, within
        self._bus: DBusConnection | None = None
        self._listen: QSocketNotifier | None = None
        self._abilities: frozenset[str] | None = None
        self._asked: dict[int, _Asked] = {}
        self._waiting: list[tuple[Notice, Done]] = []
        self._key_of: dict[int, str] = {}
        self._id_of: dict[str, int] = {}
        self._deadlines = QTimer(self)
        self._deadlines.setInterval(200)
        self._deadlines.timeout.connect(self._expire)

    # -- what the chain asks

    def ring(self, notice: Notice, done: Done) -> None:
        """Show a notice; ends in `done` with Shown or Failed, within three seconds."""
        if self._bus is None and not self._connect():
            done(Failed("there is no session bus"))
            return
        if self._abilities is None:
            self._waiting.append((notice, done))
            if not any(one.notice is None for one in self._asked.values()):
                self._call(new_method_call(SERVICE, "GetCapabilities"), None, None)
            return
        self._notify(notice, done)

    def withdraw(self, key: str) -> None:
        """Take a notice off the screen."""
        number = self._id_of.get(key)
        if number is not None and self._bus is not None:
            self._send(new_method_call(SERVICE, "CloseNotification", "u", (number,)))

    def replace(self, notice: Notice) -> bool:
        """Change a notice that is still on the screen, without a sound."""
        if self._bus is None or notice.key not in self._id_of:
            return False
        self._notify(notice, _nobody, silent=True)
        return True

    def close(self) -> None:
        """Leave the bus; notices on the screen stay."""
        self._lose("the program ends")

    # -- the bus

    def _connect(self) -> bool:
        try:
            bus = open_dbus_connection("SESSION", auth_timeout=1.0)
        except Exception:  # noqa: BLE001 - no address, no socket, refused, no answer: no bus in any case
            return False
        self._bus = bus
        for member in ("ActionInvoked", "NotificationClosed", "ActivationToken"):
            self._watch(MatchRule(type="signal", interface=NAME, member=member, path=SERVICE.object_path))
        owner = MatchRule(
            type="signal", sender=message_bus.bus_name, interface=message_bus.interface, member="NameOwnerChanged",
            path=message_bus.object_path,
        )  # fmt: skip
        owner.add_arg_condition(0, NAME)
        self._watch(owner)
        if self._bus is None:
            return False
        self._listen = QSocketNotifier(bus.sock.fileno(), QSocketNotifier.Type.Read, self)
        self._listen.activated.connect(self._drain)
        QTimer.singleShot(0, self._drain)
        return True

    def _watch(self, rule: MatchRule) -> None:
        self._send(message_bus.AddMatch(rule))

    def _send(self, message: Message, serial: int | None = None) -> bool:
        if self._bus is None:
            return False
        try:
            self._bus.send(message, serial=serial)
        except OSError:
            self._lose("the session bus went away")
            return False
        return True

    def _call(self, message: Message, notice: Notice | None, done: Done | None) -> None:
        if self._bus is None:
            if done is not None:
                done(Failed("there is no session bus"))
            return
        serial = next(self._bus.outgoing_serial)
        self._asked[serial] = _Asked(notice, done, self._clock() + self._within)
        self._deadlines.start()
        self._send(message, serial)

    def _lose(self, why: str) -> None:
        """Give the connection up; everything that waits fails, and the next notice connects anew."""
        self._deadlines.stop()
        if self._listen is not None:
            self._listen.setEnabled(False)
            self._listen.deleteLater()
            self._listen = None
        if self._bus is not None:
            self._bus.close()
            self._bus = None
        self._forget_daemon()
        asked, self._asked = list(self._asked.values()), {}
        for one in asked:
            if one.done is not None:
                one.done(Failed(why))
        self._fail_waiting(why)

    def _forget_daemon(self) -> None:
        self._abilities = None
        self._key_of.clear()
        self._id_of.clear()

    def _fail_waiting(self, why: str) -> None:
        waiting, self._waiting = self._waiting, []
        for _, done in waiting:
            done(Failed(why))

    # -- speaking

    def _notify(self, notice: Notice, done: Done, *, silent: bool = False) -> None:
        abilities = self._abilities or frozenset()
        body = "\n".join(filter(None, (clean(line, LONGEST_LINE) for line in notice.body.split("\n")[:MOST_LINES])))
        if "body-markup" in abilities:
            body = html.escape(body, quote=False)
        actions: list[str] = []
        if "actions" in abilities:
            for name, label in notice.actions:
                actions += [name, clean(label, 40)]
        hints: dict[str, tuple[str, object]] = {
            "urgency": ("y", CRITICAL if notice.urgent else NORMAL),
            "desktop-entry": ("s", "tocsin"),
            "category": ("s", "im.received"),
        }
        if silent:
            hints["suppress-sound"] = ("b", True)
        arguments = (
            "Tocsin", self._id_of.get(notice.key, 0), self._icon, clean(notice.title, LONGEST_TITLE) or "Tocsin", body,
            actions, hints, 0 if notice.urgent else -1,
        )  # fmt: skip
        self._call(new_method_call(SERVICE, "Notify", "susssasa{sv}i", arguments), notice, done)

    # -- listening

    def _drain(self) -> None:
        while self._bus is not None:
            try:
                message = self._bus.receive(timeout=0)
            except TimeoutError:
                return
            except Exception:  # noqa: BLE001 - closed, reset or not D-Bus: the connection is of no more use
                self._lose("the session bus went away")
                return
            fields = message.header.fields
            if message.header.message_type is MessageType.signal:
                self._signal(str(fields.get(HeaderFields.member, "")), message.body)
            else:
                self._reply(int(fields.get(HeaderFields.reply_serial, 0)), message)

    def _reply(self, serial: int, message: Message) -> None:
        asked = self._asked.pop(serial, None)
        if asked is None:
            return
        refused = message.header.message_type is not MessageType.method_return
        if asked.notice is None:
            self._abilities_told(None if refused else message.body, message)
            return
        assert asked.done is not None
        if refused or not message.body or not isinstance(message.body[0], int):
            asked.done(Failed(_reason(message)))
            return
        self._remember(asked.notice.key, message.body[0])
        asked.done(Shown())

    def _abilities_told(self, body: Any, message: Message) -> None:
        if body is None:
            self._fail_waiting(_reason(message))
            return
        told = body[0] if body and isinstance(body[0], list) else []
        self._abilities = frozenset(one for one in told if isinstance(one, str))
        waiting, self._waiting = self._waiting, []
        for notice, done in waiting:
            self._notify(notice, done)

    def _signal(self, member: str, body: Any) -> None:
        if member == "NameOwnerChanged":
            self._forget_daemon()
            return
        if not body or len(body) < 2:
            return
        key = self._key_of.get(body[0])
        if key is None:
            return
        if member == "ActivationToken" and isinstance(body[1], str):
            os.environ["XDG_ACTIVATION_TOKEN"] = body[1]
        elif member == "ActionInvoked":
            self.pressed.emit(key, str(body[1]))
        elif member == "NotificationClosed":
            self._key_of.pop(body[0], None)
            if self._id_of.get(key) == body[0]:
                del self._id_of[key]
            self.closed.emit(key, int(body[1]))

    def _remember(self, key: str, number: int) -> None:
        self._id_of[key], self._key_of[number] = number, key
        while len(self._key_of) > KEPT_IDS:
            oldest = next(iter(self._key_of))
            old_key = self._key_of.pop(oldest)
            if self._id_of.get(old_key) == oldest:
                del self._id_of[old_key]

    def _expire(self) -> None:
        now = self._clock()
        for serial, one in list(self._asked.items()):
            if one.deadline <= now and self._asked.pop(serial, None) is not None:
                if one.done is not None:
                    one.done(Failed("it did not answer in time"))
                else:
                    self._fail_waiting("it did not answer in time")
        if not self._asked:
            self._deadlines.stop()


def _nobody(_: Outcome) -> None:
    """Hear what came of a notice that was only changed: whatever it is, its debt was settled before."""


def _reason(message: Message) -> str:
    error = str(message.header.fields.get(HeaderFields.error_name, ""))
    if error.endswith((".ServiceUnknown", ".NameHasNoOwner")):
        return "nothing on this desktop shows notices"
    return f"it refused ({error.rsplit('.', 1)[-1] or 'no reason given'})"


def tray_is_a_service() -> bool:
    """Say whether tray icons go through the bus here: then their balloons take the same way as this bell."""
    try:
        with open_dbus_connection("SESSION", auth_timeout=1.0) as bus:
            reply = bus.send_and_get_reply(message_bus.NameHasOwner(TRAY_SERVICE), timeout=1)
    except Exception:  # noqa: BLE001 - no bus, or one that does not answer: then nothing goes through it
        return False
    return bool(reply.body and reply.body[0])
