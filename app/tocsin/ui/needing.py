"""Collects what only the user can mend: sources that want a password or another address, and bells that fail."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from tocsin.core.model import Feed
from tocsin.core.text import clean
from tocsin.store import Scope
from tocsin.ui.facts import Facts
from tocsin.ui.window import Window
from tocsin.ui.words import counted

MOST = 20


class Needing(QObject):
    """Goes to the one thing that needs the user, or lists them where there are several."""

    bells_wanted = Signal()
    source_wanted = Signal(object)
    """The id of a feed that only the user can mend."""

    def __init__(self, window: Window, facts: Facts) -> None:
        super().__init__(window)
        self._window, self._facts = window, facts
        window.status.needs_pressed.connect(self.show)

    def show(self) -> None:
        """Show what needs the user."""
        needing, bells = self._facts.needing(), self._facts.bells_in_trouble()
        if bells and not needing:
            self.bells_wanted.emit()
        elif len(needing) == 1 and not bells:
            self._go(needing[0].id)
        elif needing:
            self._list(needing, bells)

    def _list(self, needing: list[Feed], bells: int) -> None:
        menu = QMenu(self._window)
        for feed in needing[:MOST]:
            said = self._facts.ailing.get(feed.id, "")
            words = clean(said, 160) if said else f"{clean(feed.title, 40)}: {clean(feed.trouble, 80)}"
            action = menu.addAction(words.replace("&", "&&"))
            action.setData(feed.id)
            action.triggered.connect(self._chosen)
        if len(needing) > MOST:
            menu.addAction(f"… and {len(needing) - MOST:,} more").setEnabled(False)
        if bells:
            menu.addSeparator()
            menu.addAction(f"{counted(bells, 'bell')} in trouble").triggered.connect(self.bells_wanted)
        button = self._window.status.needs
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def _chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._go(int(action.data()))

    def _go(self, feed_id: int) -> None:
        self._window.places.choose(Scope("feed", feed_id))
        self._window.go_to("stories")
        self.source_wanted.emit(feed_id)
