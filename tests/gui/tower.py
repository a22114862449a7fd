"""A ledger with one debt, the thread that settles, and a bell that can change what it shows."""

from __future__ import annotations

from dataclasses import dataclass, field

from pytestqt.qtbot import QtBot

from gui.hand_bell import HandBell
from tocsin.core.model import Notice, Rung
from tocsin.store import Store
from tocsin.ui.ringing import Ringing
from tocsin.ui.store_thread import StoreThread


@dataclass
class Tower:
    """A ledger with one debt, and the thread that settles."""

    qtbot: QtBot
    store: Store
    writer: StoreThread
    article: int

    def ringing(self, *bells: HandBell) -> Ringing:
        return Ringing(self.store, self.writer, bells)

    def settle(self) -> None:
        done: list[object] = []
        self.writer.ask(lambda _: None, done.append)
        self.qtbot.waitUntil(lambda: bool(done), timeout=10_000)

    def ledger(self) -> Rung:
        (one,) = self.store.alerts.ledger()
        return one


@dataclass
class ReplacingBell(HandBell):
    """A bell that can change what is still on the screen."""

    replaced: list[Notice] = field(default_factory=list)

    def replace(self, notice: Notice) -> bool:
        self.replaced.append(notice)
        return notice.key not in self.withdrawn
