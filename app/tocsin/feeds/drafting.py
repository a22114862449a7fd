"""Chooses for a `Draft` from what feedparser found in an entry, or the quick way in its manner; touches nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from tocsin.core.model import ParsedFeed
from tocsin.feeds import imprints, shape
from tocsin.feeds.address import web_link
from tocsin.feeds.shape import Draft, Words

FORMATS = {
    "rss090": "RSS 0.90",
    "rss091n": "RSS 0.91",
    "rss091u": "RSS 0.91",
    "rss092": "RSS 0.92",
    "rss093": "RSS 0.93",
    "rss094": "RSS 0.94",
    "rss10": "RSS 1.0",
    "rss20": "RSS 2.0",
    "rss": "RSS",
    "atom01": "Atom 0.1",
    "atom02": "Atom 0.2",
    "atom03": "Atom 0.3",
    "atom10": "Atom 1.0",
    "atom": "Atom",
    "cdf": "CDF",
}
"""What feedparser calls a format, and what people do."""

Found = dict[str, Any]
"""An entry or a feed's head under feedparser's keys: `title`, `title_detail`, `links`, `content` …"""

_get: Callable[[Found, str], Any] = dict.get
"""What is really there: feedparser's own dictionaries answer for keys that they do not hold."""
_NO_WORDS = Words("")
_HTML_TYPES = {"text/html", "application/xhtml+xml"}
_PERIODS = {"hourly": 60, "daily": 1440, "weekly": 10_080, "monthly": 43_200, "yearly": 525_600}


def feed(
    head: Found, entries: list[Found], named: str, url: str, warnings: tuple[str, ...] = (), before: bytes = b""
) -> ParsedFeed:
    """The feed, its first `shape.MOST_ENTRIES` entries shaped; `before`: the imprints of last time."""
    drafts = [_draft(entry, head) for entry in entries[: shape.MOST_ENTRIES]]
    shaped, same, stamps = imprints.entries(drafts, url, before)
    return ParsedFeed(
        format=named,
        title=_title(head),
        entries=shaped,
        language=shape.language(text(_get(head, "language"))),
        site=web_link(text(_get(head, "link")), url),
        warnings=warnings,
        every_minutes=_every(head),
        same=same,
        imprints=stamps,
    )


def text(value: object) -> str:
    """The value where it is a text."""
    return value if isinstance(value, str) else ""


def _draft(entry: Found, head: Found) -> Draft:
    title = _get(entry, "title_detail")
    links = _list(entry, "links")
    return Draft(
        guid=text(_get(entry, "id")),
        link=_link(entry, links),
        title=_words(title, _get(entry, "title")),
        summary=_words(_get(entry, "summary_detail"), _get(entry, "summary")),
        bodies=tuple([_words(content, "") for content in _list(entry, "content")]),
        authors=tuple(_authors(entry)),
        outlet=_outlet(entry),
        images=tuple(_images(entry, links)),
        tags=tuple([text(_get(tag, "label")) or text(_get(tag, "term")) for tag in _list(entry, "tags")]),
        published=text(_get(entry, "published")) or text(_get(entry, "created")),
        updated=text(_get(entry, "updated")),
        language=_own_language(title, head),
    )


def _list(value: Found, key: str) -> list[Found]:
    found = _get(value, key)
    if not found:
        return []
    return [one for one in found[:200] if isinstance(one, dict)] if isinstance(found, list) else []


def _words(detail: object, value: object) -> Words:
    if detail is None and value is None:
        return _NO_WORDS
    if not isinstance(detail, dict):
        return Words(text(value))
    source = text(_get(detail, "value")) or text(value)
    kind = text(_get(detail, "type"))
    base = _get(detail, "base")
    return Words(source, not kind or kind in _HTML_TYPES, web_link(text(base)) if base else "")


def _title(head: Found) -> str:
    return shape.name(_words(_get(head, "title_detail"), _get(head, "title")).source)


def _link(entry: Found, links: list[Found]) -> str:
    """The first alternate that is a page, else any alternate, else the guid where it is an address."""
    alternates = [
        (text(_get(link, "type")), href)
        for link in links
        if _get(link, "rel") == "alternate" and (href := text(_get(link, "href")))
    ]
    for kind, href in alternates:
        if kind in _HTML_TYPES:
            return href
    chosen = text(_get(entry, "link"))
    if _get(entry, "guidislink") and not re.match(r"(?i)https?://", chosen):
        chosen = ""
    return chosen or (alternates[0][1] if alternates else "")


def _authors(entry: Found) -> Iterable[str]:
    written = text(_get(entry, "author"))[:500]
    raw = re.fullmatch(r"\S+@\S+\s+\(([^()]*)\)", written.strip()) if "@" in written else None
    if raw:
        return [raw[1]]
    named = [text(_get(author, "name")) for author in _list(entry, "authors")]
    if any(named):
        return named
    return [written]


def _outlet(entry: Found) -> str:
    source = _get(entry, "source")
    if isinstance(source, dict):
        return text(_get(source, "title"))
    return text(source) or text(_get(entry, "news_source"))


def _images(entry: Found, links: list[Found]) -> Iterable[str]:
    for media in (*_list(entry, "media_content"), *links):
        if _get(media, "medium") == "image" or text(_get(media, "type")).startswith("image/"):
            yield text(_get(media, "url")) or text(_get(media, "href"))
    for thumbnail in _list(entry, "media_thumbnail"):
        yield text(_get(thumbnail, "url"))
    image = _get(entry, "image")
    if isinstance(image, dict):
        yield text(_get(image, "href")) or text(_get(image, "url"))


def _own_language(title: object, head: Found) -> str:
    """The entry's language where it says another than the feed."""
    own = text(_get(title, "language")) if isinstance(title, dict) else ""
    return "" if own == text(_get(head, "language")) else own


def _every(head: Found) -> int | None:
    ttl = text(_get(head, "ttl")).strip()
    if re.fullmatch(r"[0-9]{1,6}", ttl) and int(ttl):
        return int(ttl)
    period = _PERIODS.get(text(_get(head, "sy_updateperiod")).strip().lower())
    if period is None:
        return None
    often = text(_get(head, "sy_updatefrequency")).strip()
    return max(1, period // (int(often) if re.fullmatch(r"[1-9][0-9]{0,4}", often) else 1))
