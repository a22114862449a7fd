"""Wires the tray to the desk: what its icon and menu say, and what is pressed there."""

from __future__ import annotations

from PySide6.QtCore import QObject

from tocsin.store import Store
from tocsin.ui.desk import Desk
from tocsin.ui.tray import LAST, Tray
from tocsin.ui.tray_icon import TrayState


class TrayDesk(QObject):
    """Tells the tray whatever changes."""

    def __init__(self, tray: Tray, desk: Desk, store: Store) -> None:
        super().__init__(tray)
        self._tray, self._desk, self._store = tray, desk, store
        self._new = 0
        tray.open_wanted.connect(desk.window.come_to_front)
        tray.article_wanted.connect(desk.show_article)
        tray.pause_wanted.connect(desk.pausing.pause)
        tray.resume_wanted.connect(desk.pausing.resume)
        tray.refresh_wanted.connect(desk.places.refresh.trigger)
        tray.quiet_wanted.connect(self._quiet)
        tray.present_wanted.connect(desk.menu.presenting.trigger)
        desk.places.counted.connect(self._counted)
        desk.told.connect(self.tell)
        desk.bell.policies.changed.connect(self.tell_alerts)

    def tell(self) -> None:
        """Show how things stand."""
        doings, facts = self._desk.doings, self._desk.facts
        self._tray.tell(TrayState(self._new, doings.paused, bool(facts.needing()), doings.offline))

    def tell_alerts(self) -> None:
        """List the last alerts, unless others can see the screen."""
        discreet = self._desk.menu.presenting.isChecked()
        self._tray.presenting.setChecked(discreet)
        self._tray.tell_alerts([] if discreet else self._store.alerts.ledger(limit=LAST, with_history=False))
        self.tell()

    def _counted(self, new: int) -> None:
        self._new = new
        self.tell()

    def _quiet(self) -> None:
        self._desk.window.come_to_front()
        self._desk.menu.quiet.trigger()
