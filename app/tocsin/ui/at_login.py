"""The switch "Start at login": shows what the system would do, and asks it to do otherwise."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from tocsin.core.errors import TocsinError
from tocsin.desktop.autostart import AT_LOGIN, Autostart
from tocsin.desktop.bells.order import in_flatpak
from tocsin.store import Store
from tocsin.ui.deeds import Deeds

SETTING = "ui.at-login"
"""What the portal was asked for last: it cannot be asked what it would do."""


class AtLogin(QObject):
    """Keeps the switch true to the system: the user may have changed it there."""

    said = Signal(str)

    def __init__(
        self, switch: QAction, store: Store, deeds: Deeds, *, autostart: Autostart | None = None,
        flatpak: bool | None = None,
    ) -> None:  # fmt: skip
        super().__init__(switch)
        self._switch, self._store, self._deeds = switch, store, deeds
        self._flatpak = in_flatpak() if flatpak is None else flatpak
        self._autostart = autostart or Autostart()
        switch.setCheckable(True)
        switch.toggled.connect(self._set)
        self.look()

    def look(self) -> None:
        """Show what holds now."""
        asked = self._store.settings.get(SETTING) == "1"
        self._show(asked if self._flatpak else self._autostart.on())

    def _show(self, on: bool) -> None:
        self._switch.blockSignals(True)
        self._switch.setChecked(on)
        self._switch.blockSignals(False)

    def _set(self, on: bool) -> None:
        if self._flatpak:
            self._ask_portal(on)
        else:
            try:
                self._autostart.set(on)
            except TocsinError as error:
                self.said.emit(str(error))
                self.look()
                return
        self.said.emit("Tocsin starts when you log in, in the tray." if on else "Tocsin starts when you open it.")

    def _ask_portal(self, on: bool) -> None:
        from tocsin.desktop.background_portal import BackgroundPortal

        self._deeds.put(SETTING, "1" if on else "")
        self._portal = BackgroundPortal()
        self._portal.ask(["tocsin", *AT_LOGIN], on, self._refused)

    def _refused(self, why: str) -> None:
        self._deeds.put(SETTING, "")
        self._show(False)
        self.said.emit(f"Starting at login could not be changed: {why}.")
