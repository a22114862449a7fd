"""Opens the windows that answer questions: why was I not told, what was read for a watch, what is quiet."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from tocsin.store import Store
from tocsin.ui.policies import Policies
from tocsin.ui.quiet_dialog import QuietDialog
from tocsin.ui.receipt_dialog import ReceiptDialog
from tocsin.ui.store_thread import StoreThread
from tocsin.ui.theme import Theme
from tocsin.ui.why_dialog import WhyDialog


class Asking(QObject):
    """At most one is open; the main window stays in use beside the first two."""

    article_wanted = Signal(object)
    said = Signal(str)

    def __init__(
        self, theme: Theme, store: Store, searcher: StoreThread, policies: Policies, window: QWidget
    ) -> None:
        super().__init__(window)
        self._theme, self._store, self._searcher = theme, store, searcher
        self._policies, self._window = policies, window
        self.dialog: QDialog | None = None

    def why_not(self) -> None:
        """Ask for an address or a headline, and answer."""
        dialog = WhyDialog(self._theme, self._store, self._searcher, self._window)
        dialog.article_wanted.connect(self.article_wanted)
        self._show(dialog)

    def receipt(self, watch_id: int) -> None:
        """Show what was read for a watch."""
        watch = self._store.watches.get(watch_id)
        parent = QApplication.activeModalWidget() or self._window
        dialog = ReceiptDialog(self._theme, self._searcher, watch, parent)
        dialog.said.connect(self.said)
        self._show(dialog)

    def quiet(self) -> None:
        """Show what keeps notices quiet, and let it be changed."""
        dialog = QuietDialog(self._theme, self._store, self._policies, self._window)
        self._show(dialog)

    def close(self) -> None:
        """Close what is open."""
        if self.dialog is not None:
            self.dialog.reject()

    def _show(self, dialog: QDialog) -> None:
        self.close()
        self.dialog = dialog
        dialog.finished.connect(self._closed)
        dialog.show()

    def _closed(self, _: int) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
