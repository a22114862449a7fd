"""The values that everything else passes around: frozen, without a database, a clock or a network.

All times are aware UTC datetimes. Ids are the database's row ids; 0 means "not saved".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class How(StrEnum):
    """How loudly a watch rings."""

    SILENT = "silent"
    BADGE = "badge"
    NOTICE = "notice"
    URGENT = "urgent"
    DIGEST = "digest"


class Where(StrEnum):
    """Where the term must stand for the watch to ring."""

    ANYWHERE = "anywhere"
    LEAD = "lead"
    TITLE = "title"


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
    own_title: str = ""
    """The title that the user gave it; empty: none."""


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
class ParsedFeed:
    """What a body turned out to be."""

    format: str
    """"RSS 2.0", "Atom 1.0", "JSON Feed 1.1" …"""
    title: str
    entries: tuple[Entry, ...]
    language: str = ""
    site: str = ""
    warnings: tuple[str, ...] = ()
    every_minutes: int | None = None
    """How often the feed asks to be read at most (`ttl`, `sy:updatePeriod`)."""


@dataclass(frozen=True, slots=True)
class Article:
    """One entry of one feed, as the world said it. The id is the order of first sight."""

    id: int
    feed_id: int
    key: str
    title: str
    link: str
    text: str
    seen: datetime
    published: datetime | None = None
    """As the feed claims, not believed."""
    updated: datetime | None = None
    author: str = ""
    outlet: str = ""
    feed_title: str = ""
    feed_url: str = ""
    language: str = ""
    country: str = ""
    image: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Marks:
    """What the user did with an article, and what the program knows of its story."""

    read: bool = False
    kept: bool = False
    handled: bool = False
    sources: int = 1
    """How many independent outlets carry its story."""


@dataclass(frozen=True, slots=True)
class Watch:
    """A saved query with its own alert policy."""

    id: int
    name: str
    query: str
    watchlist: str = ""
    how: How = How.NOTICE
    where: Where = Where.ANYWHERE
    at_least: int = 1
    """How many independent outlets must carry a story before it rings."""
    quiet: str = ""
    """The watch's own quiet hours, as text; empty: those of the profile."""
    breaks_quiet: bool = False
    """An urgent watch that rings in quiet hours, too."""
    snoozed_until: datetime | None = None
    created: datetime = NEVER
    judged_to: int = 0
    """Articles with ids up to this one existed when the watch was made: its history."""
    history_done: bool = False
    """The history has been judged."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A piece of an article that answered: offsets count code points in that field as stored."""

    field: str
    """"title", "text", "author", "url" or "tag"."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Match:
    """This article answers this watch, and why."""

    watch_id: int
    article_id: int
    clause: str
    """The part of the query that hit, in canonical form."""
    field: str
    """Where the first hit stands: title, lead, body, author, url or tag; empty for a query without terms."""
    sentence: str
    """The sentence around the first hit."""
    sentence_spans: tuple[tuple[int, int], ...] = ()
    """The hits inside `sentence`."""
    hits: tuple[Hit, ...] = ()
    """All hits, title first, in order."""


@dataclass(frozen=True, slots=True)
class Story:
    """The articles of any outlets that report the same event; the unit that rings."""

    id: int
    headline: str
    first_seen: datetime
    last_seen: datetime
    articles: int = 1
    outlets: int = 1


class Held(StrEnum):
    """Why a match did not ring."""

    BASELINE = "baseline"
    BACKFILL = "backfill"
    SAME_STORY = "same story"
    QUIET_HOURS = "quiet hours"
    BURST = "burst"
    CATCH_UP = "catch-up"
    SNOOZED = "snoozed"
    THRESHOLD = "threshold"
    MUTED = "muted"
    SILENT = "silent"
    PLACE = "place"


class Reason(StrEnum):
    """What in a story an alert is about."""

    FIRST = "first"
    """The story is new for this watch."""
    HEADLINE = "headline"
    """Its headline now names what only the text did."""
    CORRECTION = "correction"
    """An edit brought the term in after the story had rung."""
    WITHDRAWN = "withdrawn"
    """An edit took the term out of an article that had rung."""
    SAME = "same"
    """Nothing that has not rung."""


@dataclass(frozen=True, slots=True)
class Alert:
    """This story rings this watch. At most one per pair and reason, ever."""

    id: int
    watch_id: int
    story_id: int
    article_id: int
    """The article whose match owed it."""
    matched: datetime
    owed: datetime | None = None
    """When it became due to be rung; None: held back."""
    trying: str = ""
    """The bell that is being tried; survives a crash and is tried again."""
    rung: datetime | None = None
    bell: str = ""
    """The bell that rang it; "" while owed."""
    held: Held | None = None
    """Why it has not rung: for good while `owed` is None, else until `until`."""
    until: datetime | None = None
    waited: Held | None = None
    """Why it rang later than it was owed."""
    reason: Reason = Reason.FIRST
    notice: str = ""
    """The key of the notice that rang it; alerts with the same key rang together."""
    acted: str = ""
    """What the user did with it: opened, read, kept, dismissed …"""
    acted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Rung:
    """An alert with what a person needs to see of it."""

    alert: Alert
    watch: str
    """Its name."""
    how: How
    headline: str
    outlet: str
    url: str
    published: datetime | None
    seen: datetime
    clause: str
    field: str
    sentence: str
    sentence_spans: tuple[tuple[int, int], ...] = ()
    language: str = ""
    articles: int = 1
    """Of the story, by now."""
    outlets: int = 1
    """Independent ones that carry the story, by now."""
    quiet: str = ""
    """The watch's own quiet hours."""
    breaks_quiet: bool = False
    snoozed_until: datetime | None = None
    read: bool = False
    """The user has read the article since it was owed."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What a bell shows; rings one alert or several. Plain text, already cleaned and cut."""

    key: str
    """The same key replaces the notice on the screen."""
    title: str
    body: str
    alerts: tuple[int, ...]
    article_id: int = 0
    """What a click opens; 0: the bell page."""
    urgent: bool = False
    actions: tuple[tuple[str, str], ...] = field(default_factory=tuple)
    """(id, label) pairs, the one with the id "default" is the click on the notice itself."""
