"""The actions of the left pane: each is named, has its key where it deserves one, and stands in the menus of lines."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from tocsin.core.model import How
from tocsin.store import Scope
from tocsin.ui.places import SOURCES, WATCHES, Place
from tocsin.ui.shelves import SHELVINGS, Shelving
from tocsin.ui.watch_dialog import HOWS

LOUDNESS = dict(HOWS)


class PlaceActions(QObject):
    """Says what is wanted of the chosen line; does nothing itself."""

    watch_wanted = Signal()
    source_wanted = Signal()
    catalog_wanted = Signal()
    import_wanted = Signal()
    edit_wanted = Signal(object)
    source_edit_wanted = Signal(object)
    rename_wanted = Signal(object)
    move_wanted = Signal(object, str)
    """Place, and the watchlist or folder to put it in; empty: none."""
    new_shelf_wanted = Signal(object)
    """A new watchlist or folder with this place in it."""
    how_wanted = Signal(object, object)
    """Place, and the How."""
    snooze_wanted = Signal(object, str)
    """Place, and how long: "hour", "morning", or empty: no longer."""
    receipt_wanted = Signal(object)
    remove_wanted = Signal(object)
    pause_wanted = Signal(object)
    refresh_wanted = Signal(object)
    """Place, or None for all sources."""
    read_wanted = Signal(object)
    shelving_wanted = Signal(str)

    def __init__(self, pane: QWidget, current: Callable[[], Place | None]) -> None:
        super().__init__(pane)
        self._pane, self._current = pane, current
        self.new_watch = self._action("New watch…", "Ctrl+N", self.watch_wanted.emit)
        self.new_source = self._action("New source…", "Ctrl+Shift+N", self.source_wanted.emit)
        self.catalog = self._action("Browse the catalogue…", "Ctrl+Shift+O", self.catalog_wanted.emit)
        self.import_list = self._action("Import a list of sources (OPML)…", "", self.import_wanted.emit)
        self.refresh = self._action("Read all sources now", "F5", self._refresh_all)
        self.edit = self._action("Edit watch…", "F2", self._edit)
        self.source = self._action("Source…", "Alt+Return", self._source)
        self.rename = self._action("Rename…", "Shift+F2", self._rename)
        self.new_shelf = self._action("New watchlist or folder with it…", "Ctrl+Shift+G", self._new_shelf)
        self.remove = self._action("Remove", "", self._remove)
        self.remove.setShortcut(QKeySequence(QKeySequence.StandardKey.Delete))
        self.remove.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.snooze_hour = self._action("Snooze for 1 hour", "", self._snooze_hour)
        self.snooze_morning = self._action("Snooze until tomorrow 7:00", "", self._snooze_morning)
        self.wake = self._action("End the snooze", "", self._wake)
        self.receipt = self._action("Coverage receipt…", "Ctrl+R", self._receipt)
        self.read_all = self._action("Mark all as read", "", self._read_all)
        self.refresh_one = self._action("Read this source now", "", self._refresh_one)
        self.pause = self._action("Pause this source", "", self._pause)
        self.loudness = self._group({how.value: words for how, words in LOUDNESS.items()}, self._rings)
        self.shelving = self._group({by: f"Group sources by {by}" for by in SHELVINGS}, self._shelve)

    # -- menus

    def menu(self, place: Place, shelves: list[str]) -> QMenu:
        """Return what can be done to a line; `shelves` are the watchlists or folders that it can be moved to."""
        menu = QMenu(self._pane)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        if isinstance(place.scope, Scope):
            menu.addAction(self.read_all)
            menu.addSeparator()
        match place.kind:
            case "watch":
                menu.addActions([self.wake] if place.snoozed else [self.snooze_hour, self.snooze_morning])
                menu.addMenu(self._loudness_menu(menu, place))
                menu.addSeparator()
                menu.addActions([self.edit, self.rename])
                menu.addMenu(self._move_menu(menu, place, shelves))
                menu.addActions([self.receipt, self.remove])
            case "feed":
                self.pause.setText("Read this source again" if place.paused else "Pause this source")
                menu.addActions([self.refresh_one, self.pause])
                menu.addSeparator()
                menu.addActions([self.source, self.rename])
                menu.addMenu(self._move_menu(menu, place, shelves))
                menu.addAction(self.remove)
            case "group" | "folder":
                menu.addAction(self.rename)
            case "section" if place.name == WATCHES:
                menu.addAction(self.new_watch)
            case "section" if place.name == SOURCES:
                menu.addActions([self.new_source, self.catalog, self.import_list, self.refresh])
                menu.addSeparator()
                menu.addActions(list(self.shelving.values()))
        return menu

    def tell_shelving(self, by: Shelving) -> None:
        """Tick how sources are grouped."""
        self.shelving[by].setChecked(True)

    def _loudness_menu(self, parent: QMenu, place: Place) -> QMenu:
        menu = QMenu("Rings as", parent)
        menu.addActions(list(self.loudness.values()))
        self.loudness[place.how].setChecked(True)
        return menu

    def _move_menu(self, parent: QMenu, place: Place, shelves: list[str]) -> QMenu:
        what = "watchlist" if place.kind == "watch" else "folder"
        menu = QMenu(f"Move to {what}", parent)
        for name in ["", *shelves]:
            action = menu.addAction(name.replace("&", "&&")[:60] or f"No {what}")
            action.setData(name)
            action.setEnabled(name != place.shelf)
            action.triggered.connect(self._move)
        menu.addSeparator()
        self.new_shelf.setText(f"New {what} with it…")
        menu.addAction(self.new_shelf)
        return menu

    # -- parts

    def _action(self, text: str, keys: str, do: object) -> QAction:
        action = QAction(text, self._pane)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(do)
        self._pane.addAction(action)
        return action

    def _group(self, words: dict[str, str], do: object) -> dict[str, QAction]:
        group, found = QActionGroup(self), {}
        for name, text in words.items():
            found[name] = self._action(text, "", do)
            found[name].setCheckable(True)
            found[name].setData(name)
            group.addAction(found[name])
        return found

    # -- what the user does

    def _on(self, kinds: tuple[str, ...], signal: object, *more: object) -> None:
        place = self._current()
        if place is not None and place.kind in kinds:
            signal.emit(place, *more)  # type: ignore[attr-defined]

    def _edit(self) -> None:
        self._on(("watch",), self.edit_wanted)

    def _source(self) -> None:
        self._on(("feed",), self.source_edit_wanted)

    def _rename(self) -> None:
        self._on(("watch", "feed", "group", "folder"), self.rename_wanted)

    def _new_shelf(self) -> None:
        self._on(("watch", "feed"), self.new_shelf_wanted)

    def _move(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._on(("watch", "feed"), self.move_wanted, str(action.data()))

    def _rings(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._on(("watch",), self.how_wanted, How(action.data()))

    def _shelve(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.shelving_wanted.emit(str(action.data()))

    def _snooze_hour(self) -> None:
        self._on(("watch",), self.snooze_wanted, "hour")

    def _snooze_morning(self) -> None:
        self._on(("watch",), self.snooze_wanted, "morning")

    def _wake(self) -> None:
        self._on(("watch",), self.snooze_wanted, "")

    def _receipt(self) -> None:
        self._on(("watch",), self.receipt_wanted)

    def _remove(self) -> None:
        self._on(("watch", "feed"), self.remove_wanted)

    def _read_all(self) -> None:
        place = self._current()
        if place is not None and isinstance(place.scope, Scope):
            self.read_wanted.emit(place.scope)

    def _refresh_all(self) -> None:
        self.refresh_wanted.emit(None)

    def _refresh_one(self) -> None:
        self._on(("feed",), self.refresh_wanted)

    def _pause(self) -> None:
        self._on(("feed",), self.pause_wanted)
