"""Saves what one poll brought: articles, matches, stories and alerts owed, in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from tocsin.core.alarm import Arrival, Mute, Newcomer, Situation, arrivals, decide, withdrawn
from tocsin.core.model import Alert, Article, Feed, Marks, Match, ParsedFeed, Reason, Story, Watch
from tocsin.core.query import Judge, Mistake, Query, asks, read
from tocsin.store import Arrivals, Store

MOST_ASKED_AGAIN = 50
"""Articles of a story that are judged anew when another outlet joins it."""


@dataclass(frozen=True, slots=True)
class Bench:
    """The watches, ready to judge: read once, used for every article until a watch changes."""

    judge: Judge
    watches: Mapping[int, Watch] = field(default_factory=dict)
    mutes: tuple[Mute, ...] = ()
    by_sources: Judge | None = None
    """Of the queries that ask how many outlets carry a story: their answer changes when it grows."""

    @classmethod
    def of(cls, store: Store, now: datetime) -> Bench:
        """Read the queries of all watches; one that cannot be read judges nothing."""
        kept: dict[int, Watch] = {}
        queries: dict[int, Query] = {}
        for watch in store.watches.all():
            query = read(watch.query, named=store.names.of)
            if not isinstance(query, Mistake):
                kept[watch.id], queries[watch.id] = watch, query
        asking = {one: query for one, query in queries.items() if asks(query, "sources")}
        return cls(Judge(queries), kept, tuple(store.mutes.all(now)), Judge(asking) if asking else None)


class Placing(Protocol):
    """Whatever says which story an article belongs to, and saves it."""

    def prepare(self, now: datetime, stop: Callable[[], bool]) -> None:
        """Make ready what takes long, before a transaction; raises Interrupted when `stop` says so."""

    def place(self, article: Article) -> Story:
        """Give the story, this article counted in. Inside a transaction."""

    def split(self, article_id: int, now: datetime) -> Story:
        """Take an article out of its story for good; gives its own."""

    def forget(self) -> None:
        """What was placed since the last transaction was not saved: read the database anew."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What a poll came to."""

    new: tuple[int, ...] = ()
    """Ids of the articles that were not there before."""
    owed: tuple[int, ...] = ()
    """Ids of the alerts that are now owed."""
    grew: tuple[int, ...] = ()
    """Ids of stories that have alerts and more articles than before."""


def content_hash(body: bytes) -> str:
    """Give a short name for these bytes; a body with a known name is not parsed again."""
    return hashlib.blake2b(body, digest_size=16).hexdigest()


def save(
    store: Store, bench: Bench, placing: Placing, feed: Feed, parsed: ParsedFeed, *, now: datetime,
    settle: Callable[[Arrivals, bool], None], **found: str | int | datetime | Collection[int] | None,
) -> Saved:  # fmt: skip
    """Save a feed's entries with all that follows from them; a crash leaves all of it or nothing.

    `found` goes into the feed's row as it is (etag …). `settle` is told what came, and whether the feed's window
    had rolled over; what it writes is part of the same.
    """
    try:
        return _save(store, bench, placing, feed, parsed, now=now, settle=settle, **found)
    except BaseException:
        placing.forget()
        raise


def _save(
    store: Store, bench: Bench, placing: Placing, feed: Feed, parsed: ParsedFeed, *, now: datetime,
    settle: Callable[[Arrivals, bool], None], **found: str | int | datetime | Collection[int] | None,
) -> Saved:  # fmt: skip
    baseline = feed.baseline is None and not feed.ring_first
    with store.writing():
        store.feeds.polled(
            feed.id,
            title=parsed.title,
            site=parsed.site,
            language=parsed.language,
            baseline=feed.baseline or now,
            **found,
        )
        # Under the name and in the language that the feed has from now on: a search will judge them so, too.
        came = store.arriving.add(store.feeds.get(feed.id), parsed.entries, now, parsed.same)
        store.imprints.keep(feed.id, parsed.imprints)
        poll = _Poll(store, bench, placing, now)
        how = arrivals(_newcomers(came), feed.last_good if feed.baseline else None, baseline=baseline)
        for article in came.new:
            poll.new(article, how[article.id])
        for article in came.edited:
            poll.edited(article, baseline=baseline)
        overflow = parsed.window > 0 and came.known == 0 and feed.baseline is not None
        store.readings.note(feed, now, new=len(came.new), overflow=overflow)
        settle(came, overflow)
    return Saved(tuple(article.id for article in came.new), tuple(poll.owed), tuple(poll.grew))


def _newcomers(came: Arrivals) -> list[Newcomer]:
    return [Newcomer(article.id, article.published, article.id in came.at_head) for article in came.new]


class _Poll:
    """Judges, places and decides the articles of one poll."""

    def __init__(self, store: Store, bench: Bench, placing: Placing, now: datetime) -> None:
        self._store, self._bench, self._placing, self._now = store, bench, placing, now
        self.owed: list[int] = []
        self.grew: dict[int, None] = {}

    def new(self, article: Article, arrival: Arrival) -> None:
        """Save what a new article comes to."""
        story = self._placing.place(article)
        matches = self._bench.judge.judge(article, Marks(sources=story.outlets), now=self._now)
        self._store.matches.add(matches)
        for match in matches:
            self._decide(match, article, story, arrival)
        if story.articles > 1:
            self._ask_again(article, story, arrival)
            if arrival is Arrival.NEWS:
                self.owed += self._store.alerts.pass_threshold(story, self._now)
            if self._store.alerts.of_story(story.id):
                self.grew[story.id] = None

    def _ask_again(self, newest: Article, story: Story, arrival: Arrival) -> None:
        """Judge the story's other articles for the queries that ask how many outlets carry it."""
        if self._bench.by_sources is None:
            return
        for article_id in self._store.stories.articles_of(story.id)[-MOST_ASKED_AGAIN:]:
            if article_id == newest.id:
                continue
            article, marks = self._store.articles.with_marks(article_id)
            new = self._store.matches.add(self._bench.by_sources.judge(article, marks, now=self._now))
            for match in new:
                self._decide(match, article, story, arrival)

    def edited(self, article: Article, *, baseline: bool) -> None:
        """Judge an article anew whose wording changed."""
        _, marks = self._store.articles.with_marks(article.id)
        matches = self._bench.judge.judge(article, marks, now=self._now)
        story = self._store.stories.of(article.id) or self._placing.place(article)
        before = {one.watch_id: one.field for one in self._store.matches.of(article.id)}
        self._store.matches.add(matches)
        for match in matches:
            arrival = Arrival.BASELINE if baseline else Arrival.EDIT
            self._decide(match, article, story, arrival, before=before.get(match.watch_id))
        gone = (set(before) - {match.watch_id for match in matches}) & set(self._bench.watches)
        for watch_id in sorted(gone):
            watch = self._bench.watches[watch_id]
            if withdrawn(watch, self._now, self._situation(watch_id, article, story, Arrival.EDIT)):
                self._owe(Match(watch_id, article.id, "", "", ""), story, Reason.WITHDRAWN)
        self._store.matches.remove(gone, article.id)

    def _situation(
        self, watch_id: int, article: Article, story: Story, arrival: Arrival, before: str | None = None
    ) -> Situation:
        matches = self._store.matches
        return Situation(
            arrival,
            story.id,
            article.outlet,
            story.outlets,
            self._store.alerts.told(watch_id, story.id),
            before == "title" or matches.named(watch_id, story.id, but_not=article.id),
            before is not None,
            self._bench.mutes,
            arrival is Arrival.EDIT and matches.answered(watch_id, story.id, but_not=article.id),
        )

    def _decide(
        self, match: Match, article: Article, story: Story, arrival: Arrival, *, before: str | None = None
    ) -> None:
        """Decide one match; `before`: where the article matched before its edit, None: it did not."""
        watch = self._bench.watches[match.watch_id]
        decision = decide(watch, match, self._now, self._situation(watch.id, article, story, arrival, before))
        if before is not None and decision.reason is Reason.SAME:
            return  # the edit changed nothing: what was decided before stays written down
        self._store.matches.decided(match, decision)
        if decision.reason is Reason.SAME:
            return
        alert = Alert(
            0, watch.id, story.id, article.id, self._now,
            None if decision.held else self._now, held=decision.held, reason=decision.reason,
        )  # fmt: skip
        owed = self._store.alerts.add(alert)
        if owed:
            self.owed.append(owed)

    def _owe(self, match: Match, story: Story, reason: Reason) -> None:
        owed = self._store.alerts.add(
            Alert(0, match.watch_id, story.id, match.article_id, self._now, self._now, reason=reason)
        )
        if owed:
            self.owed.append(owed)
