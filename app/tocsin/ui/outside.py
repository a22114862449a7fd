"""Does what another start of the program, a browser or a file manager asks the running one for."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from tocsin.core.deep_links import DeepLink, read
from tocsin.store import Scope, Store
from tocsin.ui.desk import Desk


class Outside(QObject):
    """Shows what was asked for; what cannot be opened is said in the status line, and nothing else happens."""

    def __init__(self, app: QApplication, desk: Desk, store: Store) -> None:
        super().__init__(desk)
        self._desk, self._store = desk, store
        app.installEventFilter(self)  # macOS hands addresses and files over as events

    def open(self, word: str) -> None:
        """Open one address or file."""
        link = read(word)
        window = self._desk.window
        if link is None:
            window.come_to_front()
            window.status.say("That cannot be opened: Tocsin opens lists of sources and tocsin: addresses.")
            return
        if link.kind != "refresh":
            window.come_to_front()
        self._show(link)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear what macOS opens with this program."""
        if event.type() == QEvent.Type.FileOpen and isinstance(event, QFileOpenEvent):
            self.open(event.file() or event.url().toString())
            return True
        return super().eventFilter(watched, event)

    def _show(self, link: DeepLink) -> None:
        desk = self._desk
        if link.kind == "add":
            desk.opening.new_source(link.text)
        elif link.kind == "list":
            desk.opening.import_file(Path(link.text))
        elif link.kind == "search":
            desk.stories.search.look_for(link.text)
        elif link.kind == "watch":
            desk.places.choose(Scope("watch", link.id))
        elif link.kind == "article":
            if not self._store.articles.many(link.id - 1, link.id, 1):
                desk.window.status.say("This article is not in the archive any more.")
                return
            desk.show_article(link.id)
        elif link.kind == "refresh":
            desk.places.refresh.trigger()
