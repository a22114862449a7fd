"""Opens the dialogs of the window, and carries what they say to the deeds."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from tocsin.core.model import Feed, Watch
from tocsin.store import Store
from tocsin.ui.deeds import Deeds, NewSource, NewWatch
from tocsin.ui.looking import Looking
from tocsin.ui.places import Place
from tocsin.ui.source_dialog import SourceDialog
from tocsin.ui.store_thread import StoreThread
from tocsin.ui.theme import Theme
from tocsin.ui.watch_dialog import WatchDialog

LARGEST_LIST = 20 * 2**20


class Opening(QObject):
    """At most one dialog is open."""

    said = Signal(str)
    receipt_wanted = Signal(object)

    def __init__(
        self, theme: Theme, store: Store, searcher: StoreThread, deeds: Deeds, window: QWidget, program: list[str],
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._program = program
        self._looking: Looking | None = None
        self._theme, self._store, self._searcher, self._deeds, self._window = theme, store, searcher, deeds, window
        self.dialog: SourceDialog | WatchDialog | None = None
        deeds.feed_added.connect(self._kept)
        deeds.watch_added.connect(self._kept)

    def new_source(self, address: str = "") -> None:
        """Ask for a source."""
        dialog = SourceDialog(self._theme, self._store, address, self._window)
        dialog.wanted.connect(self._add_source)
        self._open(dialog)

    def new_watch(self, query: str = "") -> None:
        """Ask for a watch."""
        self._open_watch(WatchDialog(self._theme, self._store, self._searcher, query=query, parent=self._window))

    def edit_watch(self, place: Place) -> None:
        """Ask what should become of a watch."""
        watch = self._store.watches.get(place.id)
        self._open_watch(WatchDialog(self._theme, self._store, self._searcher, watch, parent=self._window))

    def import_list(self) -> None:
        """Ask for a file with a list of sources."""
        name, _ = QFileDialog.getOpenFileName(self._window, "Import a list of sources", "", "OPML (*.opml *.xml)")
        if name:
            self.import_file(Path(name))

    def import_file(self, file: Path) -> None:
        """Follow what a list of sources holds."""
        try:
            body = file.read_bytes() if file.stat().st_size <= LARGEST_LIST else b""
        except OSError as error:
            self.said.emit(f"The list could not be read: {error.strerror}.")
            return
        self._deeds.import_list(body, self._imported)

    def _imported(self, sentence: str) -> None:
        self.said.emit(sentence)

    def _open_watch(self, dialog: WatchDialog) -> None:
        dialog.wanted.connect(self._save_watch)
        dialog.receipt_wanted.connect(self.receipt_wanted)
        self._open(dialog)

    def _open(self, dialog: SourceDialog | WatchDialog) -> None:
        if self.dialog is not None:
            self.dialog.reject()
        self.dialog = dialog
        dialog.finished.connect(self._closed)
        dialog.open()

    def _add_source(self, wanted: NewSource) -> None:
        """Follow a source: looked at first, unless its password would stand in the list of processes."""
        if wanted.user or not self._program:
            self._deeds.add_source(wanted, self._refused)
            return
        if isinstance(self.dialog, SourceDialog):
            self.dialog.wait()
        self._looking = Looking(self._program, self)
        self._looking.followed.connect(self._deeds.followed)
        self._looking.refused.connect(self._refused)
        self._looking.follow(wanted.url, wanted.folder, ring_first=wanted.ring_first)

    def _save_watch(self, wanted: NewWatch) -> None:
        self._deeds.save_watch(wanted, self._refused)

    def _refused(self, sentence: str) -> None:
        if self.dialog is not None:
            self.dialog.refuse(sentence)

    def _kept(self, _: Feed | Watch) -> None:
        if self.dialog is not None:
            self.dialog.accept()

    def _closed(self, _: int) -> None:
        if self._looking is not None:
            self._looking.stop()
            self._looking.deleteLater()
            self._looking = None
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

