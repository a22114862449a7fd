"""One pass over the feeds that are due: fetch, parse, save, and say what happened."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from tocsin.core.errors import NotSaved, TocsinError
from tocsin.core.mending import mend, offline
from tocsin.core.model import Feed
from tocsin.core.schedule import Outcome
from tocsin.feeds.fetch_values import Failed, Fetched, Request, Unchanged
from tocsin.feeds.fetch_values import Outcome as Fetching
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
from tocsin.monitor.parsing import Interrupted, Parse
from tocsin.monitor.saving import Bench, Placing, content_hash, save
from tocsin.monitor.scheduling import Scheduling
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
    kinds: list[str] = field(default_factory=list)
    """How the conversations that failed ended."""


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
        self._under_way: set[int] = set()
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
        first = self._requests()
        if not first and not self._tally.failed:
            return
        self._say(RoundBegan(len(first) + self._tally.failed, after_absence))

        def joining() -> list[Request]:
            return self._requests(asked_for=True) if more() else []

        try:
            for request, outcome in self._web.fetch(first, stop, joining):
                feed = request.token
                assert isinstance(feed, Feed)
                self._one(feed, outcome)
                self._under_way.discard(feed.id)
        except Interrupted:
            pass
        finally:
            tally, feeds = self._tally, self._store.feeds
            cut_off = offline(tally.read, tally.kinds, len(feeds.addresses()))
            self._say(RoundEnded(tally.read, tally.failed, tally.new, feeds.next_due(), cut_off))

    def _requests(self, *, asked_for: bool = False) -> list[Request]:
        feeds = self._store.feeds
        due = feeds.asked_for(self._under_way) if asked_for else feeds.due(self._clock())
        requests = []
        for feed, delay in self._manners.admit(due, self._clock(), self._patience):
            try:
                password = self._password(feed.url, feed.user) if feed.user else ""
            except TocsinError as error:
                self._failed(feed, str(error), None, kind="password")
                continue
            self._under_way.add(feed.id)
            etag, last_modified = ("", "") if self._in_full(feed) else (feed.etag, feed.last_modified)
            requests.append(Request(feed.url, etag, last_modified, feed.user, password, feed, delay))
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
                self._failed(feed, outcome.sentence, outcome.retry_after, outcome.status, outcome.kind)
            elif isinstance(outcome, Unchanged):
                self._unchanged(feed, outcome.max_age, outcome.moved_to, unchanged=feed.unchanged + 1)
            else:
                self._body(feed, outcome)
        except (Interrupted, NotSaved):
            raise  # not this feed's trouble
        except TocsinError as error:
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
        parsed = self._parse(outcome.body, outcome.url, outcome.content_type)
        self._placing.prepare(self._clock(), self._stop)
        now = self._clock()
        notes: list[Note | None] = []

        def settle(came: Arrivals, overflow: bool) -> None:
            published = [article.published for article in came.new]
            pace = self._scheduling.learn(feed, published, now, window=len(parsed.entries), overflow=overflow)
            asked = _asked(parsed.every_minutes, outcome.max_age)
            due = self._scheduling.due(
                feed, Outcome(True, asked, skip_hours=parsed.skip_hours, skip_days=parsed.skip_days), now, pace
            )
            self._store.feeds.polled(feed.id, next_due=due.at, cause=due.cause.value, asked=_whole(asked))
            notes.append(moving.redirected(self._store, feed, outcome.moved_to, now))

        saved = save(
            self._store, self._bench(), self._placing, feed, parsed, now=now, settle=settle,
            etag=outcome.etag, last_modified=outcome.last_modified, content_hash=name, last_body=now, unchanged=0,
            every=(parsed.every_minutes or 0) * 60, skip_hours=parsed.skip_hours, skip_days=parsed.skip_days,
            last_polled=now, last_good=now, failures=0, trouble="", mend="",
        )  # fmt: skip
        self._noted(notes)
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
        asked = _asked(feed.every // 60, max_age)
        due = self._scheduling.due(
            feed, Outcome(True, asked, skip_hours=feed.skip_hours, skip_days=feed.skip_days), now
        )
        with self._store.writing():
            self._store.readings.note(feed, now)
            self._store.feeds.polled(
                feed.id, next_due=due.at, cause=due.cause.value, asked=_whole(asked), last_polled=now, last_good=now,
                failures=0, trouble="", mend="", **kept,
            )  # fmt: skip
            note = moving.redirected(self._store, feed, moved_to, now)
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
        wish = _seconds(retry_after)
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
        self._tally.kinds.append(kind)
        self._say(FeedFailed(feed.id, sentence))


def _seconds(number: int | None) -> timedelta | None:
    return timedelta(seconds=min(number, 10**7)) if number is not None and number >= 0 else None


def _asked(every_minutes: int | None, max_age: int | None) -> timedelta | None:
    """The longer one of what the feed asks for and what its server does."""
    wishes = (_seconds(every_minutes * 60 if every_minutes else None), _seconds(max_age))
    return max((wish for wish in wishes if wish is not None), default=None)


def _whole(asked: timedelta | None) -> int:
    return int(asked.total_seconds()) if asked is not None else 0
