"""Notices on the screen of two real services: shown with their text, pressed with the mouse, changed, taken back."""

from __future__ import annotations

import time

from e2e.bulletin import FERRY, SINGLE, acted, begin, read, rung_by
from e2e.scene import Newsstand, Program
from servers.bus_listener import BusListener
from servers.desktop_session import DesktopSession, until
from servers.notice_services import NoticeService


def test_each_button_does_what_it_says_when_it_is_clicked(
    desk: DesktopSession, service: NoticeService, reading: Program, five_outlets: Newsstand, listener: BusListener
) -> None:
    begin(desk, reading)
    five_outlets.publish()
    until(lambda: len(service.boxes()) == 1, "the ferry's notice")
    service.dismiss()
    until(lambda: not service.boxes(), "the ferry's notice to go")
    acted(reading, FERRY, "dismissed")
    five_outlets.publish()

    scenes = (
        ("Keep", "kept"), ("Mute story", "muted"), ("Snooze", "snoozed"), ("Open", "opened"),
        ("" if service.click_opens else "Open", "opened"),
    )  # fmt: skip
    for (label, state), (word, (headline, _)) in zip(scenes, SINGLE.items(), strict=True):
        five_outlets.publish()
        until(lambda: len(service.boxes()) == 1, f"a notice for {word}")
        desk.photograph(f"notice-{word}")
        if label:
            service.press(label)
        else:
            service.click()
        acted(reading, headline, state)
        until(lambda: not service.boxes(), f"the notice for {word} to go")
    desk.photograph("opened")
    assert [one.title for one in listener.notified if not one.replaces] == [FERRY, *(one for one, _ in SINGLE.values())]


def test_a_notice_grows_where_it_stands_and_goes_when_its_story_is_read(
    desk: DesktopSession, service: NoticeService, reading: Program, five_outlets: Newsstand, listener: BusListener
) -> None:
    begin(desk, reading)
    five_outlets.publish()
    until(lambda: len(service.boxes()) == 1, "the ferry's notice")
    desk.photograph("one-outlet")
    (first,) = listener.notified
    assert (first.title, first.program, first.replaces) == (FERRY, "Tocsin", 0)
    assert first.body == "The Paper Kite · now · at sea"

    five_outlets.publish()
    until(lambda: listener.notified[-1].body.startswith("The Paper Kite + 4 others · "), "the notice to say so")
    desk.photograph("five-outlets")
    assert len(service.boxes()) == 1
    assert {one.replaces for one in listener.notified[1:]} == {first.number}, "no second one is shown"
    assert all(one.hints.get("suppress-sound") is True for one in listener.notified[1:])

    read(desk, 1)
    desk.window("erry")
    until(lambda: not service.boxes(), "the notice to go, since its story was read")
    desk.photograph("read")
    assert listener.withdrawn == [first.number]
    assert (first.number, 3) in listener.closed
    assert rung_by(reading, FERRY) == "desktop"


def hover_over_tray(desk: DesktopSession) -> None:
    """Rest the mouse on the tray until its icon says what it stands for."""
    window = desk.call("xdotool", "search", "--onlyvisible", "--name", "^panel$").stdout.split()[-1]
    desk.call("xdotool", "mousemove", "--window", window, "12", "12")
    desk.call("xdotool", "mousemove_relative", "2", "2")
    time.sleep(1.5)


def test_when_presenter_mode_begins_no_headline_is_on_the_screen(
    desk: DesktopSession, service: NoticeService, reading: Program, five_outlets: Newsstand, listener: BusListener
) -> None:
    desk.start_tray()
    begin(desk, reading)
    five_outlets.publish()
    until(lambda: len(service.boxes()) == 1, "the ferry's notice")
    read(desk, 2)
    desk.window("here before")

    desk.keys("ctrl+shift+p")
    until(lambda: listener.notified[-1].title == "1 new story", "the headline to go")
    assert (listener.notified[-1].body, listener.notified[-1].replaces) == ("", listener.notified[0].number)
    until(lambda: "Tocsin" in desk.titles(), "the window's title to say no more")
    five_outlets.publish()
    five_outlets.publish()
    until(lambda: len([one for one in listener.notified if not one.replaces]) == 2, "the next notice")
    hover_over_tray(desk)
    desk.photograph("presenting")
    told = listener.notified[1:]
    assert {(one.title, one.body) for one in told} == {("1 new story", "")}
    assert not [title for title in desk.titles() if "erry" in title or "rates" in title], desk.titles()
