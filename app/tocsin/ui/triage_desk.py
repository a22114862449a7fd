"""Wires states, tags and notes to the panes: the line in the reader, the keys of the list, what is not saved yet."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from tocsin.core.errors import TocsinError
from tocsin.core.model import State
from tocsin.store import Store
from tocsin.ui.choosing import Chosen, chosen
from tocsin.ui.deeds import Deeds, Marked
from tocsin.ui.note_saving import NoteSaving
from tocsin.ui.tag_dialog import TagDialog
from tocsin.ui.theme import Theme
from tocsin.ui.triage_deeds import TriageDeeds
from tocsin.ui.triage_line import TriageLine
from tocsin.ui.unsaved_bar import UnsavedBar
from tocsin.ui.window import Window


class TriageDesk(QObject):
    """What the user decides about the article in the reader, or about what is chosen in the list."""

    def __init__(self, theme: Theme, store: Store, deeds: Deeds, window: Window) -> None:
        super().__init__(window)
        self._theme, self._store, self._window, self._reader = theme, store, window, window.reader
        self.deeds = TriageDeeds(deeds)
        self.saving = NoteSaving(self.deeds, store)
        self.line = line = TriageLine(theme)
        self.bar = UnsavedBar(theme)
        self.dialog: TagDialog | None = None
        self._article = 0
        self._then: Callable[[], None] | None = None
        """What is done as soon as everything is saved: the program ends."""
        self._last: Callable[[], None] | None = None
        """What could not be done because something is not saved."""
        self._reader.below_heading.addWidget(line)
        window.add_bar(self.bar)
        chain = (self._reader.more_button, *line.states.buttons.values(), line.field, line.note_button, line.note)
        for one, following in pairwise(chain):
            QWidget.setTabOrder(one, following)
        self.note = self._action("Note", "A", line.open_note)
        self.tags = self._action("Tags of the article", "", line.open_tags)
        self.handle = self._action("Handled, or no longer", "H", self._toggle)
        self._connect(deeds)
        self.turn()

    def _action(self, text: str, keys: str, do: Callable[[], None]) -> QAction:
        action = QAction(text, self._reader)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(do)
        self._reader.addAction(action)
        self._window.addAction(action)
        return action

    def _connect(self, deeds: Deeds) -> None:
        line, saving, stories = self.line, self.saving, self._window.stories
        self._reader.shown.connect(self.turn)
        deeds.marked.connect(self._marked)
        line.state_wanted.connect(self._move)
        line.tag_wanted.connect(self._tag)
        line.note_typed.connect(self._type)
        line.note_left.connect(saving.end_session)
        saving.troubled.connect(self._troubled)
        saving.saved.connect(self._saved)
        saving.settled.connect(self._settled)
        stories.handle_wanted.connect(self._handle)
        stories.tags_wanted.connect(self._tag_chosen)
        stories.act.handle.enabledChanged.connect(self._list_works)
        self.bar.copy_wanted.connect(self._copy)
        self.bar.leave_wanted.connect(self._leave)
        self._list_works(stories.act.handle.isEnabled())

    # -- showing

    def turn(self, _: str = "") -> None:
        """Show what the user made of the article that the reader shows."""
        article = self._reader.article
        there = article.id if article is not None else 0
        if there != self._article:
            self.saving.end_session()
            self._article = there
        self.line.setVisible(bool(there))
        for action in (self.note, self.tags):
            action.setEnabled(bool(there))
        if there:
            self.line.show_marks(self._reader.marks)
            self.line.show_note(self.saving.text_of(there))
            self._say(self.saving.why(there))
            self.line.field.known.setStringList(self._store.own.known())
        self._tell_bar()

    def _marked(self, marked: Marked) -> None:
        if marked.note:
            for one in marked.ids:
                self.saving.forget(one)
        if self._article in marked.ids:
            try:
                self.line.show_marks(self._store.articles.with_marks(self._article)[1])
            except TocsinError:
                return
            self.line.field.known.setStringList(self._store.own.known())
            if marked.note:
                self.line.show_note(self.saving.text_of(self._article))
                self._say("")

    # -- states and tags

    def _move(self, state: State) -> None:
        if self._article:
            self.deeds.move([self._article], state)

    def _toggle(self) -> None:
        if self._article and self._reader.marks.handled:
            self.deeds.unhandle([self._article])
        else:
            self._move(State.HANDLED)

    def _handle(self, what: Chosen, on: bool) -> None:
        if on:
            self.deeds.move(what, State.HANDLED)
        else:
            self.deeds.unhandle(what)

    def _list_works(self, on: bool) -> None:
        """Let H mean the list where it works, else the article in the reader."""
        self.handle.setEnabled(not on)

    def _tag(self, tag: str, on: bool) -> None:
        if self._article:
            self.deeds.tag([self._article], tag, on, self._say)

    def _tag_chosen(self) -> None:
        lines = self._window.stories.selected()
        if not lines:
            return
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = TagDialog(self._theme, self._store, self.deeds, chosen(lines), len(lines), self._window)
        self.dialog.open()

    # -- notes

    def _type(self, text: str) -> None:
        if self._article:
            self.saving.type(self._article, text)

    def _troubled(self, article_id: int, sentence: str) -> None:
        if article_id == self._article:
            self._say(sentence)
        if self._then is not None:
            self._last, self._then = self._then, None
            self._window.come_to_front()
        self._tell_bar()

    def _saved(self, article_id: int) -> None:
        if article_id == self._article:
            self._say("")
        self._window.stories.mark(Marked((article_id,)))
        self._tell_bar()

    def _say(self, sentence: str) -> None:
        unsaved = bool(self.saving.why(self._article))
        more = " Your words stay here; they are tried again until they are saved." if sentence and unsaved else ""
        self.line.say(sentence + more)

    # -- leaving

    def before_leaving(self, then: Callable[[], None]) -> None:
        """Save what is typed, then go on; what cannot be saved is told in the window instead, and nothing is lost."""
        if self.saving.waiting:
            self._then = then
            self.saving.flush()
        else:
            then()

    def _settled(self) -> None:
        then, self._then, self._last = self._then, None, None
        self._tell_bar()
        if then is not None:
            then()

    def _tell_bar(self) -> None:
        failing = self.saving.failing
        elsewhere = [one for one in failing if one != self._article]
        leaving = self._last is not None
        told = failing if leaving else elsewhere
        self.bar.tell(len(told), next(iter(failing.values()), ""), leaving=leaving)

    def _copy(self) -> None:
        self.bar.copy([self.saving.text_of(one) for one in self.saving.failing])

    def _leave(self) -> None:
        then, self._last = self._last, None
        self.saving.give_up()
        self._tell_bar()
        if then is not None:
            then()
