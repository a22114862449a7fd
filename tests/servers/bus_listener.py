"""Listens in on a session bus: the notices that programs asked for, as they came over the wire, and their fate."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Self

from jeepney import HeaderFields, MatchRule, Message, MessageType
from jeepney.bus_messages import Monitoring
from jeepney.io.blocking import open_dbus_connection

from servers.notification_daemon import NAME, Notified


@dataclass
class BusListener:
    """Use as a context, on the bus with this address, before the notices come."""

    address: str
    notified: list[Notified] = field(default_factory=list)
    """Calls of Notify; the number is 0 until the daemon has given one."""
    withdrawn: list[int] = field(default_factory=list)
    closed: list[tuple[int, int]] = field(default_factory=list)
    """Numbers and reasons, as the daemon told them."""
    pressed: list[tuple[int, str]] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._bus = open_dbus_connection(self.address)
        rules = [MatchRule(interface=NAME), MatchRule(type="method_return"), MatchRule(type="error")]
        self._bus.send_and_get_reply(Monitoring().BecomeMonitor([one.serialise() for one in rules]))
        self._asked: dict[tuple[str, int], int] = {}
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="bus listener", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._end.set()
        self._thread.join(5)
        self._bus.close()

    def _listen(self) -> None:
        while not self._end.is_set():
            try:
                self._hear(self._bus.receive(timeout=0.05))
            except TimeoutError:
                continue
            except (OSError, ConnectionError):
                return

    def _hear(self, message: Message) -> None:
        fields, kind = message.header.fields, message.header.message_type
        member = fields.get(HeaderFields.member)
        if kind is MessageType.method_call and member == "Notify":
            program, replaces, icon, title, body, actions, hints, expires = message.body
            plain = {name: value for name, (_, value) in hints.items()}
            self._asked[str(fields.get(HeaderFields.sender)), message.header.serial] = len(self.notified)
            self.notified.append(Notified(0, program, replaces, icon, title, body, tuple(actions), plain, expires))
        elif kind is MessageType.method_call and member == "CloseNotification":
            self.withdrawn.append(message.body[0])
        elif kind is MessageType.method_return:
            asker = str(fields.get(HeaderFields.destination)), int(fields.get(HeaderFields.reply_serial, 0))
            at = self._asked.pop(asker, None)
            if at is not None:
                self.notified[at] = replace(self.notified[at], number=message.body[0])
        elif kind is MessageType.signal and member == "NotificationClosed":
            self.closed.append((message.body[0], message.body[1]))
        elif kind is MessageType.signal and member == "ActionInvoked":
            self.pressed.append((message.body[0], message.body[1]))
