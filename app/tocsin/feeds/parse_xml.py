"""Reads RSS, Atom, RDF and CDF with feedparser, the authority on them; touches nothing."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import Any
from xml.sax import SAXException

import feedparser

from tocsin.core.model import ParsedFeed
from tocsin.feeds import shape
from tocsin.feeds.address import web_link
from tocsin.feeds.mend import mend
from tocsin.feeds.shape import Draft, Words

_FORMATS = {
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
_ROOTS = {"rss": "RSS", "rdf": "RDF", "feed": "Atom", "channel": "CDF", "entry": "Atom 1.0"}
_HTML_TYPES = {"text/html", "application/xhtml+xml"}
_PERIODS = {"hourly": 60, "daily": 1440, "weekly": 10_080, "monthly": 43_200, "yearly": 525_600}
_ROOT = re.compile(r"<(?:[A-Za-z][\w.-]{0,30}:)?(rss|rdf|feed|channel|entry)[\s/>]", re.I)


class Unreadable(ValueError):
    """It looks like a feed, but nothing can be made of it."""


def looks_like_feed(text: str) -> bool:
    """Whether an element that begins a feed stands near the head."""
    return _ROOT.search(text[:100_000]) is not None


def read(text: str, url: str) -> ParsedFeed:
    """The feed. Raises `Unreadable` or `mend.Hopeless` when there is none in the text."""
    mended = mend(text, shape.MOST_ENTRIES)
    try:
        result = feedparser.parse(
            io.BytesIO(b"<?xml version='1.0' encoding='utf-8'?>\n" + mended.xml),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except (
        ArithmeticError,
        AssertionError,
        AttributeError,
        LookupError,
        RecursionError,
        TypeError,
        ValueError,
    ) as error:
        raise Unreadable from error
    except SAXException as error:
        raise Unreadable from error
    root = _ROOT.search(text[:100_000])
    version = _text(result.get("version"))
    found = [entry for entry in result["entries"] if isinstance(entry, dict)]
    if not version and not found and root is None:
        raise Unreadable
    warnings = [] if mended.in_order else ["The feed is not well-formed XML; what could be read was read."]
    if mended.left_out:
        warnings.append(f"Only the first {shape.MOST_ENTRIES} of {len(found) + mended.left_out} entries were read.")
    head = result["feed"] if isinstance(result["feed"], dict) else {}
    return ParsedFeed(
        format=_FORMATS.get(version) or _ROOTS.get(root[1].lower() if root else "", "RSS"),
        title=_title(head),
        entries=tuple(shape.entry(_draft(entry, head), url) for entry in found[: shape.MOST_ENTRIES]),
        language=shape.language(_text(_get(head, "language"))),
        site=web_link(_text(_get(head, "link")), url),
        warnings=tuple(warnings),
        every_minutes=_every(head),
    )


def _draft(entry: dict[str, Any], head: dict[str, Any]) -> Draft:
    summary = _words(_get(entry, "summary_detail"), _get(entry, "summary"))
    title = _get(entry, "title_detail")
    return Draft(
        guid=_text(_get(entry, "id")),
        link=_link(entry),
        title=_words(title, _get(entry, "title")),
        summary=summary,
        bodies=tuple(_words(content, "") for content in _list(entry, "content")),
        authors=tuple(_authors(entry)),
        outlet=_outlet(entry),
        images=tuple(_images(entry)),
        tags=tuple(_text(_get(tag, "label")) or _text(_get(tag, "term")) for tag in _list(entry, "tags")),
        published=_text(_get(entry, "published")) or _text(_get(entry, "created")),
        updated=_text(_get(entry, "updated")),
        language=_own_language(title, head),
    )


def _get(value: object, key: str) -> Any:
    """What is really there: feedparser's own dictionaries answer for keys that they do not hold."""
    return dict.get(value, key) if isinstance(value, dict) else None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _list(value: object, key: str) -> list[dict[str, Any]]:
    found = _get(value, key)
    return [one for one in found[:200] if isinstance(one, dict)] if isinstance(found, list) else []


def _words(detail: object, value: object) -> Words:
    if not isinstance(detail, dict):
        return Words(_text(value))
    source = _text(_get(detail, "value")) or _text(value)
    kind = _text(_get(detail, "type")) or "text/html"
    return Words(source, kind in _HTML_TYPES, web_link(_text(_get(detail, "base"))))


def _title(head: dict[str, Any]) -> str:
    words = _words(_get(head, "title_detail"), _get(head, "title"))
    return shape.name(words.source)


def _link(entry: dict[str, Any]) -> str:
    """The first alternate that is a page, else any alternate, else the guid where it is an address."""
    alternates = [
        (_text(_get(link, "type")), href)
        for link in _list(entry, "links")
        if _text(_get(link, "rel")) == "alternate" and (href := _text(_get(link, "href")))
    ]
    for kind, href in alternates:
        if kind in _HTML_TYPES:
            return href
    chosen = _text(_get(entry, "link"))
    if _get(entry, "guidislink") and not re.match(r"(?i)https?://", chosen):
        chosen = ""
    return chosen or (alternates[0][1] if alternates else "")


def _authors(entry: dict[str, Any]) -> Iterable[str]:
    raw = re.fullmatch(r"\S+@\S+\s+\(([^()]*)\)", _text(_get(entry, "author"))[:500].strip())
    if raw:
        return [raw[1]]
    named = [_text(_get(author, "name")) for author in _list(entry, "authors")]
    if any(named):
        return named
    return [_text(_get(entry, "author"))[:500]]


def _outlet(entry: dict[str, Any]) -> str:
    source = _get(entry, "source")
    if isinstance(source, dict):
        return _text(_get(source, "title"))
    return _text(source) or _text(_get(entry, "news_source"))


def _images(entry: dict[str, Any]) -> Iterable[str]:
    for media in (*_list(entry, "media_content"), *_list(entry, "links")):
        kind, medium = _text(_get(media, "type")), _text(_get(media, "medium"))
        if medium == "image" or kind.startswith("image/"):
            yield _text(_get(media, "url")) or _text(_get(media, "href"))
    for thumbnail in _list(entry, "media_thumbnail"):
        yield _text(_get(thumbnail, "url"))
    image = _get(entry, "image")
    yield _text(_get(image, "href")) or _text(_get(image, "url"))


def _own_language(title: object, head: dict[str, Any]) -> str:
    """The entry's language where it says another than the feed."""
    own = _text(_get(title, "language"))
    return "" if own == _text(_get(head, "language")) else own


def _every(head: dict[str, Any]) -> int | None:
    ttl = _text(_get(head, "ttl")).strip()
    if re.fullmatch(r"[0-9]{1,6}", ttl) and int(ttl):
        return int(ttl)
    period = _PERIODS.get(_text(_get(head, "sy_updateperiod")).strip().lower())
    if period is None:
        return None
    often = _text(_get(head, "sy_updatefrequency")).strip()
    return max(1, period // (int(often) if re.fullmatch(r"[1-9][0-9]{0,4}", often) else 1))
