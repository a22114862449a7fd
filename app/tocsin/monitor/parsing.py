"""Parses feeds in a process of its own, which can be ended when a feed takes too long."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from time import monotonic

from tocsin.core.errors import TocsinError
from tocsin.core.model import ParsedFeed

Parse = Callable[[bytes, str, str, bytes], ParsedFeed]
"""(body, address, content type, imprints of last time) → what it holds; raises TocsinError with a sentence."""

PATIENCE_SECONDS = 10.0
LOOK_SECONDS = 0.1

REST_SECONDS, MARGIN_SECONDS = 60.0, 10.0
"""A child that had nothing to do for so long ends, and gives its memory back; that long before it is sent nothing."""


class Interrupted(Exception):
    """The monitor was told to stop while a feed was being parsed; nothing of it was saved."""


class TooLong(TocsinError):
    """The feed could not be made sense of in time."""


class ParserProcess:
    """Parses one body after another in a child process, started at the first body.

    `stop` is asked ten times a second; when it says yes, Interrupted is raised. A body that takes more than
    `patience` seconds raises TooLong, one that ends the child a TocsinError; the next body gets a new child, and so
    does one that comes after `rest` seconds without any.
    """

    def __init__(
        self, stop: Callable[[], bool], patience: float = PATIENCE_SECONDS, rest: float = REST_SECONDS
    ) -> None:
        self._stop = stop
        self._patience, self._rest = patience, rest
        self._used = 0.0
        self._context = multiprocessing.get_context("spawn")
        self._child: multiprocessing.process.BaseProcess | None = None
        self._wire: Connection | None = None

    def __call__(self, body: bytes, url: str, content_type: str, before: bytes = b"") -> ParsedFeed:
        """Parse one body."""
        wire = self._ready()
        try:
            wire.send((body, url, content_type, before))
            end = monotonic() + self._patience
            while not wire.poll(LOOK_SECONDS):
                if self._stop():
                    self.close()
                    raise Interrupted
                if monotonic() > end:
                    self.close()
                    raise TooLong("The feed could not be read: making sense of it took too long.")
            answer: ParsedFeed | TocsinError = wire.recv()
        except (EOFError, OSError) as error:
            self.close()
            raise TocsinError("The feed could not be read: it is made in a way that no reader can take.") from error
        finally:
            self._used = monotonic()
        if isinstance(answer, TocsinError):
            raise answer
        return answer

    def _ready(self) -> Connection:
        rested = monotonic() - self._used > self._rest - min(MARGIN_SECONDS, self._rest / 2)
        if self._wire is None or self._child is None or rested or not self._child.is_alive():
            self.close()
            ours, theirs = self._context.Pipe()
            given = (theirs, self._rest)
            self._child = self._context.Process(target=_serve, args=given, name="tocsin-parser", daemon=True)
            self._child.start()
            theirs.close()
            self._wire = ours
        return self._wire

    def close(self) -> None:
        """End the child at once."""
        if self._wire is not None:
            self._wire.close()
            self._wire = None
        if self._child is not None:
            self._child.kill()
            self._child.join(2)
            self._child = None


def _serve(wire: Connection, rest: float) -> None:
    """Answer until the other end closes, or nothing was asked for `rest` seconds. Runs in the child."""
    from tocsin.feeds.parse import parse

    with suppress(ValueError, OSError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal's Ctrl+C is for the monitor, which ends us
    while True:
        try:
            if not wire.poll(rest):
                return
            body, url, content_type, before = wire.recv()
        except (EOFError, OSError):
            return
        answer: ParsedFeed | TocsinError
        try:
            answer = parse(body, url, content_type, before)
        except TocsinError as error:
            answer = TocsinError(str(error))
        except (Exception, RecursionError, MemoryError):  # noqa: BLE001 - hostile bytes must not end the monitor
            answer = TocsinError("The feed could not be read: it is made in a way that no reader can take.")
        wire.send(answer)
