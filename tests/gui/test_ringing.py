"""From the debt to the bell and back: each alert is rung once, and a press on its notice does what it says."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.hand_bell import HandBell
from gui.room import NOW, nothing_yet
from gui.tower import Tower
from tocsin.core.model import Held, Notice
from tocsin.desktop.bells.chain import Failed, Outcome, Sent
from tocsin.store import Store
from tocsin.ui.threaded_bell import ThreadedBell


def test_what_is_owed_is_rung_once_and_settled(tower: Tower) -> None:
    bell = HandBell()
    ringing = tower.ringing(bell)
    ringing.look()
    ringing.look()
    tower.settle()
    ringing.look()
    assert [notice.title for notice in bell.rung] == ["Le Pen opens her campaign"]
    assert (tower.ledger().alert.bell, tower.store.alerts.owed()) == ("desktop", [])


def test_what_one_bell_refuses_the_next_one_rings(tower: Tower) -> None:
    ringing = tower.ringing(HandBell(Failed("no daemon")), HandBell(Sent(), "tray"))
    ringing.look()
    tower.settle()
    assert tower.ledger().alert.bell == "tray"


def test_when_no_bell_rings_the_list_has_it_and_says_so(tower: Tower) -> None:
    ringing, said = tower.ringing(HandBell(Failed("no"))), nothing_yet()
    ringing.silent.connect(said.append)
    ringing.look()
    tower.settle()
    assert tower.ledger().alert.bell == "list"
    assert said == ["No notice could be shown; what rang stands in the list."]


def test_a_bell_that_hangs_leaves_the_debt_with_its_name_until_it_is_over(tower: Tower) -> None:
    tower.ringing(HandBell(None)).look()
    tower.settle()
    alert = tower.ledger().alert
    assert (alert.trying, alert.rung) == ("desktop", None)
    again = HandBell()
    tower.ringing(again).look()
    assert len(again.rung) == 1, "at the next start it is tried again"


@pytest.mark.parametrize("action", ["default", "open"])
def test_a_press_opens_the_article_and_is_written_down(tower: Tower, action: str) -> None:
    bell = HandBell()
    ringing, opened, acted = tower.ringing(bell), nothing_yet(), nothing_yet()
    ringing.open_wanted.connect(opened.append)
    ringing.acted.connect(lambda ids, what: acted.append((ids, what)))
    ringing.look()
    ringing.pressed(bell.rung[0].key, action)
    ringing.pressed("a notice of yesterday", action)
    assert opened == [tower.article]
    assert acted == [(bell.rung[0].alerts, "opened")]
    tower.settle()


def test_keep_keeps_without_opening_and_takes_the_notice_away(tower: Tower) -> None:
    bell = HandBell()
    ringing, kept, opened = tower.ringing(bell), nothing_yet(), nothing_yet()
    ringing.keep_wanted.connect(kept.append)
    ringing.open_wanted.connect(opened.append)
    ringing.look()
    ringing.pressed(bell.rung[0].key, "keep")
    assert (kept, opened, bell.withdrawn) == ([[tower.article]], [], [bell.rung[0].key])
    tower.settle()


@pytest.mark.parametrize("action", ["mute", "snooze"])
def test_mute_and_snooze_are_handed_on_with_the_alerts_and_take_the_notice_away(tower: Tower, action: str) -> None:
    bell = HandBell()
    ringing, wanted, opened = tower.ringing(bell), nothing_yet(), nothing_yet()
    (ringing.mute_wanted if action == "mute" else ringing.snooze_wanted).connect(wanted.append)
    ringing.open_wanted.connect(opened.append)
    ringing.look()
    ringing.pressed(bell.rung[0].key, action)
    assert (wanted, opened, bell.withdrawn) == ([bell.rung[0].alerts], [], [bell.rung[0].key])
    tower.settle()


def test_a_press_on_a_summary_asks_for_the_page(tower: Tower) -> None:
    bell = HandBell()
    ringing, pages, opened = tower.ringing(bell), nothing_yet(), nothing_yet()
    ringing.page_wanted.connect(pages.append)
    ringing.open_wanted.connect(opened.append)
    ringing.show(Notice("summary-1", "494 more stories", "", (7,)))
    ringing.show(Notice("closed", "Tocsin goes on watching", "", ()))
    ringing.pressed("summary-1", "default")
    ringing.pressed("closed", "default")
    assert (pages, opened) == (["summary-1"], [0])
    tower.settle()


def test_a_notice_without_alerts_settles_nothing(tower: Tower) -> None:
    ringing = tower.ringing(HandBell(Failed("no")))
    ringing.show(Notice("closed", "Tocsin goes on watching", "", ()))
    tower.settle()
    assert len(tower.store.alerts.owed()) == 1


def test_after_an_absence_the_bell_waits_for_the_end_of_the_round(tower: Tower) -> None:
    bell = HandBell()
    ringing = tower.ringing(bell)
    ringing.round_began(True)
    ringing.look()
    assert bell.rung == []
    tower.settle()
    ringing.round_ended()
    assert len(bell.rung) == 1
    tower.settle()


def test_quiet_hours_hold_the_bell_and_are_written_down(tower: Tower, tmp_path: Path) -> None:
    with Store.open(tmp_path / "tocsin.db") as store:
        store.settings.put("quiet", "mon-sun 00:00-24:00")
    bell = HandBell()
    tower.ringing(bell).look()
    tower.settle()
    assert bell.rung == []
    assert tower.ledger().alert.held is Held.QUIET_HOURS
    assert len(tower.store.alerts.owed()) == 1


class SlowBell:
    name = "plyer"

    def __init__(self, why: str | Exception | None) -> None:
        self.why = why

    def show(self, notice: Notice) -> str | None:
        if isinstance(self.why, Exception):
            raise self.why
        return self.why


@pytest.mark.parametrize(
    ("why", "outcome"), [(None, Sent()), ("no daemon", Failed("no daemon")), (OSError("x"), Failed("OSError('x')"))]
)
def test_a_bell_that_blocks_rings_on_its_own_thread(
    qtbot: QtBot, why: str | Exception | None, outcome: Outcome
) -> None:
    bell, outcomes = ThreadedBell(SlowBell(why)), nothing_yet()
    bell.ring(Notice("a", "News", "", (1,)), outcomes.append)
    qtbot.waitUntil(lambda: bool(outcomes), timeout=5000)
    assert outcomes == [outcome]
    assert datetime.now(UTC) > NOW
