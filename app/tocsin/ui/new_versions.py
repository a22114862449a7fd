"""The menu's two words about versions: whether to look for new ones, and the one that was found."""

from __future__ import annotations

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices

from tocsin import __version__
from tocsin.core.releases import is_newer
from tocsin.monitor.updates import CHOICE, FOUND, Package, package, wanted
from tocsin.store import Store
from tocsin.ui.deeds import Deeds


class NewVersions(QObject):
    """Nothing is downloaded: the page of the release opens in the browser."""

    said = Signal(str)

    def __init__(
        self, switch: QAction, offer: QAction, store: Store, deeds: Deeds, ours: Package | None = None
    ) -> None:
        super().__init__(switch)
        self._switch, self._offer, self._store, self._deeds = switch, offer, store, deeds
        ours = ours or package()
        switch.setCheckable(True)
        switch.setChecked(wanted(store, ours))
        switch.setVisible(bool(ours.releases))
        switch.toggled.connect(self._chosen)
        offer.triggered.connect(self._open)
        self.look()

    def look(self) -> None:
        """Offer the version that was found last, as long as it is newer than this one."""
        version = self._store.settings.get(FOUND).partition(" ")[0]
        newer = is_newer(version, __version__)
        self._offer.setVisible(newer)
        self._offer.setText(f"Tocsin {version} is out…" if newer else "")

    def hear(self, name: str, _: dict[str, object]) -> None:
        """Follow what the monitor found."""
        if name == "update-found":
            self.look()
            self.said.emit(f"{self._offer.text()[:-1]}: see the menu.")

    def _chosen(self, on: bool) -> None:
        self._deeds.put(CHOICE, "1" if on else "0")
        self.said.emit(
            "Once a day the project's site is asked for the newest version, and for nothing else." if on
            else "Tocsin does not look for new versions."
        )  # fmt: skip

    def _open(self) -> None:
        page = self._store.settings.get(FOUND).partition(" ")[2]
        if page.startswith("https://"):
            QDesktopServices.openUrl(QUrl(page))
