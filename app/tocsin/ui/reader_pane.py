"""The right pane: one article, why it is here, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime

from PySide6.QtCore import QPoint, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices, QKeySequence
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from tocsin.core.errors import TocsinError
from tocsin.core.model import Article, Marks
from tocsin.desktop.profile import Profile
from tocsin.store import Store
from tocsin.ui.account import Account, account
from tocsin.ui.addresses import may_be_opened, real_address
from tocsin.ui.controls import Heading, IconButton, native, with_key
from tocsin.ui.deeds import Marked
from tocsin.ui.reader_acts import ReaderActs
from tocsin.ui.reader_nothing import Nothing
from tocsin.ui.reader_others import ARTICLE
from tocsin.ui.reader_sheet import SheetMaker
from tocsin.ui.reader_text import Place, ReaderText
from tocsin.ui.theme import Theme

GATHER = 150
"""Milliseconds that images are gathered for before the text is written with them."""


class ReaderPane(QWidget):
    """Shows what it is told to show; marks nothing by itself."""

    read_wanted = Signal(object, bool)
    keep_wanted = Signal(object, bool)
    back_wanted = Signal()
    hovering = Signal(str)
    """The address under the mouse or the keyboard, empty when there is none."""
    said = Signal(str)
    article_wanted = Signal(object)
    """Another article of the story: open it."""
    apart_wanted = Signal(object)
    """This article is another story."""
    shown = Signal(str)
    """The headline of what is shown; empty: nothing."""
    setting_wanted = Signal(str, str)
    """Keep a setting."""
    feed_images_wanted = Signal(object, bool)
    """Always show the images of a feed, or no longer."""

    def __init__(self, theme: Theme, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reader")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme, self._store = theme, store
        self.article: Article | None = None
        self.marks = Marks()
        self.known = Account()
        self.now: Callable[[], datetime] = _now
        self.key_of: Callable[[str], str] = _no_key
        """Gives the key of a command that is not the reader's own."""
        self.open_address: Callable[[QUrl], object] = QDesktopServices.openUrl
        self.text = ReaderText(theme)
        self.acts = ReaderActs(self, self.text)
        self.sheets = SheetMaker(store, theme, self.text, self.acts, Profile(store.database.path.parent).pictures)
        self._gather = QTimer(self)
        self._gather.setSingleShot(True)
        self._gather.setInterval(GATHER)
        self._make_actions()
        self._connect()
        self.stack = QStackedWidget()
        self.stack.addWidget(Nothing(theme))
        self.stack.addWidget(self.text)
        self.below_heading = QVBoxLayout()
        """What belongs to the article and is not its text finds room here."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._heading())
        column.addLayout(self.below_heading)
        column.addWidget(self.stack, 1)
        self.clear()

    def close_images(self) -> None:
        """Ask for no image any more."""
        self._gather.stop()
        self.sheets.pictures.close()

    # -- showing

    def show_article(self, article_id: int) -> bool:
        """Show one article from its beginning; False when it is not in the archive any more."""
        try:
            article, marks = self._store.articles.with_marks(article_id)
        except TocsinError as error:
            self.said.emit(str(error))
            return False
        self.article, self.marks = article, marks
        self.sheets.turn_to(article)
        self._again()
        self.stack.setCurrentWidget(self.text)
        self._buttons()
        self.shown.emit(article.title)
        return True

    def clear(self) -> None:
        """Show nothing."""
        self.article = None
        self.text.show_nothing()
        self.stack.setCurrentIndex(0)
        self.sheets.turn_to(None)
        self._buttons()
        self.shown.emit("")

    def mark(self, marked: Marked) -> None:
        """Show marks that were saved."""
        if self.article is not None and self.article.id in marked.ids:
            with suppress(TocsinError):
                self.marks = self._store.articles.with_marks(self.article.id)[1]
            self._buttons()

    def folded(self, on: bool) -> None:
        """Show the way back when the list is hidden."""
        self.back.setVisible(on)

    def _again(self) -> None:
        if self.article is not None:
            self.text.shown_anew(self._write())

    def _write(self) -> list[int]:
        assert self.article is not None
        now = self.now()
        self.known = account(self._store, self.article, now)
        return self.sheets.write(self.article, self.known, now)

    def write_again(self) -> None:
        """Show what is known by now of the article, without moving the text."""
        self._write_at(self.text.verticalScrollBar().value())

    def _write_with_images(self) -> None:
        self._write_at(self.text.place())

    def _write_at(self, at: int | Place) -> None:
        if self.article is not None:
            self.text.written_again(self._write(), at)

    def of_story(self, stories: Sequence[object]) -> bool:
        """Say whether the article that is shown belongs to one of these stories."""
        return self.article is not None and self.known.story is not None and self.known.story.id in stories

    # -- parts

    def _heading(self) -> Heading:
        heading = Heading(self._theme)
        self.back = IconButton(self._theme, "back", "Back to the list")
        self.back.clicked.connect(self.back_wanted)
        self.back.hide()
        self.read_button = IconButton(self._theme, "read", "Mark as new")
        self.keep_button = IconButton(self._theme, "kept", "Keep")
        self.open_button = IconButton(self._theme, "open", "Open in the browser")
        self.more_button = IconButton(self._theme, "more", "Copy, images, letters")
        self.read_button.clicked.connect(self.toggle_read)
        self.keep_button.clicked.connect(self.toggle_kept)
        self.open_button.follow(self.open_in_browser)
        menu = QMenu(self.more_button)
        self.acts.fill(menu)
        self.more_button.setMenu(menu)
        self.more_button.setPopupMode(IconButton.ToolButtonPopupMode.InstantPopup)
        heading.row.addWidget(self.back)
        heading.row.addStretch(1)
        for button in (self.read_button, self.keep_button, self.open_button, self.more_button):
            heading.row.addWidget(button)
        return heading

    def _make_actions(self) -> None:
        self.open_in_browser = self._action("Open in the browser", "O", self._open)
        self.copy_address = self.acts.copy_address
        self.next_hit = self._action("Next hit", "N", self._next_hit)
        self.previous_hit = self._action("Previous hit", "P", self._previous_hit)
        self.why = self._action("Why did this ring?", "W", self.toggle_why)
        self.leave = self._action("Back to the list", "Escape", self._leave)
        self.leave.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.addActions(list(self.acts.all))

    def _connect(self) -> None:
        text, acts, sheets = self.text, self.acts, self.sheets
        text.link_wanted.connect(self._pressed)
        text.highlighted.connect(self._hovered)
        text.reached.connect(self._reached)
        text.customContextMenuRequested.connect(self._menu_at)
        acts.said.connect(self.said)
        acts.link_wanted.connect(self.open_link)
        sheets.said.connect(self.said)
        sheets.setting_wanted.connect(self.setting_wanted)
        sheets.feed_images_wanted.connect(self.feed_images_wanted)
        sheets.changed.connect(self.write_again)
        sheets.reshaped.connect(self._write_with_images)
        sheets.image_came.connect(self._gather.start)
        self._gather.timeout.connect(self._write_with_images)
        self._theme.changed.connect(self._again)

    def _action(self, text: str, keys: str, do: Callable[[], None]) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(do)
        self.addAction(action)
        return action

    def _buttons(self) -> None:
        there = self.article is not None
        for button in (self.read_button, self.keep_button, self.open_button, self.more_button):
            button.setVisible(there)
        can = self.article is not None and may_be_opened(self.article.link)
        self.why.setEnabled(there)
        self.open_in_browser.setEnabled(can)
        self.open_button.setEnabled(can)
        link = real_address(self.article.link) if self.article is not None else ""
        opens = with_key("Open in the browser", native(self.open_in_browser.shortcut()))
        self.open_button.setToolTip(f"{opens}\n{link}" if can else "This article has no address.")
        self.read_button.show_icon("read" if self.marks.read else "unread", lit=not self.marks.read)
        self.read_button.say("Mark as new" if self.marks.read else "Mark as read", self.key_of("list.toggle-read"))
        self.keep_button.show_icon("kept-on" if self.marks.kept else "kept", lit=self.marks.kept)
        self.keep_button.say("Keep no longer" if self.marks.kept else "Keep", self.key_of("list.keep"))

    # -- what the user does

    def toggle_read(self) -> None:
        """Wish for the other mark."""
        if self.article is not None:
            self.read_wanted.emit(self.article.id, not self.marks.read)

    def toggle_kept(self) -> None:
        """Wish to keep it, or no longer."""
        if self.article is not None:
            self.keep_wanted.emit(self.article.id, not self.marks.kept)

    def toggle_why(self) -> None:
        """Open the box "why", or close it."""
        if self.known.reasons:
            self.sheets.toggle_why()
        elif self.article is not None:
            self.said.emit("This article answers none of your watches.")

    def _pressed(self, address: str) -> None:
        """Follow a link: inside the page, to another article, or to the web."""
        number = self.sheets.pressed(address)
        if number and address.startswith(ARTICLE):
            self.article_wanted.emit(number)
        elif number:
            self.apart_wanted.emit(number)
        elif not address.startswith("#"):
            self.open_link(address)

    def open_link(self, address: str) -> None:
        """Give an address to the browser when it is one of the web; say so when it is not."""
        if may_be_opened(address):
            self.open_address(QUrl(address))
        else:
            self.said.emit("This link is not opened: it does not lead to the web.")

    def _open(self) -> None:
        if self.article is not None:
            self.open_link(self.article.link)

    def _menu_at(self, at: QPoint) -> None:
        if self.article is not None:
            self.acts.pop_up(at, (self.open_in_browser, self.why))

    def _leave(self) -> None:
        self.back_wanted.emit()

    def _next_hit(self) -> None:
        self.text.step_to_hit(1)

    def _previous_hit(self) -> None:
        self.text.step_to_hit(-1)

    def _hovered(self, url: QUrl) -> None:
        self._reached(url.toString())

    def _reached(self, address: str) -> None:
        self.hovering.emit("" if not address or address.startswith("#") else real_address(address))


def _no_key(_: str) -> str:
    return ""


def _now() -> datetime:
    return datetime.now(UTC)
