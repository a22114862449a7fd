"""What a feed may write, on the screen of two real services: one notice after another, as a person reads it."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from servers.bus_listener import BusListener
from servers.desktop_session import DesktopSession, until
from servers.notice_services import Dunst, NoticeService
from tocsin.core.model import Notice
from tocsin.desktop.bells.chain import Outcome, Shown
from tocsin.desktop.bells.freedesktop import FreedesktopBell

ACTIONS = (("default", "Open"), ("open", "Open"), ("keep", "Keep"), ("mute", "Mute story"), ("snooze", "Snooze"))

TEXTS = {
    "markup": "<b>Le Pen</b> & <i>Nato</i> &amp; <a href='x'>more</a> <img src='y'>",
    "option": "-h",
    "long": "NATO chief warns of consequences " * 400,
    "one-word": "W" * 10_000,
    "directions": "رئيس الناتو يحذر \u202e NATO \u2066 من عواقب",
    "emoji": "👨‍👩‍👧‍👦 🏳️‍🌈 👍🏽 🇫🇷 北约秘书长警告前所未有的威胁",
    "marks": "N" + "\u0315\u0300\u0334" * 40 + "ATO",
    "lines": "one\ntwo\0three",
}


def ring(qtbot: QtBot, bell: FreedesktopBell, notice: Notice) -> Outcome:
    outcomes: list[Outcome] = []
    bell.ring(notice, outcomes.append)
    qtbot.waitUntil(lambda: bool(outcomes), timeout=8000)
    return outcomes[0]


def test_each_text_is_one_notice_that_fits_on_the_screen_and_is_no_markup(
    desk: DesktopSession, service: NoticeService, listener: BusListener, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", desk.env["DBUS_SESSION_BUS_ADDRESS"])
    bell = FreedesktopBell()
    for name, text in TEXTS.items():
        body = f"The Herald · now · NATO\n{text}"
        assert ring(qtbot, bell, Notice(name, text, body, (1,), 1, actions=ACTIONS)) == Shown()
        (box,) = until(service.boxes, f"the notice with {name}")
        desk.photograph(name)
        assert box[0] >= 0
        assert box[2] < 900, f"{name} is {box[2]} wide"
        assert box[3] < 400, f"{name} is {box[3]} high"
        bell.withdraw(name)
        until(lambda: not service.boxes(), f"the notice with {name} to go")
    bell.close()
    assert len(listener.notified) == len(TEXTS)
    if isinstance(service, Dunst):
        told = {one.title: one.body for one in desk.put_away_notices()}
        assert TEXTS["markup"] in told
        assert "-h" in told
        assert "one two three" in told
