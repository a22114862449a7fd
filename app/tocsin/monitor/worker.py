"""The monitor: attends to wishes, reads what is due, rings when it is alone, and waits."""

from __future__ import annotations

import traceback
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Protocol

from tocsin.core.alarm import LONG_ABSENCE
from tocsin.core.errors import TocsinError
from tocsin.core.network import put_back, woke
from tocsin.monitor.ailing import Ailments
from tocsin.monitor.briefing import Briefing
from tocsin.monitor.events import (
    AlertsOwed,
    Event,
    Paused,
    Ready,
    Resumed,
    Say,
    Stopped,
    StorySplit,
    Trouble,
    WatchJudged,
    Wish,
)
from tocsin.monitor.history import judge_histories
from tocsin.monitor.manners import Manners, usual_patience
from tocsin.monitor.parsing import Parse
from tocsin.monitor.placing import WindowOfStories
from tocsin.monitor.resting import LONG_ENOUGH_SECONDS, let_go
from tocsin.monitor.round import Chance, Clock, Password, Round, Web
from tocsin.monitor.saving import Bench, Placing
from tocsin.monitor.updates import Updates
from tocsin.store import Store
from tocsin.store.retention import tidy

LONGEST_WAIT_SECONDS = 30.0
"""The schedule is looked at again at least this often: sleep, wake and clock jumps need no special case."""

SHORTEST_WAIT_SECONDS = 0.2
"""A feed that stays due can never make the loop spin."""

TIDY_EVERY = timedelta(hours=6)


BEAT = timedelta(minutes=1)
"""How often it is written down that the monitor is there."""


class Ring(Protocol):
    """Rings what is owed; the desktop program does it itself, so its monitor has none."""

    def hear(self, event: Event) -> None:
        """Follow what happens."""

    def look(self) -> None:
        """Ring everything whose time has come."""


class Monitor:
    """One profile's background worker. Everything it touches is handed in; run() ends when it is told to stop."""

    def __init__(
        self, store: Store, web: Web, parse: Parse, *, say: Say, wishes: SimpleQueue[Wish], clock: Clock,
        chance: Chance, password: Password, ring: Ring | None = None, wait_seconds: float = LONGEST_WAIT_SECONDS,
        placing: Placing | None = None, zone: tzinfo = UTC, manners: Manners | None = None,
        steady: Callable[[], float] = monotonic,
    ) -> None:  # fmt: skip
        self._store = store
        self._say = say
        self._wishes = wishes
        self._clock, self._steady = clock, steady
        self._ring = ring
        self._wait_seconds = wait_seconds
        self._later: deque[Wish] = deque()
        self._stopping = False
        store.database.give_up = self.stopping
        self._paused = self._once = False
        self._tidied: datetime | None = None
        self._bench: Bench | None = None
        self._placing = placing or WindowOfStories(store)
        self._beaten: datetime | None = None
        self._looked: tuple[datetime, float] | None = None
        self._briefing = Briefing(store, zone, self._say_and_ring)
        self._ailments = Ailments(store, zone, self._say_and_ring, clock)
        self._updates = Updates(store, web, say, clock=clock, stop=self.stopping)
        self._round = Round(
            store, web, parse, self._placing, bench=self._current_bench, password=password, say=self._say_and_ring,
            clock=clock, chance=chance, manners=manners,
        )  # fmt: skip

    def run(self, *, once: bool = False, all_due: bool = False, until: datetime | None = None) -> None:
        """Work until told to stop; `once`: one round; `all_due`: begin with every feed; `until`: stop at that time."""
        if all_due:
            self._store.feeds.make_due()
        self._once = once
        self._say(Ready(len(self._store.feeds.all()), len(self._store.watches.all())))
        self._tell_owed()
        while not self._attend():
            well = self._guarded(self._work)
            if once or self._stopping or (until is not None and self._clock() >= until):
                break
            # What could not be saved is fetched again: not at once, for the sake of the servers.
            self._wait(until, least=SHORTEST_WAIT_SECONDS if well else self._wait_seconds)
        self._say(Stopped())

    # -- wishes

    def stopping(self) -> bool:
        """Attend to wishes and tell whether to stop: asked while waiting for the network and while parsing."""
        return self._attend(busy=True)

    def _attend(self, *, busy: bool = False) -> bool:
        while not self._stopping:
            try:
                wish = self._wishes.get_nowait()
            except Empty:
                break
            if wish.name == "stop":
                self._stopping = True
            elif busy:
                self._later.append(wish)
                self._bench = None  # read anew before the next feed is judged
            else:
                self._obey(wish)
        if not busy:
            while self._later and not self._stopping:
                self._obey(self._later.popleft())
        return self._stopping

    def _obey(self, wish: Wish) -> None:
        if wish.name == "refresh":
            self._store.feeds.make_due()
        elif wish.name == "refresh-feed":
            self._store.feeds.make_due(wish.id)
        elif wish.name == "pause":
            self._paused = True
            self._say(Paused())
        elif wish.name == "resume":
            self._paused = False
            self._say(Resumed())
        elif wish.name == "watch-changed":
            self._bench = None
        elif wish.name == "network-back":
            self._round.network.come_back()
        elif wish.name == "network-gone":
            self._round.network.doubt()
        elif wish.name == "split":
            self._split(wish.id)

    def _split(self, article_id: int) -> None:
        """Take an article out of its story: the user says that it is another one."""
        try:
            story = self._placing.split(article_id, self._clock())
        except TocsinError as error:
            self._say(Trouble(str(error)))
            return
        self._say(StorySplit(article_id, story.id))

    # -- work

    def _work(self) -> None:
        self._bench = None  # another program may have changed the watches
        self._watch_clocks()
        away = self._store.feeds.absent_since(self._clock(), LONG_ABSENCE, self._store.readings.last_beat())
        away = away or self._round.network.absent_since(LONG_ABSENCE)
        self._beat()
        self._judge_histories()
        if not self._paused and not self._stopping:
            patience = usual_patience(self._once)
            self._round.run(self.stopping, self._join, after_absence=away is not None, patience=patience)
        if not self._stopping:
            self._briefing.look(self._clock())
            self._ailments.look()
            self._updates.look()
        if self._ring is not None and not self._stopping:
            self._ring.look()
        self._tidy()

    def _watch_clocks(self) -> None:
        """Let a sleep, or a clock that was set, be no storm: what is due then is read by a few first, and strewn."""
        wall, steady = self._clock(), self._steady()
        if self._looked is not None:
            passed, really = wall - self._looked[0], timedelta(seconds=steady - self._looked[1])
            if woke(passed, really):
                self._round.network.doubt()
            if put_back(passed, really):
                self._store.hosts.shift(really - passed)
        self._looked = wall, steady

    def _beat(self) -> None:
        now = self._clock()
        if self._beaten is None or abs(now - self._beaten) >= BEAT:
            self._beaten = now
            self._store.readings.beat(now)

    def _judge_histories(self) -> None:
        judge_histories(
            self._store, self._clock(), lambda one, matches: self._say(WatchJudged(one, matches)), self.stopping
        )

    def _say_and_ring(self, event: Event) -> None:
        self._say(event)
        if self._ring is not None:
            self._ring.hear(event)

    def _join(self) -> bool:
        """Carry out what was asked during a round, and tell whether further feeds may join it."""
        self._beat()
        changed = any(wish.name == "watch-changed" for wish in self._later)
        while self._later:
            self._obey(self._later.popleft())
        if changed:
            self._judge_histories()
        return not self._paused

    def _tidy(self) -> None:
        now = self._clock()
        if self._stopping or (self._tidied is not None and now - self._tidied < TIDY_EVERY):
            return
        while tidy(self._store.database, self._store.arriving, now, limit=200) and not self.stopping():
            pass
        self._store.hosts.tidy(now)
        self._tidied = now

    def _current_bench(self) -> Bench:
        if self._bench is None:
            self._bench = Bench.of(self._store, self._clock())
        return self._bench

    def _tell_owed(self) -> None:
        owed = self._store.alerts.owed()
        if owed and self._ring is None:
            self._say(AlertsOwed(tuple(one.alert.id for one in owed)))

    def _guarded(self, work: Callable[[], None]) -> bool:
        try:
            work()
            return True
        except TocsinError as error:
            self._say(Trouble(str(error)))
        except Exception:  # noqa: BLE001 - our own mistake: told, and the watching goes on
            self._say(Trouble("Something in Tocsin went wrong; it goes on watching.", traceback.format_exc()))
        return False

    # -- waiting

    def _wait(self, until: datetime | None, *, least: float) -> None:
        due = None if self._paused else self._store.feeds.next_due()
        now = self._clock()
        seconds = self._wait_seconds
        for moment in (due, until):
            if moment is not None:
                seconds = min(seconds, (moment - now).total_seconds())
        if any(not watch.history_done for watch in self._store.watches.all()):
            seconds = 0
        if seconds >= LONG_ENOUGH_SECONDS:
            let_go(self._store)
        try:
            self._later.append(self._wishes.get(timeout=max(seconds, least)))
        except Empty:
            return
        if self._later[-1].name == "stop":
            self._stopping = True
