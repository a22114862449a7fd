"""Prints what an outlet says as RSS, Atom, JSON Feed or a page; touches nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import escape
from xml.sax.saxutils import escape as xml
from xml.sax.saxutils import quoteattr

from tocsin.demo.newsroom import Outlet, Piece

Dates = Callable[[float], datetime]
"""Turns the newsroom's seconds into dates."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A body with what HTTP says about it."""

    content_type: str
    body: bytes

    @property
    def etag(self) -> str:
        """Return a validator that changes exactly when the body does."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:20]}"'


def link(base: str, piece: Piece) -> str:
    """Return the address of a piece's page on the demo's own server."""
    return f"{base}/{piece.outlet}/{piece.number}"


def identity(outlet: Outlet, piece: Piece) -> str:
    """Return what stays the same when the headline is corrected."""
    return f"https://{outlet.host}/articles/{piece.number}"


def paragraphs(piece: Piece) -> str:
    """Return the text as HTML."""
    return "".join(f"<p>{escape(part)}</p>" for part in piece.text.split("\n\n"))


def feed(outlet: Outlet, pieces: Sequence[Piece], dates: Dates, base: str) -> Printed:
    """Print the outlet's feed in the format that it keeps to."""
    printer = {"rss": _rss, "atom": _atom, "json": _json}[outlet.format]
    return printer(outlet, pieces, dates, base)


def page(outlet: Outlet, piece: Piece) -> Printed:
    """Print the page that a piece's link leads to."""
    author = f"<p><em>{escape(piece.author)}</em></p>" if piece.author else ""
    body = (
        f'<!doctype html><html lang="{outlet.language}" dir="auto"><meta charset="utf-8">'
        f"<title>{escape(piece.title)} - {escape(outlet.name)}</title>"
        f"<h1>{escape(piece.title)}</h1>{author}{paragraphs(piece)}"
        f"<hr><p>{escape(outlet.name)} does not exist; its news were made up for Tocsin's demo.</p></html>"
    )
    return Printed("text/html; charset=utf-8", body.encode())


def _times(piece: Piece, dates: Dates) -> tuple[datetime, datetime]:
    return dates(piece.at), dates(piece.at if piece.changed is None else piece.changed)


def _rss(outlet: Outlet, pieces: Sequence[Piece], dates: Dates, base: str) -> Printed:
    items = []
    for piece in pieces:
        published, _ = _times(piece, dates)
        author = f"<dc:creator>{xml(piece.author)}</dc:creator>" if piece.author else ""
        items.append(
            f"<item><title>{xml(piece.title)}</title><link>{xml(link(base, piece))}</link>"
            f'<guid isPermaLink="false">{xml(identity(outlet, piece))}</guid>{author}'
            f"<pubDate>{format_datetime(published)}</pubDate>"
            f"<description>{xml(paragraphs(piece))}</description></item>"
        )
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>{xml(outlet.name)}</title><link>{xml(base)}/{outlet.key}/</link>"
        f"<description>{xml(outlet.name)}</description><language>{outlet.language}</language>\n"
        + "\n".join(items)
        + "</channel></rss>\n"
    )
    return Printed("application/rss+xml; charset=utf-8", body.encode())


def _atom(outlet: Outlet, pieces: Sequence[Piece], dates: Dates, base: str) -> Printed:
    entries = []
    for piece in pieces:
        published, updated = _times(piece, dates)
        author = f"<author><name>{xml(piece.author)}</name></author>" if piece.author else ""
        entries.append(
            f"<entry><title>{xml(piece.title)}</title><link href={quoteattr(link(base, piece))}/>"
            f"<id>{xml(identity(outlet, piece))}</id>{author}"
            f"<published>{published.isoformat()}</published><updated>{updated.isoformat()}</updated>"
            f'<content type="html">{xml(paragraphs(piece))}</content></entry>'
        )
    latest = max((_times(piece, dates)[1] for piece in pieces), default=dates(0))
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{outlet.language}">'
        f"<title>{xml(outlet.name)}</title><id>https://{outlet.host}/</id>"
        f"<author><name>{xml(outlet.name)}</name></author>"
        f'<link href="{xml(base)}/{outlet.key}/"/><updated>{latest.isoformat()}</updated>\n'
        + "\n".join(entries)
        + "</feed>\n"
    )
    return Printed("application/atom+xml; charset=utf-8", body.encode())


def _json(outlet: Outlet, pieces: Sequence[Piece], dates: Dates, base: str) -> Printed:
    items = []
    for piece in pieces:
        published, updated = _times(piece, dates)
        item: dict[str, object] = {
            "id": identity(outlet, piece),
            "url": link(base, piece),
            "title": piece.title,
            "content_html": paragraphs(piece),
            "date_published": published.isoformat(),
        }
        if piece.changed is not None:
            item["date_modified"] = updated.isoformat()
        if piece.author:
            item["authors"] = [{"name": piece.author}]
        items.append(item)
    body = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": outlet.name,
        "home_page_url": f"{base}/{outlet.key}/",
        "feed_url": f"{base}/{outlet.key}/feed",
        "language": outlet.language,
        "items": items,
    }
    text = json.dumps(body, ensure_ascii=False, indent=1)
    return Printed("application/feed+json; charset=utf-8", text.encode())
