"""Feeds and what a poll of one turned out to hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from tocsin.core.model.articles import NEVER


class ImageRule(IntEnum):
    """Whether the images of a feed's articles are shown without being asked for."""

    ASK = 0
    """As it is set for all feeds; at first: when the user asks."""
    ALWAYS = 1
    NEVER = 2
    """Only when the user asks, whatever is set for all feeds."""


@dataclass(frozen=True, slots=True)
class Feed:
    """An address that is polled. What the user chose and what the last polls found, side by side."""

    id: int
    url: str
    title: str
    """The user's own title, else what the feed calls itself, else its host."""
    outlet: str = ""
    """The publisher: the feed's own title or its site's host."""
    site: str = ""
    folder: str = ""
    language: str = ""
    country: str = ""
    ring_first: bool = False
    """Ring for what the first poll finds, too (otherwise the first poll is a silent baseline)."""
    paused: bool = False
    user: str = ""
    """The name for a feed that asks for a password; the password itself is in the keyring."""
    etag: str = ""
    last_modified: str = ""
    content_hash: str = ""
    """Of the last body that was parsed; a body with the same hash is not parsed again."""
    baseline: datetime | None = None
    """When the first poll that could be read was saved; None: not yet."""
    next_due: datetime = NEVER
    last_polled: datetime | None = None
    last_good: datetime | None = None
    failures: int = 0
    """In a row; 0 after a poll that could be read."""
    trouble: str = ""
    """One sentence about the last failure; empty when the last poll went well."""
    mend: str = ""
    """What only the user can do about it: see core.mending."""
    own_title: str = ""
    """The title that the user gave it; empty: none."""
    own_language: str = ""
    """The language that the user gave it; empty: `language` is what the feed says."""
    images: ImageRule = ImageRule.ASK
    planned: datetime = NEVER
    """When it would have been due had nobody asked for it earlier."""
    cause: str = ""
    """What decided `next_due`: see core.schedule."""
    asked: int = 0
    """Seconds that it and its server asked to be left alone the last time it could be read."""
    every: int = 0
    """Seconds between two readings that the feed itself asks for (`ttl`, `sy:updatePeriod`); 0: it does not say."""
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()
    """Hours and days (Monday is 0) in GMT at which it is not to be read."""
    last_body: datetime | None = None
    """When its server last sent a body, instead of saying that nothing had changed."""
    unchanged: int = 0
    """How often in a row the server said so since."""
    gone: datetime | None = None
    """When its server said that it is gone for good; it is not read any more until the user asks for it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed as it was parsed, before it is anybody's article."""

    key: str
    """What makes it the same entry next time, within its feed (guid, else link, else a digest)."""
    title: str
    link: str
    """http or https, absolute; empty where the entry has none that may be opened."""
    text: str
    """Plain text of the fullest body that the entry has."""
    summary: str = ""
    html: str = ""
    """The same body as a cleaned HTML fragment (no scripts, styles, forms, frames)."""
    author: str = ""
    outlet: str = ""
    """Named by the entry itself (RSS `source`); empty: the feed's."""
    image: str = ""
    tags: tuple[str, ...] = ()
    published: datetime | None = None
    updated: datetime | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class Same:
    """Entries that say what they said when the feed was read last: nothing was made of them again."""

    keys: tuple[str, ...] = ()
    after: int = 0
    """How many of the feed's other entries stand before the first of these."""


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """What a body turned out to be."""

    format: str
    """"RSS 2.0", "Atom 1.0", "JSON Feed 1.1" …"""
    title: str
    entries: tuple[Entry, ...]
    """In the feed's order, without those that are the same as last time."""
    language: str = ""
    site: str = ""
    warnings: tuple[str, ...] = ()
    every_minutes: int | None = None
    """How often the feed asks to be read at most (`ttl`, `sy:updatePeriod`)."""
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()
    """Hours and days (Monday is 0) in GMT at which it asks not to be read."""
    same: Same = Same()
    imprints: bytes = b""
    """What to hand in next time, so that the entries which are the same then are known."""

    @property
    def window(self) -> int:
        """How many entries the feed holds."""
        return len(self.entries) + len(self.same.keys)
