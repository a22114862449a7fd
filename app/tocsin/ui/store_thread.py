"""One thread with a store of its own, so that no question to the database holds up the screen."""

from __future__ import annotations

import queue
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from tocsin.core.errors import BrokenOff, TocsinError
from tocsin.store import Store

Job = Callable[[Store], Any]
Then = Callable[[Any], None]
Wanted = Callable[[], bool]
"""Asked on the store's thread; it must only look."""


@dataclass(frozen=True, slots=True)
class _Asked:
    job: Job
    then: Then | None
    failed: Callable[[str], None] | None
    wanted: Wanted


@dataclass(frozen=True, slots=True)
class _Answer:
    asked: _Asked
    value: Any
    error: Exception | None


class StoreThread(QObject):
    """Does jobs one after another with its own store; answers come back on the thread that made it."""

    troubled = Signal(str)
    """A job failed with a sentence, and nobody else wanted to hear it."""
    _answered = Signal(object)

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        super().__init__()
        self._path, self._read_only = path, read_only
        self._closing = False
        self._jobs: queue.SimpleQueue[_Asked | None] = queue.SimpleQueue()
        self._answered.connect(self._deliver)
        self._thread = threading.Thread(target=self._work, name="reader" if read_only else "writer", daemon=True)
        self._thread.start()

    def ask(
        self, job: Job, then: Then | None = None, failed: Callable[[str], None] | None = None, *,
        wanted: Wanted | None = None,
    ) -> None:  # fmt: skip
        """Do `job` later, then call `then` with its value, or `failed` with a sentence. Bound methods only.

        A job that only reads is broken off, and nobody is called, as soon as `wanted` says no: the next one need not
        wait for it. At the end of the program that holds for all that only read.
        """
        self._jobs.put(_Asked(job, then, failed, wanted or _always))

    def close(self, patience: float = 5.0) -> bool:
        """Finish what was asked, then end; False when it took longer than `patience` seconds."""
        self._closing = True
        self._jobs.put(None)
        self._thread.join(patience)
        return not self._thread.is_alive()

    def _work(self) -> None:
        store: Store | None = None
        while (asked := self._jobs.get()) is not None:
            try:
                if store is None:
                    store = Store.open(self._path, read_only=self._read_only)
                answer = _Answer(asked, self._done(asked, store), None)
            except BrokenOff:
                continue
            except Exception as error:  # noqa: BLE001 - told on the other thread, whatever it is
                answer = _Answer(asked, None, error)
            if isValid(self):
                self._answered.emit(answer)
        if store is not None:
            store.close()

    def _done(self, asked: _Asked, store: Store) -> Any:
        if not self._read_only:
            return asked.job(store)
        with store.database.wanted(lambda: not self._closing and asked.wanted()):
            if not asked.wanted():
                raise BrokenOff("It is not wanted any more.")
            return asked.job(store)

    def _deliver(self, answer: _Answer) -> None:
        asked, error = answer.asked, answer.error
        if error is None:
            if asked.then is not None and _there(asked.then):
                asked.then(answer.value)
        elif not isinstance(error, TocsinError):
            sys.excepthook(type(error), error, error.__traceback__)
        elif asked.failed is not None and _there(asked.failed):
            asked.failed(str(error))
        else:
            self.troubled.emit(str(error))


def _always() -> bool:
    return True


def _there(call: Callable[..., None]) -> bool:
    """Say whether the object that a bound method belongs to still exists."""
    owner = getattr(call, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)
