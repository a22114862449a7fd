"""The bell of Windows and macOS: their notification centres through desktop-notifier, with buttons."""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
from collections import deque
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from tocsin.core.model import Notice
from tocsin.core.text import clean
from tocsin.desktop.bells.chain import Done, Failed, Outcome, Shown

if TYPE_CHECKING:
    from desktop_notifier import DesktopNotifier

LONGEST_TITLE, LONGEST_LINE, MOST_LINES = 200, 400, 4
"""Windows shows two lines of a title and four of text, and takes 5 kB of XML in all; this stays below in any script."""

PERMISSION_WITHIN, ANSWER_WITHIN = 2.0, 2.8
"""Seconds; the chain's patience is three. macOS answers the first question for permission when the user has."""

TOLD_LATER = 0.3
"""Seconds in which Windows says that a toast which it took cannot be shown."""

DISMISSED = 2
"""Why a notice was closed, as the bell of Linux says it."""

DEFAULT = "default"
"""The click on the notice itself; it has no button."""


class DesktopNotifierBell(QObject):
    """The library wants an asyncio loop: it has one in a thread of its own, from the first notice on."""

    name = "desktop-notifier"
    pressed = Signal(str, str)
    """The notice's key, and the id of the action; a click on the notice itself is "default"."""
    closed = Signal(str, int)
    """The notice's key, and 2: dismissed by the user; one that expires is not told."""
    _posted = Signal(object)

    def __init__(
        self, icon: Path | None = None, *, platform: str = sys.platform,
        make: Callable[[Path | None], DesktopNotifier] | None = None, within: float = ANSWER_WITHIN,
        permission_within: float = PERMISSION_WITHIN,
    ) -> None:  # fmt: skip
        super().__init__()
        self._icon, self._platform, self._make = icon, platform, make or _made
        self._within, self._permission_within = within, permission_within
        self._loop: asyncio.AbstractEventLoop | None = None
        self._notifier: DesktopNotifier | None = None
        self._permission: asyncio.Task[bool] | None = None
        self._complaints, self._turn = _Complaints(), asyncio.Lock()
        self._shown: set[str] = set()
        self._posted.connect(_do)

    # -- what the chain asks, on the screen's thread

    def ring(self, notice: Notice, done: Done) -> None:
        """Show a notice; one with the same key takes the old one's place, and comes up again."""
        self._start(self._ring(notice, done))

    def withdraw(self, key: str) -> None:
        """Take a notice off the screen and out of the notification centre."""
        self._shown.discard(key)
        if self._loop is not None:
            self._start(self._clear(key))

    def replace(self, notice: Notice) -> bool:
        """Change a notice that is still there, without bringing it up again: only macOS can."""
        if self._platform != "darwin" or notice.key not in self._shown:
            return False
        self._start(self._show(notice, quietly=True))
        return True

    def close(self) -> None:
        """End the thread; notices on the screen stay."""
        loop, self._loop = self._loop, None
        if loop is not None:
            loop.call_soon_threadsafe(loop.stop)
        logging.getLogger("desktop_notifier").removeHandler(self._complaints)

    def _start(self, work: Coroutine[Any, Any, object]) -> None:
        if self._loop is None:
            logging.getLogger("desktop_notifier").addHandler(self._complaints)
            self._loop = asyncio.new_event_loop()
            threading.Thread(target=_run, args=(self._loop,), name=self.name, daemon=True).start()
        asyncio.run_coroutine_threadsafe(work, self._loop)

    # -- in the loop's thread

    async def _ring(self, notice: Notice, done: Done) -> None:
        showing = asyncio.ensure_future(self._show(notice))
        ended, _ = await asyncio.wait({showing}, timeout=self._within)
        if not ended:
            self._post(lambda: done(Failed("it did not answer in time")))
        outcome = await showing
        if ended or isinstance(outcome, Shown):  # the chain takes back what came too late
            self._post(lambda: self._answer(notice.key, done, outcome))

    async def _show(self, notice: Notice, *, quietly: bool = False) -> Outcome:
        try:
            if self._notifier is None:
                self._notifier = self._listening(self._make(self._icon))
            trouble = await self._trouble(self._notifier)
            if trouble:
                return Failed(trouble)
            return await self._send(self._notifier, notice, quietly=quietly)
        except ImportError as error:
            return Failed(f"the library for it is not there ({error})")
        except Exception as error:  # noqa: BLE001 - each system fails in its own ways; the next bell takes over
            return Failed(f"the notification centre failed ({error or type(error).__name__})")

    async def _trouble(self, notifier: DesktopNotifier) -> str:
        """Say why nothing would be shown: the library itself goes on silently in each of these cases."""
        if not await notifier.get_capabilities():
            if self._platform == "darwin":
                return "macOS shows notices only of a signed application, not of a program started from a terminal"
            return "this version of the system has no notification centre that could be used"
        if self._permission is None or (self._permission.done() and not _granted(self._permission)):
            self._permission = asyncio.ensure_future(notifier.request_authorisation())
        await asyncio.wait({self._permission}, timeout=self._permission_within)
        if not self._permission.done():
            return "you have not said yet whether Tocsin may show notices"
        return "" if self._permission.result() else "notices of Tocsin are switched off in the system's settings"

    async def _send(self, notifier: DesktopNotifier, notice: Notice, *, quietly: bool) -> Outcome:
        from desktop_notifier import Button, Notification, Urgency

        sent: list[bool] = []
        lines = [clean(line, LONGEST_LINE) for line in notice.body.split("\n")[:MOST_LINES]]
        urgency = Urgency.Low if quietly else Urgency.Critical if notice.urgent else Urgency.Normal
        # A fixed id: macOS keeps the buttons of the first notice that had them, with their ids.
        buttons = [Button(clean(label, 40), identifier=name) for name, label in notice.actions if name != DEFAULT]
        made = Notification(
            clean(notice.title, LONGEST_TITLE) or "Tocsin",
            "\n".join(line for line in lines if line),
            urgency=urgency,
            buttons=tuple(buttons),
            on_dispatched=lambda: sent.append(True),
            identifier=notice.key,
        )
        async with self._turn:  # what is logged meanwhile is about this one
            before = self._complaints.count
            await notifier.send_notification(made)
            refused = self._complaints.since(before)
        if self._platform == "win32":
            await asyncio.sleep(TOLD_LATER)
            refused += [one for one in self._complaints.since(before) if f"'{notice.key}'" in one]
        if refused:
            return Failed(f"the notification centre refused ({refused[0]})")
        return Shown() if sent else Failed("the notification centre did not take it")

    async def _clear(self, key: str) -> None:
        try:
            if self._notifier is not None:
                await self._notifier.clear(key)
        except Exception:  # noqa: BLE001, S110 - it is gone already, or was never there
            pass

    def _listening(self, notifier: DesktopNotifier) -> DesktopNotifier:
        # Not on each notice: those of an earlier run of the program are answered, too.
        notifier.on_clicked = lambda key: self._post(lambda: self._tell(key, DEFAULT))
        notifier.on_button_pressed = lambda key, action: self._post(lambda: self._tell(key, action))
        notifier.on_dismissed = lambda key: self._post(lambda: self._dismissed(key))
        return notifier

    def _post(self, job: Callable[[], object]) -> None:
        if isValid(self):
            self._posted.emit(job)

    # -- on the screen's thread again

    def _answer(self, key: str, done: Done, outcome: Outcome) -> None:
        if isinstance(outcome, Shown):
            self._shown.add(key)
        done(outcome)

    def _tell(self, key: str, action: str) -> None:
        self._shown.discard(key)
        self.pressed.emit(key, action)

    def _dismissed(self, key: str) -> None:
        self._shown.discard(key)
        self.closed.emit(key, DISMISSED)


class _Complaints(logging.Handler):
    """Keeps what the library only logs: that a notice failed."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0
        self._said: deque[str] = deque(maxlen=50)

    def since(self, count: int) -> list[str]:
        """Give what was said since there were so many."""
        new = self.count - count
        return list(self._said)[-new:] if new else []

    def emit(self, record: logging.LogRecord) -> None:
        """Take the error itself where there is one."""
        error = record.exc_info[1] if record.exc_info else None
        self._said.append(clean(str(error) if error is not None else record.getMessage(), 200))
        self.count += 1


def _granted(permission: asyncio.Task[bool]) -> bool:
    return not permission.cancelled() and permission.exception() is None and permission.result()


def _made(icon: Path | None) -> DesktopNotifier:
    from desktop_notifier import DesktopNotifier, Icon

    return DesktopNotifier(app_name="Tocsin", app_icon=None if icon is None else Icon(path=icon))


def _run(loop: asyncio.AbstractEventLoop) -> None:
    asyncio.set_event_loop(loop)
    loop.run_forever()
    for task in asyncio.all_tasks(loop):
        task.cancel()
    loop.run_until_complete(loop.shutdown_asyncgens())
    loop.close()


def _do(job: Callable[[], object]) -> None:
    job()
