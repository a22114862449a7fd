"""The coverage receipt of a watch: what was read when, where the gaps are, and whether anything can be missing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from tocsin.core.model import Watch
from tocsin.core.text import clean
from tocsin.monitor.receipts import Receipt, receipt
from tocsin.store import Store
from tocsin.ui.controls import Elided, Hairline, fit
from tocsin.ui.icons import pixmap
from tocsin.ui.list_view import ListView
from tocsin.ui.receipt_list import FeedDelegate, FeedModel
from tocsin.ui.receipt_words import as_text, held, lasting, span, totals, verdict
from tocsin.ui.segments import Segments
from tocsin.ui.store_thread import StoreThread
from tocsin.ui.theme import Theme

PERIODS = (("1", "24 hours"), ("7", "7 days"))


class ReceiptDialog(QDialog):
    """Reads on another thread; while it reads, it says so."""

    said = Signal(str)

    def __init__(self, theme: Theme, searcher: StoreThread, watch: Watch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._searcher, self._watch = theme, searcher, watch
        self._asked = 0
        self.receipt: Receipt | None = None
        self.setWindowTitle("Coverage receipt")
        self.setObjectName("sheet")
        title = Elided(f"Coverage of {clean(watch.name, 80)}")
        title.setFont(theme.font(theme.tokens.reader, new=True))
        self.period = Segments(theme, "Period", PERIODS)
        self.period.chosen.connect(self._ask_again)
        self._shape = QLabel()
        self.verdict, self.sentence, self.totals = QLabel(), QLabel(), QLabel()
        self.verdict.setFont(theme.font(theme.tokens.list, new=True))
        self.model = FeedModel()
        self.list = ListView("Sources of the receipt")
        self.list.setModel(self.model)
        self.list.setItemDelegate(FeedDelegate(theme, self.model, self.list))
        self.copy = QPushButton("Copy as text")
        self.copy.setAutoDefault(False)
        self.copy.clicked.connect(self._copy)
        close = QPushButton("Close")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        self._lay_out(title, close)
        close.setFocus()
        theme.changed.connect(self._paint)
        fit(self, theme.px(620), theme.px(560))
        self._ask_again("")

    def _lay_out(self, title: Elided, close: QPushButton) -> None:
        theme = self._theme
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self.period)
        words = QVBoxLayout()
        words.setSpacing(theme.px(3))
        for label in (self.verdict, self.sentence, self.totals):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.addWidget(label)
        self.totals.setObjectName("soft")
        self.totals.setFont(theme.font(theme.tokens.secondary + 1, figures=True))
        first = QHBoxLayout()
        first.setSpacing(theme.px(12))
        first.addWidget(self._shape, 0, Qt.AlignmentFlag.AlignTop)
        first.addLayout(words, 1)
        above = QVBoxLayout()
        above.setContentsMargins(theme.px(20), theme.px(14), theme.px(20), theme.px(14))
        above.setSpacing(theme.px(12))
        above.addLayout(head)
        above.addLayout(first)
        below = QHBoxLayout()
        below.setContentsMargins(theme.px(20), theme.px(12), theme.px(20), theme.px(16))
        below.addWidget(self.copy)
        below.addStretch(1)
        below.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(above)
        column.addWidget(Hairline())
        column.addWidget(self.list, 1)
        column.addWidget(Hairline())
        column.addLayout(below)

    def _ask_again(self, _: str) -> None:
        self._asked += 1
        asked, watch, now = self._asked, self._watch, datetime.now(UTC)
        since = now - timedelta(days=int(self.period.value()))
        self.copy.setEnabled(False)
        self.sentence.setText("Reading what was read…")

        def job(store: Store) -> tuple[int, Receipt]:
            return asked, receipt(store, watch, since, now)

        self._searcher.ask(job, self._answered, self._failed)

    def _answered(self, answer: tuple[int, Receipt]) -> None:
        asked, found = answer
        if asked != self._asked:
            return
        self.receipt = found
        headline, sentence = verdict(found)
        self.verdict.setText(headline)
        away = "\n".join(self._away(found))
        self.sentence.setText(f"{sentence}\n{away}" if away else sentence)
        self.totals.setText("\n".join(filter(None, (totals(found), held(found)))))
        self.model.show(found)
        self.copy.setEnabled(True)
        self._paint()

    @staticmethod
    def _away(found: Receipt) -> list[str]:
        longest = sorted(found.away, key=lambda gap: gap.ended - gap.began, reverse=True)[:3]
        lines = [
            f"Tocsin was not running {span(gap.began, gap.ended, found.until)} ({lasting(gap.ended - gap.began)})"
            for gap in sorted(longest, key=lambda gap: gap.began)
        ]
        more = len(found.away) - len(longest)
        return [*lines, f"and {more:,} more times"] if more > 0 else lines

    def _failed(self, sentence: str) -> None:
        self.sentence.setText(sentence)

    def _paint(self) -> None:
        if self.receipt is not None:
            whole = self.receipt.whole and bool(self.receipt.feeds)
            colours = self._theme.colours
            name, ink = ("tick", colours.accent) if whole else ("trouble", colours.trouble)
            self._shape.setPixmap(pixmap(name, ink, self._theme.px(22), self.devicePixelRatioF()))

    def _copy(self) -> None:
        if self.receipt is not None:
            QGuiApplication.clipboard().setText(as_text(self.receipt, self.receipt.until))
            self.copy.setText("Copied")
            self.said.emit("The receipt is copied as text.")
