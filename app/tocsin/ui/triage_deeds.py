"""What the user decides about articles: how far they are, their tags, their notes; each can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import QObject, Signal

from tocsin.core.model import State
from tocsin.store import Store
from tocsin.store.marks import Stamps
from tocsin.ui.choosing import Chosen, ids_of
from tocsin.ui.deeds import Deeds, Marked
from tocsin.ui.plain import one_line
from tocsin.ui.words import counted

_SAID = {
    State.NEW: "Marked as new.",
    State.SEEN: "Marked as read.",
    State.KEPT: "Kept.",
    State.HANDLED: "Handled.",
}


@dataclass(frozen=True, slots=True)
class _Moved:
    before: tuple[Stamps, ...]
    marked: Marked
    sentence: str


@dataclass(frozen=True, slots=True)
class _Tagged:
    marked: Marked
    tag: str
    on: bool


class TriageDeeds(QObject):
    """Saves on the writing thread, tells the panes, and remembers how each is taken back."""

    done = Signal()
    """Tags were given or taken, or taken back."""

    def __init__(self, deeds: Deeds, now: Callable[[], datetime] | None = None) -> None:
        super().__init__(deeds)
        self._deeds, self._now = deeds, now or _now

    def move(self, what: Sequence[int] | Chosen, state: State) -> None:
        """Bring articles to a state."""
        now = self._now()

        def job(store: Store) -> _Moved:
            before = tuple(store.marks.move(ids_of(what, store), state, now))
            kept = None if state is State.HANDLED else state is State.KEPT
            ids = tuple(one.article_id for one in before)
            marked = Marked(ids, read=state is not State.NEW, kept=kept, handled=state is State.HANDLED)
            return _Moved(before, marked, _SAID[state])

        self._deeds.ask(job, self._moved)

    def unhandle(self, what: Sequence[int] | Chosen) -> None:
        """Let articles be handled no longer."""

        def job(store: Store) -> _Moved:
            before = tuple(store.marks.unhandle(ids_of(what, store)))
            marked = Marked(tuple(one.article_id for one in before), handled=False)
            return _Moved(before, marked, "Not handled any more.")

        self._deeds.ask(job, self._moved)

    def _moved(self, done: _Moved) -> None:
        if done.before:
            many = len(done.before) > 1 and done.marked.handled
            sentence = f"Handled {counted(len(done.before), 'article')}." if many else done.sentence

            def back(store: Store) -> Marked:
                store.marks.restore(done.before)
                return Marked(done.marked.ids)

            self._deeds.remember(sentence, back, self._deeds.marked.emit, bar=bool(done.marked.handled))
            self._deeds.marked.emit(done.marked)

    def tag(
        self, what: Sequence[int] | Chosen, tag: str, on: bool, failed: Callable[[str], None] | None = None
    ) -> None:
        """Give articles a tag or take it from them; `failed` hears why not."""
        now = self._now()

        def job(store: Store) -> _Tagged:
            return _Tagged(Marked(tuple(store.own.tag(ids_of(what, store), tag, on, now))), tag, on)

        self._deeds.ask(job, self._tagged, failed)

    def _tagged(self, done: _Tagged) -> None:
        ids = done.marked.ids
        if not ids:
            return
        now = self._now()
        tag = one_line(done.tag).strip().removeprefix("#")
        where = f" ({counted(len(ids), 'article')})" if len(ids) > 1 else ""
        sentence = f"Tagged “{tag}”{where}." if done.on else f"Removed the tag “{tag}”{where}."

        def back(store: Store) -> Marked:
            store.own.tag(ids, done.tag, not done.on, now)
            return done.marked

        self._deeds.remember(sentence, back, self._tell, bar=not done.on or len(ids) > 1)
        self._tell(done.marked)

    def _tell(self, marked: Marked) -> None:
        self._deeds.marked.emit(marked)
        self.done.emit()

    def note(
        self, article_id: int, text: str, saved: Callable[[int], None], failed: Callable[[str], None]
    ) -> None:
        """Write a note; `saved` hears the article's id, `failed` why not. Undoing is remembered by note_begun()."""
        now = self._now()

        def job(store: Store) -> int:
            store.own.put_note(article_id, text, now)
            return article_id

        self._deeds.ask(job, saved, failed)

    def note_begun(self, article_id: int, before: str) -> None:
        """Remember what a note was before the user began to type, so that all of the typing is taken back at once."""
        now = self._now()

        def back(store: Store) -> Marked:
            store.own.put_note(article_id, before, now)
            return Marked((article_id,), note=True)

        self._deeds.remember("Note changed.", back, self._deeds.marked.emit, bar=False)


def _now() -> datetime:
    return datetime.now(UTC)
