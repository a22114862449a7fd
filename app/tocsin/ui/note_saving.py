"""Saves notes while they are typed, and holds on to what cannot be saved until it can."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from tocsin.store import Store
from tocsin.ui.triage_deeds import TriageDeeds

AFTER, AGAIN, LATEST = 600, 4_000, 60_000
"""Milliseconds: from the last key to the saving; from a failure to the next try, twice as many each time, at most."""


class NoteSaving(QObject):
    """The only one who knows words that are on no disk yet."""

    troubled = Signal(object, str)
    """The article's id, and why its note could not be saved; it is tried again."""
    saved = Signal(object)
    """The note of this article is on the disk."""
    settled = Signal()
    """Nothing is left to be saved."""

    def __init__(self, deeds: TriageDeeds, store: Store) -> None:
        super().__init__(deeds)
        self._deeds, self._store = deeds, store
        self._unsaved: dict[int, str] = {}
        """What was typed and is not known to be saved."""
        self._asked: dict[int, str] = {}
        """What is with the writing thread, by article."""
        self._why: dict[int, str] = {}
        self._session = 0
        """The article of which the text before is remembered."""
        self._soon = self._timer(self.flush)
        self._again = self._timer(self.flush)
        self._wait = AGAIN

    def _timer(self, do: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(do)
        return timer

    def text_of(self, article_id: int) -> str:
        """Return the note as the user left it, saved or not."""
        unsaved = self._unsaved.get(article_id)
        return self._store.own.note(article_id) if unsaved is None else unsaved

    def why(self, article_id: int) -> str:
        """Return why the note of an article is not saved; empty: it is, or nobody has tried."""
        return self._why.get(article_id, "")

    @property
    def failing(self) -> dict[int, str]:
        """The articles whose notes could not be saved, and why."""
        return dict(self._why)

    @property
    def waiting(self) -> bool:
        """Say whether words are on no disk yet."""
        return bool(self._unsaved)

    def type(self, article_id: int, text: str) -> None:
        """Take what the field holds now; it is saved a moment after the last key."""
        if article_id != self._session:
            self._session = article_id
            self._deeds.note_begun(article_id, self.text_of(article_id))
        self._unsaved[article_id] = text
        self._soon.start(AFTER)

    def end_session(self) -> None:
        """Let the next typing be a deed of its own, and save at once."""
        self._session = 0
        if self._soon.isActive():
            self.flush()

    def forget(self, article_id: int) -> None:
        """Let go of what was typed to an article: it was undone."""
        self._unsaved.pop(article_id, None)
        self._why.pop(article_id, None)

    def give_up(self) -> None:
        """Let go of everything that cannot be saved: the user said so."""
        self._unsaved.clear()
        self._why.clear()

    def flush(self) -> None:
        """Try to save everything now."""
        self._soon.stop()
        self._again.stop()
        for article_id, text in self._unsaved.items():
            if self._asked.get(article_id) != text:
                self._asked[article_id] = text
                job = _Writing(self, article_id, text)
                self._deeds.note(article_id, text, job.done, job.failed)
        if not self._unsaved:
            self.settled.emit()

    def done(self, article_id: int, text: str) -> None:
        """Hear that a text is on the disk."""
        self._answered(article_id, text)
        self._wait = AGAIN
        if self._unsaved.get(article_id) == text:
            del self._unsaved[article_id]
            self._why.pop(article_id, None)
            self.saved.emit(article_id)
        if not self._unsaved:
            self.settled.emit()

    def failed(self, article_id: int, text: str, sentence: str) -> None:
        """Hear why a text is not on the disk; try again later."""
        self._answered(article_id, text)
        if article_id not in self._unsaved:
            return
        self._why[article_id] = sentence
        self._again.start(self._wait)
        self._wait = min(LATEST, 2 * self._wait)
        self.troubled.emit(article_id, sentence)

    def _answered(self, article_id: int, text: str) -> None:
        if self._asked.get(article_id) == text:
            del self._asked[article_id]


class _Writing:
    """One note on its way to the disk."""

    def __init__(self, saving: NoteSaving, article_id: int, text: str) -> None:
        self._saving, self._article, self._text = saving, article_id, text

    def done(self, _: int) -> None:
        """It arrived."""
        self._saving.done(self._article, self._text)

    def failed(self, sentence: str) -> None:
        """It did not."""
        self._saving.failed(self._article, self._text, sentence)
