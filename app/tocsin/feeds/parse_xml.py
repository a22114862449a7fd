"""Reads RSS, Atom, RDF and CDF with feedparser, the authority on them; touches nothing."""

from __future__ import annotations

import io
from xml.sax import SAXException

import feedparser

from tocsin.core.model import ParsedFeed
from tocsin.feeds import drafting
from tocsin.feeds.mend import Mended
from tocsin.feeds.sniff import feed_root

_ROOTS = {"rss": "RSS", "rdf": "RDF", "feed": "Atom", "channel": "CDF", "entry": "Atom 1.0"}


class Unreadable(ValueError):
    """It looks like a feed, but nothing can be made of it."""


def read(mended: Mended, text: str, url: str, before: bytes = b"") -> ParsedFeed:
    """The feed that was mended out of the text; `before`: the imprints of last time.

    Raises `Unreadable` when there is none in it.
    """
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
    head = result["feed"] if isinstance(result["feed"], dict) else {}
    named = drafting.FORMATS.get(version) or _ROOTS.get(root[1].lower() if root else "", "RSS")
    return drafting.feed(head, found, named, url, mended.warnings, before)
