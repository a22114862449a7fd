"""Makes a watch of what is searched for, by one key and without a dialog; undoing takes it away again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QObject

from tocsin.core.model import Watch
from tocsin.core.query import Mistake, for_watch, read
from tocsin.core.text import clean
from tocsin.store import Scope, Store
from tocsin.ui.deeds import Deeds
from tocsin.ui.facts import Facts
from tocsin.ui.places_pane import PlacesPane

LONGEST = 80
"""Characters of the query that become the name."""


class QuickWatch(QObject):
    """The new watch is shown at once; its dialog is a key away."""

    def __init__(self, store: Store, deeds: Deeds, facts: Facts, places: PlacesPane) -> None:
        super().__init__(places)
        self._store, self._deeds, self._facts, self._places = store, deeds, facts, places
        self._done: Callable[[], None] | None = None
        self._refused: Callable[[str], None] | None = None

    def save(self, text: str, done: Callable[[], None], refused: Callable[[str], None]) -> None:
        """Keep a query as a watch, then call `done`; or `refused`, with the sentence that says why not.

        A query that is a watch already is shown instead.
        """
        found = read(text, named=self._store.names.of)
        mistake = found if isinstance(found, Mistake) else for_watch(found)
        if mistake is not None:
            refused(mistake.sentence)
            return
        same = next((watch for watch in self._facts.watches if watch.query.strip() == text.strip()), None)
        if same is not None:
            self._places.choose(Scope("watch", same.id))
            done()
            return
        self._done, self._refused = done, refused
        name, now = clean(text.strip().strip('"'), LONGEST) or "Search", _now()
        self._deeds.ask(lambda store: store.watches.add(name, text.strip(), now=now), self._kept, self._failed)

    def _kept(self, watch: Watch) -> None:
        deeds, now = self._deeds, _now()
        deeds.remember(
            f"{watch.name} is watched from now on.", lambda store: store.watches.remove(watch.id, now),
            self._gone, bar=True,
        )  # fmt: skip
        deeds.wish.emit("watch-changed", watch.id)
        deeds.places_changed.emit()
        deeds.watch_added.emit(watch)
        if self._done is not None:
            self._done()

    def _gone(self, _: object) -> None:
        self._deeds.wish.emit("watch-changed", None)
        self._deeds.places_changed.emit()

    def _failed(self, sentence: str) -> None:
        if self._refused is not None:
            self._refused(sentence)


def _now() -> datetime:
    return datetime.now(UTC)
