"""A connection to the session bus that Qt listens to: calls are answered later, and nothing blocks."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, MessageType, new_method_call  # type: ignore[import-untyped]
from jeepney.bus_messages import message_bus  # type: ignore[import-untyped]
from jeepney.io.blocking import DBusConnection, open_dbus_connection  # type: ignore[import-untyped]
from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal

from tocsin.desktop.bells.chain import Failed

TRAY_SERVICE = "org.kde.StatusNotifierWatcher"
ANSWER_WITHIN = 3.0
"""Seconds that a service has for an answer."""

BUS_WITHIN, REST = 0.5, 30.0
"""Seconds that the bus has to let us in; and how long one that did not is left alone, since asking it blocks."""

KEPT_LATE = 100

Answer = Callable[[tuple[Any, ...] | Failed], None]
"""Gets what a call returned, or why it failed."""


@dataclass(frozen=True, slots=True)
class _Asked:
    answer: Answer
    late: Answer
    deadline: float


class SessionBus(QObject):
    """Calls one service and hears its signals; connects when that is needed, and again when the bus was restarted."""

    signalled = Signal(str, object)
    """The name of the service's signal, and the tuple of its arguments."""
    forgot = Signal()
    """The service came, went or was started anew, or the bus was lost: numbers that it gave mean nothing any more."""

    def __init__(
        self, service: DBusAddress, signals: Sequence[str], *, clock: Callable[[], float] = time.monotonic,
        within: float = ANSWER_WITHIN,
    ) -> None:  # fmt: skip
        super().__init__()
        self._service, self._signals = service, tuple(signals)
        self._clock, self._within = clock, within
        self._bus: DBusConnection | None = None
        self._listen: QSocketNotifier | None = None
        self._rests_until = float("-inf")
        self._asked: dict[int, _Asked] = {}
        self._late: dict[int, Answer] = {}
        self._deadlines = QTimer(self)
        self._deadlines.setInterval(200)
        self._deadlines.timeout.connect(self._expire)

    @property
    def there(self) -> bool:
        """Say whether there is a connection; one is made by the next call."""
        return self._bus is not None

    def call(
        self, method: str, signature: str = "", body: tuple[Any, ...] = (), *, answer: Answer,
        late: Answer | None = None,
    ) -> None:  # fmt: skip
        """Call a method; `answer` is called once, in time, perhaps before this returns.

        What the service returns when its time was over goes to `late`: it may have done what nobody waits for.
        """
        if self._bus is None and not self._connect():
            answer(Failed("there is no session bus"))
            return
        assert self._bus is not None
        serial = next(self._bus.outgoing_serial)
        self._asked[serial] = _Asked(answer, late or _nobody, self._clock() + self._within)
        self._deadlines.start()
        try:
            self._bus.send(new_method_call(self._service, method, signature or None, body), serial=serial)
        except OSError:
            self._lose("the session bus went away")
        except Exception as error:  # noqa: BLE001 - jeepney has many errors for a text that no message can hold
            del self._asked[serial]
            answer(Failed(f"it could not be sent ({error!r})"))

    def tell(self, method: str, signature: str, body: tuple[Any, ...]) -> None:
        """Call a method whose answer nobody needs; does nothing without a connection."""
        if self._bus is not None:
            self.call(method, signature, body, answer=_nobody)

    def close(self) -> None:
        """Leave the bus; what waits for an answer fails."""
        self._lose("the program ends")

    # -- the connection

    def _connect(self) -> bool:
        began = self._clock()
        if began < self._rests_until:
            return False
        try:
            bus = open_dbus_connection("SESSION", auth_timeout=BUS_WITHIN)
            for rule in self._rules():
                bus.send(message_bus.AddMatch(rule))
        except TimeoutError:
            self._rests_until = self._clock() + REST
            return False
        except Exception:  # noqa: BLE001 - no address, no socket, refused, gone: no bus in any case
            return False
        self._bus = bus
        self._listen = QSocketNotifier(bus.sock.fileno(), QSocketNotifier.Type.Read, self)
        self._listen.activated.connect(self._drain)
        QTimer.singleShot(0, self._drain)
        return True

    def _rules(self) -> list[MatchRule]:
        service = self._service
        rules = [
            MatchRule(type="signal", interface=service.interface, member=one, path=service.object_path)
            for one in self._signals
        ]
        owner = MatchRule(
            type="signal", sender=message_bus.bus_name, interface=message_bus.interface, member="NameOwnerChanged",
            path=message_bus.object_path,
        )  # fmt: skip
        owner.add_arg_condition(0, service.bus_name)
        return [*rules, owner]

    def _lose(self, why: str) -> None:
        """Give the connection up; everything that waits fails, and the next call connects anew."""
        self._deadlines.stop()
        if self._listen is not None:
            self._listen.setEnabled(False)
            self._listen.deleteLater()
            self._listen = None
        if self._bus is not None:
            self._bus.close()
            self._bus = None
        asked, self._asked = list(self._asked.values()), {}
        self._late.clear()
        self.forgot.emit()
        for one in asked:
            one.answer(Failed(why))

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
                self._signal(str(fields.get(HeaderFields.member, "")), tuple(message.body))
            else:
                self._reply(int(fields.get(HeaderFields.reply_serial, 0)), message)

    def _signal(self, member: str, body: tuple[Any, ...]) -> None:
        if member == "NameOwnerChanged":
            self.forgot.emit()
        elif member in self._signals:
            self.signalled.emit(member, body)

    def _reply(self, serial: int, message: Message) -> None:
        asked, late = self._asked.pop(serial, None), self._late.pop(serial, None)
        heard = asked.answer if asked is not None else late
        if heard is not None:
            fine = message.header.message_type is MessageType.method_return
            heard(tuple(message.body) if fine else Failed(_reason(message)))

    def _expire(self) -> None:
        now = self._clock()
        for serial, one in list(self._asked.items()):
            if one.deadline <= now and self._asked.pop(serial, None) is not None:
                self._late[serial] = one.late
                if len(self._late) > KEPT_LATE:
                    del self._late[next(iter(self._late))]
                one.answer(Failed("it did not answer in time"))
        if not self._asked:
            self._deadlines.stop()


def _nobody(_: tuple[Any, ...] | Failed) -> None:
    """Hear what nobody waits for."""


def _reason(message: Message) -> str:
    error = str(message.header.fields.get(HeaderFields.error_name, ""))
    if error.endswith((".ServiceUnknown", ".NameHasNoOwner")):
        return "nothing on this desktop shows notices"
    if error.endswith(".NoReply"):
        return "it ended before it answered"
    return f"it refused ({error.rsplit('.', 1)[-1] or 'no reason given'})"


def tray_is_a_service() -> bool:
    """Say whether tray icons go through the bus here: then their balloons take the same way as the first bell."""
    try:
        with open_dbus_connection("SESSION", auth_timeout=BUS_WITHIN) as bus:
            reply = bus.send_and_get_reply(message_bus.NameHasOwner(TRAY_SERVICE), timeout=1)
    except Exception:  # noqa: BLE001 - no bus, or one that does not answer: then nothing goes through it
        return False
    return bool(reply.body and reply.body[0])
