"""What can be done with the article in the reader besides reading it, each an action with its key, and the menu."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu

from tocsin.core.model import Article
from tocsin.ui.addresses import may_be_opened, real_address
from tocsin.ui.quoting import first_words, markdown, quotation
from tocsin.ui.reader_text import ReaderText


class ReaderActs(QObject):
    """Owned by the pane; `all` lists the actions for menus, a sheet of keys and a palette."""

    said = Signal(str)
    link_wanted = Signal(str)

    def __init__(self, pane: QObject, text: ReaderText) -> None:
        super().__init__(pane)
        self._text = text
        self._article: Article | None = None
        self._words = ""
        self.now: Callable[[], datetime] = _now
        self.menu: QMenu | None = None
        self.quote = self._action("Copy as quotation", "Shift+C", self._quote)
        self.share = self._action("Copy as Markdown", "Shift+D", self._share)
        self.copy_address = self._action("Copy the address", "Ctrl+Shift+C", self._copy_address)
        self.larger = self._action("Larger text", "Ctrl++")
        self.larger.setShortcuts([QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")])
        self.smaller = self._action("Smaller text", "Ctrl+-")
        self.usual_size = self._action("Usual text size", "Ctrl+0")
        self.serif = self._action("Serif letters", "", tick=True)
        self.show_images = self._action("Show the images of this article", "I")
        self.images_of_feed = self._action("Always show images of this source", "", tick=True)
        self.images_always = self._action("Always show images", "", tick=True)
        self.changes = self._action("What was changed?", "D")

    @property
    def all(self) -> tuple[QAction, ...]:
        """Return the actions in the order in which they are shown."""
        return (*self.copying, *self.showing, *self.typography)

    @property
    def copying(self) -> tuple[QAction, ...]:
        """Return those that put something on the clipboard."""
        return (self.quote, self.share, self.copy_address)

    @property
    def showing(self) -> tuple[QAction, ...]:
        """Return those that show more of the article."""
        return (self.changes, self.show_images, self.images_of_feed, self.images_always)

    @property
    def typography(self) -> tuple[QAction, ...]:
        """Return those that change how it looks."""
        return (self.larger, self.smaller, self.usual_size, self.serif)

    def turn_to(self, article: Article | None, words: str, *, images: bool, changes: bool) -> None:
        """Go on to another article; `words` is what is quoted of it while nothing is selected."""
        self._article, self._words = article, words
        there = article is not None
        for action in (self.quote, self.share):
            action.setEnabled(there)
        self.copy_address.setEnabled(article is not None and may_be_opened(article.link))
        self.show_images.setEnabled(images)
        self.images_of_feed.setEnabled(there)
        self.changes.setEnabled(changes)

    def fill(self, menu: QMenu, first: tuple[QAction, ...] = ()) -> None:
        """Put everything into a menu."""
        for group in (first, self.copying, self.showing, self.typography):
            menu.addActions(list(group))
            menu.addSeparator()

    def pop_up(self, at: QPoint, first: tuple[QAction, ...]) -> None:
        """Show the menu of a place in the text: what is selected, the link under it, and everything else."""
        if self.menu is not None:
            self.menu.deleteLater()
        menu = self.menu = QMenu(self._text)
        address = self._text.anchorAt(at)
        if may_be_opened(address):
            shown = real_address(address)
            opening = menu.addAction(f"Open {shown[:60].replace('&', '&&')}{'…' if len(shown) > 60 else ''}")
            opening.setData(("open", address))
            copying = menu.addAction("Copy the address of this link")
            copying.setData(("copy", address))
            menu.addSeparator()
        if self._text.chosen_words():
            menu.addAction("Copy").setData(("selection", ""))
        self.fill(menu, first)
        menu.triggered.connect(self._picked)
        menu.popup(self._text.viewport().mapToGlobal(at))

    def _picked(self, action: QAction) -> None:
        data = action.data()
        if not isinstance(data, tuple):
            return
        kind, address = data
        if kind == "open":
            self.link_wanted.emit(address)
        elif kind == "copy":
            self._put(address, "The address is copied.")
        else:
            self._text.copy()

    def _action(self, text: str, keys: str, do: Callable[[], None] | None = None, *, tick: bool = False) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(keys))
        action.setCheckable(tick)
        if do is not None:
            action.triggered.connect(do)
        return action

    def _chosen(self) -> str:
        return self._text.chosen_words() or self._words

    def _quote(self) -> None:
        if self._article is not None:
            self._put(quotation(self._article, self._chosen(), self.now()), "The quotation is copied with its source.")

    def _share(self) -> None:
        if self._article is not None:
            words = self._chosen() or first_words(self._article.text)
            self._put(markdown(self._article, words, self.now()), "The article is copied as Markdown.")

    def _copy_address(self) -> None:
        if self._article is not None:
            self._put(self._article.link, "The address is copied.")

    def _put(self, text: str, sentence: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.said.emit(sentence)


def _now() -> datetime:
    return datetime.now(UTC)
