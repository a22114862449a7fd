"""The middle pane: the stories of one place. Owns the list, its chips, the field above it and the keys for them."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QLabel, QStackedWidget, QVBoxLayout, QWidget

from tocsin.store import Present, Scope, Store, StoryRow
from tocsin.ui.banner import Banner
from tocsin.ui.controls import Elided, Heading, IconButton
from tocsin.ui.deeds import Marked
from tocsin.ui.emptiness import LOOKING, Emptiness
from tocsin.ui.empty import EmptyPage
from tocsin.ui.list_chips import ListChips
from tocsin.ui.search_field import SearchField
from tocsin.ui.source_words import remedy
from tocsin.ui.store_thread import StoreThread
from tocsin.ui.story_actions import StoryActions
from tocsin.ui.story_delegate import DENSITIES, Density, StoryDelegate
from tocsin.ui.story_lines import Line
from tocsin.ui.story_model import LineRole, StoryModel
from tocsin.ui.story_view import StoryView
from tocsin.ui.theme import Theme
from tocsin.ui.waiting_button import WaitingButton


class StoriesPane(QWidget):
    """Moving through it shows; only opening marks as read."""

    previewed = Signal(object)
    """The article of the chosen line, 0 for none: show it, mark nothing."""
    opened = Signal(object)
    """The user opened this article."""
    page_wanted = Signal()
    """The opened article should scroll on."""
    read_wanted = Signal(object, bool)
    """Chosen: mark it as read, or as new."""
    keep_wanted = Signal(object, bool)
    handle_wanted = Signal(object, bool)
    clippings_wanted = Signal()
    tags_wanted = Signal()
    """Tags are to be given to what is chosen."""
    scope_read_wanted = Signal(object, object)
    retry_wanted = Signal(object)
    source_wanted = Signal(object)
    density_wanted = Signal(str)
    """Keep this for the next start."""
    refined = Signal()
    """The list shows other stories of the same place."""
    back_wanted = Signal()
    called = Signal()
    """The field is wanted, wherever the keyboard is: the pane should be seen."""

    def __init__(self, theme: Theme, store: Store, searcher: StoreThread, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("stories")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme, self._store = theme, store
        self._emptiness = Emptiness("", "")
        self.opened_id = 0
        self.model = StoryModel(store)
        self.chips = ListChips(theme, self._present)
        self.chips.changed.connect(self._refine)
        self.search = SearchField(theme, store, searcher)
        self.search.found.connect(self._found)
        self.search.left.connect(self.leave_search)
        self.list = self._view()
        self.act = StoryActions(self)
        self.waiting = WaitingButton(theme, self.list.viewport(), self.act.show_waiting)
        self.empty = EmptyPage(theme)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.empty)
        self.banner = Banner(theme)
        self.banner.pressed.connect(self._retry)
        self.banner.other_pressed.connect(self._mend)
        self.model.waiting_changed.connect(self._tell_waiting)
        self.model.looked.connect(self._choose_page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._heading())
        column.addWidget(self.search.range, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self.search.says, self.chips, self.banner):
            column.addWidget(part)
        column.addWidget(self.stack, 1)
        self._minute = QTimer(self)
        self._minute.setInterval(30_000)
        self._minute.timeout.connect(self.list.viewport().update)
        self._minute.start()

    # -- showing

    def show_scope(self, scope: Scope) -> None:
        """Show the stories of a place."""
        self.search.clear_quietly()
        if scope != self.model.scope:
            self.chips.forget()
        self.model.show(self.chips.listing(scope))
        self._shown()

    def articles_arrived(self) -> None:
        """Let what arrived wait above the list; show it where nobody reads: at the top, without a choice."""
        line = self.current()
        self.model.look_for_newer(reading=line.story.story if line is not None else 0)
        idle = not self.list.currentIndex().isValid() or not self.isActiveWindow()
        if self.model.waiting and idle and self.list.verticalScrollBar().value() == 0:
            self.model.show_waiting()
        self._choose_page()

    def show_waiting(self) -> None:
        """Put what arrived on top and go there."""
        self.model.show_waiting()
        self.list.scrollToTop()
        self._choose_page()

    def reload(self) -> None:
        """Show the place as the database has it now."""
        if not self.model.searching:
            current = self.current_id()
            self.model.show(self.chips.listing(self.model.scope))
            self.choose(current)
            self._shown()

    def mark(self, marked: Marked) -> None:
        """Show marks that were saved."""
        self.model.look_again(marked.ids)

    def tell(self, title: str, count: int, trouble: str, emptiness: Emptiness, mend: str = "") -> None:
        """Say which place this is, how many are new, what is wrong with it, and why it is empty when it is."""
        self.title.show_text(title)
        self.count.setText(f"{count:,} new" if count else "")
        self.search.tell_place(title)
        self.banner.tell(trouble, "Try again" if trouble else "", remedy(mend, trouble))
        self._emptiness = emptiness
        self._choose_page()

    def choose(self, article_id: int) -> bool:
        """Choose an article's line, or its story's; False when neither is among the lines there are so far."""
        at = self.model.place_of(article_id) if article_id else None
        if at is None:
            return False
        index = self.model.index(at)
        self.list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.list.scrollTo(index)
        return True

    def current(self) -> Line | None:
        """Return the chosen line."""
        line = self.list.currentIndex().data(LineRole)
        return line if isinstance(line, Line) else None

    def current_id(self) -> int:
        """Return the id of the chosen line's article; 0 for none."""
        line = self.current()
        return line.row.id if line is not None else 0

    def selected(self) -> list[Line]:
        """Return the lines that are chosen together."""
        rows = sorted(index.row() for index in self.list.selectionModel().selectedRows())
        return [line for at in rows if (line := self.model.line(at)) is not None]

    def folded(self, on: bool) -> None:
        """Show the way back when the places are hidden."""
        self.back.setVisible(on)

    def work(self, on: bool) -> None:
        """Let the letters of the keyboard mean this list."""
        self.act.work(on)

    @property
    def density(self) -> Density:
        """How close the rows stand."""
        return self.delegate.density

    def show_density(self, density: Density) -> None:
        """Let rows stand closer or wider; the chosen one stays in view."""
        self.delegate.density = density
        self.delegate.forget()
        self.list.forget()
        self.list.scrollTo(self.list.currentIndex())

    # -- parts

    def _heading(self) -> Heading:
        theme = self._theme
        heading = Heading(theme)
        self.back = IconButton(theme, "back", "Back to watches and sources")
        self.back.clicked.connect(self.back_wanted)
        self.back.hide()
        self.title, self.count = Elided(), QLabel()
        self.title.setFont(theme.font(theme.tokens.reader, new=True))
        self.title.setMinimumWidth(theme.px(56))
        self.count.setObjectName("soft")
        self.count.setFont(theme.font(theme.tokens.secondary, figures=True))
        self.all_read = IconButton(theme, "all-read", "Mark all as read")
        self.all_read.follow(self.act.read_all)
        heading.row.setContentsMargins(theme.px(16), 0, theme.px(8), 0)
        heading.row.addWidget(self.back)
        heading.row.addWidget(self.title, 3)
        heading.row.addWidget(self.count)
        heading.row.addSpacing(theme.px(4))
        heading.row.addWidget(self.search, 4)
        heading.row.addWidget(self.all_read)
        return heading

    def _view(self) -> StoryView:
        view = StoryView("Stories", self.model)
        self.delegate = StoryDelegate(self._theme, self.model, view)
        wanted = self._store.settings.get("ui.density")
        self.delegate.density = next((value for value, _ in DENSITIES if value == wanted), "normal")
        view.setItemDelegate(self.delegate)
        view.set_painter(self.delegate)
        self._theme.changed.connect(view.forget)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.selectionModel().currentChanged.connect(self._moved)
        view.clicked.connect(self.open_line)
        view.activated.connect(self.open_line)
        return view

    # -- what the user does

    def leave_search(self) -> None:
        """Show the place again that was there before the search."""
        if self.model.searching:
            self.model.show(self.chips.listing(self.model.scope))
            self._shown()

    def step(self, by: int) -> None:
        """Move up or down the list; moving marks nothing."""
        last = self.model.rowCount() - 1
        if last < 0:
            return
        if self.list.isVisible():
            self.list.setFocus()
        current = self.list.currentIndex()
        at = min(max(current.row() + by, 0), last) if current.isValid() else 0
        self.list.setCurrentIndex(self.model.index(at))

    def open_next_new(self) -> None:
        """Go on to the next new story and open it."""
        for at in range(self.list.currentIndex().row() + 1, self.model.rowCount()):
            line = self.model.line(at)
            if line is not None and line.article is None and line.new:
                index = self.model.index(at)
                self.list.setCurrentIndex(index)
                self.open_line(index)
                return

    def open_line(self, index: QModelIndex) -> None:
        """Open the article of a line, unless several are chosen."""
        line = index.data(LineRole)
        if isinstance(line, Line) and len(self.list.selectionModel().selectedRows()) <= 1:
            self.opened_id = line.row.id
            self.opened.emit(line.row.id)

    def _moved(self, index: QModelIndex, _: QModelIndex) -> None:
        line = index.data(LineRole)
        self.previewed.emit(line.row.id if isinstance(line, Line) else 0)

    def _refine(self) -> None:
        self.search.narrow(self.chips.listing(self.model.scope))
        if self.model.searching:
            self.search.again()
        else:
            self.reload()
        self.refined.emit()

    def _retry(self) -> None:
        self.retry_wanted.emit(self.model.scope.id)

    def _mend(self) -> None:
        self.source_wanted.emit(self.model.scope.id)

    def _found(self, stories: list[StoryRow]) -> None:
        self.model.show_found(stories)
        self._shown()

    def _present(self) -> Present:
        return self._store.lists.present(self.model.scope)

    def _shown(self) -> None:
        self.search.narrow(self.chips.listing(self.model.scope))
        self.delegate.forget()
        if not self.list.currentIndex().isValid():
            self.list.scrollToTop()
        self.opened_id = 0
        self._choose_page()

    def _tell_waiting(self) -> None:
        self.waiting.tell(len(self.model.waiting))

    def _choose_page(self) -> None:
        there = bool(self.model.rowCount())
        if not there:
            self.empty.tell(LOOKING if self.model.looking else self._emptiness)
        self.stack.setCurrentWidget(self.list if there else self.empty)
        self.act.read_all.setEnabled(there)
        self.all_read.setEnabled(there)
