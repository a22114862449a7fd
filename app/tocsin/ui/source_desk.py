"""A source's own dialog and the catalogue: opens them where they are wanted, and carries what they say to the deeds."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QObject, Signal

from tocsin.core.model import Feed
from tocsin.core.text import clean
from tocsin.feeds import catalog
from tocsin.monitor.many import Named
from tocsin.resources_path import path
from tocsin.store import Scope, Store
from tocsin.ui.catalog_dialog import CatalogDialog
from tocsin.ui.deeds import Deeds
from tocsin.ui.facts import Facts
from tocsin.ui.needing import Needing
from tocsin.ui.opening import Opening
from tocsin.ui.places import Place
from tocsin.ui.source_changes import Before, Change, change, change_back, follow_named
from tocsin.ui.source_edit_dialog import SourceEditDialog
from tocsin.ui.theme import Theme
from tocsin.ui.window import Window


class SourceDesk(QObject):
    """Goes through the dialogs of `opening`, so that at most one is open."""

    changed = Signal(object)
    """The feed with this id is not as it was."""

    def __init__(
        self, theme: Theme, store: Store, facts: Facts, deeds: Deeds, opening: Opening, needing: Needing,
        window: Window, program: list[str],
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._theme, self._store, self._facts, self._deeds = theme, store, facts, deeds
        self._opening, self._window, self._program = opening, window, program
        acts = window.places.acts
        acts.source_edit_wanted.connect(self._edit_place)
        acts.catalog_wanted.connect(self.browse)
        opening.catalog_wanted.connect(self.browse)
        window.stories.source_wanted.connect(self.mend)
        needing.source_wanted.connect(self.mend)

    @cached_property
    def _catalog(self) -> tuple[catalog.Listed, ...]:
        return catalog.read(path(catalog.FILE).read_bytes())

    # -- the dialogs

    def mend(self, feed_id: int) -> None:
        """Open a source's dialog at the field that mends its trouble."""
        feed = self._facts.feed(feed_id)
        if feed is None:
            return
        dialog = SourceEditDialog(
            self._theme, self._store, self._store.feeds.get(feed_id), self._program, self._window
        )
        dialog.wanted.connect(self._save)
        dialog.read_wanted.connect(self._read)
        self._opening.show_dialog(dialog)
        dialog.remedy(feed.mend if feed.trouble else "")

    def browse(self) -> None:
        """Open the catalogue; where nothing is followed yet, with a dozen suggestions."""
        followed = [address for _, address in self._store.feeds.addresses()]
        dialog = CatalogDialog(self._theme, self._catalog, followed, first=not followed, parent=self._window)
        dialog.wanted.connect(self._add)
        self._opening.show_dialog(dialog)

    def _edit_place(self, place: Place) -> None:
        self.mend(place.id)

    # -- the deeds

    def _save(self, feed: Feed, wanted: Change) -> None:
        def job(store: Store) -> tuple[Before, Change]:
            return change(store, feed.id, wanted), wanted

        self._deeds.ask(job, self._saved, self._refused)

    def _saved(self, done: tuple[Before, Change]) -> None:
        before, wanted = done
        words = f"Changed {clean(before.feed.title, 60)}."
        self._deeds.remember(words, lambda store: change_back(store, before, wanted), self._changed, bar=True)
        self._changed(before.feed)
        if wanted.unlocks:
            self._deeds.wish.emit("refresh-feed", before.feed.id)
        self._opening.close_dialog()

    def _changed(self, feed: Feed) -> None:
        self._deeds.wish.emit("feeds-changed", None)
        self._deeds.places_changed.emit()
        self.changed.emit(feed.id)

    def _read(self, feed_id: int) -> None:
        self._deeds.wish.emit("refresh-feed", feed_id)

    def _add(self, rows: list[catalog.Listed]) -> None:
        named = [Named(row.url, row.title, country=row.country) for row in rows]
        now = self._deeds.now()
        self._deeds.ask(lambda store: follow_named(store, named, now), self._added, self._refused)

    def _added(self, done: tuple[str, list[int]]) -> None:
        self._deeds.came_many(*done)
        self._window.status.say(done[0])
        self._opening.close_dialog()
        self._window.places.choose(Scope("all"))

    def _refused(self, sentence: str) -> None:
        self._opening.refuse(sentence)
