"""The left pane: what is followed. Owns its two lists, their menus and the actions on them."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QItemSelection, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QMenu, QVBoxLayout, QWidget

from tocsin.ui.controls import Hairline, Heading, IconButton
from tocsin.ui.facts import Facts
from tocsin.ui.icons import pixmap
from tocsin.ui.place_actions import PlaceActions
from tocsin.ui.place_delegate import LINE
from tocsin.ui.place_list import PlaceList
from tocsin.ui.place_model import PlaceModel, PlaceRole
from tocsin.ui.places import Last, Place, Shown, library, places
from tocsin.ui.shelves import shelving
from tocsin.ui.theme import Theme

LOW = 480
"""In a pane that is lower, the library shows three lines and scrolls: what is watched needs the room."""


class PlacesPane(QWidget):
    """Watches and sources above; Bell, Brief, Kept and All below."""

    chosen = Signal(object)
    """Scope, bell page or brief: show it."""
    entered = Signal()
    """The keyboard wants to go on into the articles."""
    counted = Signal(object)
    """How many new articles there are in all watches."""
    moved = Signal(object, str)
    """Place, and the watchlist or folder that it is to be in; empty: none."""
    renamed = Signal(object, str)

    def __init__(
        self, theme: Theme, facts: Facts, folded: str = "", by: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("places")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme, self._facts = theme, facts
        self._folded: frozenset[str] = frozenset(filter(None, folded.split("\n")))
        self.by = shelving(by)
        self.scope: Shown | None = None
        self._last: Last = {}
        self.model, self.library_model = PlaceModel(), PlaceModel()
        self.list = self._view(self.model, "Watches and sources")
        self.library = self._view(self.library_model, "Library")
        self.list.left_below.connect(self._step_down)
        self.library.left_above.connect(self._step_up)
        self.model.moved.connect(self.moved)
        self.acts = PlaceActions(self, self.current)
        self._offer(self.acts)
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
        """Show the facts as they are now, keeping the chosen line; not while a name is being changed."""
        facts = self._facts
        if not self.list.editing:
            lines = places(facts.known(), self._folded, by=self.by, now=datetime.now(UTC), last=self._last)
            others = [self.model.show(lines), self.library_model.show(library(facts.counts))]
            if any(others) and self.scope is not None:
                for view in (self.list, self.library):
                    view.choose(self.scope)
            self._align()
        self.counted.emit(sum(facts.counts.watches.get(watch.id, 0) for watch in facts.watches))

    def choose(self, scope: Shown) -> bool:
        """Choose the line of a scope, unfolding what hides it; False when there is none."""
        for view in (self.list, self.library):
            if view.choose(scope):
                return True
        if self._folded:
            before, self._folded = self._folded, frozenset()
            self.reload()
            at = self.model.find(scope)
            self._folded = before - self._above(at) if at is not None else before
            self.reload()
            return at is not None and self.choose(scope)
        return False

    def folded(self) -> str:
        """Return what is folded away, as it is kept in the settings."""
        return "\n".join(sorted(self._folded))

    def current(self) -> Place | None:
        """Return the chosen line."""
        return self.list.chosen() or self.library.chosen()

    def edit_name(self, kind: str, name: str) -> None:
        """Let the user change a line's name where it stands."""
        at = self.model.row(kind, name)
        if at is not None:
            self.list.setFocus()
            self.list.setCurrentIndex(self.model.index(at))
            self.list.edit(self.model.index(at))

    def show_group(self, name: str) -> None:
        """Choose the line of a watchlist, and give it the keyboard."""
        at = self.model.row("group", name)
        if at is not None:
            self.list.setFocus()
            self.list.setCurrentIndex(self.model.index(at))

    def group_by(self, by: str) -> None:
        """Group sources by folder, outlet or country."""
        self.by = shelving(by)
        self.acts.tell_shelving(self.by)
        self.reload()

    # -- parts

    def _offer(self, acts: PlaceActions) -> None:
        """Name what others list and hear."""
        self.new_watch, self.new_source, self.import_list = acts.new_watch, acts.new_source, acts.import_list
        self.edit, self.remove, self.rename, self.receipt = acts.edit, acts.remove, acts.rename, acts.receipt
        self.refresh, self.wake = acts.refresh, acts.wake
        self.snooze_hour, self.snooze_morning = acts.snooze_hour, acts.snooze_morning
        acts.rename_wanted.connect(self._rename)
        acts.move_wanted.connect(self.moved)
        acts.tell_shelving(self.by)
        self.model.renamed.connect(self._renamed)

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
        for action in (self.new_watch, self.new_source, self.acts.catalog, self.import_list):
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

    def _view(self, model: PlaceModel, name: str) -> PlaceList:
        view = PlaceList(self._theme, model, name)
        view.menu_wanted.connect(self._menu_at)
        view.selectionModel().selectionChanged.connect(self._selected)
        view.fold_wanted.connect(self._fold)
        view.clicked.connect(self._clicked)
        view.activated.connect(self._activated)
        return view

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the numbers of both lists stand in one column."""
        super().resizeEvent(event)
        self._align()

    def _align(self) -> None:
        rows = self.library_model.rowCount()
        rows = rows if self.height() >= self._theme.px(LOW) else min(rows, 3)
        self.library.setFixedHeight(self._theme.px(LINE) * rows + self._theme.px(12))
        bar = self.list.verticalScrollBar()
        self.library.leave(bar.sizeHint().width() if bar.maximum() > 0 and rows == self.library_model.rowCount() else 0)

    # -- what the user does

    def _step_down(self) -> None:
        self.library.step_into(0)

    def _step_up(self) -> None:
        self.list.step_into(self.model.rowCount() - 1)

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
        if isinstance(place, Place) and place.folded is not None:
            self._fold(place)
        elif isinstance(place, Place) and place.scope is not None:
            self.entered.emit()

    def _fold(self, place: Place) -> None:
        self._folded ^= {place.fold}
        self.reload()
        at = next((at for at in range(self.model.rowCount()) if self._key(at) == place.key), None)
        if at is not None and place.kind == "group":
            self.list.setCurrentIndex(self.model.index(at))

    def _key(self, at: int) -> tuple[str, int, str] | None:
        place = self.model.place(at)
        return place.key if place is not None else None

    def _above(self, at: int) -> set[str]:
        """Give what must be unfolded for a line to be seen: its section and the shelf above it."""
        found: set[str] = set()
        line = self.model.place(at)
        indent = line.indent if line is not None else 0
        for row in range(at - 1, -1, -1):
            place = self.model.place(row)
            if place is None:
                continue
            if place.kind == "section":
                return found | {place.fold}
            if indent and place.folded is not None:
                found.add(place.fold)
                indent = 0
        return found

    def _menu_at(self, place: Place, at: QPoint) -> None:
        shelf = "group" if place.kind == "watch" else "folder"
        watches = [watch.watchlist for watch in self._facts.watches]
        names = watches if shelf == "group" else [feed.folder for feed in self._facts.feeds]
        menu = self.acts.menu(place, list(dict.fromkeys(filter(None, names))))
        if menu.isEmpty():
            menu.deleteLater()
        else:
            menu.popup(at)

    def _rename(self, place: Place) -> None:
        self.edit_name(place.kind, place.name) if not place.id else self.list.edit(self.list.currentIndex())

    def _renamed(self, place: Place, name: str) -> None:
        if place.kind in ("group", "folder") and place.folded:
            kind = "watchlist" if place.kind == "group" else "folder"
            self._folded = self._folded - {place.fold} | {f"{kind}:{name}"}
        self.renamed.emit(place, name)
