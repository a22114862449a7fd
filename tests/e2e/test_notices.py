"""Notices on the screen of two real services: shown with their text, pressed with the mouse, changed, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from e2e.bulletin import FERRY, SINGLE, has_past, line, reader_of, stand
from e2e.scene import Newsstand, Program
from servers.bus_listener import BusListener
from servers.desktop_session import DesktopSession, until
from servers.notice_services import Dunst, NoticeService, Xfce


@pytest.fixture(params=["dunst", "xfce4-notifyd"])
def service(request: pytest.FixtureRequest, desk: DesktopSession) -> NoticeService:
    desk.kill_daemon()
    if request.param == "dunst":
        made: NoticeService = Dunst(desk)
    elif why := Xfce.lacking():
        pytest.skip(f"{why} (packaging/debian.sh tests)")
    else:
        made = Xfce(desk)
    made.start()
    return made


@pytest.fixture
def newsstand() -> Iterator[Newsstand]:
    made = stand()
    with made.press:
        yield made


@pytest.fixture
def program(tmp_path: Path, newsstand: Newsstand) -> Program:
    return reader_of(newsstand, tmp_path / "profile")


@pytest.fixture
def listener(desk: DesktopSession) -> Iterator[BusListener]:
    with BusListener(desk.env["DBUS_SESSION_BUS_ADDRESS"]) as made:
        yield made


def begin(desk: DesktopSession, program: Program) -> None:
    desk.start("tocsin", program.command)
    desk.window("Tocsin")
    until(lambda: has_past(program), "the feeds' past")


def acted(program: Program, headline: str, what: str) -> None:
    def is_so() -> bool:
        one = line(program, headline)
        return one is not None and one.alert.acted == what

    until(is_so, f"{headline!r} to be {what}")


def test_each_button_does_what_it_says_when_it_is_clicked(
    desk: DesktopSession, service: NoticeService, program: Program, newsstand: Newsstand, listener: BusListener
) -> None:
    begin(desk, program)
    newsstand.publish()
    until(lambda: len(service.boxes()) == 1, "the ferry's notice")
    service.dismiss()
    until(lambda: not service.boxes(), "the ferry's notice to go")
    acted(program, FERRY, "dismissed")
    newsstand.publish()

    scenes = (
        ("Keep", "kept"), ("Mute story", "muted"), ("Snooze", "snoozed"), ("Open", "opened"),
        ("" if service.click_opens else "Open", "opened"),
    )  # fmt: skip
    for (label, state), (word, (headline, _)) in zip(scenes, SINGLE.items(), strict=True):
        newsstand.publish()
        until(lambda: len(service.boxes()) == 1, f"a notice for {word}")
        desk.photograph(f"notice-{word}")
        if label:
            service.press(label)
        else:
            service.click()
        acted(program, headline, state)
        until(lambda: not service.boxes(), f"the notice for {word} to go")
    desk.photograph("opened")
    assert [one.title for one in listener.notified if not one.replaces] == [FERRY, *(one for one, _ in SINGLE.values())]
