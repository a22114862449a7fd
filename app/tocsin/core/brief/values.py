"""What a brief is: for each watch its top stories, as they stood when it was made."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from tocsin.core.brief.times import Times
from tocsin.core.model import Rung

DEFAULT_TIMES = "8:00 18:00"


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user chose about briefs."""

    times: Times = field(default_factory=Times)
    all_watches: bool = False
    """Every watch is in it; else those that are read later."""
    when_empty: bool = False
    """Make one that says that nothing is new, too."""
    send_by: tuple[int, ...] = ()
    """Numbers of the other bells that it is sent by when it rings."""


@dataclass(frozen=True, slots=True)
class Told:
    """One story in a brief. Texts are cleaned and cut; they are plain text and may hold anything else."""

    story_id: int
    article_id: int
    headline: str
    outlets: tuple[str, ...]
    """Names of independent outlets, that of the article first."""
    more_outlets: int
    """How many others carry it."""
    sentence: str
    """The sentence that hit; empty where it is the headline."""
    spans: tuple[tuple[int, int], ...]
    """The hits in the sentence, or in the headline where there is no sentence."""
    link: str
    """http or https, else empty."""
    seen: datetime
    """When the article was first seen."""
    language: str = ""
    note: str = ""
    """What is new of a story that was told before: "now in the headline" …"""
    also: tuple[str, ...] = ()
    """Other watches that it answers."""


@dataclass(frozen=True, slots=True)
class Section:
    """What a brief says of one watch."""

    watch_id: int
    watch: str
    stories: tuple[Told, ...] = ()
    more: int = 0
    """Stories that did not find room anywhere in the brief."""
    elsewhere: int = 0
    """Stories that are told under another watch."""


@dataclass(frozen=True, slots=True)
class Brief:
    """The top stories of a period. The id is the database's; 0: not kept."""

    id: int
    made: datetime
    since: datetime
    sections: tuple[Section, ...] = ()
    stories: int = 0
    """Different stories, those without room counted in."""
    watches: int = 0
    """Watches with at least one of them."""
    more_watches: int = 0
    """Watches that did not find room."""

    @property
    def told(self) -> tuple[Told, ...]:
        """The stories in their order."""
        return tuple(one for section in self.sections for one in section.stories)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What goes into a brief, before the names of all outlets are known."""

    watch_id: int
    watch: str
    alerts: tuple[Rung, ...]
    more: int = 0
    elsewhere: int = 0
