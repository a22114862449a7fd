"""Bytes into a feed's entries, whatever the format; touches nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from tocsin.core.model import Entry, ParsedFeed
from tocsin.feeds import parse_json, quick, shape
from tocsin.feeds.charset import decode
from tocsin.feeds.mend import Hopeless, Mended, mend
from tocsin.feeds.quick_names import NotPlain
from tocsin.feeds.quiet_times import with_quiet_times
from tocsin.feeds.sniff import NotAFeed, not_a_feed, what_else

__all__ = ["NotAFeed", "as_json", "parse"]


def parse(body: bytes, url: str, content_type: str = "", before: bytes = b"") -> ParsedFeed:
    """The feed in the body. `url` is where it came from; relative links count from it. Raises `NotAFeed`.

    `before` holds the imprints that it had when it was read last: entries that have not changed are only named then.
    """
    what = what_else(body, content_type)
    if what:
        raise not_a_feed(what, url)
    text = decode(body, content_type)[0].lstrip()
    if text[:1] in {"{", "["}:
        try:
            return parse_json.read(text, url, before)
        except parse_json.NoJsonFeed as error:
            raise not_a_feed("JSON that holds no feed", url) from error
    what = what_else(body, content_type, text)
    if what:
        raise not_a_feed(what, url, text)
    return with_quiet_times(_markup(text, url, before), text)


def _markup(text: str, url: str, before: bytes) -> ParsedFeed:
    try:
        return quick.read(text, url, before)
    except NotPlain:
        return _slowly(text, url, before)


def _slowly(text: str, url: str, before: bytes) -> ParsedFeed:
    """What is not plain at once: it may be so once it has been mended; else feedparser, the authority, reads it."""
    try:
        mended = mend(text, shape.MOST_ENTRIES)
        try:
            return replace(quick.read(mended.xml.decode(), url, before), warnings=mended.warnings)
        except NotPlain:
            return _by_the_authority(mended, text, url, before)
    except Hopeless as error:
        raise not_a_feed("something that looks like a feed but cannot be read", url) from error


def _by_the_authority(mended: Mended, text: str, url: str, before: bytes) -> ParsedFeed:
    from tocsin.feeds import parse_xml  # feedparser takes 74 ms to be ready, and most feeds never need it

    try:
        return parse_xml.read(mended, text, url, before)
    except parse_xml.Unreadable as error:
        raise not_a_feed("something that looks like a feed but cannot be read", url) from error


def as_json(parsed: ParsedFeed) -> dict[str, Any]:
    """What `tocsin parse` prints of it, but for the file's name."""
    return {
        "format": parsed.format,
        "title": parsed.title,
        "language": parsed.language,
        "site": parsed.site,
        "entries": [_entry(entry) for entry in parsed.entries],
        "warnings": list(parsed.warnings),
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.key,
        "title": entry.title,
        "link": entry.link,
        "published": _time(entry.published),
        "updated": _time(entry.updated),
        "author": entry.author,
        "outlet": entry.outlet,
        "summary": entry.summary,
        "text": entry.text,
        "image": entry.image,
        "tags": list(entry.tags),
        "language": entry.language,
    }


def _time(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z") if moment else None
