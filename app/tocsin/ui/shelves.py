"""Groups sources by folder, outlet or country; touches no widget."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, get_args

from PySide6.QtCore import QLocale

from tocsin.core.links import outlet_host
from tocsin.core.model import Feed
from tocsin.store import Scope

Shelving = Literal["folder", "outlet", "country"]
SHELVINGS: tuple[Shelving, ...] = get_args(Shelving)


@dataclass(slots=True)
class Shelf:
    """Sources that stand together."""

    key: str
    """The name of its scope."""
    name: str
    feeds: list[Feed] = field(default_factory=list)
    lone: bool = False
    """Its sources stand by themselves, without a line above them."""


def shelving(text: str) -> Shelving:
    """Read the choice from the settings; anything unknown is by folder."""
    return next((one for one in SHELVINGS if one == text), "folder")


def shelve(feeds: Iterable[Feed], by: Shelving) -> list[Shelf]:
    """Give the shelves by name. What is in no folder comes first, the feeds of no country last.

    An outlet with one feed needs no line of its own: it stands as the feed, among the others by its name.
    """
    found: dict[str, Shelf] = {}
    for feed in feeds:
        key = shelf_of(feed, by)
        if key not in found:
            found[key] = Shelf(key, shelf_name(Scope(by, name=key)))
        found[key].feeds.append(feed)
    shelves = list(found.values())
    if by == "folder":
        for shelf in shelves:
            shelf.lone = not shelf.key
        return sorted(shelves, key=lambda shelf: bool(shelf.key))
    if by == "country":
        return sorted(shelves, key=lambda shelf: (not shelf.key, shelf.name.casefold()))
    for shelf in shelves:
        shelf.lone = len(shelf.feeds) == 1 or not shelf.key
    return sorted(shelves, key=lambda shelf: (shelf.feeds[0].title if shelf.lone else shelf.name).casefold())


def shelf_of(feed: Feed, by: str) -> str:
    """Give the folder, the outlet's host or the country's code of a source; empty: it stands on none."""
    if by == "outlet":
        return outlet_host(feed.site, feed.url)
    return feed.country if by == "country" else feed.folder


def shelf_name(scope: Scope) -> str:
    """Give the name that people read."""
    return country_name(scope.name) if scope.kind == "country" else scope.name


def country_name(code: str) -> str:
    """Give a country's name by its code of two letters, else the code itself."""
    if not code:
        return "No country"
    territory = QLocale.codeToTerritory(code.upper())
    return code if territory == QLocale.Country.AnyTerritory else QLocale.territoryToString(territory)
