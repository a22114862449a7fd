"""Pausing: for an hour, until tomorrow, until one resumes; kept where it has an end, and ended on time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.room import QuietLink, Room
from tocsin.store import Store
from tocsin.ui.deeds import Deeds
from tocsin.ui.doings import Doings
from tocsin.ui.pausing import KEY, Pausing
from tocsin.ui.store_thread import StoreThread

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


class Clock:
    """Stands until somebody moves it."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def pausing(database: Path, clock: Clock, link: QuietLink) -> tuple[Pausing, Doings, StoreThread]:
    writer, doings = StoreThread(database), Doings()
    with Store.open(database, read_only=True) as store:
        return Pausing(store, Deeds(writer, clock), link, doings, clock, UTC), doings, writer


def test_an_hour_is_over_after_an_hour(qtbot: QtBot, database: Path, clock: Clock) -> None:
    link = QuietLink()
    made, doings, writer = pausing(database, clock, link)
    made.pause("hour")
    assert doings.paused_until == NOON + timedelta(hours=1)
    clock.now += timedelta(minutes=59)
    made.look_at_clock()
    clock.now += timedelta(hours=8)
    made.look_at_clock()
    made.look_at_clock()
    assert link.wishes == [("pause", None), ("resume", None)]
    assert writer.close()


def test_a_pause_until_tomorrow_outlives_the_program(qtbot: QtBot, database: Path, clock: Clock) -> None:
    link = QuietLink()
    made, _, writer = pausing(database, clock, link)
    made.pause("morning")
    assert writer.close()
    clock.now += timedelta(hours=6)
    link = QuietLink()
    _, doings, writer = pausing(database, clock, link)
    assert link.wishes == [("pause", None)]
    assert doings.paused_until == datetime(2026, 11, 25, 7, 0, tzinfo=UTC)
    assert writer.close()
    clock.now += timedelta(days=1)
    link = QuietLink()
    _, doings, writer = pausing(database, clock, link)
    assert (link.wishes, doings.paused_until) == ([], None)
    assert writer.close()


def test_a_pause_without_an_end_is_not_kept_but_survives_the_monitor(
    qtbot: QtBot, database: Path, clock: Clock
) -> None:
    link = QuietLink()
    made, _, writer = pausing(database, clock, link)
    made.pause()
    link.died.emit("Traceback")
    assert link.wishes == [("pause", None), ("pause", None)]
    made.resume()
    link.died.emit("Traceback")
    assert link.wishes[2:] == [("resume", None)]
    assert writer.close()
    with Store.open(database, read_only=True) as store:
        assert store.settings.get(KEY) == ""


def test_the_status_line_says_until_when(room: Room) -> None:
    words = room.desk.window.status.words
    room.link.say("ready")
    room.desk.pausing.pause()
    room.link.say("paused")
    room.qtbot.waitUntil(lambda: words.whole() == "Paused: nothing is read until you resume.", timeout=5000)
    room.desk.pausing.pause("morning")
    assert words.whole().removesuffix(".") in {  # in the afternoon, the next 7:00 is plain enough
        "Paused: nothing is read until tomorrow 7:00", "Paused: nothing is read until 7:00",
    }  # fmt: skip
    room.link.say("resumed")
    room.desk.pausing.resume()
    assert "Paused" not in words.whole()


def test_the_status_line_says_when_nothing_can_be_reached(room: Room) -> None:
    words = room.desk.window.status.words
    room.link.say("ready")
    room.link.say("round-ended", read=0, failed=3, new=0, next_due=None, offline=True)
    room.qtbot.waitUntil(lambda: words.whole().startswith("Offline: no source can be reached"), timeout=5000)
    room.link.say("round-ended", read=0, failed=0, new=0, next_due=None, offline=True, sign_in=True)
    room.qtbot.waitUntil(lambda: words.whole().startswith("The network asks you to sign in"), timeout=5000)
    room.link.say("round-began", due=3)
    room.link.say("feed-read", id=1, new=0)
    room.link.say("round-ended", read=1, failed=0, new=0, next_due=None, offline=False)
    room.qtbot.waitUntil(lambda: words.whole().startswith("3 sources followed"), timeout=5000)
