"""Says what an answer is that is not a feed; touches nothing."""

from __future__ import annotations

import re

from tocsin.core.errors import TocsinError
from tocsin.feeds.address import host_of
from tocsin.feeds.discover import candidates

_MAGIC = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a packed file (ZIP)"),
    (b"\x1f\x8b", "a packed file (gzip)"),
    (b"7z\xbc\xaf", "a packed file (7z)"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
_KINDS = (("image/", "a picture"), ("audio/", "a sound file"), ("video/", "a film"))
_SIGNS = (
    (r"<opml[\s>]", "a list of feeds (OPML), which can be imported"),
    (r"<(?:urlset|sitemapindex)[\s>]", "a map of a website for search engines"),
)
_ROOT = re.compile(r"<(?:[A-Za-z][\w.-]{0,30}:)?(rss|rdf|feed|channel|entry)[\s/>]", re.I)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.I)
_PAGE_ROOT = re.compile(r"<(?:html|head|body)\b", re.I)
_LOGIN = re.compile(r"""<input\b[^>]{0,300}type\s*=\s*["']?password""", re.I)


def feed_root(text: str) -> re.Match[str] | None:
    """The beginning of the first element near the head that begins a feed; its first group is the element's name."""
    return _ROOT.search(text[:100_000])


class NotAFeed(TocsinError):
    """The answer is something else; the text says what."""


def what_else(body: bytes, content_type: str, text: str | None = None) -> str:
    """What the answer is instead of a feed, as far as can be seen before reading it; empty: it may be a feed."""
    if text is None:
        return _from_bytes(body, content_type)
    head = text[:4000]
    root = feed_root(text)
    if root is not None and not _PAGE_ROOT.search(text, 0, root.start()):
        return ""
    special = next((what for sign, what in _SIGNS if re.search(sign, head, re.I)), "")
    if special:
        return special
    if _PAGE.search(head) or "text/html" in content_type.lower():
        return "a login page" if _LOGIN.search(text[:200_000]) else "a web page"
    return "XML of another kind" if re.search(r"<[A-Za-z]", head) else "plain text"


def not_a_feed(what: str, url: str, text: str = "") -> NotAFeed:
    """The failure to raise; a web page is searched for the feeds that it offers."""
    host = host_of(url)
    sentence = f"{host} sent {what}, not a feed." if host else f"This is {what}, not a feed."
    if what.startswith("something that looks"):
        sentence = sentence.replace(", not a feed.", ".")
    offered = candidates(text.encode("utf-8", "replace"), url) if what == "a web page" else []
    if offered:
        sentence += f" The page offers {'a feed' if len(offered) == 1 else f'{len(offered)} feeds'}: {offered[0].url}"
    return NotAFeed(sentence)


def _from_bytes(body: bytes, content_type: str) -> str:
    if not body.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        return "an empty answer"
    for magic, what in _MAGIC:
        if body.startswith(magic):
            return what
    if body[:4] == b"RIFF" or body[4:8] == b"ftyp":
        return "a picture, a sound file or a film"
    kind = content_type.lower().lstrip()
    return next((what for beginning, what in _KINDS if kind.startswith(beginning) and b"<" not in body[:200]), "")
