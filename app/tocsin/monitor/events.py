"""What the monitor says and is told: one JSON object a line, with a value for each."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Event:
    """Something happened. On the wire: {"event": name, …}, the name being the class's in lower case with dashes."""


@dataclass(frozen=True, slots=True)
class Ready(Event):
    """The monitor has opened the profile."""

    feeds: int
    watches: int


@dataclass(frozen=True, slots=True)
class RoundBegan(Event):
    """So many feeds are due and are being read."""

    due: int
    after_absence: bool = False
    """Nothing could be read for long before: what it brings is to be gathered until the round is over."""


@dataclass(frozen=True, slots=True)
class FeedRead(Event):
    """A feed was read; so many of its entries are new."""

    id: int
    new: int


@dataclass(frozen=True, slots=True)
class FeedFailed(Event):
    """A feed could not be read; its row says why."""

    id: int
    trouble: str


@dataclass(frozen=True, slots=True)
class FeedNoted(Event):
    """Something about a feed that a person should hear of: it has moved, or is gone."""

    id: int
    kind: str
    """See store.moves.NoteKind."""
    sentence: str


@dataclass(frozen=True, slots=True)
class SourcesAiling(Event):
    """These feeds have not been readable for a week; said once of each, and at most once a day."""

    feeds: tuple[int, ...]
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class ArticlesAdded(Event):
    """Articles were saved; their ids are all between the two named."""

    feed: int
    ids_from: int
    ids_to: int
    count: int


@dataclass(frozen=True, slots=True)
class AlertsOwed(Event):
    """These alerts are saved as owed and want to be rung."""

    alerts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StoriesGrew(Event):
    """These stories, which have alerts, are carried by more articles than before."""

    stories: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StorySplit(Event):
    """An article was taken out of its story; its own is `story` now."""

    article: int
    story: int


@dataclass(frozen=True, slots=True)
class AlertsRang(Event):
    """The monitor, running alone, has rung these."""

    alerts: tuple[int, ...]
    bell: str


@dataclass(frozen=True, slots=True)
class BriefMade(Event):
    """A brief is kept; its notice is owed."""

    id: int
    title: str
    stories: int
    watches: int


@dataclass(frozen=True, slots=True)
class OtherBellRang(Event):
    """An other bell took a message: these alerts, or a text."""

    id: int
    name: str
    alerts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OtherBellFailed(Event):
    """An other bell did not take a message; so many deliveries are given up."""

    id: int
    name: str
    trouble: str
    given_up: int


@dataclass(frozen=True, slots=True)
class UpdateFound(Event):
    """A newer version of the program can be had; the page offers it."""

    version: str
    page: str


@dataclass(frozen=True, slots=True)
class WatchJudged(Event):
    """The archive was judged for a new or changed watch."""

    id: int
    matches: int


@dataclass(frozen=True, slots=True)
class RoundEnded(Event):
    """The round is over."""

    read: int
    failed: int
    new: int
    next_due: datetime | None
    offline: bool = False
    """Nothing could be reached, as it is when this computer has no network; nobody is to blame."""
    sign_in: bool = False
    """And that is because the network wants a login first."""


@dataclass(frozen=True, slots=True)
class Paused(Event):
    """No feed is read until `resume`."""


@dataclass(frozen=True, slots=True)
class Resumed(Event):
    """Feeds are read again."""


@dataclass(frozen=True, slots=True)
class Trouble(Event):
    """Something of ours went wrong; the monitor goes on. `detail` is for a report."""

    sentence: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Stopped(Event):
    """The last line."""


Say = Callable[[Event], None]


def line(event: Event) -> str:
    """Write an event as one line, without the line break; times in ISO 8601."""
    name = re.sub(r"(?<!^)([A-Z])", r"-\1", type(event).__name__).lower()
    return json.dumps({"event": name, **asdict(event)}, ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"an event holds {type(value).__name__}")


@dataclass(frozen=True, slots=True)
class Wish:
    """What the desktop program, a script or a signal asks: one of WISHES.

    `refresh-feed` names a feed's id, `split` an article's. `network-back` and `network-gone` are what the system says.
    """

    name: str
    id: int = 0


WISHES = frozenset(
    {
        "refresh", "refresh-feed", "pause", "resume", "feeds-changed", "watch-changed", "split", "stop",
        "network-back", "network-gone",
    }
)  # fmt: skip
STOP = Wish("stop")


def wish(text: str) -> Wish | None:
    """Read one line; None when it is no wish that the monitor knows."""
    try:
        value: Any = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict) or value.get("wish") not in WISHES:
        return None
    number = value.get("id", 0)
    return Wish(value["wish"], number if isinstance(number, int) and not isinstance(number, bool) else 0)
