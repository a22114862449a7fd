"""The search field: the same language as a watch, answered while typing, never on the screen's own thread."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from tocsin.core.query import Mistake, read
from tocsin.store import Found, Row, Store
from tocsin.ui.icons import icon
from tocsin.ui.store_thread import StoreThread
from tocsin.ui.theme import Theme

PAUSE, MOST = 180, 200


class SearchField(QLineEdit):
    """Emits the rows that it found, or says beside itself what is wrong with the query."""

    found = Signal(object)
    """Rows, newest first."""
    left = Signal()

    def __init__(self, theme: Theme, store: Store, searcher: StoreThread, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._store, self._searcher = theme, store, searcher
        self._asked = 0
        self.setPlaceholderText("Search")
        self.setAccessibleName("Search all articles")
        self.setToolTip("Search all articles (/)")
        self.setMaxLength(2000)
        self.setObjectName("search")
        self.setMinimumWidth(theme.px(96))
        self._glass = QAction(self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._away = QAction("Leave the search", self)
        self._away.triggered.connect(self._leave)
        self._away.setVisible(False)
        self.addAction(self._away, QLineEdit.ActionPosition.TrailingPosition)
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

    def clear_quietly(self) -> None:
        """Empty the field; the list is somebody else's now."""
        self._asked += 1
        self._pause.stop()
        self.blockSignals(True)
        self.clear()
        self.blockSignals(False)
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
            return
        super().keyPressEvent(event)

    def _leave(self) -> None:
        self.clear_quietly()
        self.left.emit()

    def _edited(self, _: str) -> None:
        self._pause.start()

    def _changed(self, text: str) -> None:
        self._away.setVisible(bool(text))
        if not text:
            self._asked += 1
            self._pause.stop()
            self._say("")
            self.left.emit()

    def _search(self) -> None:
        text = self.text().strip()
        if not text:
            return
        query = read(text, named=self._store.names.of)
        if isinstance(query, Mistake):
            self._say(query.sentence, wrong=True)
            return
        self._say(" ".join(query.warnings))
        self._asked += 1
        asked, now = self._asked, datetime.now(UTC)

        def job(store: Store) -> tuple[int, list[Row]]:
            return asked, [_row(one) for one in store.articles.search(query, limit=MOST, now=now)]

        self._searcher.ask(job, self._answered)

    def _answered(self, answer: tuple[int, list[Row]]) -> None:
        asked, rows = answer
        if asked == self._asked:
            self.found.emit(rows)

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


def _row(found: Found) -> Row:
    return found.row


