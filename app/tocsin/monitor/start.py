"""Wires the monitor for a profile and runs it: the one place where its parts meet."""

from __future__ import annotations

import os
import random
import signal
import stat
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from queue import SimpleQueue
from typing import TextIO

from tocsin import __version__
from tocsin.core.alarm import GATHERING
from tocsin.core.model import Rung
from tocsin.desktop import secrets
from tocsin.desktop.bells.apprise_process import AppriseProcess
from tocsin.desktop.clock import local_zone
from tocsin.desktop.lock import MonitorLock
from tocsin.desktop.profile import Profile
from tocsin.monitor.events import STOP, Event, OtherBellFailed, Say, Stopped, Trouble, Wish, line, wish
from tocsin.monitor.other_bells import OtherBellsThread
from tocsin.monitor.parsing import ParserProcess
from tocsin.monitor.ringing import Bell, LoneRinger
from tocsin.monitor.worker import Monitor
from tocsin.store import Store

USER_AGENT = f"Tocsin/{__version__} (desktop news monitor; reads feeds for one person)"

LONGEST_LINE = 65_536


def utc_now() -> datetime:
    """Give the time as the whole program counts it."""
    return datetime.now(UTC)


def run(
    profile: Profile, *, once: bool = False, all_due: bool = False, events: TextIO | None = None,
    seconds: float | None = None, wishes_from: int | None = None, tell: Callable[[Rung, str], None],
    complain: Callable[[str], None], bell: Bell | None = None,
) -> None:  # fmt: skip
    """Run the monitor of a profile until it is done, told to stop, or its standard input ends.

    `wishes_from` is a file descriptor. With `events` it writes JSON lines there and leaves the ringing to whoever
    reads them; without, it rings by `bell` and tells each alert. Raises TocsinError when the profile cannot be used.
    """
    from tocsin.feeds.fetch import Fetcher

    profile.make()
    with ExitStack() as stack:
        stack.enter_context(MonitorLock(profile.monitor_lock))
        store = stack.enter_context(Store.open(profile.database))
        web = Fetcher(user_agent=USER_AGENT)
        stack.callback(web.close)
        wishes: SimpleQueue[Wish] = SimpleQueue()
        stack.enter_context(_signals(wishes))
        if wishes_from is not None:
            _listen(wishes_from, wishes)
        say = _writer(events, wishes) if events is not None else _complainer(complain)
        ring, zone = None, local_zone()
        if events is None:
            patience = timedelta(0) if once else GATHERING
            ring = LoneRinger(store, bell, say, tell, clock=utc_now, zone=zone, patience=patience)
        monitor: Monitor | None = None

        def stopping() -> bool:
            return monitor is not None and monitor.stopping()

        parser = ParserProcess(stopping)
        stack.callback(parser.close)
        monitor = Monitor(
            store, web, parser, say=_but_last(say), wishes=wishes, clock=utc_now, chance=random.random,
            password=secrets.recall, ring=ring, zone=zone,
        )  # fmt: skip
        others = OtherBellsThread(profile.database, AppriseProcess, say, clock=utc_now, zone=zone)
        stack.callback(others.close)
        until = utc_now() + timedelta(seconds=seconds) if seconds is not None else None
        monitor.run(once=once, all_due=all_due, until=until)
        if once and not monitor.stopping():
            others.finish()
        others.close()
        say(Stopped())


def _writer(out: TextIO, wishes: SimpleQueue[Wish]) -> Say:
    whole = threading.Lock()  # other bells are rung, and told of, in a thread of their own

    def say(event: Event) -> None:
        try:
            with whole:
                out.write(line(event) + "\n")
                out.flush()
        except (OSError, ValueError):
            # Nobody listens any more: the desktop program is gone, and so should we be.
            wishes.put(STOP)

    return say


def _but_last(say: Say) -> Say:
    """Say everything but that it is over: other bells are still heard of."""

    def all_else(event: Event) -> None:
        if not isinstance(event, Stopped):
            say(event)

    return all_else


def _complainer(complain: Callable[[str], None]) -> Say:
    def say(event: Event) -> None:
        if isinstance(event, Trouble):
            complain(event.sentence if not event.detail else f"{event.sentence}\n{event.detail}")
        elif isinstance(event, OtherBellFailed):
            complain(f"{event.name}: {event.trouble}")
        elif isinstance(event, Stopped):
            return

    return say


@contextmanager
def _signals(wishes: SimpleQueue[Wish]) -> Iterator[None]:
    """Make SIGTERM and Ctrl+C the wish to stop, as long as this lasts. Only in the main thread."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_number: int, _frame: object) -> None:
        wishes.put(STOP)

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _listen(source: int, wishes: SimpleQueue[Wish]) -> None:
    """Read wishes in a thread of their own; when whoever sends them is gone, that is the wish to stop.

    A file and the null device have nobody at the other end who could go away: their end says nothing.
    """
    mode = os.fstat(source).st_mode
    somebody = stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode) or os.isatty(source)

    def listen() -> None:
        # The file descriptor itself: a thread that waits inside sys.stdin would keep its lock, and the
        # interpreter could not end.
        rest = b""
        with suppress(OSError):
            while part := os.read(source, LONGEST_LINE):
                *lines, rest = (rest + part).split(b"\n")
                for text in lines:
                    told = wish(text.decode("utf-8", "replace"))
                    if told is not None:
                        wishes.put(told)
                rest = rest[-LONGEST_LINE:]
        if somebody:
            wishes.put(STOP)

    threading.Thread(target=listen, name="wishes", daemon=True).start()


def be_modest() -> None:
    """Let the window and every other program go first."""
    if sys.platform != "win32":
        with suppress(OSError):
            os.nice(5)
