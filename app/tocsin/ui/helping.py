"""Does what the button of an empty page, and the one of the status line, offer."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from tocsin.store import Scope
from tocsin.ui.facts import Facts
from tocsin.ui.monitor_link import MonitorLink
from tocsin.ui.opening import Opening
from tocsin.ui.place_acts import PlaceActs
from tocsin.ui.window import Window


class Helping(QObject):
    """Each offer leads to the one thing that helps."""

    bells_wanted = Signal()

    def __init__(self, window: Window, opening: Opening, acts: PlaceActs, link: MonitorLink, facts: Facts) -> None:
        super().__init__(window)
        self._window, self._opening, self._acts, self._link, self._facts = window, opening, acts, link, facts
        self._at_bells = False

    def help(self, action: str) -> None:
        """Do what was offered."""
        stories = self._window.stories
        if action == "source":
            self._opening.new_source()
        elif action in ("watch", "watch-search"):
            self.new_watch()
        elif action == "edit":
            self._window.places.edit.trigger()
        elif action == "all":
            stories.chips.clear()
        elif action == "refresh":
            self._link.wish("refresh")
        elif action == "refresh-feed":
            self._acts.retry(stories.model.scope.id)

    def new_watch(self) -> None:
        """Ask for a watch; what is searched for is what it begins with."""
        stories = self._window.stories
        self._opening.new_watch(stories.search.text() if stories.model.searching else "")

    def show_trouble(self) -> None:
        """Go to the next source in trouble, and after the last one to the other bells, if one of them is."""
        troubled, places = self._facts.troubled(), self._window.places
        at = next((n for n, feed in enumerate(troubled) if places.scope == Scope("feed", feed.id)), -1)
        self._at_bells = at + 1 == len(troubled) and not self._at_bells and self._facts.bells_in_trouble() > 0
        if self._at_bells:
            self.bells_wanted.emit()
        elif troubled:
            places.choose(Scope("feed", troubled[(at + 1) % len(troubled)].id))
