"""One pass over the feeds that are due: fetch, parse, save, and say what happened."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from tocsin.core.errors import NotSaved, TocsinError
from tocsin.core.mending import mend
from tocsin.core.model import Feed
from tocsin.core.network import Network
from tocsin.core.schedule import Outcome
from tocsin.feeds.fetch_values import Failed, Fetched, Request, Unchanged
from tocsin.feeds.fetch_values import Outcome as Fetching
from tocsin.feeds.whole import refuse_ruins, validators
from tocsin.monitor import moving
from tocsin.monitor.events import (
    AlertsOwed,
    ArticlesAdded,
    FeedFailed,
    FeedNoted,
    FeedRead,
    RoundBegan,
    RoundEnded,
    Say,
    StoriesGrew,
    Trouble,
)
from tocsin.monitor.manners import PATIENCE, Manners
from tocsin.monitor.network import WHY, Outages
from tocsin.monitor.parsing import Interrupted, Parse
from tocsin.monitor.saving import Bench, Placing, content_hash, save
from tocsin.monitor.scheduling import Scheduling, asked_for, seconds, whole
from tocsin.store import Arrivals, Store
from tocsin.store.moves import Note

Clock = Callable[[], datetime]
Chance = Callable[[], float]
"""A number from 0 to 1."""
Password = Callable[[str, str], str]
"""(address, user) → password, "" when there is none; raises TocsinError."""

ASK_IN_FULL = timedelta(days=7)
MOST_UNCHANGED = 50
"""So long, or so often, "not changed" is believed; then the whole body is asked for, lest a broken server blind us."""


SPREAD_EACH, LONGEST_SPREAD = 0.05, 20.0
"""Seconds a feed, and in all, over which chance strews what is read when the network is back: others come back, too."""


class Web(Protocol):
    """Whatever can fetch many addresses at once."""

    def fetch(
        self, requests: Iterable[Request], stop: Callable[[], bool], more: Callable[[], Iterable[Request]]
    ) -> Iterator[tuple[Request, Fetching]]:
        """Give each request's outcome as it comes; `more` is asked now and then for further requests."""


@dataclass(slots=True)
class _Tally:
    read: int = 0
    failed: int = 0
    new: int = 0


class Round:
    """Reads the feeds that are due; a feed that the user adds or asks for meanwhile joins in.

    `bench` is asked before each feed is judged, so that a watch made during the round counts at once.
    """

    def __init__(
        self, store: Store, web: Web, parse: Parse, placing: Placing, *, bench: Callable[[], Bench], password: Password,
        say: Say, clock: Clock, chance: Chance, manners: Manners | None = None,
    ) -> None:  # fmt: skip
        self._store = store
        self._web = web
        self._parse = parse
        self._placing = placing
        self._bench = bench
        self._password = password
        self._say = say
        self._clock = clock
        self._manners = manners or Manners(store)
        self._patience = PATIENCE
        self._scheduling = Scheduling(store, chance)
        self._chance = chance
        self.network = Outages(store, clock, chance)
        self._under_way: set[int] = set()
        self._waiting: list[Feed] = []
        self._stop: Callable[[], bool] = lambda: False
        self._tally = _Tally()

    def run(
        self, stop: Callable[[], bool], more: Callable[[], bool] = lambda: False, *, after_absence: bool = False,
        patience: timedelta = PATIENCE,
    ) -> None:  # fmt: skip
        """Read what is due now. While `more()` says yes, what the user asks for meanwhile joins the round.

        A feed whose turn at its host comes later than `patience` is put off to that moment.
        """
        self._under_way.clear()
        self._patience = patience
        self._stop = stop
        self._tally = _Tally()
        self.network.begin()
        due, self._waiting = self.network.first(self._store.feeds.due(self._clock()))
        first = self._requests(due)
        if not first and not self._tally.failed:
            return
        self._say(RoundBegan(len(first) + len(self._waiting) + self._tally.failed, after_absence))
        network = Network.THERE
        try:
            self._read(first, more)
            if not self._waiting:
                self._read(self._requests(self.network.witnesses()), more)
            if not stop():
                network = self._settle()
        except Interrupted:
            pass
        finally:
            tally, following = self._tally, self._store.feeds.next_due()
            cut_off, sign_in = network in WHY, network is Network.SIGN_IN
            self._say(RoundEnded(tally.read, tally.failed, tally.new, following, cut_off, sign_in))

    def _read(self, requests: list[Request], more: Callable[[], bool]) -> None:
        def joining() -> list[Request]:
            return self._joining() if more() else []

        for request, outcome in self._web.fetch(requests, self._stop, joining):
            feed = request.token
            assert isinstance(feed, Feed)
            self._one(feed, outcome)
            self._under_way.discard(feed.id)

    def _joining(self) -> list[Request]:
        """Give what the user asks for meanwhile, and, once somebody answers, what waited for that."""
        joined: list[Request] = []
        again = self.network.found()
        if again is not None:
            waited, self._waiting = [*again, *self._waiting], []
            joined = self._requests(waited, spread=min(LONGEST_SPREAD, len(waited) * SPREAD_EACH))
        but_not = self._under_way.union(self.network.held, (feed.id for feed in self._waiting))
        return joined + self._requests(self._store.feeds.asked_for(but_not))

    def _settle(self) -> Network:
        """Blame the feeds that failed by themselves, and put off those that had no network."""
        network, own = self.network.settle(self._waiting)
        for one in own:
            if not self._gone(one.feed):
                self._failed(one.feed, one.sentence, one.retry_after, one.status, one.kind)
        return network

    def _requests(self, feeds: Sequence[Feed], *, spread: float = 0.0) -> list[Request]:
        """Make requests of feeds, each to be sent at its turn; `spread`: seconds over which chance strews them."""
        requests = []
        for feed, delay in self._manners.admit(feeds, self._clock(), self._patience):
            try:
                password = self._password(feed.url, feed.user) if feed.user else ""
            except TocsinError as error:
                self._failed(feed, str(error), None, kind="password")
                continue
            self._under_way.add(feed.id)
            etag, last_modified = ("", "") if self._in_full(feed) else (feed.etag, feed.last_modified)
            wait = delay + spread * self._chance()
            requests.append(Request(feed.url, etag, last_modified, feed.user, password, feed, wait))
        return requests

    def _in_full(self, feed: Feed) -> bool:
        """Tell whether it is time to ask for the whole body, whatever is known of the last one."""
        if feed.last_body is None:
            return False
        return feed.unchanged >= MOST_UNCHANGED or not timedelta(0) <= self._clock() - feed.last_body < ASK_IN_FULL

    def _one(self, feed: Feed, outcome: Fetching) -> None:
        try:
            if self._gone(feed):
                return
            if isinstance(outcome, Failed):
                if self.network.holds(feed, outcome):
                    return
                self._failed(feed, outcome.sentence, outcome.retry_after, outcome.status, outcome.kind)
            elif isinstance(outcome, Unchanged):
                self._unchanged(feed, outcome.max_age, outcome.moved_to, unchanged=feed.unchanged + 1)
            else:
                self._body(feed, outcome)
        except (Interrupted, NotSaved):
            raise  # not this feed's trouble
        except TocsinError as error:
            if not isinstance(outcome, Fetched) or not self.network.holds_page(feed, outcome, str(error)):
                self._failed(feed, str(error), None, kind="unreadable")
        except Exception:  # noqa: BLE001 - our own mistake: told, and the other feeds are read all the same
            detail = traceback.format_exc()
            self._say(Trouble(f"Something in Tocsin went wrong while it was reading {feed.title}.", detail))
            self._failed(feed, "Something in Tocsin went wrong while this feed was being read.", None)

    def _gone(self, feed: Feed) -> bool:
        """Tell whether the user removed the feed while it was being fetched."""
        return not self._store.feeds.follows(feed.id)

    def _body(self, feed: Feed, outcome: Fetched) -> None:
        name = content_hash(outcome.body)
        if name == feed.content_hash and feed.baseline is not None:
            self._unchanged(
                feed, outcome.max_age, outcome.moved_to, etag=outcome.etag, last_modified=outcome.last_modified,
                last_body=self._clock(), unchanged=0,
            )  # fmt: skip
            return
        parsed = self._parse(outcome.body, outcome.url, outcome.content_type, self._store.imprints.of(feed.id))
        refuse_ruins(outcome, parsed, self._store.paces.of(feed.id).window)
        self._placing.prepare(self._clock(), self._stop)
        now = self._clock()
        notes: list[Note | None] = []

        def settle(came: Arrivals, overflow: bool) -> None:
            published = [article.published for article in came.new]
            pace = self._scheduling.learn(feed, published, now, window=parsed.window, overflow=overflow)
            asked = asked_for(parsed.every_minutes, outcome.max_age)
            due = self._scheduling.due(
                feed, Outcome(True, asked, skip_hours=parsed.skip_hours, skip_days=parsed.skip_days), now, pace
            )
            self._store.feeds.polled(feed.id, next_due=due.at, cause=due.cause.value, asked=whole(asked))
            notes.append(moving.redirected(self._store, feed, outcome.moved_to, now))

        saved = save(
            self._store, self._bench(), self._placing, feed, parsed, now=now, settle=settle,
            **validators(outcome, parsed), content_hash=name, last_body=now, unchanged=0,
            every=(parsed.every_minutes or 0) * 60, skip_hours=parsed.skip_hours, skip_days=parsed.skip_days,
            last_polled=now, last_good=now, failures=0, trouble="", mend="",
        )  # fmt: skip
        self._noted(notes)
        self.network.answered(feed)
        self._tally.read += 1
        self._tally.new += len(saved.new)
        self._say(FeedRead(feed.id, len(saved.new)))
        if saved.new:
            self._say(ArticlesAdded(feed.id, saved.new[0], saved.new[-1], len(saved.new)))
        if saved.owed:
            self._say(AlertsOwed(saved.owed))
        if saved.grew:
            self._say(StoriesGrew(saved.grew))

    def _unchanged(
        self, feed: Feed, max_age: int | None, moved_to: str, **kept: str | int | datetime
    ) -> None:
        now = self._clock()
        asked = asked_for(feed.every // 60, max_age)
        due = self._scheduling.due(
            feed, Outcome(True, asked, skip_hours=feed.skip_hours, skip_days=feed.skip_days), now
        )
        with self._store.writing():
            self._store.readings.note(feed, now)
            self._store.feeds.polled(
                feed.id, next_due=due.at, cause=due.cause.value, asked=whole(asked), last_polled=now, last_good=now,
                failures=0, trouble="", mend="", **kept,
            )  # fmt: skip
            note = moving.redirected(self._store, feed, moved_to, now)
        self.network.answered(feed)
        self._tally.read += 1
        self._say(FeedRead(feed.id, 0))
        self._noted([note])

    def _noted(self, notes: Sequence[Note | None]) -> None:
        for note in notes:
            if note is not None:
                self._say(FeedNoted(note.feed_id, note.kind.value, note.sentence))

    def _failed(
        self, feed: Feed, sentence: str, retry_after: int | None, status: int | None = None, kind: str = ""
    ) -> None:
        now = self._clock()
        wish = seconds(retry_after)
        outcome = Outcome(
            False, retry_after=wish, status=status, kind=kind, skip_hours=feed.skip_hours, skip_days=feed.skip_days
        )
        due = self._scheduling.due(feed, outcome, now)
        failures = feed.failures + 1
        notes: list[Note | None] = []
        with self._store.writing():
            self._manners.refused(feed.url, status, wish, now)
            self._store.readings.note(feed, now, trouble=sentence)
            self._store.feeds.polled(
                feed.id, next_due=due.at, cause=due.cause.value, last_polled=now, failures=failures, trouble=sentence,
                mend=mend(status, kind, failures),
            )  # fmt: skip
            if status == 410:
                notes.append(moving.gone(self._store, feed, now))
        self._noted(notes)
        self._tally.failed += 1
        self._say(FeedFailed(feed.id, sentence))
