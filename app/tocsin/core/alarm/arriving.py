"""Whether what a poll brought is news, or a feed's past that comes late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tocsin.core.alarm.deciding import Arrival

GRACE = timedelta(days=1)
"""An entry may claim to be this much older than the last good poll and still be news: outlets are late, zones wrong."""

ARCHIVE = 5
"""So many old entries at once are an archive, wherever in the feed they stand."""

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
    when it stands at the head of the feed, and is one of few.
    """
    if baseline:
        return dict.fromkeys((one.article_id for one in newcomers), Arrival.BASELINE)
    old = {
        one.article_id
        for one in newcomers
        if last_good is not None and one.published is not None and one.published < last_good - GRACE
    }
    undated = {one.article_id for one in newcomers if one.published is None}
    late: set[int] = set()
    if len(old) >= ARCHIVE:
        late |= old
    if len(undated) >= UNDATED_ARCHIVE:
        late |= undated
    late |= {one.article_id for one in newcomers if one.article_id in old and not one.at_head}
    return {one.article_id: Arrival.BACKFILL if one.article_id in late else Arrival.NEWS for one in newcomers}
