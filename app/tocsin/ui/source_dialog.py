"""The dialog for a new source: one address, the feeds of a site to choose from, or the catalogue."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tocsin.core.errors import TocsinError
from tocsin.feeds.address import host_of, key, normal, same, split_credentials
from tocsin.store import Store
from tocsin.ui.check_list import CheckList, CheckRow
from tocsin.ui.controls import Choice, Tick, grow, in_order, main_button
from tocsin.ui.deeds import NewSource
from tocsin.ui.field import Field
from tocsin.ui.theme import Theme
from tocsin.ui.trying import Offer
from tocsin.ui.words import counted

ROWS, ROW = 4, 48
"""So many of a site's feeds are seen at once at least, and how high one is."""


class SourceDialog(QDialog):
    """Emits the source that is wanted and stays until it is followed."""

    wanted = Signal(object)
    several_wanted = Signal(object, str, bool)
    """Addresses of feeds of a site, the folder, and whether what they hold already rings."""
    catalog_wanted = Signal()

    def __init__(self, theme: Theme, store: Store, address: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.setWindowTitle("New source")
        self.address = QLineEdit(address)
        self.address.setPlaceholderText("herald.example")
        self.address.setMaxLength(4000)
        self.address_field = Field(theme, "&Address", self.address, room=2)
        self.offered = CheckList(theme, "Feeds of this site")
        self.offered.setMinimumHeight(theme.px(ROWS * ROW))
        self.offered.hide()
        self.folder = Choice(theme, editable=True)
        self.folder.addItems(["", *sorted({feed.folder for feed in store.feeds.all() if feed.folder})])
        self.ring_first = Tick(theme, "&Ring for what the source holds already")
        self.keep: QPushButton = main_button("Add source")
        self.browse = QPushButton("Browse the &catalogue…")
        self.browse.setAutoDefault(False)
        self.browse.clicked.connect(self.catalog_wanted)
        self.keep.clicked.connect(self._accept)
        away = QPushButton("Cancel")
        away.setAutoDefault(False)
        away.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(10))
        buttons.addWidget(self.browse)
        buttons.addStretch(1)
        buttons.addWidget(in_order(self.keep, away))
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.px(20)] * 4)
        column.setSpacing(theme.px(14))
        column.addWidget(self.address_field)
        column.addWidget(self.offered, 1)
        column.addWidget(Field(theme, "&Folder", self.folder))
        column.addWidget(self.ring_first)
        column.addStretch(1)
        column.addLayout(buttons)
        self.resize(theme.px(500), self.sizeHint().height())
        self.address.textChanged.connect(self._changed)
        self.offered.rows.chosen_changed.connect(self._count)
        self._changed(address)

    def wait(self) -> None:
        """Say that the address is being looked at; closing the dialog gives it up."""
        self.address_field.remark("Looking at the address…")

    def refuse(self, sentence: str) -> None:
        """Say why the source was not added; what was typed stays."""
        self.address_field.complain(sentence)
        self.keep.setEnabled(True)

    def offer(self, offers: Sequence[Offer]) -> None:
        """Let the user choose among the feeds of a site; the first that is not followed is chosen."""
        followed = {key(address) for _, address in self._store.feeds.addresses()}
        rows = [
            CheckRow(one.url, one.title or host_of(one.url), f"{one.kind} · {one.url}", key(one.url) in followed)
            for one in offers
        ]
        self.offered.rows.show(rows)
        self.offered.rows.choose(self.offered.rows.chosen, on=False)
        self.offered.rows.choose([row.key for row in rows if not row.followed][:1], on=True)
        self.address_field.remark(f"This site offers {counted(len(rows), 'feed')}. Which of them?")
        self.offered.show()
        self.offered.setCurrentIndex(self.offered.rows.index(0))
        self.offered.setFocus()
        grow(self)

    def _count(self) -> None:
        chosen = len(self.offered.rows.chosen)
        self.keep.setText(f"Add {counted(chosen, 'source')}" if chosen > 1 else "Add source")
        self.keep.setEnabled(chosen > 0)

    def _changed(self, text: str) -> None:
        self.address_field.remark("A feed, or a site that offers some. What it holds already does not ring.")
        self.offered.hide()
        self.keep.setText("Add source")
        self.keep.setEnabled(bool(text.strip()))

    def _accept(self) -> None:
        folder = self.folder.currentText().strip()
        if not self.offered.isHidden():
            self.keep.setEnabled(False)
            self.several_wanted.emit(self.offered.rows.chosen, folder, self.ring_first.isChecked())
            return
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
        self.wanted.emit(NewSource(url, folder, user, password, self.ring_first.isChecked()))
