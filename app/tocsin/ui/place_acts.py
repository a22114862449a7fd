"""What can be done to a place on the left, apart from showing it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from tocsin.store import Listing, Scope, Store
from tocsin.ui.deeds import Deeds
from tocsin.ui.monitor_link import MonitorLink
from tocsin.ui.places import Place
from tocsin.ui.places_pane import PlacesPane


class PlaceActs(QObject):
    """Hears the left pane's wishes and carries them to the deeds or to the monitor."""

    said = Signal(str)

    def __init__(self, places: PlacesPane, store: Store, deeds: Deeds, link: MonitorLink) -> None:
        super().__init__(places)
        self._places, self._store, self._deeds, self._link = places, store, deeds, link
        places.acts.remove_wanted.connect(self.remove)
        places.acts.pause_wanted.connect(self.pause)
        places.acts.refresh_wanted.connect(self.refresh)
        places.acts.read_wanted.connect(self.read)

    def remove(self, place: Place) -> None:
        """Put a watch or a source away; the undo bar says so."""
        if place.kind == "watch":
            self._deeds.remove_watch(place.id, place.name)
        else:
            self._deeds.remove_feed(place.id, place.name)
        self._places.choose(Scope("all"))

    def pause(self, place: Place) -> None:
        """Read a source no longer, or again."""
        self._deeds.pause_feed(place.id, not place.paused)

    def show_images(self, feed_id: int, on: bool) -> None:
        """Show the images of a source always, or only when asked."""
        self._deeds.ask(lambda store: store.feeds.edit(feed_id, images=on))

    def refresh(self, place: Place | None) -> None:
        """Have one source, or all, read now."""
        if place is None:
            self._link.wish("refresh")
        else:
            self.retry(place.id)

    def retry(self, feed_id: int) -> None:
        """Have one source read now."""
        self._link.wish("refresh-feed", feed_id)
        self.said.emit("The source is being read again.")

    def read(self, scope: Scope) -> None:
        """Mark everything in a place as read."""
        newest = self._store.lists.page(Listing(scope), limit=1).stories
        if newest:
            self._deeds.read_scope(scope, newest[0].head.id)
