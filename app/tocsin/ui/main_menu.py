"""The one menu of the window: the actions of every pane with their keys, by subject, short enough for any screen."""

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
        self._menu = QMenu(places.menu_button)
        acts = places.acts
        self._add(places.new_watch, places.new_source)
        self._add(self.find, act.search)
        self._jumps = self._below("Go to")
        self._below(
            "In the list",
            (act.filter, act.next, act.previous, act.open, act.expand),
            (act.toggle_read, act.keep, act.handle, act.tag),
            (act.read_all, act.read_above, act.read_page), (act.save_clippings,),
        )  # fmt: skip
        article = self._below("The article", (reader.open_in_browser, self.why, reader.next_hit, reader.previous_hit))
        reader.acts.fill(article)
        self._below(
            "Watches and sources",
            (places.edit, acts.source, places.rename, places.remove, places.receipt),
            (acts.catalog, places.import_list),
        )  # fmt: skip
        self._briefs = self._below("Briefs")
        self._below("Bells and quiet", (self.presenting, quieten, self.quiet, self.other_bells), (self.why_not,))
        self._menu.addSeparator()
        self._add(self.undo, places.refresh, self.pause)
        self._add(self.sheet, self.at_login, self.versions, self.newer, self.quit)
        places.menu_button.setMenu(self._menu)

    def add_jumps(self, actions: Sequence[QAction]) -> None:
        """Take in where one can go."""
        self._jumps.addActions(actions)

    def add_briefs(self, actions: Sequence[QAction]) -> None:
        """Take in what can be done with briefs."""
        self._briefs.addActions(actions)

    def offer_before_quit(self, action: QAction) -> None:
        """Add an action of the program as a whole."""
        self._menu.insertAction(self.quit, action)

    def _add(self, *actions: QAction) -> None:
        self._menu.addActions(actions)
        self._menu.addSeparator()

    def _below(self, name: str, *groups: Sequence[QAction]) -> QMenu:
        """Open a menu below the menu, for what has the same subject; they are named as in the sheet of keys."""
        menu = self._menu.addMenu(name)
        for group in groups:
            menu.addActions(group)
            menu.addSeparator()
        return menu

    def _action(self, text: str, keys: QKeySequence) -> QAction:
        action = QAction(text, self._window)
        action.setShortcut(keys)
        self._window.addAction(action)
        return action
