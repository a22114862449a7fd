"""Splits an article's HTML into tags and texts, and says which addresses in it may be followed; knows no Qt."""

from __future__ import annotations

import html as entities
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from tocsin.ui.fragment import Picture

LONGEST_TAG = 8_000
SMALLEST = 2
"""An image with a side of so few pixels, or fewer, is not there to be seen."""

_TAG = re.compile(r'</?([A-Za-z][A-Za-z0-9]*)((?:"[^"]*"|[^"<>])*)>')
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')
_TRACKERS = (
    ("feeds.feedburner.com", "/~"), ("pixel.wp.com", "/"), ("stats.wordpress.com", "/"), ("facebook.com", "/tr"),
    ("google-analytics.com", "/"), ("doubleclick.net", "/"), ("scorecardresearch.com", "/"), ("quantserve.com", "/"),
    ("feedsportal.com", "/"), ("chartbeat.net", "/"),
)  # fmt: skip
"""Hosts, and beginnings of paths, that serve images only to count who reads."""


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag: its name, whether it closes, its attributes as they were written."""

    name: str
    closes: bool
    rest: str = ""

    def attribute(self, name: str) -> str:
        """Return an attribute's value; empty when it has none."""
        return next((entities.unescape(value) for key, value in _ATTRIBUTE.findall(self.rest) if key == name), "")

    def number(self, name: str) -> int:
        """Return an attribute that is a length or a count, else 0."""
        digits = re.match(r"\s*(\d{1,5})(?:px)?\s*$", self.attribute(name))
        return int(digits[1]) if digits else 0


def web_address(address: str) -> str:
    """Return an address that may be pressed or asked for: http or https with a host, else nothing."""
    address = address.strip()
    if not address.isprintable() or len(address) > LONGEST_TAG:
        return ""
    try:
        parts = urlsplit(address)
        good = parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return ""
    return address if good else ""


def counts_readers(picture: Picture) -> bool:
    """Say whether an image is there to be asked for and not to be seen."""
    sides = [side for side in (picture.width, picture.height) if side]
    if sides and min(sides) <= SMALLEST:
        return True
    parts = urlsplit(picture.address)
    host = f".{parts.hostname}"
    return any(host.endswith(f".{one}") and parts.path.startswith(path) for one, path in _TRACKERS)


def pieces(source: str, most: int) -> list[Tag | str]:
    """Split a fragment into at most so many tags and texts and one more; what is no tag is text."""
    found: list[Tag | str] = []
    at = 0
    while at < len(source) and len(found) <= most:
        tag = _TAG.match(source, at, min(len(source), at + LONGEST_TAG)) if source[at] == "<" else None
        if tag is not None:
            found.append(Tag(tag[1].lower(), tag[0][1] == "/", tag[2]))
            at = tag.end()
            continue
        end = source.find("<", at + 1)
        end = len(source) if end < 0 else end
        found.append(source[at:end])
        at = end
    return found
