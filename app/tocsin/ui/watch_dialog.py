"""The dialog for a watch: its query is read while it is typed."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tocsin.core.model import How, Watch, Where
from tocsin.core.query import Mistake, Query, for_watch, read
from tocsin.core.text import clean
from tocsin.store import Store
from tocsin.ui.controls import Choice, main_button, quiet_button
from tocsin.ui.deeds import NewWatch
from tocsin.ui.exact import exact
from tocsin.ui.field import Field
from tocsin.ui.plain import one_line
from tocsin.ui.policy_fields import PolicyFields
from tocsin.ui.store_thread import StoreThread
from tocsin.ui.theme import Theme
from tocsin.ui.words import counted

HOWS = (
    (How.NOTICE, "Show a notice"),
    (How.URGENT, "Urgent: stays until dismissed"),
    (How.BADGE, "Badge: only count it"),
    (How.DIGEST, "In the brief, at your times"),
    (How.SILENT, "Silent: only collect it"),
)
WHERES = ((Where.ANYWHERE, "Anywhere"), (Where.LEAD, "Headline or lead"), (Where.TITLE, "Headline"))
TRIED, PAUSE = 100, 250


class WatchDialog(QDialog):
    """Emits the watch that is wanted and stays until that was kept."""

    wanted = Signal(object)
    receipt_wanted = Signal(object)
    """The id of the watch."""

    def __init__(
        self, theme: Theme, store: Store, searcher: StoreThread, watch: Watch | None = None, *, query: str = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._store, self._searcher, self._watch = store, searcher, watch
        self._asked = 0
        self._mend = ""
        self._query: Query | None = None
        self.setWindowTitle("Edit watch" if watch else "New watch")
        self.query = QLineEdit(watch.query if watch else query)
        self.query.setPlaceholderText('"Le Pen"   ·   NATO   ·   (turkey OR türkiye) -recipe')
        self.query.setMaxLength(4000)
        self.query_field = Field(theme, "&What to watch for", self.query, room=2)
        self.query_field.repaired.connect(self._repair)
        self.name = QLineEdit(watch.name if watch else "")
        self.name.setPlaceholderText("As above")
        self.name.setMaxLength(200)
        self.name_field = Field(theme, "&Name", self.name)
        self.how, self.where = Choice(theme), Choice(theme)
        for box, choices in ((self.how, HOWS), (self.where, WHERES)):
            for value, text in choices:
                box.addItem(text, value)
        self.group = Choice(theme, editable=True)
        self.group.addItems(["", *sorted({one.watchlist for one in store.watches.all() if one.watchlist})])
        if watch:
            self.how.setCurrentIndex(max(0, self.how.findData(watch.how)))
            self.where.setCurrentIndex(max(0, self.where.findData(watch.where)))
            self.group.setCurrentText(watch.watchlist)
        self.policy = PolicyFields(theme, watch)
        self.policy.changed.connect(self._may_keep)
        self.how.currentIndexChanged.connect(self._how_changed)
        self.keep: QPushButton = main_button("Save watch" if watch else "Add watch")
        self.receipt = quiet_button("Coverage receipt…")
        self.receipt.clicked.connect(self._wish_receipt)
        if watch is None:
            self.receipt.hide()
        self._lay_out(theme)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._try)
        self.query.textChanged.connect(self._read)
        self._how_changed(0)
        self._read(self.query.text())

    def _lay_out(self, theme: Theme) -> None:
        buttons, below = QDialogButtonBox(), QHBoxLayout()
        buttons.addButton(self.keep, QDialogButtonBox.ButtonRole.AcceptRole)
        below.addWidget(self.receipt)
        buttons.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        names = QHBoxLayout()
        names.setSpacing(theme.px(12))
        names.addWidget(self.name_field, 1)
        names.addWidget(Field(theme, "Watch&list", self.group), 1)
        pair = QHBoxLayout()
        pair.setSpacing(theme.px(12))
        pair.addWidget(Field(theme, "&When it rings", self.how), 1)
        pair.addWidget(Field(theme, "W&here it must stand", self.where), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.px(20)] * 4)
        column.setSpacing(theme.px(12))
        column.addWidget(self.query_field)
        column.addLayout(names)
        column.addLayout(pair)
        column.addWidget(self.policy)
        column.addStretch(1)
        below.addStretch(1)
        below.addWidget(buttons)
        column.addLayout(below)
        self.resize(theme.px(520), self.sizeHint().height())

    def refuse(self, sentence: str) -> None:
        """Say why the watch was not kept; what was typed stays."""
        self.query_field.complain(sentence)
        self._may_keep()

    def _may_keep(self) -> None:
        self.keep.setEnabled(self._query is not None and self.policy.valid)

    def _how_changed(self, _: int) -> None:
        self.policy.suit(How(self.how.currentData()))

    def _read(self, text: str) -> None:
        self._asked += 1
        self._pause.stop()
        self._query = None
        self.keep.setEnabled(False)
        self.name.setPlaceholderText(one_line(text).strip().strip('"')[:80] or "As above")
        if not text.strip():
            self.query_field.remark("Words, phrases in quotation marks, OR, - for not, * for other endings.")
            return
        found = read(text, named=self._store.names.of)
        mistake = found if isinstance(found, Mistake) else for_watch(found)
        if mistake is not None:
            where = "" if "column" in mistake.sentence else f"Column {mistake.column}: "
            self.query_field.complain(where + mistake.sentence, f"Use {mistake.repair}" if mistake.repair else "")
            self._mend = mistake.repair or ""
            return
        assert isinstance(found, Query)
        self._query = found
        self._may_keep()
        self._remark("")
        self._pause.start()

    def _remark(self, tried: str) -> None:
        query = self._query
        if query is None:
            return
        understood = f"Understood as  {query.text}" if query.text != self.query.text().strip() else ""
        parts = (understood, *query.warnings, tried)
        better = exact(self.query.text(), query.warnings, self._store.names.of) if query.warnings else None
        offered, self._mend = better or ("", "")
        self.query_field.remark("\n".join(part for part in parts if part), f"Use {offered}" if offered else "")

    def _try(self) -> None:
        query = self._query
        if query is None:
            return
        asked, now = self._asked, datetime.now(UTC)

        def job(store: Store) -> tuple[int, int, str]:
            found = store.articles.search(query, limit=TRIED, now=now)
            return asked, len(found), found[0].row.title if found else ""

        self._searcher.ask(job, self._tried)

    def _tried(self, answer: tuple[int, int, str]) -> None:
        asked, number, newest = answer
        if asked != self._asked:
            return
        if not number:
            self._remark("No article in the archive answers this yet.")
            return
        many = f"{TRIED} or more articles" if number == TRIED else counted(number, "article")
        self._remark(f"{many} in the archive, the newest: {clean(newest, 90)}")

    def _repair(self) -> None:
        self.query.setText(self._mend)
        self.query.setFocus()

    def _wish_receipt(self) -> None:
        if self._watch is not None:
            self.receipt_wanted.emit(self._watch.id)

    def _accept(self) -> None:
        if self._query is None:
            self.query.setFocus()
            return
        self.keep.setEnabled(False)
        self.wanted.emit(
            NewWatch(
                name=self.name.text().strip() or self.name.placeholderText(),
                query=self.query.text().strip(),
                how=How(self.how.currentData()),
                where=Where(self.where.currentData()),
                watchlist=self.group.currentText().strip(),
                at_least=self.policy.outlets,
                quiet=self.policy.quiet.text(),
                breaks_quiet=self.policy.breaks.isChecked() and self.policy.breaks.isEnabled(),
                sound=self.policy.sound.sound,
                id=self._watch.id if self._watch else 0,
            )
        )
