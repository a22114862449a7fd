"""Saves what one poll brought: articles, matches, stories and alerts owed, in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from tocsin.core import alarm
from tocsin.core.model import Article, Feed, Match, ParsedFeed, Watch
from tocsin.core.query import Judge, Mistake, Query, read
from tocsin.store import Store


@dataclass(frozen=True, slots=True)
class Bench:
    """The watches, ready to judge: read once, used for every article until a watch changes."""

    judge: Judge
    watches: Mapping[int, Watch] = field(default_factory=dict)

    @classmethod
    def of(cls, watches: Iterable[Watch]) -> Bench:
        """Read the queries of all watches; one that cannot be read judges nothing."""
        kept: dict[int, Watch] = {}
        queries: dict[int, Query] = {}
        for watch in watches:
            query = read(watch.query)
            if not isinstance(query, Mistake):
                kept[watch.id], queries[watch.id] = watch, query
        return cls(Judge(queries), kept)


@dataclass(frozen=True, slots=True)
class Saved:
    """What a poll came to."""

    new: tuple[int, ...] = ()
    """Ids of the articles that were not there before."""
    owed: tuple[int, ...] = ()
    """Ids of the alerts that are now owed."""


def content_hash(body: bytes) -> str:
    """Give a short name for these bytes; a body with a known name is not parsed again."""
    return hashlib.blake2b(body, digest_size=16).hexdigest()


def save(
    store: Store, bench: Bench, feed: Feed, parsed: ParsedFeed, now: datetime, **found: str | int | datetime | None
) -> Saved:
    """Save a feed's entries with all that follows from them; a crash leaves all of it or nothing.

    `found` goes into the feed's row as it is (etag, next_due …).
    """
    baseline = feed.baseline is None and not feed.ring_first
    with store.writing():
        arrivals = store.arriving.add(feed, parsed.entries, now)
        owed: list[int] = []
        for article in arrivals.new:
            story = store.stories.begin(article)
            owed += _judge(store, bench, article, story.id, now, baseline=baseline)
        for article in arrivals.edited:
            owed += _judge_again(store, bench, article, now, baseline=baseline)
        store.feeds.polled(
            feed.id,
            title=parsed.title,
            site=parsed.site,
            language=parsed.language,
            baseline=feed.baseline or now,
            **found,
        )
    return Saved(tuple(article.id for article in arrivals.new), tuple(owed))


def _judge(store: Store, bench: Bench, article: Article, story_id: int, now: datetime, *, baseline: bool) -> list[int]:
    matches = bench.judge.judge(article, now=now)
    store.matches.add(matches)
    return _owe(store, bench, matches, story_id, now, baseline=baseline)


def _judge_again(store: Store, bench: Bench, article: Article, now: datetime, *, baseline: bool) -> list[int]:
    _, marks = store.articles.with_marks(article.id)
    matches = bench.judge.judge(article, marks, now=now)
    store.matches.remove(set(bench.watches) - {match.watch_id for match in matches}, article.id)
    new = store.matches.add(matches)
    story = store.stories.of(article.id) or store.stories.begin(article)
    return _owe(store, bench, new, story.id, now, baseline=baseline)


def _owe(
    store: Store, bench: Bench, matches: list[Match], story_id: int, now: datetime, *, baseline: bool
) -> list[int]:
    return store.alerts.add(
        alarm.decide(bench.watches[match.watch_id], match, story_id, now, baseline=baseline) for match in matches
    )
