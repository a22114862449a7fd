"""Tells whether a body came to its end, and whether a feed that could be read says anything; touches nothing."""

from __future__ import annotations

import re

from tocsin.core.model import ParsedFeed
from tocsin.feeds.fetch_values import Fetched
from tocsin.feeds.sniff import not_a_feed

_ENDED = re.compile(rb"(?:</(?:[A-Za-z][\w.-]{0,30}:)?(?:rss|rdf|feed|channel)\s{0,20}>|[}\]])[\s\x00]{0,50}\Z", re.I)


def validators(outcome: Fetched, parsed: ParsedFeed) -> dict[str, str]:
    """Give what to tell the server next time, for "not changed" to mean that nothing is missing.

    A feed that is broken and lacks its end was cut on the way: its server would call the rest known, too.
    """
    if parsed.warnings and not _ENDED.search(outcome.body[-400:]):
        return {"etag": "", "last_modified": ""}
    return {"etag": outcome.etag, "last_modified": outcome.last_modified}


def refuse_ruins(outcome: Fetched, parsed: ParsedFeed, entries_before: int) -> None:
    """Raise NotAFeed for a feed so broken that none of the entries is left which it had the last time.

    A feed that is in order and empty is empty.
    """
    if parsed.warnings and not parsed.window and entries_before:
        raise not_a_feed("something that looks like a feed but cannot be read", outcome.url)
