"""Opens the dialogs of the window, and carries what they say to the deeds."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from tocsin.core.model import Feed, Watch
from tocsin.store import Store
from tocsin.ui.catalog_dialog import CatalogDialog
from tocsin.ui.deeds import Deeds, NewSource, NewWatch
from tocsin.ui.looking import Looking
from tocsin.ui.places import Place
from tocsin.ui.source_dialog import SourceDialog
from tocsin.ui.source_edit_dialog import SourceEditDialog
from tocsin.ui.store_thread import StoreThread
from tocsin.ui.theme import Theme
from tocsin.ui.trying import Offer
from tocsin.ui.watch_dialog import WatchDialog

LARGEST_LIST = 20 * 2**20


class Opening(QObject):
    """At most one dialog is open."""

    said = Signal(str)
    receipt_wanted = Signal(object)
    catalog_wanted = Signal()

    def __init__(
        self, theme: Theme, store: Store, searcher: StoreThread, deeds: Deeds, window: QWidget, program: list[str],
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._program = program
        self._looking: Looking | None = None
        self._theme, self._store, self._searcher, self._deeds, self._window = theme, store, searcher, deeds, window
        self.dialog: QDialog | None = None
        deeds.feed_added.connect(self._kept)
        deeds.watch_added.connect(self._kept)

    def new_source(self, address: str = "") -> None:
        """Ask for a source."""
        dialog = SourceDialog(self._theme, self._store, address, self._window)
        dialog.wanted.connect(self._add_source)
        dialog.several_wanted.connect(self._add_several)
        dialog.catalog_wanted.connect(self.catalog_wanted)
        self.show_dialog(dialog)

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
        self.show_dialog(dialog)

    def show_dialog(self, dialog: QDialog) -> None:
        """Open a dialog in the place of the one that is open."""
        if self.dialog is not None:
            self.dialog.reject()
        self.dialog = dialog
        dialog.finished.connect(self._closed)
        dialog.open()

    def _add_source(self, wanted: NewSource) -> None:
        """Follow a source: looked at first, unless its password would stand in the list of processes."""
        if wanted.user or not self._program:
            self._deeds.add_source(wanted, self.refuse)
            return
        self._look(wanted.url, folder=wanted.folder, ring_first=wanted.ring_first)

    def _add_several(self, urls: list[str], folder: str, ring_first: bool) -> None:
        self._look(*urls, folder=folder, ring_first=ring_first)

    def _look(self, *urls: str, folder: str, ring_first: bool) -> None:
        if isinstance(self.dialog, SourceDialog):
            self.dialog.wait()
        self._looking = looking = Looking(self._program, self)
        looking.followed.connect(self._deeds.followed)
        looking.refused.connect(self.refuse)
        looking.missed.connect(self.said)
        looking.offered.connect(self._offered)
        looking.follow(*urls, folder=folder, ring_first=ring_first)

    def _offered(self, offers: tuple[Offer, ...]) -> None:
        if isinstance(self.dialog, SourceDialog):
            self.dialog.offer(offers)

    def _save_watch(self, wanted: NewWatch) -> None:
        self._deeds.save_watch(wanted, self.refuse)

    def refuse(self, sentence: str) -> None:
        """Let the dialog that is open say why it did not come to it; without one the window says it."""
        if isinstance(self.dialog, SourceDialog | WatchDialog | SourceEditDialog | CatalogDialog):
            self.dialog.refuse(sentence)
        else:
            self.said.emit(sentence)

    def close_dialog(self) -> None:
        """Close what is open: it has done its work."""
        if self.dialog is not None:
            self.dialog.accept()

    def _kept(self, _: Feed | Watch) -> None:
        if isinstance(self.dialog, SourceDialog | WatchDialog):
            self.dialog.accept()

    def _closed(self, _: int) -> None:
        if self._looking is not None:
            self._looking.stop()
            self._looking.deleteLater()
            self._looking = None
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

