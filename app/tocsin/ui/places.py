"""Decides which lines stand on the left: watches, sources by folder, and what is kept; knows no Qt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tocsin.core.model import Feed, How, Watch
from tocsin.store import Counts, Scope
from tocsin.ui.words import clock

Kind = Literal["section", "group", "watch", "folder", "feed", "bell", "brief", "kept", "all"]
WATCHES, SOURCES = "Watches", "Sources"


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

    @property
    def key(self) -> tuple[str, int, str]:
        """What makes it the same place after a change."""
        return (self.kind, self.id, self.name if self.kind in ("section", "group", "folder") else "")

    @property
    def scope(self) -> Shown | None:
        """What it shows; None for what cannot be chosen."""
        match self.kind:
            case "watch" | "feed":
                return Scope(self.kind, self.id)
            case "folder":
                return Scope("folder", name=self.name)
            case "bell":
                return BELL
            case "brief":
                return BRIEFS
            case "kept" | "all":
                return Scope(self.kind)
            case _:
                return None


_BELLS = {
    How.SILENT: "bell-quiet",
    How.BADGE: "badge",
    How.NOTICE: "bell",
    How.URGENT: "bell-urgent",
    How.DIGEST: "digest",
}

_HOWS = {"bell-quiet": "silent", "badge": "only counted", "bell-urgent": "urgent", "digest": "told in the brief"}


def places(
    watches: Sequence[Watch], feeds: Sequence[Feed], counts: Counts, folded: frozenset[str] = frozenset(), *,
    now: datetime | None = None,
) -> list[Place]:  # fmt: skip
    """Return the lines of the upper list: watches by watchlist, then sources by folder."""
    lines = [Place("section", WATCHES)]
    for name in dict.fromkeys(watch.watchlist for watch in watches):
        members = [watch for watch in watches if watch.watchlist == name]
        if name:
            closed = f"watchlist:{name}" in folded
            count = sum(counts.watches.get(watch.id, 0) for watch in members) if closed else 0
            lines.append(Place("group", name, count=count, folded=closed))
            if closed:
                continue
        lines += [_watch(watch, int(bool(name)), counts, now) for watch in members]
    lines.append(Place("section", SOURCES, folded=SOURCES in folded if feeds else None, trouble=_worst(feeds, folded)))
    if SOURCES not in folded:
        lines += _sources(feeds, counts, folded)
    return lines


def library(counts: Counts) -> list[Place]:
    """Return the lines of the lower list, which never scrolls away."""
    return [
        Place("bell", "Bell", icon="ledger"),
        Place("brief", "Brief", icon="digest"),
        Place("kept", "Kept", icon="kept"),
        Place("all", "All articles", icon="all", count=counts.unread),
    ]


def _watch(watch: Watch, indent: int, counts: Counts, now: datetime | None) -> Place:
    snoozed = watch.snoozed_until if now is not None and watch.snoozed_until and watch.snoozed_until > now else None
    count = counts.watches.get(watch.id, 0)
    quiet = watch.quiet if watch.how in (How.NOTICE, How.URGENT) else ""
    return Place("watch", watch.name, watch.id, indent, count, _BELLS[watch.how], snoozed=snoozed, quiet=quiet)


def _sources(feeds: Iterable[Feed], counts: Counts, folded: frozenset[str]) -> list[Place]:
    by_folder: dict[str, list[Feed]] = {}
    for feed in feeds:
        by_folder.setdefault(feed.folder, []).append(feed)
    lines = [_feed(feed, 0, counts) for feed in by_folder.pop("", [])]
    for folder, members in by_folder.items():
        closed = f"folder:{folder}" in folded
        unread = sum(counts.feeds.get(feed.id, 0) for feed in members)
        trouble = next((feed.trouble for feed in members if feed.trouble), "") if closed else ""
        lines.append(Place("folder", folder, count=unread, icon="folder", trouble=trouble, folded=closed))
        if not closed:
            lines += [_feed(feed, 1, counts) for feed in members]
    return lines


def _feed(feed: Feed, indent: int, counts: Counts) -> Place:
    unread = counts.feeds.get(feed.id, 0)
    return Place("feed", feed.title or feed.url, feed.id, indent, unread, "source", feed.trouble, feed.paused)


def _worst(feeds: Iterable[Feed], folded: frozenset[str]) -> str:
    return next((feed.trouble for feed in feeds if feed.trouble), "") if SOURCES in folded else ""


def spoken(place: Place) -> str:
    """Return a line as a screen reader says it."""
    if place.kind == "section":
        return place.name
    parts = [place.name]
    if place.count:
        parts.append(f"{place.count} new")
    if place.kind == "watch":
        parts += [_HOWS[place.icon]] if place.icon in _HOWS else []
    if place.snoozed is not None:
        parts.append(f"snoozed until {clock(place.snoozed)}")
    if place.quiet:
        parts.append(f"quiet hours {place.quiet}")
    if place.paused:
        parts.append("paused")
    if place.trouble:
        parts.append(f"trouble: {place.trouble}")
    if place.folded is not None:
        parts.append("folded" if place.folded else "unfolded")
    return ", ".join(parts)
