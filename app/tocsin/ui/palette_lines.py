"""Decides what the palette offers for what was typed: commands, watches, sources, searches; knows no Qt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from tocsin.core.model import Feed, How, Watch
from tocsin.core.text import clean, words
from tocsin.store import Scope, StoryRow
from tocsin.ui.ranking import Named, named, rank, spans
from tocsin.ui.words import age, counted, dated

Kind = Literal["command", "watch", "watchlist", "source", "folder", "story", "search", "recent", "save"]

ONLY_COMMANDS = ">"
"""What is typed first to be offered nothing but commands."""

COMMANDS, WATCHES, SOURCES, SEARCH, STORIES = "Commands", "Watches", "Sources", "Search", "Stories"
RECENT, USEFUL = "Recent searches", "Often needed"
MOST = {COMMANDS: 6, WATCHES: 6, SOURCES: 5}
MOST_COMMANDS, MOST_RECENT, MOST_USEFUL = 60, 5, 7
NAME = 160
"""How much of a name is shown at most, in characters."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of the palette: what it leads to, and what is said about it."""

    kind: Kind
    title: str
    note: str = ""
    keys: str = ""
    icon: str = ""
    about: object = None
    """The command's id, the scope, the watchlist's name, the article's id, or the text that is searched for."""
    marked: tuple[tuple[int, int], ...] = ()
    """Where in the title stands what was typed."""
    new: bool = False

    @property
    def spoken(self) -> str:
        """Say the line in one breath, for a screen reader."""
        return ", ".join(filter(None, (self.title, "new" if self.new else "", self.note, self.keys)))


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of one kind below their heading."""

    name: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """Something with a name that can be found by it."""

    hit: Hit
    named: Named


@dataclass(frozen=True, slots=True)
class Offers:
    """Everything that can be found by its name, folded once when the palette comes."""

    commands: Sequence[Offer] = ()
    watches: Sequence[Offer] = ()
    sources: Sequence[Offer] = ()
    recent: Sequence[str] = ()
    useful: Sequence[str] = field(default=())
    """Ids of commands for when nothing is typed, the most useful first."""


def offer(hit: Hit) -> Offer:
    """Make a line that can be found by its title."""
    return Offer(hit, named(hit.title))


def watch_offers(watches: Iterable[Watch], unread: Mapping[int, int], icons: Mapping[How, str]) -> list[Offer]:
    """Offer watches, and the watchlists that they are in."""
    found: list[Offer] = []
    lists: dict[str, int] = {}
    for watch in watches:
        name = clean(watch.name, NAME)
        if watch.watchlist:
            lists[watch.watchlist] = lists.get(watch.watchlist, 0) + 1
        new = unread.get(watch.id, 0)
        parts = (clean(watch.watchlist, 60), clean(watch.query, 80) if watch.query != watch.name else "", _new(new))
        icon = icons.get(watch.how, "bell")
        found.append(offer(Hit("watch", name, _joined(parts), icon=icon, about=Scope("watch", watch.id))))
    for name, number in lists.items():
        note = f"Watchlist · {counted(number, 'watch', 'watches')}"
        found.append(offer(Hit("watchlist", clean(name, NAME), note, icon="folder", about=name)))
    return found


def source_offers(feeds: Iterable[Feed], unread: Mapping[int, int]) -> list[Offer]:
    """Offer sources, and the folders that they are in."""
    found: list[Offer] = []
    folders: dict[str, int] = {}
    for feed in feeds:
        if feed.folder:
            folders[feed.folder] = folders.get(feed.folder, 0) + 1
        state = "in trouble" if feed.trouble else "paused" if feed.paused else _new(unread.get(feed.id, 0))
        note = _joined((clean(feed.folder, 60), state))
        name = clean(feed.title, NAME) or clean(feed.url, NAME)
        found.append(offer(Hit("source", name, note, icon="source", about=Scope("feed", feed.id))))
    for name, number in folders.items():
        note = f"Folder · {counted(number, 'source')}"
        found.append(offer(Hit("folder", clean(name, NAME), note, icon="folder", about=Scope("folder", name=name))))
    return found


def story_hits(stories: Iterable[StoryRow], text: str, now: datetime) -> tuple[Hit, ...]:
    """Make lines of stories that were found for a text."""
    typed = words(text)
    found = []
    for story in stories:
        row = story.head
        title = clean(row.title, NAME) or "(no headline)"
        others = f" + {story.outlets - 1}" if story.outlets > 1 else ""
        note = _joined((f"{clean(row.outlet, 40)}{others}", age(dated(row.published, row.seen), now)))
        hit = Hit("story", title, note, icon="unread" if story.new else "read", about=row.id, new=story.new)
        found.append(_marked(hit, named(title), typed))
    return tuple(found)


def groups(text: str, offers: Offers, *, searchable: bool, saveable: bool, save_keys: str = "") -> list[Group]:
    """Answer what was typed, at once; the groups stand by their best line, searching after them."""
    typed = text.strip()
    if typed.startswith(ONLY_COMMANDS):
        return _filled((COMMANDS, _best(typed[1:], offers.commands, MOST_COMMANDS)))
    if not typed:
        recent = tuple(Hit("recent", one, icon="clock", about=one) for one in offers.recent[:MOST_RECENT])
        by_id = {one.hit.about: one.hit for one in offers.commands}
        useful = tuple(by_id[one] for one in offers.useful if one in by_id)
        return _filled((RECENT, recent), (USEFUL, useful[:MOST_USEFUL]))
    ranked = []
    for name, among in ((WATCHES, offers.watches), (SOURCES, offers.sources), (COMMANDS, offers.commands)):
        best = _scored(typed, among, MOST[name])
        if best:
            ranked.append((best[0][0], name, tuple(hit for _, hit in best)))
    ranked.sort(key=lambda one: one[0])
    shown = clean(typed, 80)
    search = Hit("search", f"Search all articles for “{shown}”", icon="search", about=typed)
    save = Hit("save", f"Watch for “{shown}” from now on", keys=save_keys, icon="plus", about=typed)
    below = (*((search,) if searchable else ()), *((save,) if saveable else ()))
    return _filled(*((name, hits) for _, name, hits in ranked), (SEARCH, below))


def _best(text: str, among: Sequence[Offer], most: int) -> tuple[Hit, ...]:
    return tuple(hit for _, hit in _scored(text, among, most))


def _scored(text: str, among: Sequence[Offer], most: int) -> list[tuple[int, Hit]]:
    typed = words(text)
    if text.strip() and not typed:
        return []
    found = []
    for at, one in enumerate(among):
        ranked = rank(typed, one.named)
        if ranked is not None:
            found.append((ranked.score, at))
    found.sort()
    return [(score, _marked(among[at].hit, among[at].named, typed)) for score, at in found[:most]]


def _marked(hit: Hit, name: Named, typed: Sequence[str]) -> Hit:
    ranked = rank(typed, name)
    return replace(hit, marked=spans(ranked, name.name)) if ranked is not None and ranked.picks else hit


def _filled(*found: tuple[str, tuple[Hit, ...]]) -> list[Group]:
    return [Group(name, hits) for name, hits in found if hits]


def _joined(parts: Iterable[str]) -> str:
    """Put remarks beside each other; each keeps its own direction to itself."""
    return " · ".join(one if one.isascii() else f"\u2068{one}\u2069" for one in parts if one)


def _new(number: int) -> str:
    return f"{number:,} new" if number else ""
