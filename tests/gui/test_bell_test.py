"""The test that is rung through all bells: each says once what became of it, in their order."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from gui.hand_bell import HandBell
from tocsin.core.model import Sound
from tocsin.desktop.bells.chain import Failed, Outcome, Sent, Shown
from tocsin.desktop.sound import Player
from tocsin.monitor.bell_test import Tried, read
from tocsin.ui import bell_test
from tocsin.ui.bell_test import BellTest


class Listener(Player):
    def __init__(self) -> None:
        super().__init__()
        self.heard: list[Sound] = []

    def play(self, sound: Sound, *, uninvited: bool = True) -> bool:
        self.heard.append(sound)
        return True


def rung(qtbot: QtBot, *bells: HandBell) -> tuple[list[Tried], int, list[Sound]]:
    said: list[str] = []
    ended: list[int] = []
    player = Listener()
    test = BellTest(bells, player, said.append, ended.append)
    test.begin()
    qtbot.waitUntil(lambda: bool(ended), timeout=20_000)
    return list(read("\n".join(said))), ended[0], player.heard


def test_the_first_bell_takes_it_and_the_others_are_not_needed(qtbot: QtBot) -> None:
    tried, status, heard = rung(qtbot, HandBell(Shown(), "desktop"), HandBell(Sent(), "tray"))
    assert tried == [Tried("desktop", "shown"), Tried("tray", "not needed")]
    assert (status, heard) == (0, [Sound.BELL])


def test_a_bell_that_plays_sounds_is_not_accompanied(qtbot: QtBot) -> None:
    assert rung(qtbot, HandBell(Shown(sounded=True), "desktop"))[2] == []


@pytest.mark.parametrize(
    ("answer", "reason"), [(Failed("there is no bus"), "there is no bus"), (None, "it did not answer in time")]
)
def test_who_did_not_take_it_says_why(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, answer: Outcome | None, reason: str
) -> None:
    monkeypatch.setattr(bell_test, "STAY", 50)
    tried, status, _ = rung(qtbot, HandBell(answer, "desktop"), HandBell(Sent(), "tray"), HandBell(Sent(), "plyer"))
    assert tried == [Tried("desktop", "failed", reason), Tried("tray", "sent"), Tried("plyer", "not needed")]
    assert status == 0


def test_when_no_bell_takes_it_each_has_said_why(qtbot: QtBot) -> None:
    tried, status, heard = rung(qtbot, HandBell(Failed("no"), "desktop"), HandBell(None, "tray"))
    assert tried == [Tried("desktop", "failed", "no"), Tried("tray", "failed", "it did not answer in time")]
    assert (status, heard) == (1, [])
