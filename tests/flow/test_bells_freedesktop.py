"""The bell of Linux desktops, against a daemon on a bus of the test's own."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from servers.notification_daemon import NotificationDaemon, private_bus
from tocsin.core.model import Notice, Sound

if not sys.platform.startswith("linux") or shutil.which("dbus-daemon") is None:
    pytest.skip("needs Linux and dbus-daemon", allow_module_level=True)

from pytestqt.qtbot import QtBot

from tocsin.desktop.bells.chain import Chain, Failed, Outcome, Shown
from tocsin.desktop.bells.freedesktop import FreedesktopBell
from tocsin.desktop.bells.session_bus import tray_is_a_service
from tocsin.desktop.sound import file_of

NEWS = Notice(
    "story-1", "Nato chief warns", "The Herald · now · NATO\n… asked NATO members to …", (7,), 11,
    actions=(("default", "Open"), ("open", "Open"), ("keep", "Keep")),
)  # fmt: skip


@pytest.fixture
def bus(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with private_bus(tmp_path_factory.mktemp("bus")) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield address


@pytest.fixture
def bell(qtbot: QtBot) -> Iterator[FreedesktopBell]:
    made = FreedesktopBell("/icon.png")
    yield made
    made.close()


def ring(qtbot: QtBot, bell: FreedesktopBell, notice: Notice = NEWS) -> Outcome:
    outcomes: list[Outcome] = []
    bell.ring(notice, outcomes.append)
    qtbot.waitUntil(lambda: bool(outcomes), timeout=8000)
    qtbot.wait(20)
    assert len(outcomes) == 1, "a bell answers once"
    return outcomes[0]


def test_a_notice_is_shown_with_its_actions_and_urgency(qtbot: QtBot, bus: str, bell: FreedesktopBell) -> None:
    with NotificationDaemon(bus) as daemon:
        assert ring(qtbot, bell) == Shown()
    (one,) = daemon.notified
    assert (one.program, one.title, one.icon, one.expires) == ("Tocsin", "Nato chief warns", "/icon.png", -1)
    assert one.body == "The Herald · now · NATO\n… asked NATO members to …"
    assert one.actions == ("default", "Open", "keep", "Keep"), "a click opens; a button for that would be one too many"
    assert (one.hints["urgency"], one.hints["desktop-entry"]) == (1, "org.tocsin.Tocsin")


def test_an_urgent_notice_stays_until_it_is_dismissed(qtbot: QtBot, bus: str, bell: FreedesktopBell) -> None:
    with NotificationDaemon(bus) as daemon:
        ring(qtbot, bell, Notice("a", "Now", "", (1,), urgent=True))
    assert (daemon.notified[0].hints["urgency"], daemon.notified[0].expires) == (2, 0)


def test_the_same_key_replaces_the_notice_on_the_screen(qtbot: QtBot, bus: str, bell: FreedesktopBell) -> None:
    with NotificationDaemon(bus) as daemon:
        ring(qtbot, bell)
        ring(qtbot, bell, Notice("story-1", "Nato chief warns", "The Herald + 4 others", (7,), 11))
    assert [one.replaces for one in daemon.notified] == [0, 1]


def test_a_notice_on_the_screen_is_changed_without_a_sound_and_never_comes_back(
    qtbot: QtBot, bus: str, bell: FreedesktopBell
) -> None:
    grown = Notice("story-1", "Nato chief warns", "The Herald + 4 others", (7,), 11)
    assert not bell.replace(grown), "nothing was shown yet"
    with NotificationDaemon(bus) as daemon:
        ring(qtbot, bell)
        assert bell.replace(grown)
        qtbot.waitUntil(lambda: len(daemon.notified) == 2, timeout=8000)
        first, second = daemon.notified
        assert (second.replaces, second.body) == (1, "The Herald + 4 others")
        assert first.hints["suppress-sound"] is second.hints["suppress-sound"] is True
        closed: list[str] = []
        bell.closed.connect(lambda key, _: closed.append(key))
        daemon.put_away(1)
        qtbot.waitUntil(lambda: bool(closed), timeout=8000)
        assert not bell.replace(grown), "what the user has put away stays away"


def test_a_daemon_that_plays_sounds_is_given_the_file_and_others_leave_it_to_us(
    qtbot: QtBot, bus: str, bell: FreedesktopBell
) -> None:
    loud = replace(NEWS, sound=Sound.BELL)
    with NotificationDaemon(bus, abilities=("actions", "body", "sound")) as daemon:
        assert ring(qtbot, bell, loud) == Shown(sounded=True)
        assert ring(qtbot, bell, NEWS) == Shown()
        assert bell.replace(loud), "what grows is still on the screen"
        qtbot.waitUntil(lambda: len(daemon.notified) == 3, timeout=8000)
    assert [one.hints.get("sound-file", "") for one in daemon.notified] == [str(file_of(Sound.BELL)), "", ""]
    assert [one.hints.get("suppress-sound", False) for one in daemon.notified] == [False, True, True]
    with NotificationDaemon(bus) as mute:
        qtbot.wait(50)
        assert ring(qtbot, bell, loud) == Shown(sounded=False)
    assert (mute.notified[0].hints["suppress-sound"], "sound-file" in mute.notified[0].hints) == (True, False)


def test_a_press_and_a_dismissal_come_back_with_the_notices_key(qtbot: QtBot, bus: str, bell: FreedesktopBell) -> None:
    pressed: list[tuple[str, str]] = []
    closed: list[tuple[str, int]] = []
    bell.pressed.connect(lambda key, action: pressed.append((key, action)))
    bell.closed.connect(lambda key, why: closed.append((key, why)))
    with NotificationDaemon(bus) as daemon:
        ring(qtbot, bell)
        daemon.press(99, "open")
        daemon.press(1, "keep")
        daemon.put_away(1)
        qtbot.waitUntil(lambda: bool(closed), timeout=8000)
    assert (pressed, closed) == ([("story-1", "keep")], [("story-1", 2)])


def test_a_notice_is_withdrawn_by_its_key(qtbot: QtBot, bus: str, bell: FreedesktopBell) -> None:
    with NotificationDaemon(bus) as daemon:
        ring(qtbot, bell)
        bell.withdraw("another")
        bell.withdraw("story-1")
        qtbot.waitUntil(lambda: bool(daemon.withdrawn), timeout=8000)
    assert daemon.withdrawn == [1]


def test_markup_is_escaped_only_for_a_daemon_that_reads_markup(qtbot: QtBot, bus: str, bell: FreedesktopBell) -> None:
    hostile = Notice("a", "<b>bold</b> & loud", "<img src=x> & <a href='file:///etc'>go</a>", (1,))
    with NotificationDaemon(bus) as daemon:
        ring(qtbot, bell, hostile)
        assert daemon.notified[0].title == "<b>bold</b> & loud", "a title is never markup"
        assert daemon.notified[0].body == "&lt;img src=x&gt; &amp; &lt;a href='file:///etc'&gt;go&lt;/a&gt;"
    with NotificationDaemon(bus, abilities=("body",)) as plain:
        qtbot.wait(50)
        ring(qtbot, bell, hostile)
        assert plain.notified[0].body == hostile.body
        assert plain.notified[0].actions == ()


@pytest.mark.parametrize(
    ("title", "seen"),
    [
        ("-h", "-h"),
        ("a\0b", "a b"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("line\nbreak\ttab", "line break tab"),
        ("half \ud83d emoji", "half emoji"),
        ("", "Tocsin"),
        ("北约 👨‍👩‍👧 الناتو", "北约 👨‍👩‍👧 الناتو"),
    ],
)
def test_hostile_titles_reach_the_daemon_as_a_person_should_read_them(
    qtbot: QtBot, bus: str, bell: FreedesktopBell, title: str, seen: str
) -> None:
    with NotificationDaemon(bus) as daemon:
        assert ring(qtbot, bell, Notice("a", title, title, (1,))) == Shown()
    assert daemon.notified[0].title == seen


def test_a_title_of_ten_thousand_characters_is_cut(qtbot: QtBot, bus: str, bell: FreedesktopBell) -> None:
    with NotificationDaemon(bus) as daemon:
        ring(qtbot, bell, Notice("a", "x" * 10_000, "y" * 10_000, (1,)))
    assert len(daemon.notified[0].title) <= 200
    assert len(daemon.notified[0].body) <= 400


def test_a_refusal_is_a_failure_with_its_reason(qtbot: QtBot, bus: str, bell: FreedesktopBell) -> None:
    with NotificationDaemon(bus, temper="refuses"):
        assert ring(qtbot, bell) == Failed("it refused (InvalidArgs)")


def test_a_daemon_that_hangs_fails_in_time(qtbot: QtBot, bus: str) -> None:
    bell = FreedesktopBell(within=0.3)
    with NotificationDaemon(bus, temper="hangs"):
        assert ring(qtbot, bell) == Failed("it did not answer in time")
    bell.close()


class Ledger:
    """Keeps which bell had the notice, and which one took it."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def trying(self, _: Notice, bell: str) -> None:
        self.lines.append(f"trying {bell}")

    def rang(self, _: Notice, bell: str, __: object) -> None:
        self.lines.append(f"rang {bell}")

    def unrung(self, _: Notice, reasons: object) -> None:
        self.lines.append("unrung")


def test_what_a_daemon_that_hung_shows_when_it_is_back_is_taken_back(qtbot: QtBot, bus: str) -> None:
    bell, ledger = FreedesktopBell(within=0.3), Ledger()
    chain = Chain([bell], ledger)
    with NotificationDaemon(bus, temper="hangs") as daemon:
        chain.ring(NEWS)
        qtbot.waitUntil(lambda: "unrung" in ledger.lines, timeout=8000)
        daemon.let_go()
        qtbot.waitUntil(lambda: bool(daemon.withdrawn), timeout=8000)
    assert daemon.withdrawn == [1]
    assert ledger.lines == ["trying desktop", "unrung"]
    bell.close()


def test_a_press_that_is_told_after_the_closing_still_counts(qtbot: QtBot, bus: str, bell: FreedesktopBell) -> None:
    pressed: list[tuple[str, str]] = []
    bell.pressed.connect(lambda key, action: pressed.append((key, action)))
    with NotificationDaemon(bus) as daemon:
        ring(qtbot, bell)
        daemon.put_away(1)
        daemon.press(1, "open")
        qtbot.waitUntil(lambda: bool(pressed), timeout=8000)
    assert pressed == [("story-1", "open")]


def test_without_a_daemon_it_fails_at_once(qtbot: QtBot, bus: str, bell: FreedesktopBell) -> None:
    assert ring(qtbot, bell) == Failed("nothing on this desktop shows notices")


def test_without_a_bus_it_fails_at_once(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/none")
    bell = FreedesktopBell()
    assert ring(qtbot, bell) == Failed("there is no session bus")
    assert not tray_is_a_service()


def test_a_daemon_that_was_restarted_is_found_again(qtbot: QtBot, bus: str, bell: FreedesktopBell) -> None:
    with NotificationDaemon(bus):
        assert ring(qtbot, bell) == Shown()
    qtbot.wait(50)
    assert isinstance(ring(qtbot, bell), Failed)
    with NotificationDaemon(bus, abilities=("body", "actions")) as daemon:
        qtbot.wait(50)
        assert ring(qtbot, bell) == Shown()
    assert daemon.notified[0].replaces == 0, "the old daemon's numbers mean nothing to the new one"


def test_a_bus_that_goes_away_fails_what_waits_and_is_connected_anew(
    qtbot: QtBot, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    bell = FreedesktopBell()
    outcomes: list[Outcome] = []
    with private_bus(tmp_path_factory.mktemp("bus")) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        with NotificationDaemon(address, temper="hangs"):
            bell.ring(NEWS, outcomes.append)
            qtbot.wait(100)
    qtbot.waitUntil(lambda: bool(outcomes), timeout=8000)
    assert [type(one) for one in outcomes] == [Failed]
    with private_bus(tmp_path_factory.mktemp("bus")) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        with NotificationDaemon(address):
            assert ring(qtbot, bell) == Shown()
    bell.close()
