"""The icon in the system's tray: its states, its menu, and how it comes back when a panel is started again."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from tocsin.core.model import Rung
from tocsin.core.text import clean
from tocsin.ui.theme import Theme
from tocsin.ui.tray_icon import TrayState, tray_icon
from tocsin.ui.words import short

LAST = 5
LOOK = 3_000
"""Milliseconds between looks whether there is a tray: panels come, go and are started again."""

OPENING = (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick)
"""A click, once or twice: some panels send one, some the other, Windows both."""


class Tray(QObject):
    """Says by shape how things stand: all read, new, paused, trouble, offline."""

    open_wanted = Signal()
    article_wanted = Signal(object)
    pause_wanted = Signal(str)
    """"hour", "morning", or empty: until the user resumes."""
    resume_wanted = Signal()
    refresh_wanted = Signal()
    quiet_wanted = Signal()
    present_wanted = Signal(bool)
    quit_wanted = Signal()
    lost = Signal()
    """There was a tray, and there is none any more."""

    def __init__(self, theme: Theme, platform: str = sys.platform) -> None:
        super().__init__()
        self._colour, self._platform = theme.tokens.icon, platform
        self._state: TrayState | None = None
        self._there = False
        self._started = False
        self.icon = QSystemTrayIcon()
        self.menu = QMenu()
        self.menu.setToolTipsVisible(True)
        self._open = self._action("Open Tocsin", self.open_wanted.emit)
        self.menu.setDefaultAction(self._open)
        self.menu.addSeparator()
        self._before = self.menu.addSeparator()
        self._alerts: list[QAction] = []
        self._action("Read all sources now", self.refresh_wanted.emit)
        self._pause_hour = self._action("Pause for 1 hour", self._pressed_hour)
        self._pause_morning = self._action("Pause until tomorrow 7:00", self._pressed_morning)
        self._pause = self._action("Pause", self._pressed_pause)
        self._resume = self._action("Resume", self.resume_wanted.emit)
        self.menu.addSeparator()
        self._action("Quiet hours…", self.quiet_wanted.emit)
        self.presenting = self._action("Presenter mode", self._pressed_present)
        self.presenting.setCheckable(True)
        self.menu.addSeparator()
        self._action("Quit", self.quit_wanted.emit)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._activated)
        self._looking = QTimer(self)
        self._looking.setInterval(LOOK)
        self._looking.timeout.connect(self.look)
        self.tell(TrayState())

    @property
    def there(self) -> bool:
        """Say whether the icon can be seen, so that a closed window can be found again."""
        return self.icon.isVisible() and QSystemTrayIcon.isSystemTrayAvailable()

    def start(self) -> None:
        """Show the icon; where there is no tray yet it appears when one comes."""
        self._started = True
        self.icon.show()
        self._there = self.there
        self._looking.start()

    def close(self) -> None:
        """Take the icon away."""
        self._looking.stop()
        self._started = False
        self.icon.hide()
        self.icon.setContextMenu(None)  # type: ignore[arg-type]

    def look(self) -> None:
        """See whether a tray came or went: one that was started again knows nothing of us, so we come anew."""
        there = QSystemTrayIcon.isSystemTrayAvailable()
        came, went = there and not self._there, self._there and not there
        self._there = there
        if came and self._started:
            self.icon.hide()
            self.icon.show()
        elif went:
            self.lost.emit()

    def tell(self, state: TrayState) -> None:
        """Show how things stand."""
        if state == self._state:
            return
        self._state = state
        for action in (self._pause, self._pause_hour, self._pause_morning):
            action.setVisible(not state.paused)
        self._resume.setVisible(state.paused)
        parts = [f"{state.new:,} new" if state.new else "nothing new"]
        said = (("paused", state.paused), ("offline", state.offline), ("a source needs you", state.trouble))
        parts += [words for words, so in said if so]
        self.icon.setToolTip(f"Tocsin: {', '.join(parts)}")
        self.icon.setIcon(tray_icon(self._colour, state, mask=self._platform == "darwin"))
        self._open.setText(f"Open Tocsin ({short(state.new)} new)" if state.new else "Open Tocsin")

    def tell_alerts(self, rung: Sequence[Rung]) -> None:
        """List the last alerts in the menu."""
        for action in self._alerts:
            self.menu.removeAction(action)
            action.deleteLater()
        self._alerts = []
        for one in rung[:LAST]:
            words = clean(one.headline, 56).replace("&", "&&") or "(no headline)"
            action = QAction(words, self.menu)
            action.setToolTip(clean(f"{one.watch} · {one.outlet}", 120))
            action.setData(one.alert.article_id)
            action.triggered.connect(self._pressed_alert)
            self.menu.insertAction(self._before, action)
            self._alerts.append(action)

    def _action(self, text: str, do: object) -> QAction:
        action = QAction(text, self.menu)
        action.triggered.connect(do)
        self.menu.addAction(action)
        return action

    def _pressed_alert(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.article_wanted.emit(int(action.data()))

    def _pressed_hour(self) -> None:
        self.pause_wanted.emit("hour")

    def _pressed_morning(self) -> None:
        self.pause_wanted.emit("morning")

    def _pressed_pause(self) -> None:
        self.pause_wanted.emit("")

    def _pressed_present(self, on: bool) -> None:
        self.present_wanted.emit(on)

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        # On macOS a click belongs to the menu, which the system opens by itself.
        if reason in OPENING and self._platform != "darwin":
            self.open_wanted.emit()
