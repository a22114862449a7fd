"""The right pane: one article, why it is here, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from tocsin.core.errors import TocsinError
from tocsin.core.model import Article, Marks
from tocsin.store import Store
from tocsin.ui.account import Account, account
from tocsin.ui.controls import Heading, IconButton
from tocsin.ui.deeds import Marked
from tocsin.ui.icons import pixmap
from tocsin.ui.reader_document import APART, ARTICLE, STORY, TOGGLE, Writer
from tocsin.ui.reader_text import ReaderText
from tocsin.ui.theme import Theme


def may_be_opened(address: str) -> bool:
    """Say whether an address from a feed may be given to the browser: http and https with a host, nothing else."""
    url = QUrl(address, QUrl.ParsingMode.StrictMode)
    return url.isValid() and url.scheme().lower() in ("http", "https") and bool(url.host())


class ReaderPane(QWidget):
    """Shows what it is told to show; marks nothing by itself."""

    read_wanted = Signal(object, bool)
    keep_wanted = Signal(object, bool)
    back_wanted = Signal()
    hovering = Signal(str)
    """The address under the mouse, empty when there is none."""
    said = Signal(str)
    article_wanted = Signal(object)
    """Another article of the story: open it."""
    apart_wanted = Signal(object)
    """This article is another story."""
    shown = Signal(str)
    """The headline of what is shown; empty: nothing."""

    def __init__(self, theme: Theme, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reader")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme, self._store = theme, store
        self.article: Article | None = None
        self.marks = Marks()
        self.known = Account()
        self._opened = False
        self.now: Callable[[], datetime] = _now
        self.open_address: Callable[[QUrl], object] = QDesktopServices.openUrl
        self.text = ReaderText(theme)
        self.text.link_wanted.connect(self._pressed)
        self.text.highlighted.connect(self._hovered)
        self._make_actions()
        self.stack = QStackedWidget()
        self.stack.addWidget(self._nothing())
        self.stack.addWidget(self.text)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._heading())
        column.addWidget(self.stack, 1)
        theme.changed.connect(self._again)
        self._again()
        self.clear()

    # -- showing

    def show_article(self, article_id: int) -> bool:
        """Show one article from its beginning; False when it is not in the archive any more."""
        try:
            article, marks = self._store.articles.with_marks(article_id)
        except TocsinError as error:
            self.said.emit(str(error))
            return False
        self.article, self.marks, self._opened = article, marks, False
        self._again()
        self.stack.setCurrentWidget(self.text)
        self._buttons()
        self.shown.emit(article.title)
        return True

    def clear(self) -> None:
        """Show nothing."""
        self.article = None
        self.text.clear()
        self.stack.setCurrentIndex(0)
        self._buttons()
        self.shown.emit("")

    def mark(self, marked: Marked) -> None:
        """Show marks that were saved."""
        if self.article is not None and self.article.id in marked.ids:
            self.marks = Marks(
                read=self.marks.read if marked.read is None else marked.read,
                kept=self.marks.kept if marked.kept is None else marked.kept,
            )
            self._buttons()

    def folded(self, on: bool) -> None:
        """Show the way back when the list is hidden."""
        self.back.setVisible(on)

    def _again(self) -> None:
        self._bell.setPixmap(
            pixmap("tocsin", self._theme.colours.hairline, self._theme.px(72), self.devicePixelRatioF())
        )
        if self.article is None:
            return
        self.text.shown_anew(self._write())

    def _write(self) -> list[int]:
        assert self.article is not None
        now = self.now()
        self.known = account(self._store, self.article, now)
        writer = Writer(self.text.document(), self._theme, serif=self._store.settings.get("ui.reader") == "serif")
        writer.write(self.article, self.known, now, opened=self._opened)
        return sorted(writer.hits)

    def write_again(self) -> None:
        """Show what is known by now of the article, without moving the text."""
        if self.article is not None:
            at = self.text.verticalScrollBar().value()
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
        self.read_button.clicked.connect(self.toggle_read)
        self.keep_button.clicked.connect(self.toggle_kept)
        self.open_button.follow(self.open_in_browser)
        heading.row.addWidget(self.back)
        heading.row.addStretch(1)
        for button in (self.read_button, self.keep_button, self.open_button):
            heading.row.addWidget(button)
        return heading

    def _nothing(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        self._bell = QLabel()
        self._bell.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words = QLabel("Choose an article to read it here.")
        words.setObjectName("soft")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addStretch(3)
        column.addWidget(self._bell)
        column.addSpacing(self._theme.px(12))
        column.addWidget(words)
        column.addStretch(4)
        return page

    def _make_actions(self) -> None:
        self.open_in_browser = self._action("Open in the browser", "O", self._open)
        self.copy_address = self._action("Copy the address", "Ctrl+Shift+C", self._copy)
        self.next_hit = self._action("Next hit", "N", self._next_hit)
        self.previous_hit = self._action("Previous hit", "P", self._previous_hit)
        self.why = self._action("Why did this ring?", "W", self.toggle_why)
        self.leave = self._action("Back to the list", "Escape", self._leave)
        self.leave.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _action(self, text: str, keys: str, do: Callable[[], None]) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(do)
        self.addAction(action)
        return action

    def _buttons(self) -> None:
        there = self.article is not None
        for button in (self.read_button, self.keep_button, self.open_button):
            button.setVisible(there)
        can = self.article is not None and may_be_opened(self.article.link)
        self.why.setEnabled(there)
        self.open_in_browser.setEnabled(can)
        self.copy_address.setEnabled(can)
        self.open_button.setEnabled(can)
        link = self.article.link if self.article is not None else ""
        self.open_button.setToolTip(f"Open in the browser (O)\n{link}" if can else "This article has no address.")
        self.read_button.show_icon("read" if self.marks.read else "unread", lit=not self.marks.read)
        self.read_button.say("Mark as new" if self.marks.read else "Mark as read", "M")
        self.keep_button.show_icon("kept-on" if self.marks.kept else "kept", lit=self.marks.kept)
        self.keep_button.say("Keep no longer" if self.marks.kept else "Keep", "S")

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
            self._opened = not self._opened
            self.write_again()
        elif self.article is not None:
            self.said.emit("This article answers none of your watches.")

    def _pressed(self, address: str) -> None:
        """Follow a link: inside the page, to another article, or to the web."""
        if address == TOGGLE:
            self.toggle_why()
        elif address == STORY:
            self.text.scrollToAnchor(STORY[1:])
        elif address.startswith((ARTICLE, APART)):
            number = int(address.rpartition("-")[2])
            (self.article_wanted if address.startswith(ARTICLE) else self.apart_wanted).emit(number)
        else:
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

    def _copy(self) -> None:
        if self.article is not None:
            QGuiApplication.clipboard().setText(self.article.link)
            self.said.emit("The address is copied.")

    def _leave(self) -> None:
        self.back_wanted.emit()

    def _next_hit(self) -> None:
        self.text.step_to_hit(1)

    def _previous_hit(self) -> None:
        self.text.step_to_hit(-1)

    def _hovered(self, url: QUrl) -> None:
        address = url.toString()
        self.hovering.emit("" if address.startswith("#") else address)


def _now() -> datetime:
    return datetime.now(UTC)
