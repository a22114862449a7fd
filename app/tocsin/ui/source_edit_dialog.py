"""A source's own dialog: what the user chooses of it, what the program knows of it, and trying it."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from tocsin.core.errors import TocsinError
from tocsin.core.model import Feed
from tocsin.feeds.address import normal, place_of
from tocsin.store import Store
from tocsin.ui.controls import Hairline, fit, in_order, main_button, quiet_button
from tocsin.ui.field import Field
from tocsin.ui.source_changes import Change
from tocsin.ui.source_form import SourceForm
from tocsin.ui.source_words import known
from tocsin.ui.theme import Theme
from tocsin.ui.trying import Answer, Trying

ANOTHER_HOST = "Another host: what it holds already does not ring."


class SourceEditDialog(QDialog):
    """Emits the change that is wanted and stays until it is made; changes nothing itself."""

    wanted = Signal(object, object)
    """The feed as it was, and the Change."""
    read_wanted = Signal(object)
    """Trying went well and the source was in trouble: have it read now."""

    def __init__(
        self, theme: Theme, store: Store, feed: Feed, program: list[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._feed = theme, feed
        self._saving: Change | None = None
        self._sure, self._offer = False, ""
        self.setWindowTitle("Source")
        self.trying = Trying(program, self)
        self.trying.answered.connect(self._answered)
        self.form = SourceForm(theme, store, feed)
        self.address_field, self.password_field = self.form.address_field, self.form.password_field
        self.address_field.repaired.connect(self._repair)
        self.password_field.repaired.connect(self._repair)
        self.try_now = quiet_button("Try it now")
        self.try_now.clicked.connect(self._try)
        self.answer = QLabel()
        self.trouble = QLabel(feed.trouble)
        self.trouble.setVisible(bool(feed.trouble))
        self.trouble.setObjectName("trouble")
        said_now = known(feed, store.paces.of(feed.id), store.notes.all(feed.id, 2), datetime.now(UTC))
        self.known = QLabel("\n".join(said_now))
        self.known.setObjectName("soft")
        for label in (self.answer, self.trouble, self.known):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.keep: QPushButton = main_button("Save")
        self.keep.clicked.connect(self._save)
        self._lay_out()
        self.form.address.textEdited.connect(self._address_edited)
        self.form.password.textEdited.connect(self._forget_doubt)
        self.form.user.textEdited.connect(self._forget_doubt)

    def _lay_out(self) -> None:
        px = self._theme.px
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(px(20), px(20), px(20), px(8))
        column.setSpacing(px(12))
        column.addWidget(self.form)
        column.addWidget(Hairline())
        column.addWidget(self.trouble)
        column.addWidget(self.known)
        tried = QHBoxLayout()
        tried.setSpacing(px(8))
        tried.addWidget(self.try_now, 0, Qt.AlignmentFlag.AlignTop)
        tried.addWidget(self.answer, 1)
        column.addLayout(tried)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inside)
        away = QPushButton("Cancel")
        away.setAutoDefault(False)
        away.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(px(20), px(12), px(20), px(16))
        buttons.setSpacing(px(10))
        buttons.addStretch(1)
        buttons.addWidget(in_order(self.keep, away))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.area, 1)
        whole.addWidget(Hairline())
        whole.addLayout(buttons)
        fit(self, px(560), max(inside.sizeHint().height(), px(480)) + px(64))

    # -- what is said

    def remedy(self, mend: str) -> None:
        """Put the keyboard where the remedy is: "password" or "address"; else on the title."""
        edit = self.form.remedy(mend)
        edit.setFocus()
        edit.selectAll()
        self.area.ensureWidgetVisible(edit, 0, self._theme.px(48))

    def refuse(self, sentence: str) -> None:
        """Say why nothing was changed; what was typed stays."""
        self._saving = None
        self.keep.setEnabled(True)
        self.address_field.complain(sentence)

    def reject(self) -> None:
        """Leave, and try no longer."""
        self.trying.stop()
        super().reject()

    # -- what is done

    def _changed(self) -> Change | None:
        """Give what differs from the source as it was; None: the address is none, which has been said."""
        try:
            return self.form.change()
        except TocsinError as error:
            self.address_field.complain(str(error))
            self.form.address.setFocus()
            return None

    def _save(self) -> None:
        change = self._changed()
        if change is None:
            return
        if not change:
            self.accept()
            return
        if change.unlocks and self._misses_password(change):
            return
        self.keep.setEnabled(False)
        if change.unlocks and not self._sure:
            self._saving = change
            self._ask(change)
            return
        self.wanted.emit(self._feed, change)

    def _misses_password(self, change: Change) -> bool:
        """Say so when the name would go to another host or is new, and no password is given with it."""
        user = self._feed.user if change.user is None else change.user
        if not user or change.password:
            return False
        if change.url is not None and place_of(change.url) != place_of(self._feed.url):
            self.password_field.complain(f"Give the password for {place_of(change.url)}.")
        elif not self._feed.user:
            self.password_field.complain("Give the password, too.")
        else:
            return False
        self.form.password.setFocus()
        return True

    def _try(self) -> None:
        change = self._changed()
        if change is not None and not self._misses_password(change):
            self._saving = None
            self._ask(change)

    def _ask(self, change: Change) -> None:
        self._tell("Looking at the address…", "soft")
        self.try_now.setEnabled(False)
        user = self._feed.user if change.user is None else change.user
        url = change.url or self._feed.url
        kept = self._feed.id if user == self._feed.user or not change.password else 0
        self.trying.ask(url, feed_id=kept, user=user, password=change.password or "")

    def _answered(self, answer: Answer) -> None:
        change, self._saving = self._saving, None
        self.keep.setEnabled(True)
        self.try_now.setEnabled(True)
        well = not answer.trouble and not answer.offered
        self._tell(answer.words(datetime.now(UTC)), "soft" if well else "trouble")
        if well:
            if change is not None:
                self.wanted.emit(self._feed, change)
            elif self._feed.trouble and self._changed() == Change():
                self.read_wanted.emit(self._feed.id)
            return
        if answer.offered:
            self._offer = answer.offered[0].url
            name = answer.offered[0].title or "the first"
            self.address_field.complain(answer.words(datetime.now(UTC)), f"Take {name[:40]}")
            return
        self._offer = ""
        field: Field = self.password_field if answer.mend == "password" else self.address_field
        field.complain(answer.trouble, "Save it all the same" if change is not None else "")
        field.edit.setFocus()
        self.area.ensureWidgetVisible(field, 0, 0)

    def _repair(self) -> None:
        if self._offer:
            self.form.address.setText(self._offer)
            self._address_edited(self._offer)
            return
        self._sure = True
        self._save()

    def _address_edited(self, text: str) -> None:
        self._forget_doubt()
        try:
            elsewhere = place_of(normal(text)) != place_of(self._feed.url)
        except TocsinError:
            elsewhere = False
        self.address_field.remark(ANOTHER_HOST if elsewhere else "")

    def _forget_doubt(self, _: str = "") -> None:
        self._sure, self._offer = False, ""
        self.address_field.remark("")
        self.password_field.remark("")

    def _tell(self, sentence: str, name: str) -> None:
        self.answer.setObjectName(name)
        self.answer.setText(sentence)
        self.answer.style().unpolish(self.answer)
        self.answer.style().polish(self.answer)
