"""The half of a panel that tray icons register with on the bus, without a screen: the test plays the user."""

from __future__ import annotations

import threading
from collections import deque
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

from jeepney import DBusAddress, HeaderFields, Message, MessageType, new_error, new_method_call, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection

NAME = "org.kde.StatusNotifierWatcher"
ITEM = "org.kde.StatusNotifierItem"
PROPERTIES: dict[str, tuple[str, Any]] = {
    "IsStatusNotifierHostRegistered": ("b", True),
    "ProtocolVersion": ("i", 0),
    "RegisteredStatusNotifierItems": ("as", []),
}


class TrayWatcher:
    """Use as a context: it is the panel from the beginning to the end of it."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._bus: DBusConnection | None = None
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._stop = threading.Event()
        self.items: deque[str] = deque()
        """The names on the bus of the icons that came."""

    def __enter__(self) -> Self:
        self._bus = open_dbus_connection(self._address)
        self._bus.send_and_get_reply(message_bus.RequestName(NAME), timeout=5)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stop.set()
        self._thread.join(5)
        assert self._bus is not None
        self._bus.close()

    def _serve(self) -> None:
        assert self._bus is not None
        while not self._stop.is_set():
            with suppress(TimeoutError):
                message = self._bus.receive(timeout=0.1)
                if message.header.message_type is MessageType.method_call:
                    self._bus.send(self._answer(message))

    def _answer(self, message: Message) -> Message:
        match message.header.fields.get(HeaderFields.member):
            case "RegisterStatusNotifierItem":
                name = str(message.body[0])
                self.items.append(message.header.fields[HeaderFields.sender] if name.startswith("/") else name)
                return new_method_return(message)
            case "RegisterStatusNotifierHost":
                return new_method_return(message)
            case "Get":
                return new_method_return(message, "v", (PROPERTIES[message.body[1]],))
            case "GetAll":
                return new_method_return(message, "a{sv}", (PROPERTIES,))
        return new_error(message, "org.freedesktop.DBus.Error.UnknownMethod")


def asked(address: str, item: str, name: str) -> Any:
    """Ask an icon for a property."""
    with open_dbus_connection(address) as bus:
        at = DBusAddress("/StatusNotifierItem", item, "org.freedesktop.DBus.Properties")
        return bus.send_and_get_reply(new_method_call(at, "Get", "ss", (ITEM, name)), timeout=5).body[0][1]


def pressed(address: str, item: str) -> None:
    """Click on an icon."""
    with open_dbus_connection(address) as bus:
        at = DBusAddress("/StatusNotifierItem", item, ITEM)
        bus.send_and_get_reply(new_method_call(at, "Activate", "ii", (0, 0)), timeout=5)
