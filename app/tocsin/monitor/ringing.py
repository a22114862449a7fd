"""Plans what rings from what the database knows; rings it by plyer, else by a line, when the monitor runs alone."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, timedelta, tzinfo
from typing import Protocol

from tocsin.core import alarm
from tocsin.core.ailing import KEY
from tocsin.core.alarm import House, Plan, Presence, Quiet
from tocsin.core.brief import BELL
from tocsin.core.errors import WrongUse
from tocsin.core.model import Notice, Rung, Sound
from tocsin.desktop.sound import Player
from tocsin.monitor.briefing import number_of, owed_notice, rang
from tocsin.monitor.events import (
    AlertsOwed,
    AlertsRang,
    Event,
    RoundBegan,
    RoundEnded,
    Say,
    SourcesAiling,
    Trouble,
)
from tocsin.store import Store

LINE = "line"
"""The bell that never fails: a line that is printed."""

RING_EVERY = timedelta(seconds=3)
"""During a round, what is owed is gathered for this long."""

QUIET, PRESENTING = "quiet", "presenting"
"""Settings: the profile's quiet hours as text; "1" while others can see the screen."""


def house(store: Store, zone: tzinfo) -> House:
    """Read what holds for all watches."""
    try:
        quiet = Quiet.read(store.settings.get(QUIET))
    except WrongUse:
        quiet = Quiet()
    return House(zone, quiet, store.settings.get(PRESENTING) == "1", store.briefs.choices().times)


def planned(
    store: Store,
    now: datetime,
    zone: tzinfo,
    *,
    presence: Presence = "here",
    ringing: Collection[int] = (),
    patience: timedelta = alarm.GATHERING,
) -> Plan:
    """Plan what rings now; `ringing` are alerts that a bell has at this moment."""
    owed = [one for one in store.alerts.owed(with_later=False) if one.alert.id not in ringing]
    if not owed:
        return Plan()
    shown = store.alerts.shown_since(now - alarm.WINDOW)
    return alarm.plan(
        owed, now, house=house(store, zone), shown=shown, mutes=store.mutes.all(now), presence=presence,
        patience=patience,
    )  # fmt: skip


class Homecoming:
    """Knows from the rounds whether the program is just coming back from a long absence."""

    def __init__(self) -> None:
        self.presence: Presence = "here"

    def hear(self, event: Event) -> None:
        """Follow the rounds."""
        if isinstance(event, RoundBegan):
            self.began(event.after_absence)
        elif isinstance(event, RoundEnded):
            self.ended()

    def began(self, after_absence: bool) -> None:
        """A round began, the first after an absence or not."""
        self.presence = "coming-back" if after_absence else "here"

    def ended(self) -> None:
        """The round is over: what was gathered may ring."""
        if self.presence == "coming-back":
            self.presence = "came-back"

    def rang(self) -> None:
        """What was gathered has been rung."""
        if self.presence == "came-back":
            self.presence = "here"


class Bell(Protocol):
    """Something that can show a notice; it answers None, or why it could not."""

    name: str

    def show(self, notice: Notice) -> str | None:
        """Try it; returns None when it was shown or sent."""


class LoneRinger:
    """Settles every debt once: what a bell does not take is rung by the printed line."""

    def __init__(
        self, store: Store, bell: Bell | None, say: Say, tell: Callable[[Rung, str], None], *,
        clock: Callable[[], datetime], zone: tzinfo, patience: timedelta = alarm.GATHERING,
        player: Player | None = None,
    ) -> None:  # fmt: skip
        self._store, self._bell, self._say, self._tell = store, bell, say, tell
        self._clock, self._zone, self._patience = clock, zone, patience
        self._player = player or Player()
        self._homecoming = Homecoming()
        self._looked: datetime | None = None
        self._sounded: datetime | None = None

    def hear(self, event: Event) -> None:
        """Follow the monitor: ring during a long round, too, but not feed by feed."""
        self._homecoming.hear(event)
        now = self._clock()
        if isinstance(event, SourcesAiling):
            shown = Notice(KEY, event.title, event.body, ())
            if self._bell is None or self._bell.show(shown) is not None:
                self._say(Trouble(f"{event.title}. {event.body}".strip()))
        if isinstance(event, AlertsOwed) and (self._looked is None or now - self._looked >= RING_EVERY):
            self.look()

    def look(self) -> None:
        """Ring everything whose time has come."""
        now = self._looked = self._clock()
        plan = planned(self._store, now, self._zone, presence=self._homecoming.presence, patience=self._patience)
        self._store.alerts.settle(plan, now)
        by_id = {one.alert.id: one for one in self._store.alerts.owed()} if plan.notices else {}
        for notice in alarm.with_one_sound(plan.notices, now, self._sounded):
            if notice.sound is not Sound.NONE:
                self._sounded = now
            self._ring(notice, by_id)
        self._homecoming.rang()
        self._ring_brief(now)

    def _ring_brief(self, now: datetime) -> None:
        """Ring a brief that was made and tell its title and what it rang, once, even if no bell takes it."""
        notice = owed_notice(self._store, now, house(self._store, self._zone))
        if notice is None:
            return
        shown = self._bell is not None and self._bell.show(notice) is None
        bell = self._bell.name if self._bell is not None and shown else LINE
        rang(self._store, number_of(notice.key), bell, now, self._zone)
        if bell == LINE:
            self._say(Trouble(f"{notice.title}. Read it with: tocsin brief --last"))
        for one in self._store.alerts.of_notice(notice.key):
            self._tell(one, BELL)

    def _ring(self, notice: Notice, by_id: dict[int, Rung]) -> None:
        bell = LINE
        if self._bell is not None:
            if not self._store.alerts.trying(notice.alerts, self._bell.name):
                return
            if self._bell.show(notice) is None:
                bell = self._bell.name
                self._player.play(notice.sound)
        for one in notice.alerts:
            self._tell(by_id[one], bell)
        self._store.alerts.rang(notice.alerts, bell, self._clock(), notice.key)
        self._say(AlertsRang(notice.alerts, bell))
