"""Judges the archive for a watch that is new or was changed: its history, which never rings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from tocsin.core.model import Watch
from tocsin.core.query import Mistake, read
from tocsin.store import Store

PART = 200
"""Articles judged in one transaction, so that nobody waits for it."""

LONGEST = 5_000
"""A watch is shown at most this many past matches, the newest."""


def judge_history(store: Store, watch: Watch, now: datetime, stop: Callable[[], bool] = lambda: False) -> int:
    """Find the past matches of a watch and keep them; returns how many are kept. Goes on where it was stopped."""
    query = read(watch.query, named=store.names.of)
    if isinstance(query, Mistake):
        store.watches.history_judged(watch.id)
        return 0
    before: int | None = watch.judged_to + 1
    kept = 0
    while before is not None and kept < LONGEST:
        if stop():
            return kept
        found = store.articles.search(query, now=now, before=before, limit=PART)
        with store.writing():
            matches = [replace(one.match, watch_id=watch.id, article_id=one.row.id) for one in found]
            store.matches.add(matches)
        kept += len(found)
        before = found[-1].row.id if len(found) == PART else None
    store.watches.history_judged(watch.id)
    return store.matches.total(watch.id)


def judge_histories(
    store: Store, now: datetime, told: Callable[[int, int], None], stop: Callable[[], bool] = lambda: False
) -> None:
    """Judge every history that is still to be judged; `told` hears each watch's id and its number of matches."""
    for watch in store.watches.all():
        if not watch.history_done and not stop():
            told(watch.id, judge_history(store, watch, now, stop))


@dataclass(frozen=True, slots=True)
class Trial:
    """What a watch would have found."""

    hits: int
    stories: int
    days: tuple[tuple[str, int], ...]
    """(local day in ISO 8601, hits), oldest first; days without a hit are left out."""
    samples: tuple[str, ...]
    """The newest headlines."""


def trial(store: Store, watch: Watch, since: datetime, now: datetime) -> Trial:
    """Run a watch over the archive since a time, at most LONGEST hits."""
    query = read(watch.query, named=store.names.of)
    if isinstance(query, Mistake):
        return Trial(0, 0, (), ())
    found = store.articles.search(query, now=now, since=since, limit=LONGEST)
    days = Counter(one.row.seen.astimezone().date().isoformat() for one in found)
    stories = {story.id for one in found if (story := store.stories.of(one.row.id)) is not None}
    samples = tuple(f"{one.row.title} · {one.row.outlet}" for one in found[:5])
    return Trial(len(found), len(stories), tuple(sorted(days.items())), samples)
