"""Articles and stories: what the world said, and what the user did with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

NEVER = datetime(1970, 1, 1, tzinfo=UTC)


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
class Edit:
    """What an article said until its feed changed it."""

    article_id: int
    seen: datetime
    """When the change was seen."""
    title: str
    text: str


class State(StrEnum):
    """How far the user has come with an article."""

    NEW = "new"
    SEEN = "seen"
    KEPT = "kept"
    HANDLED = "handled"


@dataclass(frozen=True, slots=True)
class Marks:
    """What the user did with an article, and what the program knows of its story."""

    read: bool = False
    kept: bool = False
    handled: bool = False
    sources: int = 1
    """How many independent outlets carry its story."""
    noted: bool = False
    """The user wrote a note to it."""
    tags: tuple[str, ...] = ()
    """The user's own, in the order in which they were given."""

    @property
    def state(self) -> State:
        """The furthest of the marks; the others stand beside it."""
        if self.handled:
            return State.HANDLED
        if self.kept:
            return State.KEPT
        return State.SEEN if self.read else State.NEW


@dataclass(frozen=True, slots=True)
class Story:
    """The articles of any outlets that report the same event; the unit that rings."""

    id: int
    headline: str
    first_seen: datetime
    last_seen: datetime
    articles: int = 1
    outlets: int = 1
