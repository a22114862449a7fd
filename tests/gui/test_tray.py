"""The tray: its words and its menu, panels that come and go, and a program that stays reachable without one."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from gui.access import nameless
from gui.hand_bell import HandBell
from gui.room import NOW, fill, nothing_yet
from listed import listed
from tocsin.core.model import Alert, How, Notice, Rung
from tocsin.desktop.bells.chain import Failed
from tocsin.desktop.bells.tray import TrayBell
from tocsin.desktop.profile import Profile
from tocsin.store import Scope, Store
from tocsin.ui.app import Program
from tocsin.ui.theme import Theme
from tocsin.ui.tray import Tray
from tocsin.ui.tray_icon import TrayState

WHEN = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def test_the_tool_tip_says_it_in_words(theme: Theme) -> None:
    tray = Tray(theme)
    tray.tell(TrayState(14, paused=True, trouble=True, offline=True))
    assert tray.icon.toolTip() == "Tocsin: 14 new, paused, offline, a source needs you"
    assert shown(tray)[0] == "Open Tocsin (14 new)"


def shown(tray: Tray) -> list[str]:
    return [action.text() for action in tray.menu.actions() if action.isVisible() and not action.isSeparator()]


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
    tray.pause_wanted.connect(lambda long: did.append(f"pause {long}"))
    tray.resume_wanted.connect(lambda: did.append("resume"))
    tray.refresh_wanted.connect(lambda: did.append("refresh"))
    tray.quiet_wanted.connect(lambda: did.append("quiet"))
    tray.present_wanted.connect(lambda on: did.append(f"present {on}"))
    tray.quit_wanted.connect(lambda: did.append("quit"))
    for action in tray.menu.actions():
        if action.isVisible():
            action.trigger()
    assert did == ["open", "refresh", "pause hour", "pause morning", "pause ", "quiet", "present True", "quit"]
    tray.tell(TrayState(paused=True))
    assert [text for text in shown(tray) if "ause" in text or "esume" in text] == ["Resume"]
    next(action for action in tray.menu.actions() if action.text() == "Resume").trigger()
    assert did[-1] == "resume"


@pytest.mark.parametrize(("platform", "opened"), [("linux", 2), ("win32", 2), ("darwin", 0)])
def test_a_click_opens_the_window_but_not_where_it_opens_the_menu(theme: Theme, platform: str, opened: int) -> None:
    tray, times = Tray(theme, platform), nothing_yet()
    tray.open_wanted.connect(lambda: times.append(1))
    for reason in QSystemTrayIcon.ActivationReason:
        tray.icon.activated.emit(reason)
    assert len(times) == opened
    assert tray.icon.icon().isMask() == (platform == "darwin")


def test_a_tray_that_goes_is_told_once_and_one_that_comes_gets_the_icon_anew(
    theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    tray, gone = Tray(theme), nothing_yet()
    tray.lost.connect(lambda: gone.append(1))
    tray.start()
    for there, lost in ((True, 0), (True, 0), (False, 1), (False, 1), (True, 1)):
        monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda there=there: there)
        tray.look()
        assert (len(gone), tray.icon.isVisible()) == (lost, True)
    tray.close()
    assert not tray.icon.isVisible()


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


def test_without_a_tray_the_first_closing_says_what_it_does_and_the_second_ends(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    with ExitStack() as closing:
        made = program(tmp_path, closing, qapp)
        ended: list[bool] = []
        made.quitting.connect(lambda: ended.append(True))
        window = made.desk.window
        window.show()
        window.close_wanted.emit()
        assert (window.isVisible(), window.closing.isVisible(), ended) == (True, True, [])
        assert nameless(window.closing) == []
        window.close_wanted.emit()
        assert ended == [True]
    with Store.open(tmp_path / "tocsin.db", read_only=True) as store:
        assert store.settings.get("ui.closing") == "end", "it is not asked again"


def test_without_a_tray_a_closed_window_can_be_minimised_instead(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    with ExitStack() as closing:
        made = program(tmp_path, closing, qapp)
        ended: list[bool] = []
        made.quitting.connect(lambda: ended.append(True))
        window = made.desk.window
        window.show()
        window.close_wanted.emit()
        window.closing.minimise.click()
        assert window.isMinimized()
        window.come_to_front()
        window.close_wanted.emit()
        assert (window.isMinimized(), window.closing.isVisible(), ended) == (True, False, [])
        menu = window.places.menu_button.menu()
        keep = next(action for action in menu.actions() if "Go on watching" in action.text())
        assert keep.isChecked()
        keep.trigger()
        window.close_wanted.emit()
        assert ended == [True]


def test_a_hidden_window_comes_to_the_task_bar_when_its_tray_is_gone_for_good(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    with ExitStack() as closing:
        made = program(tmp_path, closing, qapp)
        made.tray.__class__ = SeenTray
        made.desk.window.show()
        made.desk.window.close_wanted.emit()
        assert not made.desk.window.isVisible()
        made._closing._come_back()
        assert not made.desk.window.isVisible(), "the panel has come back meanwhile"
        made.tray.__class__ = Tray
        made._closing._come_back()
        assert made.desk.window.isMinimized()


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


def test_in_presenter_mode_neither_tool_tip_nor_menu_nor_title_holds_a_headline(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    with ExitStack() as closing:
        made = program(tmp_path, closing, qapp, HandBell())
        with Store.open(tmp_path / "tocsin.db") as store:
            row = next(row for row in listed(store, Scope("all")) if row.title.startswith("Le Pen"))
            with store.writing():
                story = store.stories.begin(store.articles.get(row.id))
                watch = store.watches.by_name("Le Pen").id
                store.alerts.add(Alert(0, watch, story.id, row.id, NOW, owed=NOW))
        made.ringing.look()
        made.desk.show_article(row.id)

        def shown() -> str:
            menu = [word for one in made.tray.menu.actions() for word in (one.text(), one.toolTip())]
            return "\n".join([made.tray.icon.toolTip(), made.desk.window.windowTitle(), *menu])

        qtbot.waitUntil(lambda: shown().count("Le Pen opens her campaign") == 2, timeout=10_000)
        made.desk.menu.presenting.trigger()
        qtbot.waitUntil(lambda: "Le Pen" not in shown(), timeout=10_000)
        made.ringing.look()
        qtbot.wait(50)
        assert "Le Pen" not in shown()
        assert "The Herald" not in shown()


def test_layout_and_folding_are_kept_at_the_end(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    with ExitStack() as closing:
        made = program(tmp_path, closing, qapp)
        made.start()
        made.quit()
    with Store.open(tmp_path / "tocsin.db", read_only=True) as store:
        assert store.settings.get("ui.geometry")
        assert store.settings.get("ui.splitter")
