"""The bell inside Flatpak, against a portal on a bus of the test's own."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from servers.notification_daemon import private_bus
from servers.portal import Portal
from tocsin.core.model import Notice

if not sys.platform.startswith("linux") or shutil.which("dbus-daemon") is None:
    pytest.skip("needs Linux and dbus-daemon", allow_module_level=True)

from pytestqt.qtbot import QtBot

from tocsin.desktop.bells.chain import Chain, Done, Failed, Outcome, Sent, Shown
from tocsin.desktop.bells.portal import PortalBell

ACTIONS = (("default", "Open"), ("open", "Open"), ("keep", "Keep"), ("mute", "Mute story"), ("snooze", "Snooze"))
NEWS = Notice("story-1", "Nato chief warns", "The Herald · now\n… asked NATO …", (7,), 11, actions=ACTIONS)


@pytest.fixture
def bus(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with private_bus(tmp_path_factory.mktemp("bus")) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield address


@pytest.fixture
def bell(qtbot: QtBot) -> Iterator[PortalBell]:
    made = PortalBell()
    yield made
    made.close()


def ring(qtbot: QtBot, bell: PortalBell, notice: Notice = NEWS) -> Outcome:
    outcomes: list[Outcome] = []
    bell.ring(notice, outcomes.append)
    qtbot.waitUntil(lambda: bool(outcomes), timeout=8000)
    qtbot.wait(20)
    assert len(outcomes) == 1, "a bell answers once"
    return outcomes[0]


def test_a_notice_is_shown_with_a_click_that_opens_and_a_button_for_each_other_action(
    qtbot: QtBot, bus: str, bell: PortalBell
) -> None:
    with Portal(bus) as portal:
        assert ring(qtbot, bell) == Shown()
    assert portal.shown["story-1"] == {
        "title": "Nato chief warns",
        "body": "The Herald · now\n… asked NATO …",
        "priority": "normal",
        "default-action": "default",
        "buttons": [("keep", "Keep"), ("mute", "Mute story"), ("snooze", "Snooze")],
    }


def test_an_urgent_notice_is_one_of_the_highest_priority(qtbot: QtBot, bus: str, bell: PortalBell) -> None:
    with Portal(bus) as portal:
        ring(qtbot, bell, Notice("a", "Now", "", (1,), urgent=True))
    assert portal.shown["a"] == {"title": "Now", "body": "", "priority": "urgent"}


@pytest.mark.parametrize("action", ["default", "keep", "mute", "snooze"])
def test_each_press_comes_back_with_the_notices_key(qtbot: QtBot, bus: str, bell: PortalBell, action: str) -> None:
    pressed: list[tuple[str, str]] = []
    bell.pressed.connect(lambda key, what: pressed.append((key, what)))
    with Portal(bus) as portal:
        ring(qtbot, bell)
        portal.press("of another run", action)
        portal.press("story-1", action)
        qtbot.waitUntil(lambda: bool(pressed), timeout=8000)
    assert pressed == [("story-1", action)]


def test_the_token_of_a_newer_portal_lets_the_window_come_up(
    qtbot: QtBot, bus: str, bell: PortalBell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "old")
    pressed: list[str] = []
    bell.pressed.connect(lambda key, _: pressed.append(key))
    with Portal(bus) as portal:
        ring(qtbot, bell)
        portal.press("story-1", "default", [("s", "a target"), ("a{sv}", {"activation-token": ("s", "new")})])
        qtbot.waitUntil(lambda: bool(pressed), timeout=8000)
    assert os.environ["XDG_ACTIVATION_TOKEN"] == "new"


def test_a_notice_is_withdrawn_by_its_key_once(qtbot: QtBot, bus: str, bell: PortalBell) -> None:
    with Portal(bus) as portal:
        ring(qtbot, bell)
        bell.withdraw("another")
        bell.withdraw("story-1")
        bell.withdraw("story-1")
        qtbot.waitUntil(lambda: not portal.shown, timeout=8000)
        assert portal.calls == [("AddNotification", "story-1"), ("RemoveNotification", "story-1")]


def test_the_same_key_takes_the_place_of_the_notice(qtbot: QtBot, bus: str, bell: PortalBell) -> None:
    with Portal(bus) as portal:
        ring(qtbot, bell)
        ring(qtbot, bell, Notice("story-1", "Nato chief warns", "The Herald + 4 others", (7,), 11))
    assert [one["body"] for one in portal.shown.values()] == ["The Herald + 4 others"]


def test_a_notice_is_never_changed_where_nobody_knows_whether_it_stands(
    qtbot: QtBot, bus: str, bell: PortalBell
) -> None:
    chain = Chain([bell], Deaf())
    with Portal(bus) as portal:
        chain.ring(NEWS)
        qtbot.waitUntil(lambda: bool(portal.shown), timeout=8000)
        assert not chain.replace(Notice("story-1", "Nato chief warns", "The Herald + 4 others", (7,), 11))


def test_texts_are_plain_and_never_escaped(qtbot: QtBot, bus: str, bell: PortalBell) -> None:
    with Portal(bus) as portal:
        ring(qtbot, bell, Notice("a", "<b>bold</b> & \0-h\u202e", "<img src=x> &amp;\n\nline", (1,)))
    assert (portal.shown["a"]["title"], portal.shown["a"]["body"]) == ("<b>bold</b> & -h", "<img src=x> &amp;\nline")


def test_a_refusal_is_a_failure_with_its_reason(qtbot: QtBot, bus: str, bell: PortalBell) -> None:
    with Portal(bus, temper="refuses"):
        assert ring(qtbot, bell) == Failed("it refused (NotAllowed)")


def test_without_a_portal_it_fails_at_once(qtbot: QtBot, bus: str, bell: PortalBell) -> None:
    assert ring(qtbot, bell) == Failed("nothing on this desktop shows notices")


def test_without_a_bus_it_fails_at_once(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/none")
    assert ring(qtbot, PortalBell()) == Failed("there is no session bus")


class Deaf:
    """Hears what the chain tells, and does nothing."""

    def trying(self, *_: object) -> None: ...

    def rang(self, *_: object) -> None: ...

    def unrung(self, *_: object) -> None: ...


class Next:
    """The bell that takes over."""

    name = "next"

    def __init__(self) -> None:
        self.rung: list[str] = []

    def ring(self, notice: Notice, done: Done) -> None:
        self.rung.append(notice.key)
        done(Sent())

    def withdraw(self, key: str) -> None: ...


def test_what_a_portal_that_hung_shows_when_it_is_back_is_taken_back(qtbot: QtBot, bus: str) -> None:
    bell, after = PortalBell(within=0.3), Next()
    chain = Chain([bell, after], Deaf())
    with Portal(bus, temper="hangs") as portal:
        chain.ring(NEWS)
        qtbot.waitUntil(lambda: after.rung == ["story-1"], timeout=8000)
        portal.let_go()
        qtbot.waitUntil(lambda: ("RemoveNotification", "story-1") in portal.calls, timeout=8000)
        assert portal.shown == {}
    bell.close()
