"""Tells the window how things stand: the status line, the heading of the list, and why a list is empty."""

from __future__ import annotations

from datetime import UTC, datetime

from tocsin.core.alarm import House
from tocsin.desktop.clock import local_zone
from tocsin.monitor.ringing import house
from tocsin.store import Store
from tocsin.ui.doings import Doings
from tocsin.ui.emptiness import why_empty
from tocsin.ui.facts import Facts, Standing
from tocsin.ui.ledger_words import until
from tocsin.ui.window import Window


def hush(held: House, now: datetime) -> str:
    """Say what keeps notices quiet now: presenter mode, quiet hours, or nothing."""
    parts = ["presenting"] if held.presenting else []
    if held.quiet.at(now, held.zone):
        ends = held.quiet.until(now, held.zone)
        parts.append(f"quiet until {until(ends, now)}" if ends else "quiet")
    return " · ".join(parts)


class Telling:
    """Reads what is known by heart, and says it."""

    def __init__(self, store: Store, facts: Facts, doings: Doings, window: Window) -> None:
        self._store, self._facts, self._doings, self._window = store, facts, doings, window
        self._zone = local_zone()

    def status(self) -> None:
        """Say what the monitor does, what needs the user, and what keeps notices quiet."""
        status = self._window.status
        status.stand(self.doing())
        needing = len(self._facts.needing()) + self._facts.bells_in_trouble()
        status.need(f"{needing:,} {'needs' if needing == 1 else 'need'} you" if needing else "")
        status.work(*self._doings.progress)
        status.hush(hush(house(self._store, self._zone), _now()))

    def doing(self) -> str:
        """Say what the monitor does."""
        active = [feed for feed in self._facts.feeds if not feed.paused]
        read = sum(1 for feed in active if feed.last_polled is not None)
        return self._doings.sentence(len(active), read, self._store.feeds.next_due(), _now())

    def place(self) -> None:
        """Say which place the list shows, how much is new in it, and why it is empty when it is."""
        stories, facts = self._window.stories, self._facts
        model = stories.model
        now = Standing("Found") if model.searching else facts.standing(model.scope)
        why = why_empty(
            stories.chips.listing(model.scope), now.name, sources=len(facts.feeds), watches=len(facts.watches),
            searching=model.searching, doing=self.doing(),
        )  # fmt: skip
        stories.tell(now.name, now.new, now.trouble, why, now.mend)
        self._window.bell.tell(watches=len(facts.watches), sources=len(facts.feeds))


def _now() -> datetime:
    return datetime.now(UTC)
