"""The desktop program: wires everything in one place, and closes it in reverse."""

from __future__ import annotations

import os
import random
from collections.abc import Sequence
from contextlib import ExitStack

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from tocsin.core.ailing import KEY as AILING
from tocsin.core.model import Notice
from tocsin.desktop.bells.chain import Bell
from tocsin.desktop.profile import Profile
from tocsin.desktop.program import APP_ID, itself
from tocsin.desktop.screen import require_screen
from tocsin.store import Store
from tocsin.ui.at_login import AtLogin
from tocsin.ui.bells import bells_here, join
from tocsin.ui.brief_ringing import BriefRinging
from tocsin.ui.closing import Closing
from tocsin.ui.deeds import Deeds
from tocsin.ui.desk import Desk
from tocsin.ui.garbage import Garbage
from tocsin.ui.icons import program_icon
from tocsin.ui.instance import Instance
from tocsin.ui.monitor_link import MonitorLink, command
from tocsin.ui.new_versions import NewVersions
from tocsin.ui.outside import Outside
from tocsin.ui.panel_wait import wait_for_panel
from tocsin.ui.picture_turns import turns
from tocsin.ui.ringing import Ringing
from tocsin.ui.signals import Signals
from tocsin.ui.store_thread import StoreThread
from tocsin.ui.system_network import SystemNetwork
from tocsin.ui.theme import Theme
from tocsin.ui.tokens import load
from tocsin.ui.tray import Tray
from tocsin.ui.tray_desk import TrayDesk

SCHEME = "TOCSIN_SCHEME"
"""The environment's word on light or dark; it goes before the setting."""


LONGEST_PAUSE = 60_000
"""Milliseconds: at login, reading begins after a part of this that chance chooses; others begin their day, too."""


def run(profile: Profile, *, minimised: bool = False, at_login: bool = False, words: Sequence[str] = ()) -> int:
    """Show the window until the user quits; a second start raises the first window and ends with 0.

    `words` are addresses and files to open in the running program. `at_login`: reading begins a little later.

    Raises TocsinError where there is no screen, or when the profile cannot be used.
    """
    require_screen()
    profile.make()
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(["tocsin"])
    app.setApplicationName("tocsin")
    app.setApplicationDisplayName("Tocsin")
    app.setDesktopFileName(APP_ID)
    app.setQuitOnLastWindowClosed(False)
    instance = Instance(profile.desktop_lock)
    if not instance.first(words=words):
        return 0
    with ExitStack() as closing:
        closing.callback(instance.close)
        if at_login:
            wait_for_panel()
        program = Program(app, profile, closing)
        instance.raise_wanted.connect(program.desk.window.come_to_front)
        signals = Signals(program.quit)
        closing.callback(signals.close)
        program.quitting.connect(app.exit)  # quit() would ask the window, which only hides itself
        outside = Outside(app, program.desk, program.store)
        instance.open_wanted.connect(outside.open)
        instance.quit_wanted.connect(program.quit)
        program.start(minimised=minimised, pause=random.randrange(LONGEST_PAUSE) if at_login else 0)  # noqa: S311
        for word in words:
            outside.open(word)
        return app.exec()


def end_running(profile: Profile) -> bool:
    """Ask the desktop program of a profile to end; returns whether there was one."""
    app = QCoreApplication.instance() or QCoreApplication(["tocsin"])
    heard = Instance(profile.desktop_lock).quit_first()
    del app
    return heard


class Program(QObject):
    """Everything that lives as long as the program."""

    quitting = Signal()

    def __init__(
        self, app: QApplication, profile: Profile, closing: ExitStack, *, line: list[str] | None = None,
        bells: list[Bell] | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self._garbage = Garbage()
        closing.callback(self._garbage.close)
        Store.open(profile.database).close()
        self.store = closing.enter_context(Store.open(profile.database, read_only=True))
        self.theme = Theme(load(), app)
        app.setWindowIcon(program_icon(self.theme.tokens.icon))
        self.theme.apply(os.environ.get(SCHEME, "") or self.store.settings.get("ui.scheme", "system"))
        self.writer = StoreThread(profile.database)
        closing.callback(self.writer.close)
        self.searcher = StoreThread(profile.database, read_only=True)
        closing.callback(self.searcher.close)
        self.link = MonitorLink(line or command(profile.folder))
        closing.callback(self.link.close)
        self.deeds = Deeds(self.writer)
        self.desk = Desk(
            self.theme, self.store, self.searcher, self.deeds, self.link, program=itself(profile.folder)
        )
        self.desk.reader.sheets.pictures.turn = turns(self.writer)
        closing.callback(self.desk.close)
        self.tray = Tray(self.theme)
        closing.callback(self.tray.close)
        self._bells = bells_here(self.tray.icon, closing) if bells is None else bells
        self.ringing = Ringing(self.store, self.writer, self._bells)
        self.briefs = BriefRinging(self.store, self.writer, self.ringing)
        self._at_login = AtLogin(self.desk.menu.at_login, self.store, self.deeds)
        self._at_login.said.connect(self.desk.window.status.say)
        self._versions = NewVersions(self.desk.menu.versions, self.desk.menu.newer, self.store, self.deeds)
        self._versions.said.connect(self.desk.window.status.say)
        self.link.heard.connect(self._versions.hear)
        self._network = SystemNetwork(self.link, self)
        self._tray_desk = TrayDesk(self.tray, self.desk, self.store)
        window = self.desk.window
        self._closing = Closing(window, self.tray, self.store, self.deeds, self.ringing.show, window.closing)
        self.desk.menu.offer_before_quit(self._closing.keep)
        self._connect()

    def start(self, *, minimised: bool = False, pause: int = 0) -> None:
        """Show the window and start the monitor, after `pause` milliseconds."""
        self.tray.start()
        window, settings = self.desk.window, self.store.settings
        window.restore_layout(settings.get("ui.geometry"), settings.get("ui.splitter"))
        if not minimised:
            window.show()
        elif not self.tray.there:
            window.showMinimized()
        window.back_to_stories()
        QTimer.singleShot(pause, self.link.start)
        self.ringing.look()
        self.briefs.look()
        self._tray_desk.tell_alerts()
        self._garbage.settle()

    def quit(self) -> None:
        """End the program, as soon as what is being typed is saved."""
        self.desk.triage.before_leaving(self._end)

    def _end(self) -> None:
        """Keep the layout and end the program."""
        geometry, splitter = self.desk.window.layout_text()
        self.deeds.put("ui.geometry", geometry)
        self.deeds.put("ui.splitter", splitter)
        self.deeds.put("ui.folded", self.desk.places.folded())
        self.quitting.emit()

    def _connect(self) -> None:
        desk, tray, ringing, deeds, link = self.desk, self.tray, self.ringing, self.deeds, self.link
        join(self._bells, ringing)
        ringing.open_wanted.connect(desk.show_article)
        ringing.page_wanted.connect(desk.bell.come)
        ringing.page_wanted.connect(desk.brief.come)
        desk.brief.seen.connect(self.briefs.seen)
        ringing.keep_wanted.connect(self._keep)
        ringing.mute_wanted.connect(desk.bell.policies.mute_stories_of)
        ringing.snooze_wanted.connect(desk.bell.policies.snooze_of)
        desk.bell.policies.changed.connect(ringing.be_discreet)
        desk.bell.policies.changed.connect(ringing.look)
        ringing.acted.connect(deeds.act)
        ringing.silent.connect(desk.window.status.say)
        ringing.settled.connect(self._settled)
        deeds.marked.connect(ringing.mark)
        link.heard.connect(self._heard)
        self._closing.quit_wanted.connect(self.quit)
        desk.menu.quit.triggered.connect(self.quit)
        tray.quit_wanted.connect(self.quit)

    def _heard(self, name: str, event: dict[str, object]) -> None:
        if name == "alerts-owed":
            self.ringing.look()
        elif name == "brief-made":
            self.briefs.look()
        elif name == "round-began":
            self.ringing.round_began(event.get("after_absence") is True)
        elif name == "round-ended":
            self.ringing.round_ended()
        elif name == "sources-ailing":
            self.ringing.show(Notice(AILING, str(event.get("title", "")), str(event.get("body", "")), ()))
        elif name == "stories-grew":
            self.ringing.grew(event.get("stories"))

    def _keep(self, ids: list[int]) -> None:
        self.deeds.keep(ids, True)

    def _settled(self, _: object, __: str) -> None:
        self.desk.bell.catch_up()
        self._tray_desk.tell_alerts()
