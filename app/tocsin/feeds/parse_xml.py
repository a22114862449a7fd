"""Reads RSS, Atom, RDF and CDF with feedparser, the authority on them; touches nothing."""

from __future__ import annotations

import io
from xml.sax import SAXException

import feedparser

from tocsin.core.model import ParsedFeed
from tocsin.feeds import drafting, shape
from tocsin.feeds.mend import mend
from tocsin.feeds.sniff import feed_root

_ROOTS = {"rss": "RSS", "rdf": "RDF", "feed": "Atom", "channel": "CDF", "entry": "Atom 1.0"}


class Unreadable(ValueError):
    """It looks like a feed, but nothing can be made of it."""


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
    root = feed_root(text)
    version = drafting.text(result.get("version"))
    found = [entry for entry in result["entries"] if isinstance(entry, dict)]
    if not version and not found and root is None:
        raise Unreadable
    warnings = [] if mended.in_order else ["The feed is not well-formed XML; what could be read was read."]
    if mended.left_out:
        warnings.append(f"Only the first {shape.MOST_ENTRIES} of {len(found) + mended.left_out} entries were read.")
    head = result["feed"] if isinstance(result["feed"], dict) else {}
    named = drafting.FORMATS.get(version) or _ROOTS.get(root[1].lower() if root else "", "RSS")
    return drafting.feed(head, found, named, url, tuple(warnings))
