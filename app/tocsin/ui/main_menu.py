"""The one menu of the window: every action of every pane, with its key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from tocsin.ui.window import Window


class MainMenu(QObject):
    """Gathers the panes' actions; owns those that belong to none of them."""

    def __init__(self, window: Window, quieten: QAction) -> None:
        super().__init__(window)
        self._window = window
        places, act, reader = window.places, window.stories.act, window.reader
        self.quieten = quieten
        self.find = self._action("Find or do anything…", QKeySequence("Ctrl+K"))
        self.sheet = self._action("Keys…", QKeySequence("?"))
        self.sheet.setShortcuts([QKeySequence("?"), QKeySequence("F1")])
        self.undo = self._action("Undo", QKeySequence(QKeySequence.StandardKey.Undo))
        self.pause = self._action("Pause", QKeySequence())
        self.why = reader.why
        self.why_not = self._action("Why was I not told?…", QKeySequence("Ctrl+Shift+Y"))
        self.quiet = self._action("Quiet hours and mutes…", QKeySequence("Ctrl+Shift+Q"))
        self.other_bells = self._action("Other bells…", QKeySequence("Ctrl+Shift+B"))
        self.presenting = self._action("Presenter mode", QKeySequence("Ctrl+Shift+P"))
        self.presenting.setCheckable(True)
        self.at_login = self._action("Start at login", QKeySequence())
        self.versions = self._action("Look for new versions", QKeySequence())
        self.newer = self._action("", QKeySequence())
        self.quit = self._action("Quit", QKeySequence("Ctrl+Q"))
        self.menu_key = self._action("Menu", QKeySequence("F10"))
        self.menu_key.triggered.connect(places.menu_button.click)
        self._menu = menu = QMenu(places.menu_button)
        for group in (
            (places.new_watch, places.new_source, places.acts.catalog, places.import_list),
            (places.edit, places.acts.source, places.rename, places.remove, self.undo),
            (act.next, act.previous, act.open, act.expand, act.toggle_read, act.keep, act.handle, act.tag),
            (act.read_all, act.read_above, act.read_page, act.save_clippings),
            (reader.open_in_browser, reader.next_hit, reader.previous_hit),
            (self.why, self.why_not, places.receipt),
            (quieten, self.quiet, self.other_bells, self.presenting),
            (self.find, act.filter, act.search, places.refresh, self.pause),
            (self.sheet, self.at_login, self.versions, self.newer, self.quit),
        ):
            menu.addActions(list(group))
            menu.addSeparator()
        more = QMenu("The article", menu)
        reader.acts.fill(more)
        menu.insertMenu(self.why, more)
        places.menu_button.setMenu(menu)

    def add_jumps(self, actions: Sequence[QAction]) -> None:
        """Take in where one can go, below what can be found."""
        more = QMenu("Go to", self._menu)
        more.addActions(actions)
        self._menu.insertMenu(self.find, more)

    def add_briefs(self, actions: Sequence[QAction]) -> None:
        """Take in what can be done with briefs, above the last group."""
        last = self._menu.actions()[-2]
        self._menu.insertActions(last, actions)
        self._menu.insertSeparator(last)

    def offer_before_quit(self, action: QAction) -> None:
        """Add an action of the program as a whole."""
        menu = self._window.places.menu_button.menu()
        if menu is not None:
            menu.insertAction(self.quit, action)

    def _action(self, text: str, keys: QKeySequence) -> QAction:
        action = QAction(text, self._window)
        action.setShortcut(keys)
        self._window.addAction(action)
        return action
