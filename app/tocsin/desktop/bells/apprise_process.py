"""Runs Apprise in a process of its own, which reads the keyring, sends, and can be ended when it takes too long."""

from __future__ import annotations

import multiprocessing
import signal
import threading
from contextlib import suppress
from multiprocessing.connection import Connection
from time import monotonic

from tocsin.core.errors import TocsinError
from tocsin.desktop import secrets
from tocsin.desktop.bells.apprise import Outcome, Seen, look, send

PATIENCE_SECONDS = 45.0
"""For one message, the keyring and the start of the process included."""

LOOK_SECONDS = 0.1

_AT_WORK = "at work"
"""The child says this between the keyring and the network."""


class AppriseProcess:
    """Sends one message after another from a child process, started at the first one.

    `stop` may be set from another thread: what is being sent is then given `grace` seconds to end.
    """

    def __init__(
        self, stop: threading.Event | None = None, *, patience: float = PATIENCE_SECONDS, grace: float = 1.2
    ) -> None:
        self._stop = stop or threading.Event()
        self._patience, self._grace = patience, grace
        self._context = multiprocessing.get_context("spawn")
        self._child: multiprocessing.process.BaseProcess | None = None
        self._wire: Connection | None = None

    def look(self, address: str) -> Seen:
        """Say what an address means; raises TocsinError with a sentence where it must not be used."""
        answer = self._ask("look", address, "This address could not be looked at in time.")
        if isinstance(answer, Seen):
            return answer
        raise answer if isinstance(answer, TocsinError) else TocsinError("This address could not be made sense of.")

    def send(self, secret: str, title: str, body: str, key: str) -> Outcome:
        """Send a text to the address that the keyring holds under `secret`."""
        answer = self._ask("send", (secret, title, body, key), "The keyring did not answer in time. Unlock it.")
        if isinstance(answer, Outcome):
            return answer
        return Outcome(str(answer), uncertain=isinstance(answer, _Late))

    def forget(self, secret: str) -> None:
        """Take an address out of the keyring."""
        self._ask("forget", secret, "")

    def close(self) -> None:
        """End the child at once."""
        if self._wire is not None:
            self._wire.close()
            self._wire = None
        if self._child is not None:
            self._child.kill()
            self._child.join(2)
            self._child = None

    def _ask(self, what: str, about: object, too_late: str) -> object:
        end, sending = monotonic() + self._patience, False
        try:
            wire = self._ready()
            wire.send((what, about))
            while True:
                while not wire.poll(LOOK_SECONDS):
                    if self._stop.is_set():
                        end = min(end, monotonic() + self._grace)
                        self._grace = 0.0
                    if monotonic() > end:
                        self.close()
                        return _Late("It took too long.") if sending else TocsinError(too_late)
                answer: object = wire.recv()
                if answer != _AT_WORK:
                    return answer
                sending = True
        except (EOFError, OSError):
            self.close()
            return _Late("The sending broke off.") if sending else TocsinError("The sending could not begin.")

    def _ready(self) -> Connection:
        if self._wire is None or self._child is None or not self._child.is_alive():
            self.close()
            ours, theirs = self._context.Pipe()
            self._child = self._context.Process(target=_serve, args=(theirs,), name="tocsin-other-bells", daemon=True)
            self._child.start()
            theirs.close()
            self._wire = ours
        return self._wire


class _Late(TocsinError):
    """Nobody knows whether it arrived."""


def _serve(wire: Connection) -> None:
    """Answer until the other end closes. Runs in the child."""
    with suppress(ValueError, OSError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal's Ctrl+C is for the monitor, which ends us
    while True:
        try:
            what, about = wire.recv()
        except (EOFError, OSError):
            return
        answer: object
        try:
            answer = _done(wire, what, about)
        except TocsinError as error:
            answer = type(error)(str(error))
        except (Exception, RecursionError, MemoryError):  # noqa: BLE001 - what breaks here must not end the monitor
            answer = TocsinError("Something in Tocsin went wrong while it was sending.")
        with suppress(OSError):
            wire.send(answer)


def _done(wire: Connection, what: str, about: object) -> object:
    if what == "look" and isinstance(about, str):
        return look(about)
    if what == "forget" and isinstance(about, str):
        secrets.forget_bell(about)
        return None
    if what == "send" and isinstance(about, tuple):
        secret, title, body, key = about
        address = secrets.recall_bell(secret)
        wire.send(_AT_WORK)
        return send(address, title, body, key)
    return TocsinError("Nobody knows what was wanted.")
