"""What the user does: each deed is saved on the writing thread, told to the panes, and can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QObject, Signal

from tocsin.core.model import Feed, How, Sound, Watch, Where
from tocsin.core.text import clean
from tocsin.store import Scope, Store
from tocsin.ui.choosing import Chosen, ids_of
from tocsin.ui.source_changes import follow_list
from tocsin.ui.store_thread import StoreThread
from tocsin.ui.words import counted

KEPT_DEEDS = 100


@dataclass(frozen=True, slots=True)
class Marked:
    """Articles whose marks were changed; None: that mark was not."""

    ids: tuple[int, ...]
    read: bool | None = None
    kept: bool | None = None
    handled: bool | None = None
    note: bool = False
    """A note was taken back."""


@dataclass(frozen=True, slots=True)
class NewSource:
    """What the dialog says about a source."""

    url: str
    folder: str = ""
    user: str = ""
    password: str = ""
    ring_first: bool = False


@dataclass(frozen=True, slots=True)
class NewWatch:
    """What the dialog says about a watch; `id` is 0 for one that is not kept yet."""

    name: str
    query: str
    how: How = How.NOTICE
    where: Where = Where.ANYWHERE
    watchlist: str = ""
    at_least: int = 1
    quiet: str = ""
    breaks_quiet: bool = False
    sound: Sound = Sound.USUAL
    id: int = 0


@dataclass(frozen=True, slots=True)
class _Undoing:
    sentence: str
    job: Callable[[Store], object]
    then: Callable[[Any], None]


class Deeds(QObject):
    """The only way from the screen to the database's writing side."""

    marked = Signal(object)
    """Marked: show it."""
    places_changed = Signal()
    """Watches or feeds came, went or changed."""
    undoable = Signal(str, bool)
    """A sentence about what can be undone now, and whether it deserves the bar."""
    undone = Signal()
    failed = Signal(str)
    feed_added = Signal(object)
    watch_added = Signal(object)
    wish = Signal(str, object)
    """For the monitor: the wish and the id that it is about, or None."""

    def __init__(self, writer: StoreThread, now: Callable[[], datetime] | None = None) -> None:
        super().__init__()
        self._writer, self.now = writer, now or _now
        self._past: list[_Undoing] = []
        writer.troubled.connect(self.failed)

    # -- marks

    def read(self, what: Sequence[int] | Chosen, on: bool) -> None:
        """Mark articles as read or new."""
        now = self.now()

        def job(store: Store) -> Marked:
            return Marked(tuple(store.marks.read(ids_of(what, store), on, now)), read=on)

        self._writer.ask(job, self._all_read if on and isinstance(what, Chosen) and what.several else self._marked)

    def keep(self, what: Sequence[int] | Chosen, on: bool) -> None:
        """Keep articles for good, or no longer."""
        now = self.now()

        def job(store: Store) -> Marked:
            return Marked(tuple(store.marks.keep(ids_of(what, store), on, now)), kept=on)

        self._writer.ask(job, self._marked)

    def read_scope(self, scope: Scope, up_to: int) -> None:
        """Mark everything in a scope as read that the user could see."""
        now = self.now()

        def job(store: Store) -> Marked:
            return Marked(tuple(store.marks.read_scope(scope, up_to, now)), read=True)

        self._writer.ask(job, self._all_read)

    def _marked(self, done: Marked) -> None:
        if done.ids:
            self.remember(self._mark_sentence(done), self._mark_back(done), self._mark_again, bar=False)
            self.marked.emit(done)

    def _all_read(self, done: Marked) -> None:
        if done.ids:
            sentence = f"Marked {counted(len(done.ids), 'article')} as read."
            self.remember(sentence, self._mark_back(done), self._mark_again, bar=True)
            self.marked.emit(done)

    def _mark_back(self, done: Marked) -> Callable[[Store], Marked]:
        now = self.now()
        if done.read is not None:
            return lambda store: Marked(tuple(store.marks.read(done.ids, not done.read, now)), read=not done.read)
        return lambda store: Marked(tuple(store.marks.keep(done.ids, not done.kept, now)), kept=not done.kept)

    def _mark_again(self, done: Marked) -> None:
        self.marked.emit(done)

    @staticmethod
    def _mark_sentence(done: Marked) -> str:
        if done.read is not None:
            return "Marked as read." if done.read else "Marked as new."
        return "Kept." if done.kept else "Not kept any more."

    # -- watches

    def save_watch(self, wanted: NewWatch, failed: Callable[[str], None]) -> None:
        """Keep a new watch, or change the one with that id; `failed` hears why not."""
        now = self.now()

        def job(store: Store) -> Watch:
            if wanted.id:
                return store.watches.edit(
                    wanted.id, name=wanted.name, query=wanted.query, how=wanted.how, where=wanted.where,
                    watchlist=wanted.watchlist, at_least=wanted.at_least, quiet=wanted.quiet,
                    breaks_quiet=wanted.breaks_quiet, sound=wanted.sound,
                )  # fmt: skip
            return store.watches.add(
                wanted.name, wanted.query, how=wanted.how, where=wanted.where, watchlist=wanted.watchlist, now=now,
                at_least=wanted.at_least, quiet=wanted.quiet, breaks_quiet=wanted.breaks_quiet,
                sound=wanted.sound,
            )  # fmt: skip

        self._writer.ask(job, self._watch_kept, failed)

    def _watch_kept(self, watch: Watch) -> None:
        self.wish.emit("watch-changed", watch.id)
        self.places_changed.emit()
        self.watch_added.emit(watch)

    def remove_watch(self, watch_id: int, name: str) -> None:
        """Put a watch away; it can be undone."""
        now = self.now()
        self._writer.ask(lambda store: store.watches.remove(watch_id, now), self._places)
        self.remember(f"Removed {name}.", lambda store: store.watches.restore(watch_id), self._watch_back, bar=True)
        self.wish.emit("watch-changed", watch_id)

    def _watch_back(self, watch: Watch) -> None:
        self._watch_kept(watch)

    # -- feeds

    def add_source(self, wanted: NewSource, failed: Callable[[str], None]) -> None:
        """Follow an address; `failed` hears why not."""
        now = self.now()

        def job(store: Store) -> Feed:
            if wanted.password:
                from tocsin.desktop import secrets

                secrets.remember(wanted.url, wanted.user, wanted.password)
            return store.feeds.add(
                wanted.url, folder=wanted.folder, user=wanted.user, ring_first=wanted.ring_first, now=now
            )

        self._writer.ask(job, self._feed_new, failed)

    def followed(self, feed_id: int) -> None:
        """Take in a feed that another process has just followed."""
        self._writer.ask(lambda store: store.feeds.get(feed_id), self._feed_new)

    def _feed_new(self, feed: Feed) -> None:
        now = self.now()
        words = f"Added {clean(feed.title, 60)}."
        self.remember(words, lambda store: store.feeds.remove(feed.id, now), self._list_gone, bar=True)
        self._feed_added(feed)

    def _feed_added(self, feed: Feed) -> None:
        self.wish.emit("feeds-changed", None)
        self.places_changed.emit()
        self.feed_added.emit(feed)

    def import_list(self, body: bytes, then: Callable[[str], None]) -> None:
        """Follow what a list of sources in OPML holds; `then` hears a sentence about it."""
        now = self.now()
        self._imported_then = then
        self._writer.ask(lambda store: follow_list(store, body, now), self._imported, then)

    def _imported(self, done: tuple[str, list[int]]) -> None:
        sentence, added = done
        self.came_many(sentence, added)
        self._imported_then(sentence)

    def came_many(self, sentence: str, added: Sequence[int]) -> None:
        """Take in that sources were followed together; they go together when it is undone."""
        now = self.now()
        if added:
            self.remember(sentence, lambda store: store.feeds.remove_all(added, now), self._list_gone, bar=True)
        self._list_gone(None)

    def _list_gone(self, _: object) -> None:
        self.wish.emit("feeds-changed", None)
        self.places_changed.emit()

    def remove_feed(self, feed_id: int, name: str) -> None:
        """Stop following a source; it can be undone."""
        now = self.now()
        self._writer.ask(lambda store: store.feeds.remove(feed_id, now), self._places)
        self.remember(f"Removed {name}.", lambda store: store.feeds.restore(feed_id), self._feed_back, bar=True)
        self.wish.emit("feeds-changed", None)

    def _feed_back(self, feed: Feed) -> None:
        self._feed_added(feed)

    def pause_feed(self, feed_id: int, on: bool) -> None:
        """Read a source no longer, or again."""
        self._writer.ask(lambda store: store.feeds.edit(feed_id, paused=on), self._places)
        self.wish.emit("feeds-changed", None)

    def put(self, key: str, value: str) -> None:
        """Keep a setting."""
        self._writer.ask(lambda store: store.settings.put(key, value))

    def ask(
        self, job: Callable[[Store], Any], then: Callable[[Any], None] | None = None,
        failed: Callable[[str], None] | None = None,
    ) -> None:  # fmt: skip
        """Have a deed of another kind done on the writing thread."""
        self._writer.ask(job, then, failed)

    def act(self, alert_ids: Sequence[int], what: str) -> None:
        """Write down what the user did with alerts."""
        now = self.now()

        def job(store: Store) -> None:
            for one in alert_ids:
                store.alerts.acted(one, what, now)

        self._writer.ask(job)

    def _places(self, _: object) -> None:
        self.places_changed.emit()

    # -- undoing

    @property
    def can_undo(self) -> bool:
        """Say whether there is a deed left to undo."""
        return bool(self._past)

    def undo(self) -> None:
        """Take the last deed back."""
        if self._past:
            last = self._past.pop()
            self._writer.ask(last.job, last.then)
            self.undone.emit()

    def remember(
        self, sentence: str, job: Callable[[Store], object], then: Callable[[Any], None], *, bar: bool
    ) -> None:
        """Say what was done, and keep how it is taken back."""
        self._past.append(_Undoing(sentence, job, then))
        del self._past[:-KEPT_DEEDS]
        self.undoable.emit(sentence, bar)


def _now() -> datetime:
    return datetime.now(UTC)
