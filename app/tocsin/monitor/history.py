"""Judges the archive for a watch that is new or was changed: its history, which never rings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
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
