"""Looks once a day whether there is a newer version, where the user wants that; downloads nothing else.

Packages that a system keeps up to date (`"kind": "managed"`) and a source tree do not look unless they are told to;
one that nobody else updates (`"kind": "installer"`) does until it is told not to. Asked is one small file at the
project's own address, with the name and version of the program and nothing of the user's.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tocsin import __version__
from tocsin.core.releases import is_newer, read
from tocsin.feeds.fetch_values import Fetched, Request
from tocsin.monitor.events import Say, UpdateFound
from tocsin.resources_path import path
from tocsin.store import Store

if TYPE_CHECKING:
    from tocsin.monitor.round import Clock, Web

CHOICE, LOOKED, FOUND = "updates.choice", "updates.looked", "updates.found"
"""Settings: "1" or "0" as the user chose; when it was looked last (ISO 8601); the version that was found last."""

EVERY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Package:
    """How this installation came to be."""

    kind: str
    """"source", "managed" or "installer"."""
    releases: str
    """The https address that names the newest release; empty: there is none, and it is never looked."""


def package() -> Package:
    """Read what the build wrote about itself."""
    try:
        said = json.loads(path("package.json").read_text(encoding="utf-8"))
        return Package(str(said.get("kind", "source")), str(said.get("releases", "")))
    except (OSError, ValueError):
        return Package("source", "")


def wanted(store: Store, ours: Package) -> bool:
    """Say whether it is looked for new versions."""
    choice = store.settings.get(CHOICE)
    return ours.releases.startswith("https://") and (choice == "1" or (choice == "" and ours.kind == "installer"))


class Updates:
    """Asks at most once a day, and keeps quiet when nobody answers."""

    def __init__(
        self, store: Store, web: Web, say: Say, *, clock: Clock, stop: Callable[[], bool], ours: Package | None = None
    ) -> None:
        self._store, self._web, self._say, self._clock, self._stop = store, web, say, clock, stop
        self._ours = ours or package()

    def look(self) -> None:
        """Look, when it is time."""
        now = self._clock()
        if not wanted(self._store, self._ours) or not self._due(now):
            return
        self._store.settings.put(LOOKED, now.isoformat())
        address = self._ours.releases
        for _, outcome in self._web.fetch([Request(address)], self._stop, tuple):
            if not isinstance(outcome, Fetched) or outcome.status != 200:
                continue
            found = read(outcome.body, f"https://{urlsplit(address).netloc}/")
            if found is not None and is_newer(found.version, __version__):
                self._store.settings.put(FOUND, f"{found.version} {found.page}")
                self._say(UpdateFound(found.version, found.page))

    def _due(self, now: datetime) -> bool:
        try:
            last = datetime.fromisoformat(self._store.settings.get(LOOKED))
            return abs(now - last) >= EVERY
        except (ValueError, TypeError):
            return True
