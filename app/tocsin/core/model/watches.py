"""Watches, and why an article answers one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tocsin.core.model.articles import NEVER


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


class Sound(StrEnum):
    """What is heard with a notice."""

    USUAL = ""
    """A watch's: none with a notice, the bell with an urgent one."""
    NONE = "none"
    BELL = "bell"
    LOW_BELL = "low-bell"
    TWO_STROKES = "two-strokes"
    TICK = "tick"

    @classmethod
    def kept(cls, text: str) -> Sound:
        """Read what was written down, perhaps by a later release; a sound that is not known is the usual one."""
        try:
            return cls(text)
        except ValueError:
            return cls.USUAL


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
    sound: Sound = Sound.USUAL
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
