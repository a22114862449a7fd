"""The middle pane as the bell page: everything that rang, waits or was held back, and why."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from tocsin.core.model import Rung
from tocsin.store import Store
from tocsin.ui.controls import Elided, Heading, IconButton
from tocsin.ui.emptiness import nothing_in_the_ledger
from tocsin.ui.empty import EmptyPage
from tocsin.ui.ledger_delegate import LedgerDelegate
from tocsin.ui.ledger_model import LedgerModel, RungRole, Wanted
from tocsin.ui.list_view import ListView
from tocsin.ui.segments import Segments
from tocsin.ui.theme import Theme

FILTERS = (("all", "All"), ("rang", "Rang"), ("held", "Held back"))


class BellPane(QWidget):
    """Moving through it shows the articles; opening one marks it as read and says so in the ledger."""

    previewed = Signal(object)
    """The chosen article, 0 for none."""
    opened = Signal(object, object)
    """The article that the user opened, and the alert that stands for it."""
    page_wanted = Signal()
    """The opened article should scroll on."""
    why_wanted = Signal()
    """Why was I not told?"""
    back_wanted = Signal()

    def __init__(self, theme: Theme, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bell")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._opened = 0
        self.model = LedgerModel(store)
        self.list = ListView("What rang and what was held back")
        self.list.setModel(self.model)
        self.delegate = LedgerDelegate(theme, self.model, self.list)
        self.list.setItemDelegate(self.delegate)
        self.list.setUniformItemSizes(True)
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
        self._watches = self._sources = 0
        self._minute = QTimer(self)
        self._minute.setInterval(30_000)
        self._minute.timeout.connect(self.list.viewport().update)
        self._minute.start()
        self.work(False)

    # -- showing

    def show_ledger(self) -> None:
        """Show the newest lines."""
        self.model.show(cast(Wanted, self.filter.value()))
        self.list.scrollToTop()
        self._choose_page()

    def catch_up(self) -> None:
        """Show what changed since, without moving what is being read."""
        bar = self.list.verticalScrollBar()
        at_top, chosen, rows = bar.value() == 0, self._current(), self.model.rowCount()
        newer = self.model.catch_up()
        if newer and not at_top and self.model.rowCount() == rows + newer:
            bar.setValue(bar.value() + newer * self.delegate.row_height())
        if chosen is not None and self._current() is None:
            self.choose(chosen.alert.id)
        self._choose_page()

    def choose(self, alert_id: int) -> bool:
        """Choose a line; False when it is not among those that were read."""
        at = self.model.place_of(alert_id)
        if at is None:
            return False
        index = self.model.index(at)
        self.list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.list.scrollTo(index)
        return True

    def tell(self, *, watches: int, sources: int) -> None:
        """Say what is followed, for the words of an empty page."""
        self._watches, self._sources = watches, sources
        self._choose_page()

    def folded(self, on: bool) -> None:
        """Show the way back when the places are hidden."""
        self.back.setVisible(on)

    def work(self, on: bool) -> None:
        """Let the letters of the keyboard mean this page."""
        for action in (self.next, self.previous, self.open, self.toggle_read, self.keep):
            action.setEnabled(on)

    # -- parts

    def _heading(self) -> Heading:
        theme = self._theme
        heading = Heading(theme)
        self.back = IconButton(theme, "back", "Back to watches and sources")
        self.back.clicked.connect(self.back_wanted)
        self.back.hide()
        self.title = Elided("Bell")
        self.title.setFont(theme.font(theme.tokens.reader, new=True))
        self.title.setMinimumWidth(theme.px(32))
        self.filter = Segments(theme, "Show", FILTERS)
        self.filter.chosen.connect(self._filtered)
        self.why = IconButton(theme, "why", "Why was I not told?")
        self.why.clicked.connect(self.why_wanted)
        heading.row.setContentsMargins(theme.px(16), 0, theme.px(8), 0)
        heading.row.addWidget(self.back)
        heading.row.addWidget(self.title, 1)
        heading.row.addWidget(self.filter)
        heading.row.addWidget(self.why)
        return heading

    def _make_actions(self) -> None:
        self.next = self._action("Next alert", "J", self._next)
        self.previous = self._action("Previous alert", "K", self._previous)
        self.open = self._action("Open, or read on", "Space", self._space)
        self.open.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.toggle_read = self._action("Mark as read or new", "M")
        self.keep = self._action("Keep, or no longer", "S")
        self.list.offer((self.open, self.toggle_read, self.keep))

    def _action(self, text: str, keys: str, do: Callable[[], None] | None = None) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        if do is not None:
            action.triggered.connect(do)
        self.addAction(action)
        return action

    # -- what the user does

    def step(self, by: int) -> None:
        """Move up or down the list; moving marks nothing."""
        last = self.model.rowCount() - 1
        if last < 0:
            return
        if self.list.isVisible():
            self.list.setFocus()
        current = self.list.currentIndex()
        self.list.setCurrentIndex(self.model.index(min(max(current.row() + by, 0), last) if current.isValid() else 0))

    def _next(self) -> None:
        self.step(1)

    def _previous(self) -> None:
        self.step(-1)

    def _space(self) -> None:
        one = self._current()
        if one is not None and one.alert.id == self._opened:
            self.page_wanted.emit()
        else:
            self._open(self.list.currentIndex())

    def _open(self, index: QModelIndex) -> None:
        one = index.data(RungRole)
        if isinstance(one, Rung):
            self._opened = one.alert.id
            self.opened.emit(one.alert.article_id, one.alert.id)

    def _moved(self, index: QModelIndex, _: QModelIndex) -> None:
        one = index.data(RungRole)
        self.previewed.emit(one.alert.article_id if isinstance(one, Rung) else 0)

    def _filtered(self, _: str) -> None:
        self.show_ledger()

    def _current(self) -> Rung | None:
        one = self.list.currentIndex().data(RungRole)
        return one if isinstance(one, Rung) else None

    def _choose_page(self) -> None:
        there = self.model.rowCount() > 0
        self.stack.setCurrentWidget(self.list if there else self.empty)
        if not there:
            self.empty.tell(nothing_in_the_ledger(self.filter.value(), watches=self._watches, sources=self._sources))
