"""Why was I not told? An address or a headline, and for each watch what became of it."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from tocsin.core.text import clean
from tocsin.monitor.answering import Answer, why
from tocsin.store import Store
from tocsin.ui.answer_card import AnswerCard
from tocsin.ui.controls import Choice, fit, main_button
from tocsin.ui.field import Field
from tocsin.ui.store_thread import StoreThread
from tocsin.ui.theme import Theme

LONGEST, MOST = 2_000, 40


class WhyDialog(QDialog):
    """Asks the database on another thread; an answer can be opened."""

    article_wanted = Signal(object)

    def __init__(self, theme: Theme, store: Store, searcher: StoreThread, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._searcher = theme, searcher
        self._asked = 0
        self._watches = {watch.id: watch for watch in store.watches.all()}
        self.setWindowTitle("Why was I not told?")
        self.about = QLineEdit(_pasted())
        self.about.setMaxLength(LONGEST)
        self.about.setPlaceholderText("https://…   or words of the headline")
        self.about.setClearButtonEnabled(True)
        self.about.returnPressed.connect(self.ask)
        self.watch = Choice(theme)
        self.watch.addItem("All watches", 0)
        for watch in self._watches.values():
            self.watch.addItem(clean(watch.name, 60), watch.id)
        self.button = main_button("Find out")
        self.button.clicked.connect(self.ask)
        self.about_field = Field(theme, "&Address or headline of the article", self.about, room=1)
        self.about_field.remark("Paste it from the browser; the archive and the sources are looked through.")
        beside = QHBoxLayout()
        beside.setSpacing(theme.px(12))
        beside.addWidget(Field(theme, "&For", self.watch), 1)
        beside.addWidget(self.button, 0, Qt.AlignmentFlag.AlignBottom)
        self.answers = QVBoxLayout()
        self.answers.setContentsMargins(theme.px(20), 0, theme.px(20), theme.px(20))
        self.answers.setSpacing(theme.px(10))
        inside = QWidget()
        inside.setObjectName("page")
        inside.setLayout(self.answers)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inside)
        above = QVBoxLayout()
        above.setContentsMargins(theme.px(20), theme.px(20), theme.px(20), theme.px(16))
        above.setSpacing(theme.px(14))
        above.addWidget(self.about_field)
        above.addLayout(beside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        column.addWidget(self.area, 1)
        self.cards: list[AnswerCard] = []
        self.area.hide()
        self.resize(theme.px(560), self.sizeHint().height())
        self.about.selectAll()

    def ask(self) -> None:
        """Look for the answers."""
        text = self.about.text().strip()
        if not text:
            self.about.setFocus()
            return
        self._asked += 1
        asked, now = self._asked, datetime.now(UTC)
        watch = self._watches.get(int(self.watch.currentData()))
        self.button.setEnabled(False)

        def job(store: Store) -> tuple[int, list[Answer]]:
            return asked, why(store, text, now, watch)

        self._searcher.ask(job, self._answered, self._failed)

    def _answered(self, answer: tuple[int, list[Answer]]) -> None:
        asked, found = answer
        if asked != self._asked:
            return
        self.button.setEnabled(True)
        self._tell("")
        self._open_up()
        headline = ""
        for at, one in enumerate(found[:MOST]):
            again = one.headline == headline and at > 0
            card = AnswerCard(self._theme, one, again=again)
            card.article_wanted.connect(self.article_wanted)
            self.answers.insertWidget(self.answers.count() - 1, card)
            self.cards.append(card)
            headline = one.headline
        rest = len(found) - MOST
        if rest > 0:
            self._tell_more(f"and {rest:,} more answers; choose a watch.")
        self.area.verticalScrollBar().setValue(0)

    def _failed(self, sentence: str) -> None:
        self.button.setEnabled(True)
        self._tell(sentence)
        self._open_up()

    def _open_up(self) -> None:
        """Make room for the first answers; later the size is the user's."""
        if self.area.isHidden():
            self.area.show()
            fit(self, self.width(), max(self.height(), self._theme.px(500)))

    def _tell(self, sentence: str) -> None:
        while (item := self.answers.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.cards = []
        self._tell_more(sentence)
        self.answers.addStretch(1)

    def _tell_more(self, sentence: str) -> None:
        if sentence:
            label = QLabel(sentence)
            label.setObjectName("soft")
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            self.answers.addWidget(label)


def _pasted() -> str:
    """Give the address that the user has just copied, so that it needs no pasting."""
    text = QGuiApplication.clipboard().text().strip()
    return text if text.startswith(("http://", "https://")) and len(text) < LONGEST and " " not in text else ""
