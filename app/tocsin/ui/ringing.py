"""Rings what is owed through the bells, settles the debts, and answers what the user does with a notice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import QObject, QTimer, Signal

from tocsin.core.alarm import Plan, with_one_sound
from tocsin.core.alarm.notices import discreet, of_story
from tocsin.core.brief import KEY
from tocsin.core.model import Notice, Sound
from tocsin.desktop.bells.chain import Bell, Chain, Sent, Shown
from tocsin.desktop.clock import local_zone
from tocsin.desktop.sound import Player
from tocsin.monitor.ringing import Homecoming, house, planned
from tocsin.store import Store
from tocsin.store.alerts import LIST
from tocsin.ui.deeds import Marked
from tocsin.ui.policies import lines_of
from tocsin.ui.store_thread import StoreThread

KEPT_NOTICES, TICK = 300, 250

LONGEST_WAIT = 60_000
"""Milliseconds after which what waits is looked at again at the latest: clocks jump."""

DISMISSED = 2

STORY, UPDATE = "story-", 3_000
"""How the key of a story's notice begins, and after how many milliseconds it says that its story grew."""


class Ringing(QObject):
    """Every alert that is owed is rung once: by a bell, else by the list. The chain's record is the ledger."""

    open_wanted = Signal(object)
    """Show this article."""
    page_wanted = Signal(str)
    """Show what the notice of many stories with this key stands for."""
    keep_wanted = Signal(object)
    mute_wanted = Signal(object)
    """Mute the stories of these alerts in their watches."""
    snooze_wanted = Signal(object)
    """Snooze the watches of these alerts."""
    acted = Signal(object, str)
    """Alerts, and what the user did with them."""
    settled = Signal(object, str)
    """Alerts whose debt is settled in the database, and the bell that took them."""
    told = Signal(str, str)
    """The key of a notice without alerts that rang, and the bell that took it."""
    silent = Signal(str)
    """No bell took a notice; a sentence about it."""

    def __init__(
        self, store: Store, writer: StoreThread, bells: Sequence[Bell], now: Callable[[], datetime] | None = None, *,
        player: Player | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self._store, self._writer, self._now = store, writer, now or _now
        self._chain = Chain(bells, self)
        self._player = player or Player()
        self._sounded: datetime | None = None
        self._in_flight: set[int] = set()
        self._notices: dict[str, Notice] = {}
        self._pressed: set[str] = set()
        self._zone = local_zone()
        self._homecoming = Homecoming()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.look)
        self._grown: set[int] = set()
        self._update = QTimer(self)
        self._update.setSingleShot(True)
        self._update.setInterval(UPDATE)
        self._update.timeout.connect(self._show_grown)
        self._tick = QTimer(self)
        self._tick.setInterval(TICK)
        self._tick.timeout.connect(self._look_at_clock)

    def look(self) -> None:
        """Ring what is owed, whose time has come, and what is not being rung yet."""
        now = self._now()
        plan = planned(
            self._store, now, self._zone, presence=self._homecoming.presence, ringing=frozenset(self._in_flight)
        )
        self._write_down(plan)
        for notice in with_one_sound(plan.notices, now, self._sounded):
            if notice.sound is not Sound.NONE:
                self._sounded = now
            self._in_flight.update(notice.alerts)
            self.show(notice)
        self._homecoming.rang()
        later = plan.look_again(now)
        if later is not None:
            self._later.start(min(max(int((later - now).total_seconds() * 1000) + 50, 1000), LONGEST_WAIT))

    def round_began(self, after_absence: bool) -> None:
        """Gather what comes when the program was away for long."""
        self._homecoming.began(after_absence)

    def round_ended(self) -> None:
        """Ring what was gathered."""
        self._homecoming.ended()
        self.look()

    def _write_down(self, plan: Plan) -> None:
        def job(store: Store) -> None:
            store.alerts.settle(plan, now)

        now = self._now()
        if plan.waiting or plan.muted or plan.read:
            self._writer.ask(job)

    def show(self, notice: Notice) -> None:
        """Ring one notice; one without alerts settles nothing."""
        self._notices.pop(notice.key, None)
        self._notices[notice.key] = notice
        self._pressed.discard(notice.key)
        while len(self._notices) > KEPT_NOTICES:
            oldest = next(iter(self._notices))
            del self._notices[oldest]
            self._pressed.discard(oldest)
        self._chain.ring(notice)
        if self._chain.waiting:
            self._tick.start()

    # -- what the chain tells

    def trying(self, notice: Notice, bell: str) -> None:
        """Write down which bell is asked, in case that the program dies meanwhile."""
        if notice.alerts:
            self._writer.ask(lambda store: store.alerts.trying(notice.alerts, bell))

    def rang(self, notice: Notice, bell: str, outcome: Shown | Sent) -> None:
        """Settle the debt; the sound that the bell did not play is played here."""
        if not (isinstance(outcome, Shown) and outcome.sounded):
            self._player.play(notice.sound)
        self._settle(notice, bell)

    def unrung(self, notice: Notice, reasons: Sequence[str]) -> None:
        """Let the list ring what no bell took: the article is new there, and counted."""
        self._settle(notice, LIST)
        if notice.alerts:
            self.silent.emit("No notice could be shown; what rang stands in the list.")

    def _settle(self, notice: Notice, bell: str) -> None:
        if not notice.alerts:
            self.told.emit(notice.key, bell)
            return
        now = self._now()

        def job(store: Store) -> tuple[tuple[int, ...], str]:
            store.alerts.rang(notice.alerts, bell, now, notice.key)
            return notice.alerts, bell

        self._writer.ask(job, self._is_settled)

    def _is_settled(self, done: tuple[tuple[int, ...], str]) -> None:
        self._in_flight.difference_update(done[0])
        self.settled.emit(*done)

    # -- what the user does

    def pressed(self, key: str, action: str) -> None:
        """Do what was pressed on a notice."""
        notice = self._notices.get(key)
        if notice is None:
            return
        self._pressed.add(key)
        if action == "keep":
            self.keep_wanted.emit([notice.article_id])
            self.acted.emit(notice.alerts, "kept")
        elif action == "mute":
            self.mute_wanted.emit(notice.alerts)
        elif action == "snooze":
            self.snooze_wanted.emit(notice.alerts)
        elif (notice.alerts and not key.startswith(STORY)) or key.startswith(KEY):
            self.acted.emit(notice.alerts, "opened")
            self.page_wanted.emit(key)
        else:
            self.acted.emit(notice.alerts, "opened")
            self.open_wanted.emit(notice.article_id)
        if action in ("keep", "mute", "snooze"):
            self._chain.withdraw(key)

    def grew(self, stories: object) -> None:
        """Have the notices of stories that grew say so, if they are still on the screen; soon, and all at once."""
        if not isinstance(stories, list):
            return
        self._grown.update(one for one in stories if isinstance(one, int) and f"{STORY}{one}" in self._notices)
        if self._grown and not self._update.isActive():
            self._update.start()

    def _show_grown(self) -> None:
        grown, self._grown = self._grown, set()
        if house(self._store, self._zone).presenting:
            return
        now = self._now()
        for story in grown:
            old = self._notices.get(f"{STORY}{story}")
            alerts = lines_of(self._store, old.alerts) if old is not None else []
            new = of_story(alerts, now) if alerts else None
            if new is not None and old is not None and new.body != old.body and self._chain.replace(new):
                self._notices[new.key] = new

    def closed(self, key: str, reason: int) -> None:
        """Write down that a notice was dismissed; one that expired, or that a press put away, tells nothing."""
        notice = self._notices.get(key)
        if notice is not None and notice.alerts and reason == DISMISSED and key not in self._pressed:
            self.acted.emit(notice.alerts, "dismissed")

    def withdraw(self, key: str) -> None:
        """Take a notice off the screen whose subject stands in the window now."""
        self._chain.withdraw(key)

    def mark(self, marked: Marked) -> None:
        """Take a notice off the screen when its story was read in the window; one of many stories when all were."""
        if not marked.read:
            return
        for key, notice in self._notices.items():
            if notice.alerts and self._store.alerts.all_read(notice.alerts):
                self._chain.withdraw(key)

    def be_discreet(self) -> None:
        """Take the headlines off the notices that are on the screen, if others can see it now."""
        if not house(self._store, self._zone).presenting:
            return
        for key, notice in list(self._notices.items()):
            plain = self._without_headline(notice)
            if plain == notice:
                continue
            self._notices[key] = plain
            if not self._chain.replace(plain):
                self._chain.withdraw(key)

    def _without_headline(self, notice: Notice) -> Notice:
        if notice.alerts:
            return discreet(notice, len({one.alert.story_id for one in lines_of(self._store, notice.alerts)}))
        return replace(notice, body="") if notice.key.startswith(KEY) else notice

    def _look_at_clock(self) -> None:
        self._chain.tick()
        if not self._chain.waiting:
            self._tick.stop()


def _now() -> datetime:
    return datetime.now(UTC)
