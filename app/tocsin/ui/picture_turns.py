"""Lets images take their turn at a host, as everything does that is asked for; by the writer thread's store."""

from __future__ import annotations

import queue
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from tocsin.core.errors import TocsinError
from tocsin.core.schedule import lasting
from tocsin.feeds.address import host_of
from tocsin.monitor.manners import PATIENCE_AT_ONCE, Manners, picture_spacing
from tocsin.store import Store
from tocsin.ui.store_thread import StoreThread

Turn = Callable[[str], float]
"""(address) → seconds until it may be asked for; raises TocsinError when that is too long. Works on any thread."""

LONGEST_ANSWER = 3.0
"""Seconds after which an image does not wait for a busy database any more."""


def at_once(_address: str) -> float:
    """Let everything be asked for at once."""
    return 0.0


def turns(writer: StoreThread) -> Turn:
    """Give what lets images take turns."""

    def turn(address: str) -> float:
        answer: queue.SimpleQueue[timedelta] = queue.SimpleQueue()

        def take(store: Store) -> None:
            wait = timedelta(0)
            try:
                wait = Manners(store, picture_spacing).turn(address, datetime.now(UTC))
            finally:
                answer.put(wait)

        writer.ask(take)
        try:
            wait = answer.get(timeout=LONGEST_ANSWER)
        except queue.Empty:
            return 0.0
        if wait > PATIENCE_AT_ONCE:
            raise TocsinError(f"{host_of(address)} is to be left alone for {lasting(wait)}.")
        return wait.total_seconds()

    return turn
