"""Whether what a poll brought is news, or a feed's past that comes late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tocsin.core.alarm.deciding import Arrival

GRACE = timedelta(days=1)
"""An entry may claim to be this much older than the last good poll and still be news: outlets are late, zones wrong."""

LATE = timedelta(days=7)
"""Papers that appear days after their date (gazettes, courts, journals) are news at the head of their feed."""

ARCHIVE, LATE_ARCHIVE = 5, 50
"""So many old entries at once are an archive, wherever in the feed they stand; so many when none is older than LATE."""

UNDATED_ARCHIVE = 100
"""So many new entries without a date at once are an archive."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """An entry that was not known."""

    article_id: int
    published: datetime | None
    at_head: bool
    """No known entry stands before it in the feed."""


def arrivals(newcomers: Sequence[Newcomer], last_good: datetime | None, *, baseline: bool) -> dict[int, Arrival]:
    """Say of each new article how it came. `last_good`: the last poll of the feed that could be read, before this one.

    The first poll is the feed's past. After it, an entry with a date well before the last good poll is news only
    when it stands at the head of the feed, and does not come with an archive.
    """
    if baseline:
        return dict.fromkeys((one.article_id for one in newcomers), Arrival.BASELINE)
    old = _older(newcomers, last_good, GRACE)
    undated = {one.article_id for one in newcomers if one.published is None}
    late = {one.article_id for one in newcomers if one.article_id in old and not one.at_head}
    if len(_older(newcomers, last_good, LATE)) >= ARCHIVE or len(old) >= LATE_ARCHIVE:
        late |= old
    if len(undated) >= UNDATED_ARCHIVE:
        late |= undated
    return {one.article_id: Arrival.BACKFILL if one.article_id in late else Arrival.NEWS for one in newcomers}


def _older(newcomers: Sequence[Newcomer], last_good: datetime | None, than: timedelta) -> set[int]:
    if last_good is None:
        return set()
    return {one.article_id for one in newcomers if one.published is not None and one.published < last_good - than}
