"""What a hostile behaviour is: a server that was well and then misbehaves, and what the monitor has to make of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from xml.sax.saxutils import escape

from flow.workbench import unlike
from servers.web import Page, Web

SOON, REFUSED = timedelta(minutes=5), timedelta(minutes=15)
"""When a feed is tried again after its first failure, and after its first refusal."""

HEADLINES = iter(unlike("NATO", 400))
"""Headlines that a watch for NATO hears, each another story."""


@dataclass(frozen=True, slots=True)
class Behaviour:
    """What a server does once its feed was read, and what comes of it."""

    name: str
    serve: Callable[[Web, str], None]
    """Makes the path of the server misbehave."""
    trouble: str = ""
    """What stands in the feed's row then, or a part of it; empty: the feed was read."""
    new: int = 0
    """Articles that it brought."""
    rings: int = 0
    """Alerts that are owed for them; every match beyond is held back with a reason."""
    due: timedelta | None = None
    """How long until it is read again; None: as after any good reading, a quarter of an hour to a day."""
    mend: str = ""
    gone: bool = False
    before: Callable[[Web, str], None] | None = None
    """What the path serves when it is read for the first time; None: one old tale."""

    @property
    def path(self) -> str:
        """Its address on the server."""
        return f"/{self.slug}"

    @property
    def slug(self) -> str:
        """Its name as a host may be called."""
        return re.sub(r"[^a-z0-9]+", "-", self.name.lower()).strip("-")[:50]


def headline() -> str:
    """Give a headline about NATO that nobody had before."""
    return next(HEADLINES)


def item(title: str = "", *, guid: str = "", link: str = "", date: str = "", text: str = "") -> str:
    """Write an RSS entry of the parts that are given."""
    parts = (("guid", guid), ("title", title), ("link", link), ("pubDate", date), ("description", text))
    return "<item>" + "".join(f"<{name}>{escape(value)}</{name}>" for name, value in parts if value) + "</item>"


def feed(*items: str, head: str = "") -> bytes:
    """Write an RSS feed."""
    return f"<rss version='2.0'><channel><title>Herald</title>{head}{''.join(items)}</channel></rss>".encode()


def news() -> bytes:
    """Write a feed with one new story about NATO."""
    return feed(item(headline(), guid="new"))


def answers(body: bytes = b"", **how: object) -> Callable[[Web, str], None]:
    """Serve a body; `how` as of Web.serve."""
    return lambda web, path: web.serve(path, body, **how)  # type: ignore[arg-type]


def says(answer: bytes) -> Callable[[Web, str], None]:
    """Send these bytes in place of an answer, and hang up."""
    return lambda web, path: web.raw(path, answer)


def acts(act: Callable[[BaseHTTPRequestHandler], None], *, keep: bool = False) -> Callable[[Web, str], None]:
    """Let the server do something by hand; `keep`: the connection stays open after it."""

    def done(talk: BaseHTTPRequestHandler) -> None:
        act(talk)
        talk.wfile.flush()
        talk.close_connection = not keep

    def serve(web: Web, path: str) -> None:
        web.pages[path] = Page(lambda: b"", act=done)

    return serve


def head(*lines: str, status: str = "200 OK") -> bytes:
    """Write the head of an answer."""
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode()
