"""A desktop portal for notices, without a desktop: it keeps what it was sent, and the test plays the user.

It takes what the XDG Desktop Portal's page on notifications says, and refuses anything else as the real one does.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from jeepney import DBusAddress, HeaderFields, Message, MessageType, new_error, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection

NAME = "org.freedesktop.portal.Desktop"
PATH = "/org/freedesktop/portal/desktop"
INTERFACE = "org.freedesktop.portal.Notification"

KINDS = {
    "title": "s", "body": "s", "markup-body": "s", "icon": "v", "sound": "v", "priority": "s", "default-action": "s",
    "default-action-target": "v", "buttons": "aa{sv}", "display-hint": "as", "category": "s",
}  # fmt: skip
PRIORITIES = ("low", "normal", "high", "urgent")


@dataclass
class Portal:
    """Use as a context, on the bus with this address. Temper: "friendly", "refuses", or "hangs" until it is let go."""

    address: str
    temper: str = "friendly"
    shown: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What stands on the screen, by the id that the program gave."""
    calls: list[tuple[str, str]] = field(default_factory=list)
    """Method and id, in the order in which they came."""

    def __enter__(self) -> Self:
        self._bus = open_dbus_connection(self.address)
        reply = self._bus.send_and_get_reply(message_bus.RequestName(NAME))
        assert reply.body[0] == 1, "there is another portal on this bus"
        self._end = threading.Event()
        self._held: list[Message] = []
        self._thread = threading.Thread(target=self._serve, name="portal", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._end.set()
        self._thread.join(5)
        self._bus.close()

    def press(self, key: str, action: str, parameters: list[tuple[str, Any]] | None = None) -> None:
        """Press an action of a notice, as the user does; newer portals send a token along."""
        emitter = DBusAddress(PATH, interface=INTERFACE)
        self._bus.send(new_signal(emitter, "ActionInvoked", "ssav", (key, action, parameters or [])))

    def let_go(self) -> None:
        """Answer what was held up while it hung."""
        self.temper = "friendly"
        for call in self._held:
            self._bus.send(self._answer(call))

    def _serve(self) -> None:
        while not self._end.is_set():
            try:
                call = self._bus.receive(timeout=0.05)
            except TimeoutError:
                continue
            except (OSError, ConnectionError):
                return
            if call.header.message_type is not MessageType.method_call:
                continue
            if self.temper == "hangs":
                self._held.append(call)
            else:
                self._bus.send(self._answer(call))

    def _answer(self, call: Message) -> Message:
        fields = call.header.fields
        method, signature = fields.get(HeaderFields.member), fields.get(HeaderFields.signature, "")
        if fields.get(HeaderFields.interface) != INTERFACE or method not in ("AddNotification", "RemoveNotification"):
            return new_error(call, "org.freedesktop.DBus.Error.UnknownMethod")
        if self.temper == "refuses":
            return new_error(call, "org.freedesktop.portal.Error.NotAllowed")
        if signature != ("sa{sv}" if method == "AddNotification" else "s"):
            return new_error(call, "org.freedesktop.DBus.Error.InvalidArgs")
        if method == "AddNotification" and not _valid(call.body[1]):
            return new_error(call, "org.freedesktop.portal.Error.InvalidArgument")
        self.calls.append((method, call.body[0]))
        if method == "AddNotification":
            self.shown[call.body[0]] = _plain(call.body[1])
        else:
            self.shown.pop(call.body[0], None)
        return new_method_return(call)


def _valid(notice: dict[str, tuple[str, Any]]) -> bool:
    kinds = all(KINDS.get(name) in ("v", kind) for name, (kind, _) in notice.items())
    buttons = notice.get("buttons", ("", []))[1]
    whole = all(one.keys() >= {"label", "action"} and {kind for kind, _ in one.values()} == {"s"} for one in buttons)
    return kinds and whole and notice.get("priority", ("s", "normal"))[1] in PRIORITIES


def _plain(notice: dict[str, tuple[str, Any]]) -> dict[str, Any]:
    plain = {name: value for name, (_, value) in notice.items()}
    if "buttons" in plain:
        plain["buttons"] = [(one["action"][1], one["label"][1]) for one in plain["buttons"]]
    return plain
