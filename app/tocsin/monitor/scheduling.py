"""Says when each feed is due, learns its rhythm, and shares out the budget of requests; touches `paces`, `polls`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tocsin.core.model import Feed
from tocsin.core.schedule import (
    BUDGET,
    FLOOR,
    Due,
    Outcome,
    Pace,
    appetite,
    hastened,
    learn,
    next_due,
    price_for,
    readings,
    weight_of,
)
from tocsin.store import Store

BUDGET_SETTING, FLOOR_SETTING = "poll.requests_an_hour", "poll.floor_seconds"

REPRICED = timedelta(hours=1)
"""How often the budget is shared out anew."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What the schedule comes to."""

    feeds: int
    budget: float
    """Requests an hour that the user allows, on average over a week."""
    readings: float
    """Requests an hour that all feeds come to."""
    urgent: int
    """Feeds that feed an urgent watch."""
    price: float

    @property
    def sentence(self) -> str:
        """Say it."""
        words = f"about {self.readings:,.0f} requests an hour of at most {self.budget:,.0f}"
        if self.readings > self.budget * 1.01:
            words += ", since every feed is read once a day"
        if self.urgent:
            words += f"; {self.urgent:,} of {self.feeds:,} feeds bring what is urgent and come first"
        return words


class Scheduling:
    """Obeys core.schedule with what the store knows."""

    def __init__(self, store: Store, chance: Callable[[], float]) -> None:
        self._store = store
        self._chance = chance
        self._priced: datetime | None = None
        self._price = 0.0
        self._matters: dict[int, tuple[float, bool]] = {}

    def plan(self, now: datetime) -> Plan:
        """Share out the budget among all feeds that are read."""
        floor = self._floor()
        budget = max(1.0, self._store.settings.number(BUDGET_SETTING, BUDGET))
        self._matters = self._store.paces.matters(now)
        paced = [(self._weighed(one.feed_id, one.pace), one.asked) for one in self._store.paces.all()]
        appetites = [appetite(pace, now, max(pace.floor(floor), asked)) for pace, asked in paced]
        self._price = price_for(appetites, budget, floor)
        self._priced = now
        urgent = sum(1 for pace, _ in paced if pace.urgent)
        return Plan(len(paced), budget, readings(appetites, self._price), urgent, self._price)

    def due(self, feed: Feed, outcome: Outcome, now: datetime, pace: Pace | None = None) -> Due:
        """Give when a feed is due after a poll; `pace`, where it was just learned."""
        if self._priced is None or not timedelta(0) <= now - self._priced < REPRICED:
            self.plan(now)
        known = pace if pace is not None else self._store.paces.of(feed.id)
        return next_due(
            feed, outcome, now, self._chance(), floor=self._floor(), pace=self._weighed(feed.id, known),
            price=self._price,
        )  # fmt: skip

    def learn(
        self, feed: Feed, published: Sequence[datetime | None], now: datetime, *, window: int, overflow: bool
    ) -> Pace:
        """Take in what a body brought that is new, keep it, and give the feed's pace."""
        pace = self._store.paces.of(feed.id)
        rhythm = pace.rhythm
        if published or rhythm.learned is None:
            rhythm = learn(rhythm, published, now)
        pace = replace(pace, rhythm=rhythm, window=window, haste=hastened(pace.haste, overflow=overflow))
        self._store.paces.keep(feed.id, pace)
        return pace

    def _floor(self) -> timedelta:
        return timedelta(seconds=self._store.settings.number(FLOOR_SETTING, FLOOR.total_seconds()))

    def _weighed(self, feed_id: int, pace: Pace) -> Pace:
        matches, urgent = self._matters.get(feed_id, (0.0, False))
        return replace(pace, weight=weight_of(matches, urgent=urgent), urgent=urgent)


def seconds(number: int | None) -> timedelta | None:
    """Give a server's number of seconds as a length of time; None for what makes no sense."""
    return timedelta(seconds=min(number, 10**7)) if number is not None and number >= 0 else None


def asked_for(every_minutes: int | None, max_age: int | None) -> timedelta | None:
    """Give the longer one of what the feed asks for and what its server does."""
    wishes = (seconds(every_minutes * 60 if every_minutes else None), seconds(max_age))
    return max((wish for wish in wishes if wish is not None), default=None)


def whole(asked: timedelta | None) -> int:
    """Give whole seconds, as they are kept."""
    return int(asked.total_seconds()) if asked is not None else 0
