"""Says on which shelf a source stands when sources are grouped by folder, outlet or country; touches no widget."""

from __future__ import annotations

from typing import Literal, get_args

from PySide6.QtCore import QLocale

from tocsin.core.links import outlet_host
from tocsin.core.model import Feed
from tocsin.store import Scope

Shelving = Literal["folder", "outlet", "country"]
SHELVINGS: tuple[Shelving, ...] = get_args(Shelving)


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
