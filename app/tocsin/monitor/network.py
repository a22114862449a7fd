"""Keeps failures back until it is clear whether they are the feeds' or the network's; touches `polls`, `readings`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tocsin.core.model import Feed
from tocsin.core.network import (
    LAST_TRY,
    Ending,
    How,
    Network,
    Verdict,
    ending,
    judge,
    next_try,
    scouts,
    was_well,
    witnesses,
)
from tocsin.core.schedule import FLOOR, SPREAD, Cause
from tocsin.feeds.address import host_of, is_private
from tocsin.feeds.fetch_values import Failed, Fetched
from tocsin.monitor.saving import content_hash
from tocsin.store import Store

OUTAGE = "network.outage"
"""Setting: what the outage is that lasts at this moment, and since when ("offline 2026-…"); empty: there is none."""

WHY = {Network.OFFLINE: "This computer was offline.", Network.SIGN_IN: "The network asked to sign in first."}
"""What a receipt says of a gap."""


_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.I)


@dataclass(frozen=True, slots=True)
class Held:
    """A failure of which it is not known yet whose it is."""

    feed: Feed
    sentence: str
    kind: str
    status: int | None
    retry_after: int | None
    at: int
    """Its place among the endings."""


@dataclass(frozen=True, slots=True)
class Outage:
    """A time without a network."""

    network: Network
    began: datetime


class Outages:
    """Knows, from the conversations with feeds alone, whether there is a network; asks no other address, ever.

    `begin` a round; tell it each ending (`answered`, `holds`, `holds_page`); ask `verdict` when nothing is left to
    read, and settle what it held. A feed that was forgiven says nothing about the network any more once another
    host has answered, until it is read again: so a wrong guess costs one reading.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime], chance: Callable[[], float]) -> None:
        self._store, self._clock, self._chance = store, clock, chance
        self.unsure = self.now() is not None
        """Nobody has been heard since an outage, a sleep, or the word that the network is gone."""
        self._tries = 0
        self._forgiven: set[int] = set()
        self._blamable: set[int] = set()
        self._endings: list[Ending] = []
        self._held: list[Held] = []
        self._heard = False

    def now(self) -> Outage | None:
        """Give the outage that lasts at this moment."""
        return outage(self._store)

    def absent_since(self, long: timedelta) -> datetime | None:
        """Give when the outage began that lasts, if that is longer ago than `long`."""
        lasting = self.now()
        return lasting.began if lasting is not None and self._clock() - lasting.began > long else None

    def begin(self) -> None:
        """Forget the last round's endings."""
        self._endings, self._held, self._heard = [], [], False

    @property
    def held(self) -> set[int]:
        """Give the feeds whose failure is kept back."""
        return {one.feed.id for one in self._held}

    # -- what came of each conversation

    def answered(self, feed: Feed, *, well: bool = True) -> None:
        """Take in that a feed's server answered as servers do; `well`: the feed could be read."""
        if is_private(host_of(feed.url)):
            return
        self._endings.append(Ending(host_of(feed.url), "answer"))
        self._heard = True
        self._blamable |= self._forgiven
        self._forgiven.clear()
        if well:
            self._blamable.discard(feed.id)

    def holds(self, feed: Feed, failed: Failed) -> bool:
        """Keep a failure back, where it may be the network's; False: it is the feed's own."""
        how = ending(failed.kind, failed.status)
        if is_private(host_of(feed.url)):
            return False
        if how == "answer":
            self.answered(feed, well=False)
            return False
        self._held.append(
            Held(feed, failed.sentence, failed.kind, failed.status, failed.retry_after, len(self._endings))
        )
        sure = failed.kind == "offline"
        self._endings.append(Ending(host_of(feed.url), how, sure, self._well(feed), self._failing(feed)))
        return True

    def holds_page(self, feed: Feed, outcome: Fetched, sentence: str) -> bool:
        """Keep back that something else came where a feed should be."""
        host, end = host_of(feed.url), host_of(outcome.url)
        if is_private(host):
            return False
        led_to = "" if end == host or end.removeprefix("www.") == host.removeprefix("www.") else end
        how: How = "page" if _is_page(outcome) else "unclear"
        self._held.append(Held(feed, sentence, "unreadable", None, None, len(self._endings)))
        name = content_hash(outcome.body)
        self._endings.append(Ending(host, how, False, self._well(feed), self._failing(feed), name, led_to))
        return True

    def _well(self, feed: Feed) -> bool:
        return was_well(feed) and feed.id not in self._blamable

    def _failing(self, feed: Feed) -> bool:
        return feed.failures > 0 or feed.id in self._blamable

    # -- whom to ask

    def first(self, due: Sequence[Feed]) -> tuple[list[Feed], list[Feed]]:
        """Part what is due into the feeds that are read now and those that wait until one of them answers."""
        if not self.unsure:
            return list(due), []
        public = [(host_of(feed.url), feed) for feed in due if not is_private(host_of(feed.url))]
        chosen = set(scouts(public, self._tries))
        waiting = {feed.id for _, feed in public if feed.id not in chosen}
        return [feed for feed in due if feed.id not in waiting], [feed for feed in due if feed.id in waiting]

    def found(self) -> list[Feed] | None:
        """Give, once the network was found again in this round, the feeds that failed before: they are asked anew.

        None: nothing has changed.
        """
        if not (self.unsure and self._heard):
            return None
        self.unsure, self._tries = False, 0
        again = [one.feed for one in self._held]
        self._held = []
        self._endings = [one for one in self._endings if one.how == "answer"]
        return again

    def verdict(self) -> Verdict:
        """Say how it stands, as far as this round has come."""
        return judge(self._endings, len(self._hosts())) if self._endings else Verdict(Network.THERE)

    def witnesses(self) -> list[Feed]:
        """Give feeds of other hosts, to be read at once where nobody has answered; empty: it is clear already."""
        if self._heard or self.verdict().network is Network.THERE:
            return []
        asked = [one.host for one in self._endings]
        others = [
            (host_of(feed.url), feed) for feed in self._store.feeds.all() if not is_private(host_of(feed.url))
        ]
        return witnesses(others, asked, self._clock(), FLOOR)

    def _hosts(self) -> set[str]:
        hosts = {host_of(url) for _, url in self._store.feeds.addresses()}
        return {host for host in hosts if not is_private(host)}

    # -- what comes of it

    def settle(self, waiting: Sequence[Feed]) -> tuple[Network, list[Held]]:
        """Put off what nobody is to be blamed for, and give how it stands and the failures that are the feeds' own.

        `waiting` are feeds that were due and not asked.
        """
        verdict = self.verdict()
        lost = verdict.network in WHY
        forgiven = [one for one in self._held if lost and one.at >= verdict.since]
        own = [one for one in self._held if one not in forgiven]
        for one in own:
            self._blamable.discard(one.feed.id)
        if lost:
            self._lost(verdict.network, [*(one.feed for one in forgiven), *waiting])
            self._forgiven |= {one.feed.id for one in forgiven}
        elif self._heard:
            self._over()
        self._held = []
        return verdict.network, own

    def _lost(self, network: Network, feeds: Sequence[Feed]) -> None:
        now = self._clock()
        wait = next_try(self._tries)
        self._tries += 1
        self.unsure = True
        before = self.now()
        with self._store.writing():
            if before is None or before.network is not network:
                began = before.began if before is not None else now
                self._store.settings.put(OUTAGE, f"{network.value} {began.isoformat()}")
            for feed in feeds:
                if feed.cause != Cause.OFFLINE.value:
                    self._store.readings.note(feed, now, trouble=WHY[network])
                due = now + wait + wait * (SPREAD * self._chance())
                self._store.feeds.polled(feed.id, next_due=due, cause=Cause.OFFLINE.value)

    def _over(self) -> None:
        self.unsure, self._tries = False, 0
        if self.now() is not None:
            with self._store.writing():
                self._store.settings.put(OUTAGE, "")
                self.come_back()

    # -- what others say

    def come_back(self) -> None:
        """Make due what waited for the network: the system says that it is back, or somebody answered."""
        self._tries = 0
        self._store.feeds.resume(Cause.OFFLINE.value, self._clock())

    def doubt(self) -> None:
        """Take in that the network may be gone: a sleep, or the system's word. A few feeds are asked first, then."""
        self.unsure = True
        self._tries = 0


def outage(store: Store) -> Outage | None:
    """Give the outage that lasts at this moment, as the monitor has written it down."""
    name, _, began = store.settings.get(OUTAGE).partition(" ")
    try:
        return Outage(Network(name), datetime.fromisoformat(began)) if name else None
    except ValueError:
        return None


def _is_page(outcome: Fetched) -> bool:
    return "html" in outcome.content_type.lower() or _PAGE.search(outcome.body[:4000]) is not None


def longest_try() -> timedelta:
    """Give how long after the network is back that is noticed at the latest, where the system does not say so."""
    return LAST_TRY + LAST_TRY * SPREAD
