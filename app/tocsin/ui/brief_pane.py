"""The middle pane as the brief: the newest one and earlier ones, each story to be opened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QListView, QMenu, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from tocsin.core.brief import Brief, Told
from tocsin.store.briefs import Made
from tocsin.ui.brief_delegate import BriefDelegate
from tocsin.ui.brief_model import BriefModel, Line, LineRole
from tocsin.ui.controls import Choice, Heading, IconButton
from tocsin.ui.deeds import Marked
from tocsin.ui.emptiness import Emptiness
from tocsin.ui.empty import EmptyPage
from tocsin.ui.list_view import ListView
from tocsin.ui.theme import Theme
from tocsin.ui.words import counted, moment


def named(made: Made, now: datetime) -> str:
    """Name a brief in the list of briefs: "Today 8:00 · 12 stories"."""
    when = moment(made.made, now)
    when = f"Today {when}" if ":" in when and " " not in when else when[:1].upper() + when[1:]
    return f"{when} · {counted(made.stories, 'story', 'stories')}" if made.stories else f"{when} · nothing new"


class BriefPane(QWidget):
    """Moving through it shows the articles; opening one marks it as read."""

    previewed = Signal(object)
    """The chosen article, 0 for none."""
    opened = Signal(object)
    """The article that the user opened."""
    watch_wanted = Signal(object)
    """The id of the watch whose rest the user wants to see."""
    brief_wanted = Signal(object)
    """The number of the brief that the user chose."""
    page_wanted = Signal()
    """The opened article should scroll on."""
    back_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("brief")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._opened = 0
        self.model = BriefModel()
        self.list = ListView("Stories of the brief")
        self.list.setModel(self.model)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setWordWrap(True)  # else the list lays its lines out anew when it gets higher, not when wider
        self.list.setItemDelegate(BriefDelegate(theme, self.model, self.list))
        self.list.selectionModel().currentChanged.connect(self._moved)
        self.list.clicked.connect(self._open)
        self.list.activated.connect(self._open)
        self.empty = EmptyPage(theme)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.empty)
        self._make_actions()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._heading())
        column.addWidget(self.stack, 1)
        self.work(False)

    # -- showing

    def offer(self, briefs: Sequence[Made], chosen: int) -> None:
        """Offer the briefs that there are."""
        now = datetime.now(UTC)
        self.chooser.blockSignals(True)
        self.chooser.clear()
        for made in briefs:
            self.chooser.addItem(named(made, now), made.id)
        self.chooser.setCurrentIndex(max(0, self.chooser.findData(chosen)))
        self.chooser.blockSignals(False)
        self.chooser.setEnabled(len(briefs) > 0)
        if not briefs:
            self.chooser.addItem("No brief yet")

    def show_brief(self, brief: Brief | None, read: Sequence[int], why: Emptiness) -> None:
        """Show a brief from its beginning, or say why there is nothing to show."""
        self.model.show(brief, read)
        self.list.scrollToTop()
        there = self.model.rowCount() > 0
        self.stack.setCurrentWidget(self.list if there else self.empty)
        if not there:
            self.empty.tell(why)
        for action in (self.save, self.print):
            action.setEnabled(brief is not None)

    def mark(self, marked: Marked) -> None:
        """Show marks that were saved."""
        if marked.read is not None:
            self.model.mark(marked.ids, marked.read)

    def folded(self, on: bool) -> None:
        """Show the way back when the places are hidden."""
        self.back.setVisible(on)

    def work(self, on: bool) -> None:
        """Let the letters of the keyboard mean this page."""
        for action in (self.next, self.previous, self.open, self.toggle_read, self.keep, self.save, self.print):
            action.setEnabled(on)

    def controls(self) -> tuple[QWidget, ...]:
        """Return what the keyboard walks through, in its order."""
        return (self.list, self.chooser, self.make_button, self.more_button, self.empty.button)

    # -- parts

    def _heading(self) -> Heading:
        theme = self._theme
        heading = Heading(theme)
        self.back = IconButton(theme, "back", "Back to watches and sources")
        self.back.clicked.connect(self.back_wanted)
        self.back.hide()
        self.chooser = Choice(theme)
        self.chooser.setAccessibleName("Which brief")
        self.chooser.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.chooser.setMinimumWidth(theme.px(90))
        self.chooser.setMaximumWidth(theme.px(320))
        self.chooser.activated.connect(self._chosen)
        self.make_button = IconButton(theme, "plus", "Make one now")
        self.make_button.follow(self.make)
        self.more_button = IconButton(theme, "more", "Save, print, times")
        self.more_button.setPopupMode(IconButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.more_button)
        for action in (self.make, self.save, self.print, self.times):
            menu.addAction(action)
        self.more_button.setMenu(menu)
        heading.row.setContentsMargins(theme.px(16), 0, theme.px(8), 0)
        heading.row.addWidget(self.back)
        heading.row.addWidget(self.chooser, 1)
        heading.row.addStretch(0)
        heading.row.addWidget(self.make_button)
        heading.row.addWidget(self.more_button)
        return heading

    def _make_actions(self) -> None:
        self.next = self._action("Next story", "J", self._next)
        self.previous = self._action("Previous story", "K", self._previous)
        self.open = self._action("Open, or read on", "Space", self._space, own=True)
        self.toggle_read = self._action("Mark as read or new", "M")
        self.keep = self._action("Keep, or no longer", "S")
        self.list.offer((self.open, self.toggle_read, self.keep))
        self.make = self._action("Make a brief now", "Ctrl+Shift+M")
        self.save = self._action("Save the brief as…", "Ctrl+Shift+S")
        self.print = self._action("Print the brief…", "Ctrl+P")
        self.times = self._action("Times of briefs…", "")

    def _action(self, text: str, keys: str, do: Callable[[], None] | None = None, *, own: bool = False) -> QAction:
        action = QAction(text, self)
        if keys:
            action.setShortcut(QKeySequence(keys))
        if own:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        if do is not None:
            action.triggered.connect(do)
        self.addAction(action)
        return action

    # -- what the user does

    def step(self, by: int) -> None:
        """Move up or down the stories; moving marks nothing."""
        current = self.list.currentIndex()
        if self.list.isVisible():
            self.list.setFocus()
        following = self.model.step(current.row() if current.isValid() else -1, by)
        if following >= 0:
            index = self.model.index(following)
            self.list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.list.scrollTo(index)

    def _next(self) -> None:
        self.step(1)

    def _previous(self) -> None:
        self.step(-1)

    def _space(self) -> None:
        told = self._current()
        if told is not None and told.article_id == self._opened:
            self.page_wanted.emit()
        else:
            self._open(self.list.currentIndex())

    def _open(self, index: QModelIndex) -> None:
        line = index.data(LineRole)
        if not isinstance(line, Line):
            return
        if line.told is not None:
            self._opened = line.told.article_id
            self.opened.emit(line.told.article_id)
        elif line.kind == "rest":
            self.watch_wanted.emit(line.section.watch_id)

    def _moved(self, index: QModelIndex, _: QModelIndex) -> None:
        line = index.data(LineRole)
        told = line.told if isinstance(line, Line) else None
        self.previewed.emit(told.article_id if told is not None else 0)

    def _chosen(self, _: int) -> None:
        number = self.chooser.currentData()
        if isinstance(number, int):
            self.brief_wanted.emit(number)

    def _current(self) -> Told | None:
        line = self.list.currentIndex().data(LineRole)
        return line.told if isinstance(line, Line) else None
