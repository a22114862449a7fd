"""The tray: shapes for every state, the last alerts in the menu, and a program that stays reachable without one."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from gui.hand_bell import HandBell
from gui.room import fill, nothing_yet
from tocsin.core.model import Alert, How, Notice, Rung
from tocsin.desktop.bells.chain import Failed
from tocsin.desktop.bells.tray import TrayBell
from tocsin.desktop.profile import Profile
from tocsin.store import Store
from tocsin.ui.app import Program
from tocsin.ui.theme import Theme
from tocsin.ui.tray import Tray, tray_icon

WHEN = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def picture(size: int, new: int, *, paused: bool = False, trouble: bool = False) -> QImage:
    return tray_icon("#BF7F26", new, paused=paused, trouble=trouble).pixmap(size, size).toImage()


@pytest.mark.parametrize("size", [16, 22, 32, 64])
def test_every_state_has_a_shape_of_its_own(size: int) -> None:
    states = [picture(size, 0), picture(size, 3), picture(size, 0, paused=True), picture(size, 0, trouble=True)]
    alphas = [image.convertToFormat(QImage.Format.Format_Alpha8) for image in states]
    assert all(one != other for at, one in enumerate(alphas) for other in alphas[:at]), "not by colour alone"


def test_the_tool_tip_says_it_in_words(theme: Theme) -> None:
    tray = Tray(theme)
    tray.tell(14, paused=True, trouble=True)
    assert tray.icon.toolTip() == "Tocsin: 14 new, paused, a source needs you"
    assert "Resume" in [action.text() for action in tray.menu.actions()]


def test_the_last_alerts_stand_in_the_menu_and_open_their_articles(theme: Theme) -> None:
    tray, opened = Tray(theme), nothing_yet()
    tray.article_wanted.connect(opened.append)
    alerts = [Alert(at, 1, at, 2**33 + at, WHEN) for at in range(8)]
    rung = [
        Rung(one, "NATO", How.NOTICE, f"A & B {one.id}\u202e", "H", "", None, WHEN, "", "", "") for one in alerts
    ]
    tray.tell_alerts(rung)
    tray.tell_alerts(rung)
    found = [action for action in tray.menu.actions() if action.text().startswith("A && B")]
    assert [action.text() for action in found] == [f"A && B {at}" for at in range(5)]
    found[2].trigger()
    assert opened == [2**33 + 2]


def test_the_menu_does_what_it_says(theme: Theme) -> None:
    tray, did = Tray(theme), nothing_yet()
    tray.open_wanted.connect(lambda: did.append("open"))
    tray.pause_wanted.connect(lambda on: did.append(f"pause {on}"))
    tray.refresh_wanted.connect(lambda: did.append("refresh"))
    tray.quit_wanted.connect(lambda: did.append("quit"))
    for action in tray.menu.actions():
        action.trigger()
    tray.tell(0, paused=True, trouble=False)
    next(action for action in tray.menu.actions() if action.text() == "Resume").trigger()
    assert did == ["open", "pause True", "refresh", "quit", "pause False"]


def test_without_a_tray_its_bell_fails(qtbot: QtBot) -> None:
    outcomes: list[object] = []
    TrayBell(QSystemTrayIcon()).ring(Notice("a", "News", "", (1,)), outcomes.append)
    assert outcomes == [Failed("there is no tray")]


class SeenTray(Tray):
    """A tray that is there."""

    there = True


def program(tmp_path: Path, closing: ExitStack, app: QApplication, *bells: HandBell) -> Program:
    profile = Profile(tmp_path)
    with Store.open(profile.database) as store:
        fill(store)
    made = Program(app, profile, closing, line=["true"], bells=[*bells])
    made.link.close()
    return made


def test_closing_the_window_without_a_tray_ends_the_program(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    with ExitStack() as closing:
        made = program(tmp_path, closing, qapp)
        ended: list[bool] = []
        made.quitting.connect(lambda: ended.append(True))
        made.desk.window.close_wanted.emit()
        assert ended == [True]


def test_closing_it_with_a_tray_hides_it_and_says_once_where_it_went(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    with ExitStack() as closing:
        bell = HandBell()
        made = program(tmp_path, closing, qapp, bell)
        made.tray.__class__ = SeenTray
        made.desk.window.show()
        for _ in range(2):
            made.desk.window.close_wanted.emit()
            assert not made.desk.window.isVisible()
            made.tray.open_wanted.emit()
            assert made.desk.window.isVisible()
        assert [notice.title for notice in bell.rung] == ["Tocsin goes on watching"]
    with Store.open(tmp_path / "tocsin.db", read_only=True) as store:
        assert store.settings.get("ui.told-where") == "1"


def test_layout_and_folding_are_kept_at_the_end(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    with ExitStack() as closing:
        made = program(tmp_path, closing, qapp)
        made.start()
        made.quit()
    with Store.open(tmp_path / "tocsin.db", read_only=True) as store:
        assert store.settings.get("ui.geometry")
        assert store.settings.get("ui.splitter")
