"""Lists of feeds in OPML, read however broken and written well-formed; touches nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from tocsin.core.errors import TocsinError
from tocsin.feeds.address import BadAddress, normal, web_link
from tocsin.feeds.charset import decode
from tocsin.feeds.markup import line
from tocsin.feeds.opml_mend import Outline, outlines

MOST_FEEDS = 20_000
MOST_LOSSES = 200
LONGEST_FOLDER = 300


class NotAList(TocsinError):
    """The file is no list of feeds at all; the text says so."""


class Listed(Protocol):
    """What can be written: a feed with these four."""

    @property
    def url(self) -> str:
        """Where it is polled."""
        ...

    @property
    def title(self) -> str:
        """What it is called."""
        ...

    @property
    def folder(self) -> str:
        """Names with "/" between."""
        ...

    @property
    def site(self) -> str:
        """The website it belongs to."""
        ...


@dataclass(frozen=True, slots=True)
class OpmlFeed:
    """One feed of a list."""

    url: str
    title: str
    folder: str
    """Names from the outside in, with "/" between; empty: none."""
    site: str


@dataclass(frozen=True, slots=True)
class OpmlList:
    """What could be read of a list, and a sentence for each thing that could not."""

    feeds: tuple[OpmlFeed, ...]
    losses: tuple[str, ...]


def read(body: bytes) -> OpmlList:
    """The feeds of the list, as often as they stand there. Raises `NotAList` where there is no sign of a list."""
    found = outlines(decode(body)[0])
    if found is None:
        raise NotAList("This is no list of feeds (OPML): there is no outline in it.")
    losses = list(found.losses)
    feeds: list[OpmlFeed] = []
    for outline in found.outlines:
        feed, loss = _feed(outline)
        if loss:
            losses.append(loss)
        elif feed is not None and len(feeds) < MOST_FEEDS:
            feeds.append(feed)
        elif feed is not None:
            losses.append(f"{feed.url} was left out: a list may hold {MOST_FEEDS} feeds.")
    if len(losses) > MOST_LOSSES:
        losses[MOST_LOSSES:] = [f"{len(losses) - MOST_LOSSES} more could not be read."]
    return OpmlList(tuple(feeds), tuple(losses))


def write(feeds: Iterable[Listed], title: str = "Tocsin") -> bytes:
    """The list as OPML 2.0, folders as nested outlines."""
    rows = sorted(feeds, key=lambda feed: _folders(feed.folder))
    lines = ["<?xml version='1.0' encoding='UTF-8'?>", '<opml version="2.0">']
    lines += [
        f"  <head><title>{escape(_xml(title))}</title></head>",
        "  <body>",
        *_outlines(rows),
        "  </body>",
        "</opml>",
    ]
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _feed(outline: Outline) -> tuple[OpmlFeed | None, str]:
    """The feed of an outline, or the sentence why it is none, or neither where it is only a folder."""
    title = line(outline.title, is_html=True, limit=500)
    address = outline.url.strip()
    if not address:
        named = f"“{title}” " if title else "An entry "
        return None, f"{named}has no address and was left out." if outline.says_feed and outline.alone else ""
    if address.lower().startswith(("exec:", "filter:", "query:", "|", "file:")):
        return None, f"“{title or address[:80]}” is made by a program or a file and was left out."
    try:
        url = normal(address)
    except BadAddress as error:
        return None, f"“{title or 'An entry'}” was left out: {error}"
    if title == address:
        title = ""
    folder = "/".join(_folders("/".join(part.replace("/", "∕") for part in outline.folders)))
    return OpmlFeed(url, title, folder[:LONGEST_FOLDER].rstrip("/"), web_link(outline.site)), ""


def _folders(folder: str) -> tuple[str, ...]:
    return tuple(part for name in folder.split("/") if (part := line(name, is_html=False, limit=100)))


def _outlines(rows: list[Listed]) -> Iterator[str]:
    """The lines of the body; opens and closes folders as the sorted rows go from one to the next."""
    open_now: tuple[str, ...] = ()
    for row in rows:
        folders = _folders(row.folder)
        shared = 0
        while shared < min(len(open_now), len(folders)) and open_now[shared] == folders[shared]:
            shared += 1
        yield from _closing(open_now, shared)
        for depth in range(shared, len(folders)):
            name = quoteattr(_xml(folders[depth]))
            yield f"{_indent(depth)}<outline text={name} title={name}>"
        open_now = folders
        yield _indent(len(folders)) + _outline(row)
    yield from _closing(open_now, 0)


def _closing(open_now: tuple[str, ...], keep: int) -> Iterator[str]:
    for depth in range(len(open_now) - 1, keep - 1, -1):
        yield f"{_indent(depth)}</outline>"


def _outline(row: Listed) -> str:
    name = quoteattr(_xml(row.title or row.url))
    site = f" htmlUrl={quoteattr(_xml(row.site))}" if row.site else ""
    return f'<outline type="rss" text={name} title={name} xmlUrl={quoteattr(_xml(row.url))}{site}/>'


def _indent(depth: int) -> str:
    return "    " + "  " * depth


def _xml(text: str) -> str:
    """The text without what XML cannot hold."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", text)


def is_well_formed(body: bytes) -> bool:
    """Whether a strict reader could read the file."""
    try:
        etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError):
        return False
    return True
