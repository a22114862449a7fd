"""The dialog for a source: one address, what is wrong with it said beneath it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tocsin.core.errors import TocsinError
from tocsin.feeds.address import normal, same, split_credentials
from tocsin.store import Store
from tocsin.ui.controls import Choice, Tick, main_button
from tocsin.ui.deeds import NewSource
from tocsin.ui.field import Field
from tocsin.ui.theme import Theme


class SourceDialog(QDialog):
    """Emits the source that is wanted and stays until it is followed."""

    wanted = Signal(object)

    def __init__(self, theme: Theme, store: Store, address: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.setWindowTitle("New source")
        self.address = QLineEdit(address)
        self.address.setPlaceholderText("herald.example")
        self.address.setMaxLength(4000)
        self.address_field = Field(theme, "&Address", self.address, room=2)
        self.folder = Choice(theme, editable=True)
        self.folder.addItems(["", *sorted({feed.folder for feed in store.feeds.all() if feed.folder})])
        self.ring_first = Tick(theme, "&Ring for what the source holds already")
        self.keep: QPushButton = main_button("Add source")
        buttons = QDialogButtonBox()
        buttons.addButton(self.keep, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.px(20)] * 4)
        column.setSpacing(theme.px(14))
        column.addWidget(self.address_field)
        column.addWidget(Field(theme, "&Folder", self.folder))
        column.addWidget(self.ring_first)
        column.addStretch(1)
        column.addWidget(buttons)
        self.resize(theme.px(460), self.sizeHint().height())
        self.address.textChanged.connect(self._changed)
        self._changed(address)

    def wait(self) -> None:
        """Say that the address is being looked at; closing the dialog gives it up."""
        self.address_field.remark("Looking at the address…")

    def refuse(self, sentence: str) -> None:
        """Say why the source was not added; what was typed stays."""
        self.address_field.complain(sentence)
        self.keep.setEnabled(True)

    def _changed(self, text: str) -> None:
        self.address_field.remark("A feed, or a site that offers one. What it holds already does not ring.")
        self.keep.setEnabled(bool(text.strip()))

    def _accept(self) -> None:
        try:
            url, user, password = split_credentials(normal(self.address.text()))
        except TocsinError as error:
            self.refuse(str(error))
            return
        for feed in self._store.feeds.all():
            if same(feed.url, url):
                self.refuse(f"This address is followed already, as {feed.title}.")
                return
        self.keep.setEnabled(False)
        folder = self.folder.currentText().strip()
        self.wanted.emit(NewSource(url, folder, user, password, self.ring_first.isChecked()))
