"""Alerts and notices: which story rings which watch, and what a bell shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from tocsin.core.model.watches import How, Sound


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
    DIGEST = "digest"
    """It is read later: the next brief rings it."""


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
    sound: Sound = Sound.USUAL
    """The watch's own."""


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
    sound: Sound = Sound.NONE
    """What is heard with it; never the usual one, which is a watch's."""
