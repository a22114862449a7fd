"""What the user does about names and order on the left: rename, move, group; each can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from tocsin.core.model import How
from tocsin.core.text import clean
from tocsin.store import Store
from tocsin.ui.deeds import Deeds
from tocsin.ui.facts import Facts
from tocsin.ui.place_actions import LOUDNESS
from tocsin.ui.places import Place
from tocsin.ui.places_pane import PlacesPane


class Arranging(QObject):
    """Hears the left pane, and goes through the deeds."""

    said = Signal(str)

    def __init__(self, pane: PlacesPane, facts: Facts, deeds: Deeds) -> None:
        super().__init__(pane)
        self._pane, self._facts, self._deeds = pane, facts, deeds
        pane.renamed.connect(self.rename)
        pane.moved.connect(self.move)
        pane.acts.new_shelf_wanted.connect(self.new_shelf)
        pane.acts.how_wanted.connect(self.ring_as)
        pane.acts.shelving_wanted.connect(self.group_by)

    def rename(self, place: Place, name: str) -> None:
        """Give a watch, source, watchlist or folder another name; a name that is there already unites the two."""
        before = place.name
        words = f"{clean(before, 60)} is {clean(name, 60)} now."
        match place.kind:
            case "watch":
                self._do(lambda store: store.watches.edit(place.id, name=name),
                         lambda store: store.watches.edit(place.id, name=before), words)  # fmt: skip
                self._deeds.wish.emit("watch-changed", place.id)
            case "feed":
                feed = self._facts.feed(place.id)
                own = feed.own_title if feed is not None else ""
                self._do(lambda store: store.feeds.edit(place.id, own_title=name),
                         lambda store: store.feeds.edit(place.id, own_title=own), words)  # fmt: skip
                self._deeds.wish.emit("feeds-changed", None)
            case "group":
                self._put("watch", [one.id for one in self._facts.watches if one.watchlist == before], name, before,
                          words)  # fmt: skip
            case "folder":
                self._put("feed", [one.id for one in self._facts.feeds if one.folder == before], name, before, words)

    def move(self, place: Place, shelf: str) -> None:
        """Put a watch into a watchlist or a source into a folder; empty: into none."""
        where = clean(shelf, 60) or ("no watchlist" if place.kind == "watch" else "no folder")
        self._put(place.kind, [place.id], shelf, place.shelf, f"{clean(place.name, 60)} is in {where} now.")

    def new_shelf(self, place: Place) -> None:
        """Make a watchlist or a folder with this place in it, and let the user name it."""
        what = "watchlist" if place.kind == "watch" else "folder"
        taken = {one.watchlist for one in self._facts.watches} | {one.folder for one in self._facts.feeds}
        number, name = 1, f"New {what}"
        while name in taken:
            number += 1
            name = f"New {what} {number}"
        kind = "group" if place.kind == "watch" else "folder"
        if kind == "folder":
            self.group_by("folder")
        words = f"{clean(place.name, 60)} is in {name} now."
        self._put(place.kind, [place.id], name, place.shelf, words, lambda: self._pane.edit_name(kind, name))

    def ring_as(self, place: Place, how: How) -> None:
        """Let a watch ring louder or less loudly from now on."""
        before = How(place.how)
        self._do(lambda store: store.watches.edit(place.id, how=how.value),
                 lambda store: store.watches.edit(place.id, how=before.value),
                 f"{clean(place.name, 60)} · {LOUDNESS[how]}.")  # fmt: skip
        self._deeds.wish.emit("watch-changed", place.id)

    def group_by(self, by: str) -> None:
        """Group sources by folder, outlet or country, and keep the choice."""
        self._pane.group_by(by)
        self._deeds.put("ui.sources-by", by)

    # -- doing

    def _put(
        self, kind: str, ids: Sequence[int], shelf: str, before: str, words: str, then: Callable[[], None] | None = None
    ) -> None:
        def put(where: str) -> Callable[[Store], object]:
            if kind == "watch":
                return lambda store: store.watches.put(ids, where)
            return lambda store: store.feeds.put(ids, where)

        if ids:
            self._do(put(shelf), put(before), words, then)

    def _do(
        self, job: Callable[[Store], Any], back: Callable[[Store], Any], words: str,
        then: Callable[[], None] | None = None,
    ) -> None:  # fmt: skip
        def done(_: object) -> None:
            self._changed(None)
            if then is not None:
                then()

        self._deeds.ask(job, done)
        self._deeds.remember(words, back, self._changed, bar=False)
        self.said.emit(words)

    def _changed(self, _: object) -> None:
        self._deeds.places_changed.emit()
