"""The coverage receipt of a watch: which feeds were read when, the gaps, and what may have been missed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tocsin.core.model import Feed, Watch
from tocsin.core.schedule import Cause
from tocsin.monitor.network import WHY
from tocsin.store import Store
from tocsin.store.readings import LATE, Reading, Stay

NOT_RUNNING = "Tocsin was not running."
UNKNOWN = "The computer was asleep, or it was not asked in time."


@dataclass(frozen=True, slots=True)
class Gap:
    """A time in which a feed was not read."""

    began: datetime
    ended: datetime
    cause: str
    """One sentence."""


@dataclass(frozen=True, slots=True)
class FeedReceipt:
    """How one feed was read."""

    feed: Feed
    polls: int
    new: int
    gaps: tuple[Gap, ...] = ()
    overflows: tuple[datetime, ...] = ()
    """Polls that knew none of the entries: what stood in the feed between two polls may have been missed."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a watch was told from, over a time."""

    watch: Watch
    since: datetime
    until: datetime
    feeds: tuple[FeedReceipt, ...]
    away: tuple[Gap, ...]
    """Times in which the monitor was not there at all."""
    matches: int
    rang: int
    held: tuple[tuple[str, int], ...]
    """(reason, number) of what was held back."""

    @property
    def whole(self) -> bool:
        """Tell whether nothing can have been missed."""
        return not self.away and not any(one.gaps or one.overflows for one in self.feeds)

    @property
    def failing(self) -> int:
        """Return how many sources could not be read the last time; that is no gap yet."""
        return sum(1 for one in self.feeds if one.feed.failures)


def receipt(store: Store, watch: Watch, since: datetime, now: datetime) -> Receipt:
    """Say how completely the sources were read for a watch from `since` until now."""
    stays = store.readings.stays(since)
    away = tuple(Gap(begin, end, NOT_RUNNING) for begin, end in _between(stays, since, now))
    new = store.readings.new_since(since)
    feeds = tuple(
        _of_feed(feed, store.readings.of(feed.id, since), new.get(feed.id, 0), stays, since, now)
        for feed in store.feeds.all()
    )
    ledger = store.alerts.ledger(watch_id=watch.id, since=since, limit=100_000)
    held = Counter(one.alert.held.value for one in ledger if one.alert.held is not None)
    return Receipt(
        watch,
        since,
        now,
        feeds,
        away,
        store.matches.since(watch.id, since),
        sum(1 for one in ledger if one.alert.rung is not None),
        tuple(held.most_common()),
    )


def _between(stays: Sequence[Stay], since: datetime, now: datetime) -> list[tuple[datetime, datetime]]:
    gaps = []
    at = since
    for stay in stays:
        if stay.began - at > LATE:
            gaps.append((at, stay.began))
        at = max(at, stay.ended)
    if now - at > LATE:
        gaps.append((at, now))
    return gaps


def _of_feed(
    feed: Feed, runs: Sequence[Reading], new: int, stays: Sequence[Stay], since: datetime, now: datetime
) -> FeedReceipt:
    good = [run for run in runs if not run.trouble]
    bad = [run for run in runs if run.trouble]
    gaps: list[Gap] = []
    at = max(since, good[0].began if feed.baseline is not None and feed.baseline >= since and good else since)
    for run in good:
        if run.began - at > LATE:
            gaps.append(_gap(at, run.began, bad, stays))
        at = max(at, run.ended)
    if now - max(at, _expected(feed, at, bad)) > LATE:
        gaps.append(_gap(at, now, bad, stays))
    overflows = tuple(run.began for run in runs if run.overflow and run.began >= since)
    polls = sum(_polls_since(run, since) for run in runs if run.trouble not in WHY.values())
    return FeedReceipt(feed, polls, new, tuple(gaps), overflows)


def _polls_since(run: Reading, since: datetime) -> int:
    """Give how many polls of a run fell after a time. They are not written down one by one: an even pace is assumed."""
    if run.began >= since or run.polls < 2:
        return run.polls
    return max(1, round(run.polls * ((run.ended - since) / (run.ended - run.began))))


def _expected(feed: Feed, last: datetime, bad: Sequence[Reading]) -> datetime:
    """Give when a feed should be read next that was read last at `last`."""
    if feed.cause == Cause.OFFLINE.value and bad:
        return bad[-1].began  # it was due then, and is put off again and again
    return last if feed.failures else feed.planned


def _gap(began: datetime, ended: datetime, bad: Sequence[Reading], stays: Sequence[Stay]) -> Gap:
    trouble = next((run.trouble for run in reversed(bad) if run.began < ended and run.ended >= began), "")
    if trouble:
        return Gap(began, ended, trouble)
    there = sum(
        (max(timedelta(0), min(stay.ended, ended) - max(stay.began, began)) for stay in stays), start=timedelta(0)
    )
    return Gap(began, ended, NOT_RUNNING if there < (ended - began) / 2 else UNKNOWN)
