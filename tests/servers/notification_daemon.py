"""A notification daemon without a screen: it keeps what it was sent, and the test plays the user."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from jeepney import DBusAddress, HeaderFields, Message, MessageType, new_error, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
NOTIFY = "susssasa{sv}i"

_CALLS = (("GetCapabilities", "", "as"), ("GetServerInformation", "", "ssss"), ("CloseNotification", "u", ""))
_NOTIFY = ("s", "u", "s", "s", "s", "as", "a{sv}", "i")


def _shape() -> str:
    """Describe the interface to clients that ask first."""
    calls = [(name, tuple(given), (told,) if told == "as" else tuple(told)) for name, given, told in _CALLS]
    lines: list[str] = []
    for name, given, told in (*calls, ("Notify", _NOTIFY, ("u",))):
        # libraries look for the argument "hints" by its name
        args = [f'<arg name="{"hints" if kind == "a{sv}" else "one"}" type="{kind}" direction="in"/>' for kind in given]
        args += [f'<arg type="{kind}" direction="out"/>' for kind in told]
        lines.append(f'<method name="{name}">{"".join(args)}</method>')
    for name, last in (("NotificationClosed", "u"), ("ActionInvoked", "s")):
        lines.append(f'<signal name="{name}"><arg type="u"/><arg type="{last}"/></signal>')
    return f'<node><interface name="{NAME}">{"".join(lines)}</interface></node>'


_BUS = """<busconfig><type>session</type><listen>unix:dir={folder}</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/>
<allow eavesdrop="true"/><allow own="*"/></policy></busconfig>"""


@contextmanager
def private_bus(folder: Path) -> Iterator[str]:
    """Run a session bus with nothing on it and give its address; it is gone afterwards."""
    settings, told = folder / "bus.conf", folder / "bus-address"
    settings.write_text(_BUS.format(folder=folder), encoding="utf-8")
    command = ["dbus-daemon", f"--config-file={settings}", "--nofork", "--nopidfile", "--print-address=1"]
    with told.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + 10
        while not (address := told.read_text(encoding="utf-8").strip()):
            assert time.monotonic() < end, "dbus-daemon did not start"
            time.sleep(0.01)
        yield address
    finally:
        process.terminate()
        process.wait(10)


@dataclass(frozen=True)
class Notified:
    """One call of Notify, as it came over the wire."""

    number: int
    program: str
    replaces: int
    icon: str
    title: str
    body: str
    actions: tuple[str, ...]
    hints: dict[str, Any]
    expires: int


@dataclass
class NotificationDaemon:
    """`temper`: "shows", "refuses" with an error, or "hangs" until it is let go, or is "asleep" to every question."""

    address: str
    abilities: Sequence[str] = ("actions", "body", "body-markup")
    temper: str = "shows"
    notified: list[Notified] = field(default_factory=list)
    withdrawn: list[int] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._bus = open_dbus_connection(self.address)
        reply = self._bus.send_and_get_reply(message_bus.RequestName(NAME))
        assert reply.body[0] == 1, "somebody else shows notices on this bus"
        self._end = threading.Event()
        self._held: list[Message] = []
        self._thread = threading.Thread(target=self._serve, name="notification daemon", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._end.set()
        self._thread.join(5)
        self._bus.close()

    def press(self, number: int, action: str) -> None:
        """Press an action of a notice, as the user does."""
        self._signal("ActivationToken", "us", (number, "token-from-the-daemon"))
        self._signal("ActionInvoked", "us", (number, action))

    def put_away(self, number: int, reason: int = 2) -> None:
        """Dismiss a notice."""
        self._signal("NotificationClosed", "uu", (number, reason))

    def let_go(self) -> None:
        """Show what was held up while it hung."""
        self.temper = "shows"
        for call in self._held:
            self._bus.send(self._notify(call))

    def _signal(self, member: str, signature: str, body: tuple[Any, ...]) -> None:
        self._bus.send(new_signal(DBusAddress(PATH, interface=NAME), member, signature, body))

    def _serve(self) -> None:
        answers: dict[str, Callable[[Message], Message | None]] = {
            "GetCapabilities": lambda call: new_method_return(call, "as", (list(self.abilities),)),
            "GetServerInformation": lambda call: new_method_return(call, "ssss", ("test", "test", "1", "1.2")),
            "Notify": self._notify,
            "CloseNotification": self._close,
            "Introspect": lambda call: new_method_return(call, "s", (_shape(),)),
        }
        while not self._end.is_set():
            try:
                call = self._bus.receive(timeout=0.05)
            except TimeoutError:
                continue
            except (OSError, ConnectionError):
                return
            if call.header.message_type is MessageType.method_call and self.temper != "asleep":
                answer = answers.get(call.header.fields.get(HeaderFields.member, ""))
                made = answer(call) if answer else new_error(call, "org.freedesktop.DBus.Error.UnknownMethod")
                if made is not None:
                    self._bus.send(made)

    def _notify(self, call: Message) -> Message | None:
        if self.temper == "hangs":
            self._held.append(call)
            return None
        if self.temper == "refuses" or call.header.fields.get(HeaderFields.signature) != NOTIFY:
            return new_error(call, "org.freedesktop.DBus.Error.InvalidArgs")
        program, replaces, icon, title, body, actions, hints, expires = call.body
        number = replaces or len(self.notified) + 1
        plain = {name: value for name, (_, value) in hints.items()}
        self.notified.append(
            Notified(number, program, replaces, icon, title, body, tuple(actions), plain, expires)
        )
        return new_method_return(call, "u", (number,))

    def _close(self, call: Message) -> Message:
        self.withdrawn.append(call.body[0])
        return new_method_return(call)
