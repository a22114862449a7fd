"""The process that rings a test through all bells of this desktop, and prints a line for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from tocsin.core.model import Notice
from tocsin.desktop.bells.chain import Bell, Chain, Done, Failed, Outcome, Sent, Shown
from tocsin.desktop.sound import Player
from tocsin.monitor.bell_test import TEST, Tried
from tocsin.ui.bells import bells_here
from tocsin.ui.icons import program_icon
from tocsin.ui.tokens import load

SETTLE, STAY, TICK = 400, 3_000, 100
"""Milliseconds for the tray to take the icon, for a balloon to be seen, and between looks at the clock."""


def run(say: Callable[[str], object]) -> int:
    """Ring; returns 0 when a bell took it. The caller has seen to it that there is a screen."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(["tocsin"])
    app.setApplicationName("tocsin")
    app.setApplicationDisplayName("Tocsin")
    app.setDesktopFileName("tocsin")
    app.setQuitOnLastWindowClosed(False)
    with ExitStack() as closing:
        icon = QSystemTrayIcon(program_icon(load().icon))
        icon.show()
        closing.callback(icon.hide)
        player = Player()
        test = BellTest(bells_here(icon, closing), player, say, app.exit)
        QTimer.singleShot(SETTLE, test.begin)
        status = app.exec()
        player.wait(STAY / 1000)
    return status


class BellTest(QObject):
    """Says of each bell what became of the test, in their order; the chain's record."""

    def __init__(
        self, bells: Sequence[Bell], player: Player, say: Callable[[str], object], ended: Callable[[int], object]
    ) -> None:
        super().__init__()
        self._left = [bell.name for bell in bells]
        self._player, self._say, self._ended = player, say, ended
        self._chain = Chain([_Listened(bell, self._failed) for bell in bells], self)
        self._asked = ""
        self._tick = QTimer(self)
        self._tick.setInterval(TICK)
        self._tick.timeout.connect(self._chain.tick)

    def begin(self) -> None:
        """Ring."""
        self._tick.start()
        self._chain.ring(TEST)

    def trying(self, notice: Notice, bell: str) -> None:
        """One bell is asked; the one before that said nothing has lost its time."""
        self._lost()
        self._asked = bell

    def rang(self, notice: Notice, bell: str, outcome: Shown | Sent) -> None:
        """Say who took it, and that the others were not needed; a balloon goes with its icon, so stay a while."""
        self._tell(Tried(bell, "shown" if isinstance(outcome, Shown) else "sent"))
        for name in list(self._left):
            self._tell(Tried(name, "not needed"))
        if not (isinstance(outcome, Shown) and outcome.sounded):
            self._player.play(notice.sound)
        self._tick.stop()
        QTimer.singleShot(0 if isinstance(outcome, Shown) else STAY, self._end)

    def unrung(self, notice: Notice, reasons: Sequence[str]) -> None:
        """No bell took it."""
        self._lost()
        self._ended(1)

    def _end(self) -> None:
        self._ended(0)

    def _failed(self, bell: str, reason: str) -> None:
        if bell == self._asked:
            self._asked = ""
            self._tell(Tried(bell, "failed", reason))

    def _lost(self) -> None:
        if self._asked:
            self._failed(self._asked, "it did not answer in time")

    def _tell(self, tried: Tried) -> None:
        if tried.bell in self._left:
            self._left.remove(tried.bell)
            self._say(tried.line())


class _Listened:
    """A bell whose refusals are heard on their way to the chain."""

    def __init__(self, bell: Bell, failed: Callable[[str, str], object]) -> None:
        self.name = bell.name
        self._bell, self._failed = bell, failed

    def ring(self, notice: Notice, done: Done) -> None:
        def heard(outcome: Outcome) -> None:
            if isinstance(outcome, Failed):
                self._failed(self.name, outcome.reason)
            done(outcome)

        self._bell.ring(notice, heard)

    def withdraw(self, key: str) -> None:
        self._bell.withdraw(key)
