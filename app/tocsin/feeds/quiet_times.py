"""Finds the hours and days at which a feed asks not to be read: RSS 2.0's `skipHours` and `skipDays`."""

from __future__ import annotations

import re
from dataclasses import replace

from tocsin.core.model import ParsedFeed
from tocsin.core.week import DAYS

_HIDDEN = re.compile(r"<!\[CDATA\[.*?\]\]>|<!--.*?-->", re.S)
_PART = re.compile(r"<(skipHours|skipDays)\s*>(.{0,4000}?)</\1\s*>", re.S | re.I)
_HOUR = re.compile(r"<hour\s*>\s*([0-9]{1,2})\s*</hour\s*>", re.I)
_DAY = re.compile(r"<day\s*>\s*([A-Za-z]{3})[A-Za-z]*\s*</day\s*>", re.I)


def with_quiet_times(parsed: ParsedFeed, text: str) -> ParsedFeed:
    """Add what the feed's text says of them; both are GMT (https://www.rssboard.org/rss-specification).

    Hours count from 0, but older feeds say 24 for midnight (RSS 0.91). feedparser does not tell them.
    """
    if ("kip" not in text and "KIP" not in text) or not _PART.search(text):
        return parsed
    hours: set[int] = set()
    days: set[int] = set()
    for part in _PART.finditer(_HIDDEN.sub("", text)):
        if part[1].lower() == "skiphours":
            hours |= {int(one[1]) % 24 for one in _HOUR.finditer(part[2]) if int(one[1]) <= 24}
        else:
            named = {one[1].lower() for one in _DAY.finditer(part[2])}
            days |= {place for place, name in enumerate(DAYS) if name in named}
    return replace(parsed, skip_hours=tuple(sorted(hours)), skip_days=tuple(sorted(days)))
