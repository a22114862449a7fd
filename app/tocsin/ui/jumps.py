"""Jumps by key: G and a letter to a place or a pane."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from tocsin.store import Scope
from tocsin.ui.facts import Facts
from tocsin.ui.places import BELL, BRIEFS, Shown
from tocsin.ui.window import Window


class Jumps(QObject):
    """Owns the actions; a place that is chosen is shown."""

    def __init__(self, window: Window, facts: Facts) -> None:
        super().__init__(window)
        self._window, self._facts = window, facts
        self.new = self._action("Next watch with new stories", "G, N", self._next_new)
        self.all = self._action("Go to all stories", "G, A", self._jump, Scope("all"))
        self.kept = self._action("Go to what is kept", "G, K", self._jump, Scope("kept"))
        self.handled = self._action("Go to what is handled", "G, H", self._jump, Scope("handled"))
        self.bell = self._action("Go to the bell", "G, B", self._jump, BELL)
        self.brief = self._action("Go to the brief", "G, R", self._jump, BRIEFS)
        self.watches = self._action("Go to watches and sources", "G, W", window.back_to_places)
        self.list = self._action("Go to the list", "G, L", window.back_to_stories)
        self.text = self._action("Go to the article's text", "G, T", self._text)

    def actions(self) -> list[QAction]:
        """Return the jumps in the order in which a menu shows them."""
        return [self.new, self.all, self.kept, self.handled, self.bell, self.brief, self.watches, self.list,
                self.text]  # fmt: skip

    def go(self, place: Shown) -> bool:
        """Choose a place, and give its list the keyboard; False when it is not there."""
        found = self._window.places.choose(place)
        if found:
            self._window.go_to("stories")
            self._window.back_to_stories()
        return found

    def _jump(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.go(action.data())

    def _text(self) -> None:
        self._window.go_to("reader")
        self._window.reader.text.setFocus()

    def _next_new(self) -> None:
        counts = self._facts.counts.watches
        watches = [watch.id for watch in self._facts.watches]
        here = self._window.places.scope
        chosen = here.id if isinstance(here, Scope) and here.kind == "watch" else 0
        at = watches.index(chosen) + 1 if chosen in watches else 0
        following = next((one for one in watches[at:] + watches[:at] if counts.get(one, 0)), 0)
        if following:
            self.go(Scope("watch", following))
        else:
            self._window.status.say("No watch has new stories.")

    def _action(self, text: str, keys: str, do: Callable[[], object], place: Shown | None = None) -> QAction:
        action = QAction(text, self._window)
        action.setData(place)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(do)
        self._window.addAction(action)
        return action
