"""Decides which lines stand on the left: watches by watchlist, sources by shelf, and what is kept; knows no Qt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from tocsin.core.model import Feed, How, Sound, Watch
from tocsin.store import Counts, Scope
from tocsin.ui.shelves import Shelving, shelve

Kind = Literal[
    "section", "group", "watch", "folder", "outlet", "country", "feed", "bell", "brief", "kept", "handled", "all"
]  # fmt: skip
WATCHES, SOURCES = "Watches", "Sources"
DAYS = 14
"""So many a sparkline shows."""


@dataclass(frozen=True, slots=True)
class BellPage:
    """What the line "Bell" shows: not articles, but what became of them."""


@dataclass(frozen=True, slots=True)
class BriefPage:
    """What the line "Brief" shows: the top stories, as they were told."""


BELL, BRIEFS = BellPage(), BriefPage()
Shown = Scope | BellPage | BriefPage


@dataclass(frozen=True, slots=True)
class Place:
    """One line on the left."""

    kind: Kind
    name: str
    id: int = 0
    indent: int = 0
    count: int = 0
    icon: str = ""
    trouble: str = ""
    """The sentence about what is wrong; empty: nothing."""
    paused: bool = False
    folded: bool | None = None
    """None: there is nothing to fold."""
    snoozed: datetime | None = None
    """Until when the watch makes no notices; None: it is awake."""
    quiet: str = ""
    """The watch's own quiet hours, where it makes notices at all."""
    shelf: str = ""
    """Of a shelf: the name that its scope has. Of a watch or source: the watchlist or folder that it is in."""
    sound: str = ""
    """The watch's own sound, "none" for no sound, where it makes notices at all; empty: the usual one."""
    how: str = ""
    """How loudly a watch rings."""
    note: str = ""
    """What tells it from others of the same name."""
    troubled: int = 0
    """How many sources on it are in trouble."""
    muted: int = 0
    """How many outlets are muted in the watch."""
    days: tuple[int, ...] = ()
    """Matches a day, the last one being today's."""

    @property
    def key(self) -> tuple[str, int, str]:
        """What makes it the same place after a change."""
        return (self.kind, self.id, "" if self.id else self.shelf or self.name)

    @property
    def fold(self) -> str:
        """The name under which it is kept that it is folded."""
        match self.kind:
            case "section":
                return self.name
            case "group":
                return f"watchlist:{self.name}"
            case _:
                return f"{self.kind}:{self.shelf}"

    @property
    def scope(self) -> Shown | None:
        """What it shows; None for what cannot be chosen."""
        match self.kind:
            case "watch" | "feed":
                return Scope(self.kind, self.id)
            case "folder" | "outlet" | "country":
                return Scope(self.kind, name=self.shelf)
            case "bell":
                return BELL
            case "brief":
                return BRIEFS
            case "kept" | "handled" | "all":
                return Scope(self.kind)
            case _:
                return None


@dataclass(frozen=True, slots=True)
class Known:
    """What the lines are made of."""

    watches: Sequence[Watch] = ()
    feeds: Sequence[Feed] = ()
    counts: Counts = field(default_factory=Counts)
    days: Mapping[int, Sequence[int]] = field(default_factory=dict)
    muted: Mapping[int, int] = field(default_factory=dict)


BELL_ICONS = {
    How.SILENT: "bell-quiet",
    How.BADGE: "badge",
    How.NOTICE: "bell",
    How.URGENT: "bell-urgent",
    How.DIGEST: "digest",
}
"""How a watch that rings so is marked."""


Last = dict[tuple[str, int], tuple[object, tuple[object, ...], Place]]
"""The lines of last time by kind and id, each with what it was made of."""


def places(
    known: Known, folded: frozenset[str] = frozenset(), *, by: Shelving = "folder", now: datetime | None = None,
    last: Last | None = None,
) -> list[Place]:  # fmt: skip
    """Return the lines of the upper list: watches by watchlist, then sources by shelf.

    A line of which nothing changed is taken from `last`, which is kept up to date: making a thousand takes a frame.
    """
    last = {} if last is None else last
    return [*_watches(known, folded, now, last), *_sources(known, folded, by, last)]


def library(counts: Counts) -> list[Place]:
    """Return the lines of the lower list, which never scrolls away."""
    return [
        Place("bell", "Bell", icon="ledger"),
        Place("brief", "Brief", icon="digest"),
        Place("kept", "Kept", icon="kept"),
        Place("handled", "Handled", icon="handled"),
        Place("all", "All stories", icon="all", count=counts.unread),
    ]


def _watches(known: Known, folded: frozenset[str], now: datetime | None, last: Last) -> list[Place]:
    lines = [Place("section", WATCHES)]
    by_list: dict[str, list[Watch]] = {}
    for watch in known.watches:
        by_list.setdefault(watch.watchlist, []).append(watch)
    twins = _twins(watch.name for watch in known.watches)
    for name, members in by_list.items():
        if name:
            closed = f"watchlist:{name}" in folded
            count = sum(known.counts.watches.get(watch.id, 0) for watch in members) if closed else 0
            lines.append(Place("group", name, count=count, folded=closed))
            if closed:
                continue
        lines += [_watch(watch, known, now, watch.query if watch.name in twins else "", last) for watch in members]
    return lines


def _watch(watch: Watch, known: Known, now: datetime | None, note: str, last: Last) -> Place:
    snoozed = watch.snoozed_until if now is not None and watch.snoozed_until and watch.snoozed_until > now else None
    count, muted = known.counts.watches.get(watch.id, 0), known.muted.get(watch.id, 0)
    made_of = (count, snoozed, note, muted, tuple(known.days.get(watch.id, ())))
    before = last.get(("watch", watch.id))
    if before is not None and before[0] is watch and before[1] == made_of:
        return before[2]
    rings = watch.how in (How.NOTICE, How.URGENT)
    sound = watch.sound.value if rings and watch.sound is not Sound.USUAL else ""
    place = Place(
        "watch", watch.name, watch.id, int(bool(watch.watchlist)), count, BELL_ICONS[watch.how], snoozed=snoozed,
        quiet=watch.quiet if rings else "", shelf=watch.watchlist, how=watch.how.value, sound=sound, note=note,
        muted=muted, days=made_of[-1],
    )  # fmt: skip
    last["watch", watch.id] = (watch, made_of, place)
    return place


def _sources(known: Known, folded: frozenset[str], by: Shelving, last: Last) -> list[Place]:
    troubled = [feed.trouble for feed in known.feeds if feed.trouble]
    closed = SOURCES in folded
    heading = Place(
        "section", SOURCES, folded=closed if known.feeds else None, trouble=troubled[0] if troubled else "",
        troubled=len(troubled),
    )  # fmt: skip
    if closed:
        return [heading]
    lines = [heading]
    unread = known.counts.feeds
    twins = _twins(feed.title for feed in known.feeds)
    for shelf in shelve(known.feeds, by):
        if shelf.lone:
            lines += [_feed(feed, 0, unread, twins, last) for feed in shelf.feeds]
            continue
        hidden = f"{by}:{shelf.key}" in folded
        ill = [feed.trouble for feed in shelf.feeds if feed.trouble] if hidden else []
        new = sum(unread.get(feed.id, 0) for feed in shelf.feeds)
        lines.append(
            Place(
                by, shelf.name, count=new, icon="folder", trouble=ill[0] if ill else "", folded=hidden,
                shelf=shelf.key, troubled=len(ill),
            )
        )  # fmt: skip
        if not hidden:
            lines += [_feed(feed, 1, unread, twins, last) for feed in shelf.feeds]
    return lines


def _feed(feed: Feed, indent: int, unread: Mapping[int, int], twins: set[str], last: Last) -> Place:
    name, count = feed.title or feed.url, unread.get(feed.id, 0)
    note = feed.url if name in twins else ""
    made_of, before = (indent, count, note), last.get(("feed", feed.id))
    if before is not None and before[0] is feed and before[1] == made_of:
        return before[2]
    place = Place(
        "feed", name, feed.id, indent, count, "source", feed.trouble, feed.paused, shelf=feed.folder, note=note
    )
    last["feed", feed.id] = (feed, made_of, place)
    return place


def _twins(names: Iterable[str]) -> set[str]:
    """Give the names that are borne by more than one."""
    return {name for name, number in Counter(names).items() if number > 1}
