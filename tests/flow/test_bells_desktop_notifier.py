"""The bell of Windows and macOS, against a recorded notification centre, and through the real library on Linux."""

from __future__ import annotations

import inspect
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from pytestqt.qtbot import QtBot

from servers.notification_centre import NotificationCentre
from servers.notification_daemon import NotificationDaemon, private_bus
from tocsin.core.model import Notice
from tocsin.desktop.bells import desktop_notifier
from tocsin.desktop.bells.chain import Chain, Failed, Outcome, Sent, Shown
from tocsin.desktop.bells.desktop_notifier import DesktopNotifierBell

library = pytest.importorskip("desktop_notifier", reason="desktop-notifier is not installed", exc_type=ImportError)

NEWS = Notice(
    "story-1", "Nato chief warns", "The Herald · now · NATO\n… asked NATO members to …", (7,), 11,
    actions=(
        ("default", "Open"), ("open", "Open"), ("keep", "Keep"), ("mute", "Mute story"), ("snooze", "Snooze")
    ),
)  # fmt: skip

Make = Callable[..., DesktopNotifierBell]


@pytest.fixture
def make(qtbot: QtBot) -> Iterator[Make]:
    made: list[DesktopNotifierBell] = []

    def bell(centre: NotificationCentre, platform: str = "darwin", **more: Any) -> DesktopNotifierBell:
        one = DesktopNotifierBell(platform=platform, make=lambda _: cast(Any, centre), **more)
        made.append(one)
        return one

    yield bell
    for one in made:
        one.close()


def ring(qtbot: QtBot, bell: DesktopNotifierBell, notice: Notice = NEWS) -> Outcome:
    outcomes: list[Outcome] = []
    bell.ring(notice, outcomes.append)
    qtbot.waitUntil(lambda: bool(outcomes), timeout=10_000)
    return outcomes[0]


@pytest.mark.parametrize("name", ["get_capabilities", "request_authorisation", "send_notification", "clear"])
def test_the_stand_in_has_the_librarys_own_methods(name: str) -> None:
    real, ours = getattr(library.DesktopNotifier, name), getattr(NotificationCentre, name)
    assert inspect.signature(ours) == inspect.signature(real)
    assert inspect.iscoroutinefunction(ours)
    assert inspect.iscoroutinefunction(real)


@pytest.mark.parametrize("name", ["on_clicked", "on_dismissed", "on_button_pressed"])
def test_the_library_tells_of_all_notices_in_one_place(name: str) -> None:
    assert isinstance(getattr(library.DesktopNotifier, name), property)
    assert hasattr(NotificationCentre(), name)


def test_the_library_is_made_with_what_it_takes() -> None:
    wanted = inspect.signature(library.DesktopNotifier).parameters
    assert {"app_name", "app_icon"} <= set(wanted)
    assert "path" in inspect.signature(library.Icon).parameters


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_a_notice_is_shown_with_its_buttons_and_urgency(qtbot: QtBot, make: Make, platform: str) -> None:
    centre = NotificationCentre()
    bell = make(centre, platform)
    assert ring(qtbot, bell) == Shown()
    assert ring(qtbot, bell, replace(NEWS, key="story-2", urgent=True)) == Shown()
    first, second = centre.sent
    assert (first.title, first.message, first.identifier) == (NEWS.title, NEWS.body, "story-1")
    assert [(one.identifier, one.title) for one in first.buttons] == list(NEWS.actions[1:])
    assert (first.urgency, second.urgency) == (library.Urgency.Normal, library.Urgency.Critical)
    assert first.sound is second.sound is None, "the program plays its own"
    assert centre.asked == 1, "permission is asked for once"


def test_what_is_pressed_and_put_away_comes_back_on_the_screens_thread(qtbot: QtBot, make: Make) -> None:
    centre = NotificationCentre()
    bell = make(centre)
    pressed: list[tuple[str, str]] = []
    closed: list[tuple[str, int]] = []
    bell.pressed.connect(lambda key, action: pressed.append((key, action)))
    bell.closed.connect(lambda key, why: closed.append((key, why)))
    ring(qtbot, bell)
    assert centre.on_clicked is not None
    assert centre.on_button_pressed is not None
    assert centre.on_dismissed is not None
    assert bell._loop is not None
    bell._loop.call_soon_threadsafe(centre.on_clicked, "story-1")
    bell._loop.call_soon_threadsafe(centre.on_button_pressed, "story-of-yesterday", "keep")
    bell._loop.call_soon_threadsafe(centre.on_dismissed, "story-1")
    qtbot.waitUntil(lambda: bool(closed), timeout=8000)
    assert pressed == [("story-1", "default"), ("story-of-yesterday", "keep")]
    assert closed == [("story-1", 2)]


def test_a_notice_is_withdrawn_by_its_key_and_a_stranger_does_no_harm(qtbot: QtBot, make: Make) -> None:
    centre = NotificationCentre()
    bell = make(centre)
    bell.withdraw("story-1")
    assert ring(qtbot, bell) == Shown()
    bell.withdraw("another")
    bell.withdraw("story-1")
    qtbot.waitUntil(lambda: centre.cleared == ["another", "story-1"], timeout=8000)
    assert not bell.replace(NEWS), "what was withdrawn stays away"


def test_macos_changes_a_notice_where_it_is_without_bringing_it_up(qtbot: QtBot, make: Make) -> None:
    centre = NotificationCentre()
    bell = make(centre)
    assert not bell.replace(NEWS), "nothing was shown yet"
    ring(qtbot, bell)
    assert bell.replace(replace(NEWS, body="The Herald + 4 others"))
    qtbot.waitUntil(lambda: len(centre.sent) == 2, timeout=8000)
    second = centre.sent[1]
    assert (second.identifier, second.message) == ("story-1", "The Herald + 4 others")
    assert second.urgency is library.Urgency.Low


def test_windows_would_bring_it_up_again_and_so_it_is_left(qtbot: QtBot, make: Make) -> None:
    bell = make(NotificationCentre(), "win32")
    ring(qtbot, bell)
    assert not bell.replace(NEWS)


@pytest.mark.parametrize(
    ("temper", "platform", "reason"),
    [
        ("fails", "win32", "the notification centre refused (element not found)"),
        ("refuses", "darwin", "the notification centre refused (Error when scheduling notification: "
         "domain=UNErrorDomain, code=1, description=not allowed)"),
        ("refuses later", "win32",
         "the notification centre refused (Notification 'story-1' failed with error code -1)"),
        ("is silent", "darwin", "the notification centre did not take it"),
    ],
)  # fmt: skip
def test_what_the_library_only_logs_is_a_failure(
    qtbot: QtBot, make: Make, temper: str, platform: str, reason: str
) -> None:
    assert ring(qtbot, make(NotificationCentre(temper=temper), platform)) == Failed(reason)


def test_a_refused_permission_is_a_failure_with_its_reason_until_it_is_given(qtbot: QtBot, make: Make) -> None:
    centre = NotificationCentre(allows=False)
    bell = make(centre)
    assert ring(qtbot, bell) == Failed("notices of Tocsin are switched off in the system's settings")
    assert centre.sent == []
    centre.allows = True
    assert ring(qtbot, bell) == Shown(), "it was switched on again"


def test_a_question_that_the_user_has_not_answered_holds_nothing_up(qtbot: QtBot, make: Make) -> None:
    centre = NotificationCentre(allows=None)
    bell = make(centre, permission_within=0.1)
    assert ring(qtbot, bell) == Failed("you have not said yet whether Tocsin may show notices")
    centre.allows = True
    qtbot.wait(50)
    assert centre.sent == [], "another bell has rung it meanwhile"
    assert ring(qtbot, bell) == Shown()
    assert centre.asked == 1


def test_a_program_that_macos_shows_no_notices_of_says_why(qtbot: QtBot, make: Make) -> None:
    bell = make(NotificationCentre(able=frozenset()))
    assert ring(qtbot, bell) == Failed(
        "macOS shows notices only of a signed application, not of a program started from a terminal"
    )


def test_without_the_library_it_says_so(qtbot: QtBot) -> None:
    def absent(_: Path | None) -> Any:
        raise ModuleNotFoundError("No module named 'desktop_notifier'")

    bell = DesktopNotifierBell(make=absent)
    assert ring(qtbot, bell) == Failed("the library for it is not there (No module named 'desktop_notifier')")
    bell.close()


def test_what_a_centre_shows_that_had_hung_is_taken_back(qtbot: QtBot, make: Make) -> None:
    class Notes:
        def __init__(self) -> None:
            self.rang_by: list[str] = []
            self.reasons: list[str] = []

        def trying(self, notice: Notice, bell: str) -> None: ...

        def rang(self, notice: Notice, bell: str, outcome: Shown | Sent) -> None:
            self.rang_by.append(bell)

        def unrung(self, notice: Notice, reasons: Any) -> None:
            self.reasons += reasons

    centre, notes = NotificationCentre(temper="hangs"), Notes()
    Chain([make(centre, within=0.1)], notes).ring(NEWS)
    qtbot.waitUntil(lambda: bool(notes.reasons), timeout=8000)
    assert notes.reasons == ["desktop-notifier: it did not answer in time"]
    centre.temper = "shows"
    qtbot.waitUntil(lambda: centre.cleared == ["story-1"], timeout=8000)
    assert notes.rang_by == []


@pytest.mark.parametrize(("title", "seen"), [("x" * 10_000, 200), ("", 6), ("a\0b\u202e", 3)])
def test_texts_are_cut_and_cleaned(qtbot: QtBot, make: Make, title: str, seen: int) -> None:
    centre = NotificationCentre()
    ring(qtbot, make(centre), Notice("a", title, "\n".join(["北" * 1000] * 9), (1,)))
    (one,) = centre.sent
    assert len(one.title) == seen
    assert one.message.count("\n") == 3
    assert len((one.title + one.message).encode("utf-8")) < 5_000 + 200, "Windows takes 5 kB"


@pytest.mark.skipif(
    not sys.platform.startswith("linux") or shutil.which("dbus-daemon") is None, reason="needs Linux and dbus-daemon"
)
def test_the_real_library_shows_presses_and_withdraws(
    qtbot: QtBot, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    pressed: list[tuple[str, str]] = []
    with private_bus(tmp_path_factory.mktemp("bus")) as address, NotificationDaemon(address) as daemon:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        made: list[Any] = []

        def make(icon: Path | None) -> Any:
            made.append(desktop_notifier._made(icon))
            return made[0]

        bell = DesktopNotifierBell(Path("/icon.png"), make=make)
        bell.pressed.connect(lambda key, action: pressed.append((key, action)))
        assert ring(qtbot, bell) == Shown()
        assert ring(qtbot, bell, replace(NEWS, key="story-2")) == Shown()
        (one, two) = daemon.notified
        daemon.press(one.number, "keep")
        bell.withdraw("story-2")
        qtbot.waitUntil(lambda: bool(pressed and daemon.withdrawn), timeout=8000)
        assert bell._loop is not None
        bus = made[0]._backend.bus
        bell._loop.call_soon_threadsafe(bus.disconnect)  # the library never leaves the bus by itself
        qtbot.waitUntil(lambda: not bus.connected, timeout=8000)
        bell.close()
    assert (one.program, one.title, one.icon) == ("Tocsin", "Nato chief warns", "file:///icon.png")
    assert one.actions[2:] == ("open", "Open", "keep", "Keep", "mute", "Mute story", "snooze", "Snooze")
    assert pressed == [("story-1", "keep")]
    assert daemon.withdrawn == [two.number]
