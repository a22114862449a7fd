"""Finds the feeds that a web page offers; touches nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from tocsin.feeds.address import key, web_link
from tocsin.feeds.charset import decode

MOST = 50
_TYPES = {
    "application/rss+xml": "RSS",
    "application/atom+xml": "Atom",
    "application/feed+json": "JSON Feed",
    "application/rdf+xml": "RSS",
    "application/json": "JSON Feed",
    "application/xml": "RSS",
    "text/xml": "RSS",
}
_TAG = re.compile(r"<(link|base|a)\b((?:\"[^\"]{0,2000}\"|'[^']{0,2000}'|[^\"'<>]{1,2000}){0,100})>", re.I)
_ATTRIBUTE = re.compile(r"""([A-Za-z][\w:-]{0,40})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_NOT_SHOWN = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style|template|textarea)\b.*?(?:</\1\s*>|\Z)", re.S | re.I)


@dataclass(frozen=True, slots=True)
class Offered:
    """A feed that a page names as its own."""

    url: str
    title: str
    kind: str
    """"RSS", "Atom" or "JSON Feed", as the page says."""


def candidates(body: bytes, url: str) -> list[Offered]:
    """The feeds that the page declares, in its order; comment feeds last. Nothing is guessed."""
    page = _NOT_SHOWN.sub(" ", decode(body)[0][:2_000_000])
    base = url
    found: dict[str, Offered] = {}
    for tag in _TAG.finditer(page):
        name = tag[1].lower()
        attributes = {one[0].lower(): unescape(one[1] or one[2] or one[3]) for one in _ATTRIBUTE.findall(tag[2])}
        if name == "base":
            base = web_link(attributes.get("href", ""), url) or base
            continue
        kind = _kind(name, attributes)
        address = web_link(attributes.get("href", ""), base) if kind else ""
        if address and len(found) < MOST:
            found.setdefault(key(address), Offered(address, " ".join(attributes.get("title", "").split())[:300], kind))
    return sorted(found.values(), key=lambda offered: "comment" in (offered.url + offered.title).lower())


def _kind(name: str, attributes: dict[str, str]) -> str:
    """What kind of feed the tag points at; empty: none."""
    words = attributes.get("rel", "").lower().split()
    kind = attributes.get("type", "").lower().partition(";")[0].strip()
    if name == "a":
        return (
            _TYPES.get(kind, "") if "alternate" in words and kind.endswith(("rss+xml", "atom+xml", "feed+json")) else ""
        )
    if "stylesheet" in words or not {"alternate", "feed"} & set(words):
        return ""
    if kind == "application/json" and "wp-json" in attributes.get("href", ""):
        return ""
    return _TYPES.get(kind, "RSS" if "feed" in words and not kind else "")
