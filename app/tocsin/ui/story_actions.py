"""Everything that can be done in the list of stories, as actions with their keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from tocsin.ui.choosing import chosen
from tocsin.ui.story_delegate import DENSITIES, Density
from tocsin.ui.story_lines import Line

if TYPE_CHECKING:
    from tocsin.ui.stories_pane import StoriesPane


class StoryActions(QObject):
    """Belongs to the pane; a sheet of keys or a palette lists `all()`."""

    def __init__(self, pane: StoriesPane) -> None:
        super().__init__(pane)
        self._pane = pane
        self.next = self._action("Next story", "J", self._next)
        self.previous = self._action("Previous story", "K", self._previous)
        self.open = self._action("Open, or read on", "Space", self._space, here=True)
        self.toggle_read = self._action("Mark as read or new", "M", self._toggle_read)
        self.keep = self._action("Keep, or no longer", "S", self._toggle_kept)
        self.handle = self._action("Handled, or no longer", "H", self._toggle_handled)
        self.tag = self._action("Tag…", "T", pane.tags_wanted.emit)
        self.save_clippings = self._action("Save clippings…", "Ctrl+S", pane.clippings_wanted.emit)
        self.expand = self._action("Show or hide the story's articles", "E", self._expand)
        self.read_all = self._action("Mark all as read", "Shift+A", self._read_all)
        self.read_above = self._action("Mark all above as read", "Shift+K", self._read_above)
        self.read_page = self._action("Mark this page as read", "Shift+P", self._read_page)
        self.show_waiting = self._action("Show the new stories", ".", pane.show_waiting)
        self.filter = self._action("Filter this list", "/", self._filter)
        self.search = self._action("Search all articles", "Ctrl+F", self._search)
        self.densities = self._densities()
        for one in (pane.chips.only_new, pane.chips.only_kept):
            pane.addAction(one)

    def all(self) -> Sequence[QAction]:
        """Return every action, in the order in which a sheet shows them."""
        chips = self._pane.chips
        return (
            self.next, self.previous, self.open, self.expand, self.toggle_read, self.keep, self.handle, self.tag,
            self.save_clippings, self.read_all, self.read_above, self.read_page, self.show_waiting, self.filter,
            self.search,
            chips.only_new, chips.only_kept, *self.densities.actions(),
        )  # fmt: skip

    def work(self, on: bool) -> None:
        """Let the letters of the keyboard mean this list, or not; all articles can be searched from everywhere."""
        for action in (*self._pane.actions(), self.open):
            action.setEnabled(on or action is self.search)

    # -- parts

    def _action(self, text: str, keys: str, do: Callable[[], object], *, here: bool = False) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(do)
        if here:
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self._pane.list.addAction(action)
        else:
            self._pane.addAction(action)
        return action

    def _densities(self) -> QActionGroup:
        group = QActionGroup(self)
        for value, words in DENSITIES:
            action = QAction(f"Rows: {words.lower()}", self)
            action.setCheckable(True)
            action.setData(value)
            action.setChecked(value == self._pane.density)
            group.addAction(action)
            self._pane.addAction(action)
        group.triggered.connect(self._density)
        return group

    # -- what they do

    def _next(self) -> None:
        self._pane.step(1)

    def _previous(self) -> None:
        self._pane.step(-1)

    def _space(self) -> None:
        line = self._pane.current()
        if line is not None and line.row.id == self._pane.opened_id:
            self._pane.page_wanted.emit()
        elif line is not None:
            self._pane.open_line(self._pane.list.currentIndex())

    def _toggle_read(self) -> None:
        lines = self._pane.selected()
        if lines:
            self._pane.read_wanted.emit(chosen(lines), any(line.new for line in lines))

    def _toggle_kept(self) -> None:
        lines = self._pane.selected()
        if lines:
            self._pane.keep_wanted.emit(chosen(lines), not all(_kept(line) for line in lines))

    def _toggle_handled(self) -> None:
        lines = self._pane.selected()
        if lines:
            self._pane.handle_wanted.emit(chosen(lines), not all(_handled(line) for line in lines))

    def _expand(self) -> None:
        model, at = self._pane.model, self._pane.model.story_at(self._pane.list.currentIndex().row())
        line = model.line(at)
        if line is not None:
            self._pane.list.setCurrentIndex(model.index(at))
            model.expand(at, not line.open)

    def _read_all(self) -> None:
        model = self._pane.model
        if model.searching or model.listing.filtered:
            self._read(model.lines())
        elif model.newest():
            self._pane.scope_read_wanted.emit(model.scope, model.newest())

    def _read_above(self) -> None:
        at = self._pane.list.currentIndex().row()
        self._read(self._pane.model.lines()[: max(at, 0)])

    def _read_page(self) -> None:
        seen = self._pane.list.visible_lines()
        self._read(self._pane.model.lines()[seen.start : seen.stop])

    def _read(self, lines: Sequence[Line]) -> None:
        """Mark the stories of some lines as read."""
        stories = [line for line in lines if line.article is None and line.new]
        if stories:
            self._pane.read_wanted.emit(chosen(stories), True)

    def _filter(self) -> None:
        self._pane.called.emit()
        self._pane.search.begin(everywhere=False)

    def _search(self) -> None:
        self._pane.called.emit()
        self._pane.search.begin(everywhere=True)

    def _density(self, action: QAction) -> None:
        wanted: Density = action.data()
        self._pane.show_density(wanted)
        self._pane.density_wanted.emit(wanted)


def _kept(line: Line) -> bool:
    return line.story.kept if line.article is None else line.article.kept


def _handled(line: Line) -> bool:
    return line.story.handled if line.article is None else line.article.handled
