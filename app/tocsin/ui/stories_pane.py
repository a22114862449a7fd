"""The middle pane: the articles of one place. Owns the list, the search field and the keys for both."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QLabel, QStackedWidget, QVBoxLayout, QWidget

from tocsin.store import Row, Scope, Store
from tocsin.ui.article_delegate import ArticleDelegate
from tocsin.ui.article_model import ArticleModel, RowRole
from tocsin.ui.banner import Banner
from tocsin.ui.controls import Elided, Heading, IconButton
from tocsin.ui.deeds import Marked
from tocsin.ui.emptiness import Emptiness
from tocsin.ui.empty import EmptyPage
from tocsin.ui.list_view import ListView
from tocsin.ui.search_field import SearchField
from tocsin.ui.store_thread import StoreThread
from tocsin.ui.theme import Theme


class ArticlesPane(QWidget):
    """Moving through it shows; only opening marks as read."""

    previewed = Signal(object)
    """The chosen article, 0 for none: show it, mark nothing."""
    opened = Signal(object)
    """The user opened this article."""
    page_wanted = Signal()
    """The opened article should scroll on."""
    read_wanted = Signal(object, bool)
    keep_wanted = Signal(object, bool)
    scope_read_wanted = Signal(object, int)
    retry_wanted = Signal(object)
    back_wanted = Signal()

    def __init__(self, theme: Theme, store: Store, searcher: StoreThread, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("articles")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme, self._store = theme, store
        self.model = ArticleModel(store)
        self.opened_id = 0
        self.search = SearchField(theme, store, searcher)
        self.search.found.connect(self._found)
        self.search.left.connect(self.leave_search)
        self.list = self._view()
        self.empty = EmptyPage(theme)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.empty)
        self.banner = Banner(theme)
        self.banner.pressed.connect(self._retry)
        self._make_actions()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._heading())
        column.addWidget(self.search.says)
        column.addWidget(self.banner)
        column.addWidget(self.stack, 1)
        self._minute = QTimer(self)
        self._minute.setInterval(30_000)
        self._minute.timeout.connect(self.list.viewport().update)
        self._minute.start()

    # -- showing

    def show_scope(self, scope: Scope) -> None:
        """Show the newest articles of a place."""
        self.search.clear_quietly()
        self.model.show(scope, unread_only=self.unread_only.isChecked())
        self._shown()

    def articles_arrived(self) -> None:
        """Put new articles on top without moving what is being read."""
        bar = self.list.verticalScrollBar()
        at_top = bar.value() == 0
        newer = self.model.look_for_newer()
        if newer and not at_top:
            bar.setValue(bar.value() + newer * self.delegate.row_height())
        self._choose_page()

    def reload(self) -> None:
        """Show the place as the database has it now."""
        if not self.model.searching:
            chosen = self.current_id()
            self.model.show(self.model.scope, unread_only=self.model.unread_only)
            self.choose(chosen)
            self._shown()

    def mark(self, marked: Marked) -> None:
        """Show marks that were saved."""
        self.model.mark(marked.ids, read=marked.read, kept=marked.kept)

    def tell(self, title: str, count: int, trouble: str, emptiness: Emptiness) -> None:
        """Say which place this is, how many are new, what is wrong with it, and why it is empty when it is."""
        self.title.show_text(title)
        self.count.setText(f"{count:,} new" if count else "")
        self.banner.tell(trouble, "Try again" if trouble else "")
        self.empty.tell(emptiness)
        self._choose_page()

    def choose(self, article_id: int) -> bool:
        """Choose an article in the list; False when it is not among the rows that were read."""
        at = self.model.place_of(article_id)
        if at is None:
            return False
        index = self.model.index(at)
        self.list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.list.scrollTo(index)
        return True

    def current_id(self) -> int:
        """Return the id of the chosen article; 0 for none."""
        row = self._row()
        return row.id if row is not None else 0

    def folded(self, on: bool) -> None:
        """Show the way back when the places are hidden."""
        self.back.setVisible(on)

    def work(self, on: bool) -> None:
        """Let the letters of the keyboard mean this list."""
        for action in (*self.actions(), self.open):
            action.setEnabled(on)

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
        self.unread_only = IconButton(theme, "unread", "Show only new articles")
        self.unread_only.setCheckable(True)
        self.unread_only.toggled.connect(self._filter)
        self.all_read = IconButton(theme, "all-read", "Mark all as read")
        self.all_read.follow(self.read_all)
        heading.row.setContentsMargins(theme.px(16), 0, theme.px(8), 0)
        heading.row.addWidget(self.back)
        heading.row.addWidget(self.title, 3)
        heading.row.addWidget(self.count)
        heading.row.addSpacing(theme.px(4))
        heading.row.addWidget(self.search, 4)
        heading.row.addWidget(self.unread_only)
        heading.row.addWidget(self.all_read)
        return heading

    def _view(self) -> ListView:
        view = ListView("Articles")
        view.setModel(self.model)
        self.delegate = ArticleDelegate(self._theme, self.model, view)
        view.setItemDelegate(self.delegate)
        view.setUniformItemSizes(True)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.selectionModel().currentChanged.connect(self._moved)
        view.clicked.connect(self._open)
        view.activated.connect(self._open)
        return view

    def _make_actions(self) -> None:
        self.next = self._action("Next article", "J", self._next)
        self.previous = self._action("Previous article", "K", self._previous)
        self.open = self._action("Open, or read on", "Space", self._space, here=True)
        self.toggle_read = self._action("Mark as read or new", "M", self._toggle_read)
        self.keep = self._action("Keep, or no longer", "S", self._toggle_kept)
        self.read_all = self._action("Mark all as read", "Shift+A", self._read_all)
        self.find_key = self._action("Search", "/", self._search)

    def _action(self, text: str, keys: str, do: Callable[[], None], *, here: bool = False) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(do)
        if here:
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self.list.addAction(action)
        else:
            self.addAction(action)
        return action

    # -- what the user does

    def leave_search(self) -> None:
        """Show the place again that was there before the search."""
        if self.model.searching:
            self.model.show(self.model.scope, unread_only=self.unread_only.isChecked())
            self._shown()
        self.list.setFocus()

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

    def _next(self) -> None:
        self.step(1)

    def _previous(self) -> None:
        self.step(-1)

    def _space(self) -> None:
        row = self._row()
        if row is not None and row.id == self.opened_id:
            self.page_wanted.emit()
        elif row is not None:
            self._open(self.list.currentIndex())

    def open_next_new(self) -> None:
        """Go on to the next new article and open it."""
        start = self.list.currentIndex().row() + 1
        for at in range(start, self.model.rowCount()):
            row = self.model.row(at)
            if row is not None and not row.read:
                index = self.model.index(at)
                self.list.setCurrentIndex(index)
                self._open(index)
                return

    def _open(self, index: QModelIndex) -> None:
        row = index.data(RowRole)
        if isinstance(row, Row) and len(self.list.selectionModel().selectedRows()) <= 1:
            self.opened_id = row.id
            self.opened.emit(row.id)

    def _moved(self, index: QModelIndex, _: QModelIndex) -> None:
        row = index.data(RowRole)
        self.previewed.emit(row.id if isinstance(row, Row) else 0)

    def _toggle_read(self) -> None:
        rows = self._selected()
        if rows:
            self.read_wanted.emit([row.id for row in rows], not all(row.read for row in rows))

    def _toggle_kept(self) -> None:
        rows = self._selected()
        if rows:
            self.keep_wanted.emit([row.id for row in rows], not all(row.kept for row in rows))

    def _read_all(self) -> None:
        if self.model.searching:
            self.read_wanted.emit([row.id for row in self._all_rows()], True)
        elif self.model.newest():
            self.scope_read_wanted.emit(self.model.scope, self.model.newest())

    def _search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _filter(self, on: bool) -> None:
        self.unread_only.show_icon("unread", lit=on)
        if not self.model.searching:
            self.show_scope(self.model.scope)

    def _retry(self) -> None:
        self.retry_wanted.emit(self.model.scope.id)

    def _found(self, rows: list[Row]) -> None:
        self.model.show_found(rows)
        self._shown()

    def _shown(self) -> None:
        self.delegate.forget()
        self.list.scrollToTop()
        self.opened_id = 0
        self._choose_page()

    def _choose_page(self) -> None:
        self.stack.setCurrentWidget(self.list if self.model.rowCount() else self.empty)
        self.all_read.setEnabled(bool(self.model.rowCount()))

    def _row(self) -> Row | None:
        row = self.list.currentIndex().data(RowRole)
        return row if isinstance(row, Row) else None

    def _selected(self) -> list[Row]:
        rows = [index.data(RowRole) for index in self.list.selectionModel().selectedRows()]
        return [row for row in rows if isinstance(row, Row)]

    def _all_rows(self) -> list[Row]:
        return [row for at in range(self.model.rowCount()) if (row := self.model.row(at)) is not None]
