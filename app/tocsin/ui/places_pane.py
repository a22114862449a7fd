"""The left pane: what is followed. Owns its two lists, their menu and the actions on them."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QMenu, QVBoxLayout, QWidget

from tocsin.store import Scope
from tocsin.ui.controls import Hairline, Heading, IconButton
from tocsin.ui.facts import Facts
from tocsin.ui.icons import pixmap
from tocsin.ui.list_view import ListView
from tocsin.ui.place_delegate import LINE, PlaceDelegate
from tocsin.ui.place_model import PlaceModel, PlaceRole
from tocsin.ui.places import SOURCES, Place, Shown, library, places
from tocsin.ui.theme import Theme


class PlacesPane(QWidget):
    """Watches and sources above; Bell, Brief, Kept and All below."""

    chosen = Signal(object)
    """Scope, bell page or brief: show it."""
    entered = Signal()
    """The keyboard wants to go on into the articles."""
    watch_wanted = Signal()
    source_wanted = Signal()
    import_wanted = Signal()
    edit_wanted = Signal(object)
    snooze_wanted = Signal(object, str)
    """Place, and how long: "hour", "morning", or empty: no longer."""
    receipt_wanted = Signal(object)
    remove_wanted = Signal(object)
    pause_wanted = Signal(object)
    refresh_wanted = Signal(object)
    """Place, or None for all sources."""
    read_wanted = Signal(object)
    counted = Signal(object)
    """How many new articles there are in all watches."""

    def __init__(self, theme: Theme, facts: Facts, folded: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("places")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme, self._facts = theme, facts
        self._folded: frozenset[str] = frozenset(filter(None, folded.split("\n")))
        self.scope: Shown | None = None
        self.model, self.library_model = PlaceModel(), PlaceModel()
        self.list = self._view(self.model, "Watches and sources")
        self.library = self._view(self.library_model, "Library")
        self.library.setFixedHeight(theme.px(LINE) * 4 + theme.px(12))
        self.library.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._make_actions()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._heading())
        column.addWidget(self.list, 1)
        column.addWidget(Hairline())
        column.addSpacing(theme.px(6))
        column.addWidget(self.library)
        self.reload()

    # -- showing

    def reload(self) -> None:
        """Show the facts as they are now, keeping the chosen line."""
        facts = self._facts
        lines = places(facts.watches, facts.feeds, facts.counts, self._folded, now=datetime.now(UTC))
        others = [self.model.show(lines), self.library_model.show(library(facts.counts))]
        if any(others):
            self._choose_again()
        self.counted.emit(sum(facts.counts.watches.get(watch.id, 0) for watch in facts.watches))

    def choose(self, scope: Shown) -> bool:
        """Choose the line of a scope, unfolding what hides it; False when there is none."""
        for view, model in ((self.list, self.model), (self.library, self.library_model)):
            at = model.find(scope)
            if at is not None:
                view.setCurrentIndex(model.index(at))
                return True
        if self._folded:
            self._folded = frozenset()
            self.reload()
            return self.choose(scope)
        return False

    def folded(self) -> str:
        """Return what is folded away, as it is kept in the settings."""
        return "\n".join(sorted(self._folded))

    def current(self) -> Place | None:
        """Return the chosen line."""
        for view in (self.list, self.library):
            index = view.currentIndex()
            if index.isValid() and view.selectionModel().isSelected(index):
                place = index.data(PlaceRole)
                return place if isinstance(place, Place) else None
        return None

    # -- parts

    def _heading(self) -> Heading:
        heading = Heading(self._theme)
        heading.row.setContentsMargins(self._theme.px(16), 0, self._theme.px(8), 0)
        self._bell, name = QLabel(), QLabel("Tocsin")
        name.setFont(self._theme.font(self._theme.tokens.list, new=True))
        self._paint_bell()
        self._theme.changed.connect(self._paint_bell)
        self.add_button = IconButton(self._theme, "plus", "Add a watch or a source")
        self.menu_button = IconButton(self._theme, "menu", "Menu")
        menu = QMenu(self.add_button)
        for action in (self.new_watch, self.new_source, self.import_list):
            menu.addAction(action)
        self.add_button.setMenu(menu)
        for button in (self.add_button, self.menu_button):
            button.setPopupMode(IconButton.ToolButtonPopupMode.InstantPopup)
        heading.row.addWidget(self._bell)
        heading.row.addSpacing(self._theme.px(4))
        heading.row.addWidget(name, 1)
        heading.row.addWidget(self.add_button)
        heading.row.addWidget(self.menu_button)
        return heading

    def _paint_bell(self) -> None:
        ratio = self.devicePixelRatioF()
        self._bell.setPixmap(pixmap("tocsin", self._theme.colours.accent, self._theme.px(22), ratio))

    def _view(self, model: PlaceModel, name: str) -> ListView:
        view = ListView(name)
        view.setModel(model)
        view.setItemDelegate(PlaceDelegate(self._theme, view))
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._menu_at)
        view.selectionModel().selectionChanged.connect(self._selected)
        view.clicked.connect(self._clicked)
        view.activated.connect(self._activated)
        view.installEventFilter(self)
        return view

    def _make_actions(self) -> None:
        self.new_watch = self._action("New watch…", "Ctrl+N", self.watch_wanted.emit)
        self.new_source = self._action("New source…", "Ctrl+Shift+N", self.source_wanted.emit)
        self.import_list = self._action("Import a list of sources (OPML)…", "", self.import_wanted.emit)
        self.refresh = self._action("Read all sources now", "F5", self._refresh_all)
        self.edit = self._action("Edit watch…", "F2", self._edit)
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

    def _action(self, text: str, keys: str, do: object) -> QAction:
        action = QAction(text, self)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(do)
        self.addAction(action)
        return action

    # -- what the user does

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fold with the arrow keys; walk from one list into the other."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, ListView):
            place = watched.currentIndex().data(PlaceRole)
            key = event.key()
            folded = place.folded if isinstance(place, Place) else None
            if (key == Qt.Key.Key_Left and folded is False) or (key == Qt.Key.Key_Right and folded):
                self._fold(place)
                return True
            row, last = watched.currentIndex().row(), watched.model().rowCount() - 1
            if watched is self.list and key == Qt.Key.Key_Down and row >= last:
                self._step_into(self.library, 0)
                return True
            if watched is self.library and key == Qt.Key.Key_Up and row <= 0:
                self._step_into(self.list, self.model.rowCount() - 1)
                return True
        return super().eventFilter(watched, event)

    def _step_into(self, view: ListView, row: int) -> None:
        view.setFocus(Qt.FocusReason.OtherFocusReason)
        view.setCurrentIndex(view.model().index(row, 0))

    def _selected(self, chosen: QItemSelection, _: QItemSelection) -> None:
        index = next(iter(chosen.indexes()), QModelIndex())
        place = index.data(PlaceRole)
        if not isinstance(place, Place) or place.scope is None:
            return
        (self.library if index.model() is self.model else self.list).clearSelection()
        if place.scope != self.scope:
            self.scope = place.scope
            self.chosen.emit(place.scope)

    def _clicked(self, index: QModelIndex) -> None:
        place = index.data(PlaceRole)
        if isinstance(place, Place) and place.kind in ("section", "group") and place.folded is not None:
            self._fold(place)

    def _activated(self, index: QModelIndex) -> None:
        place = index.data(PlaceRole)
        if isinstance(place, Place) and place.kind in ("folder", "group"):
            self._fold(place)
        elif isinstance(place, Place) and place.scope is not None:
            self.entered.emit()

    def _fold(self, place: Place) -> None:
        names = {"section": SOURCES, "group": f"watchlist:{place.name}", "folder": f"folder:{place.name}"}
        self._folded ^= {names[place.kind]}
        self.reload()

    def _choose_again(self) -> None:
        scope = self.scope
        if scope is None:
            return
        for view, model in ((self.list, self.model), (self.library, self.library_model)):
            at = model.find(scope)
            if at is not None:
                index = model.index(at)
                view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _menu_at(self, at: QPoint) -> None:
        view = self.list if self.sender() is self.list else self.library
        place = view.indexAt(at).data(PlaceRole)
        if not isinstance(place, Place) or place.kind in ("section", "bell", "brief"):
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.read_all)
        if place.kind == "watch":
            menu.addSeparator()
            menu.addActions([self.wake] if place.snoozed else [self.snooze_hour, self.snooze_morning])
            menu.addActions([self.receipt, self.edit, self.remove])
        if place.kind == "feed":
            self.pause.setText("Read this source again" if place.paused else "Pause this source")
            menu.addActions([self.refresh_one, self.pause, self.remove])
        menu.popup(view.viewport().mapToGlobal(at))

    def _edit(self) -> None:
        self._on_watch(self.edit_wanted)

    def _snooze_hour(self) -> None:
        self._on_watch(self.snooze_wanted, "hour")

    def _snooze_morning(self) -> None:
        self._on_watch(self.snooze_wanted, "morning")

    def _wake(self) -> None:
        self._on_watch(self.snooze_wanted, "")

    def _receipt(self) -> None:
        self._on_watch(self.receipt_wanted)

    def _on_watch(self, signal: object, *more: str) -> None:
        place = self.current()
        if place is not None and place.kind == "watch":
            signal.emit(place, *more)  # type: ignore[attr-defined]

    def _remove(self) -> None:
        place = self.current()
        if place is not None and place.kind in ("watch", "feed"):
            self.remove_wanted.emit(place)

    def _read_all(self) -> None:
        place = self.current()
        if place is not None and isinstance(place.scope, Scope):
            self.read_wanted.emit(place.scope)

    def _refresh_all(self) -> None:
        self.refresh_wanted.emit(None)

    def _refresh_one(self) -> None:
        self._on_feed(self.refresh_wanted)

    def _pause(self) -> None:
        self._on_feed(self.pause_wanted)

    def _on_feed(self, signal: object) -> None:
        place = self.current()
        if place is not None and place.kind == "feed":
            signal.emit(place)  # type: ignore[attr-defined]
