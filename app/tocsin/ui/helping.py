"""Does what the button of an empty page offers."""

from __future__ import annotations

from PySide6.QtCore import QObject

from tocsin.ui.facts import Facts
from tocsin.ui.monitor_link import MonitorLink
from tocsin.ui.opening import Opening
from tocsin.ui.place_acts import PlaceActs
from tocsin.ui.window import Window


class Helping(QObject):
    """Each offer leads to the one thing that helps."""

    def __init__(self, window: Window, opening: Opening, acts: PlaceActs, link: MonitorLink, facts: Facts) -> None:
        super().__init__(window)
        self._window, self._opening, self._acts, self._link, self._facts = window, opening, acts, link, facts

    def help(self, action: str) -> None:
        """Do what was offered."""
        stories = self._window.stories
        if action == "source":
            self._opening.new_source()
        elif action == "catalog":
            self._opening.catalog_wanted.emit()
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
