"""Wires the dialog of other bells to the deeds; waits for keyring and network on a thread of its own."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from tocsin.core.model import OtherBell
from tocsin.desktop.bells.apprise import Outcome
from tocsin.desktop.bells.apprise_process import AppriseProcess
from tocsin.monitor import bell_keeping
from tocsin.store import Store
from tocsin.ui.deeds import Deeds
from tocsin.ui.main_menu import MainMenu
from tocsin.ui.other_bell_form import NewBell
from tocsin.ui.other_bells_dialog import OtherBellsDialog
from tocsin.ui.store_thread import StoreThread
from tocsin.ui.theme import Theme
from tocsin.ui.window import Window


class OtherBellsDesk(QObject):
    """At most one dialog is open."""

    changed = Signal()
    """What needs the user may be another thing now."""

    def __init__(self, theme: Theme, store: Store, deeds: Deeds, window: Window, menu: MainMenu) -> None:
        super().__init__(window)
        self._theme, self._store, self._deeds, self._window = theme, store, deeds, window
        self._path: Path = store.database.path
        self._waiter: StoreThread | None = None
        self._stop = threading.Event()
        self.dialog: OtherBellsDialog | None = None
        menu.other_bells.triggered.connect(self.open)
        deeds.undone.connect(self._undone)

    def open(self) -> None:
        """Show the other bells."""
        if self.dialog is None:
            dialog = self.dialog = OtherBellsDialog(self._theme, self._store, self._window)
            dialog.switch_wanted.connect(self._switch)
            dialog.test_wanted.connect(self._test)
            dialog.remove_wanted.connect(self._remove)
            dialog.watches_wanted.connect(self._choose)
            dialog.discreet_wanted.connect(self._be_discreet)
            dialog.bell_wanted.connect(self._keep)
            dialog.told.connect(self._told)
            dialog.undo.undo_wanted.connect(self._deeds.undo)
            dialog.finished.connect(self._closed)
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def hear(self, name: str, _: object) -> None:
        """Show what the monitor tells of a bell."""
        if name in ("other-bell-rang", "other-bell-failed"):
            self._show()

    def close(self) -> None:
        """Close what is open, and wait no longer."""
        if self.dialog is not None:
            self.dialog.reject()
        self._stop.set()
        if self._waiter is not None:
            self._waiter.close()

    # -- deeds

    def _keep(self, wanted: NewBell) -> None:
        now = datetime.now(UTC)
        stop = self._stop

        def job(store: Store) -> OtherBell:
            speaker = AppriseProcess(stop)
            try:
                if wanted.id:
                    return bell_keeping.readdress(store, speaker, wanted.id, wanted.address, now=now)
                return bell_keeping.add(store, speaker, wanted.name, wanted.address, now=now, discreet=wanted.discreet)
            finally:
                speaker.close()

        self._waiting().ask(job, self._kept, self._refused)

    def _test(self, bell: OtherBell) -> None:
        stop = self._stop

        def job(store: Store) -> tuple[int, Outcome]:
            speaker = AppriseProcess(stop)
            try:
                return bell.id, bell_keeping.test(store, speaker, bell.id, now=datetime.now(UTC))
            finally:
                speaker.close()

        self._waiting().ask(job, self._tested)

    def _switch(self, bell: OtherBell, on: bool) -> None:
        self._deeds.ask(lambda store: store.other_bells.switch(bell.id, on), self._changed)

    def _choose(self, bell: OtherBell, watches: list[int] | None) -> None:
        self._deeds.ask(lambda store: store.other_bells.choose(bell.id, watches), self._changed)

    def _be_discreet(self, bell: OtherBell, on: bool) -> None:
        self._deeds.ask(lambda store: store.other_bells.edit(bell.id, discreet=on), self._changed)

    def _remove(self, bell: OtherBell) -> None:
        now, sentence = datetime.now(UTC), f"Removed {bell.name}."
        self._deeds.ask(lambda store: store.other_bells.remove(bell.id, now), self._changed)
        self._deeds.remember(sentence, lambda store: store.other_bells.restore(bell.id), self._changed, bar=False)
        if self.dialog is not None:
            self.dialog.undo.offer(sentence)

    def _told(self) -> None:
        self._deeds.put(bell_keeping.TOLD, "1")

    # -- answers

    def _kept(self, _: OtherBell) -> None:
        if self.dialog is not None:
            self.dialog.show_list()
        self.changed.emit()

    def _refused(self, sentence: str) -> None:
        if self.dialog is not None:
            self.dialog.form.refuse(sentence)

    def _tested(self, done: tuple[int, Outcome]) -> None:
        bell_id, outcome = done
        if self.dialog is not None:
            self.dialog.answered(bell_id, outcome.trouble or "It took the test. Look there whether it arrived.")
        self.changed.emit()

    def _changed(self, _: object) -> None:
        self._show()
        self.changed.emit()

    def _undone(self) -> None:
        if self.dialog is not None:
            self.dialog.undo.hide()

    def _show(self) -> None:
        if self.dialog is not None:
            self.dialog.list_all()

    def _closed(self, _: int) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    def _waiting(self) -> StoreThread:
        if self._waiter is None:
            self._waiter = StoreThread(self._path)
        return self._waiter
