"""Brings what the monitor says into the window: gathered for a moment, then the lists are read anew."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer, Signal

from tocsin.store import Scope
from tocsin.ui.bell_desk import BellDesk
from tocsin.ui.brief_desk import BriefDesk
from tocsin.ui.doings import Doings
from tocsin.ui.facts import Facts
from tocsin.ui.monitor_link import MonitorLink
from tocsin.ui.places_pane import PlacesPane
from tocsin.ui.reader_pane import ReaderPane
from tocsin.ui.stories_pane import StoriesPane

GATHER, SHARE = 250, 20
"""Milliseconds that changes are gathered for at least before the lists are read anew, and how much longer than that
reading took the last time: it never takes more than a twentieth of the time."""


class Hearing(QObject):
    """Hears the monitor's events, and has each pane take in what they changed."""

    caught_up = Signal()
    """The lists were read anew: what stands above and below them may have changed."""
    fell = Signal()
    """The monitor is gone."""

    def __init__(
        self, link: MonitorLink, doings: Doings, facts: Facts,
        places: PlacesPane, stories: StoriesPane, reader: ReaderPane, bell: BellDesk, brief: BriefDesk,
    ) -> None:  # fmt: skip
        super().__init__(places)
        self._doings, self._facts = doings, facts
        self._places, self._stories, self._reader = places, stories, reader
        self._bell, self._brief = bell, brief
        self._arrived = False
        self._gather = QTimer(self)
        self._gather.setSingleShot(True)
        self._gather.setInterval(GATHER)
        self._gather.timeout.connect(self.catch_up)
        link.heard.connect(self._heard)
        link.died.connect(self._fell)

    def soon(self) -> None:
        """Have the lists read anew shortly, once for all that changes until then."""
        self._gather.start()

    def stop(self) -> None:
        """Read nothing anew any more."""
        self._gather.stop()

    def catch_up(self) -> None:
        """Read the lists anew."""
        began = time.monotonic()
        self._facts.catch_up()
        self._places.reload()
        if self._arrived:
            self._arrived = False
            self._stories.articles_arrived()
        self._bell.catch_up()
        self._brief.catch_up()
        self.caught_up.emit()
        self._gather.setInterval(max(GATHER, round((time.monotonic() - began) * 1000 * SHARE)))

    def _heard(self, name: str, event: dict[str, object]) -> None:
        self._doings.hear(name, event)
        self._bell.others.hear(name, event)
        self._facts.hear(name, _id(event))
        if name == "story-split" or (name == "stories-grew" and self._reader.of_story(_ids(event))):
            self._reader.write_again()
        if name in ("articles-added", "watch-judged"):
            self._arrived = self._arrived or name == "articles-added"
            if name == "watch-judged" and self._places.scope == Scope("watch", _id(event)):
                self._stories.reload()
        if not self._gather.isActive():
            self._gather.start()

    def _fell(self, _: str) -> None:
        self._doings.fell()
        self.fell.emit()


def _ids(event: dict[str, object]) -> list[object]:
    found = event.get("stories")
    return found if isinstance(found, list) else []


def _id(event: dict[str, object]) -> int:
    found = event.get("id", 0)
    return found if isinstance(found, int) else 0
