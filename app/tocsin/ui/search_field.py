"""The search field: the same language as a watch, answered while typing, never on the screen's own thread."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from tocsin.core.query import Mistake, Query, read
from tocsin.store import Listing, Scope, Store, StoryRow
from tocsin.ui.icons import icon
from tocsin.ui.segments import Segments
from tocsin.ui.store_thread import StoreThread
from tocsin.ui.theme import Theme

PAUSE, MOST = 180, 100
HERE, EVERYWHERE = "here", "everywhere"


class SearchField(QLineEdit):
    """Emits the stories that it found, or says beside itself what is wrong with the query.

    It looks through everything, or, begun with `begin(everywhere=False)`, filters what the list shows.
    """

    found = Signal(object)
    """Stories, newest first."""
    left = Signal()
    list_wanted = Signal()
    """The user is done with the field: the keyboard goes to the list."""
    save_wanted = Signal(str)
    """What is searched for should be a watch."""
    searched = Signal(str)
    """The user asked for this by Enter."""

    def __init__(self, theme: Theme, store: Store, searcher: StoreThread, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._store, self._searcher = theme, store, searcher
        self._asked = 0
        self._listing = Listing(Scope("all"))
        self.setPlaceholderText("Search")
        self.setAccessibleName("Search all articles")
        self.setMaxLength(2000)
        self.setObjectName("search")
        self.setMinimumWidth(theme.px(96))
        self._glass = QAction(self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._away = QAction("Leave the search", self)
        self._away.triggered.connect(self._leave)
        self._away.setVisible(False)
        self.addAction(self._away, QLineEdit.ActionPosition.TrailingPosition)
        self.save = QAction("Save the search as a watch", self)
        self.save.setShortcuts([QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Enter")])
        self.save.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.save.triggered.connect(self._save)
        QWidget.addAction(self, self.save)  # a key, no icon in the field
        self.range = Segments(theme, "Where", ((EVERYWHERE, "Everywhere"), (HERE, "In this list")))
        self.range.setContentsMargins(theme.px(16), 0, theme.px(16), theme.px(4))
        self.range.chosen.connect(self.again)
        self.range.hide()
        self.says = QLabel()
        self.says.setFont(theme.font(theme.tokens.secondary + 1))
        self.says.setTextFormat(Qt.TextFormat.PlainText)
        self.says.setWordWrap(True)
        self.says.setContentsMargins(theme.px(16), 0, theme.px(16), theme.px(8))
        self.says.hide()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._search)
        self.textEdited.connect(self._edited)
        self.textChanged.connect(self._changed)
        theme.changed.connect(self._paint_glass)
        self._paint_glass()

    def look_for(self, text: str) -> None:
        """Search everywhere for a text, at once."""
        self.setText(text)
        self.begin(everywhere=True)

    def begin(self, *, everywhere: bool) -> None:
        """Let the user type what is searched for: everywhere, or in the list."""
        self.range.choose(EVERYWHERE if everywhere else HERE)
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self.again()

    def narrow(self, listing: Listing) -> None:
        """Search in this listing, and by its filters, from now on."""
        self._listing = listing

    def tell_place(self, name: str) -> None:
        """Name the list in which it can search."""
        if not self.text():
            self.range.buttons[HERE].setText(f"In {name[:24]}".replace("&", "&&") if name else "In this list")

    def again(self, _: object = None) -> None:
        """Search anew: by other filters, or elsewhere."""
        if self.text().strip():
            self._search()

    def clear_quietly(self) -> None:
        """Empty the field; the list is somebody else's now."""
        self._asked += 1
        self._pause.stop()
        self.blockSignals(True)
        self.clear()
        self.blockSignals(False)
        self.range.hide()
        self.range.choose(EVERYWHERE)
        self._away.setVisible(False)
        self._say("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Escape; search at once with Enter."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pause.stop()
            self._search()
            self.searched.emit(self.text().strip())
            return
        super().keyPressEvent(event)

    def refuse(self, sentence: str) -> None:
        """Say why what is searched for cannot be a watch."""
        self._say(sentence, wrong=True)

    def _save(self) -> None:
        if self.text().strip():
            self.save_wanted.emit(self.text().strip())

    def _leave(self) -> None:
        self.clear_quietly()
        self.left.emit()
        self.list_wanted.emit()

    def _edited(self, _: str) -> None:
        self._pause.start()

    def _changed(self, text: str) -> None:
        self._away.setVisible(bool(text))
        self.range.setVisible(bool(text))
        if not text:
            self._asked += 1
            self._pause.stop()
            self._say("")
            self.left.emit()

    def _search(self) -> None:
        text = self.text().strip()
        if not text:
            return
        everywhere = self.range.value() == EVERYWHERE
        query = read(text, named=self._store.names.of)
        if not everywhere and text[-1].isalnum():
            begun = read(text + "*", named=self._store.names.of)  # who filters sees it while the word is being typed
            query = begun if isinstance(begun, Query) else query
        if isinstance(query, Mistake):
            self._say(query.sentence, wrong=True)
            return
        self._say(" ".join(query.warnings))
        self._asked += 1
        asked, now, listing = self._asked, datetime.now(UTC), self._listing

        def job(store: Store) -> tuple[int, list[StoryRow]]:
            return asked, store.lists.found(query, listing, limit=MOST, now=now, everywhere=everywhere)

        self._searcher.ask(job, self._answered, wanted=lambda: asked == self._asked)

    def _answered(self, answer: tuple[int, list[StoryRow]]) -> None:
        asked, stories = answer
        if asked == self._asked:
            self.found.emit(stories)

    def _say(self, sentence: str, *, wrong: bool = False) -> None:
        self.says.setText(sentence)
        self.says.setVisible(bool(sentence))
        self.says.setObjectName("trouble" if wrong else "soft")
        self.setProperty("wrong", wrong)
        for widget in (self, self.says):
            widget.style().unpolish(widget)
            widget.style().polish(widget)

    def _paint_glass(self) -> None:
        self._glass.setIcon(icon("search", self._theme.colour("soft")))
        self._away.setIcon(icon("close", self._theme.colour("soft")))
