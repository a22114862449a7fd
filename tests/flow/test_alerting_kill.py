"""Kills the monitor at random moments, hundreds of times, and counts what rang."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
import traceback
import warnings
from collections import Counter
from pathlib import Path

import pytest

from flow.newsroom import Newsroom, entry
from tocsin.core.model import Notice
from tocsin.store import Store

KILLS = 240
FEEDS = ("herald", "post")
OFFERED = 40
"""Entries that a feed shows; what is older has fallen out of it."""

UNREAD = 20
"""An outlet publishes no more while so much of it has not been read, so that nothing falls out unread."""

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="Children are forked, which is cheap and safe on Linux only."
)


class DurableBell:
    """Writes down which alerts it shows before it says that it did; what is written outlives the process."""

    name = "durable"

    def __init__(self, record: Path) -> None:
        self._file = os.open(record, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def show(self, notice: Notice) -> str | None:
        time.sleep(0.002)  # as a desktop takes its time, before it shows and before it answers: a kill may fall into it
        os.write(self._file, (" ".join(map(str, notice.alerts)) + "\n").encode())
        time.sleep(0.002)
        return None

    def close(self) -> None:
        os.close(self._file)


class World:
    """What the outlets have published: it grows by a story an outlet each time that the monitor looks."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.record = folder / "shown"
        self.trouble = folder / "trouble"
        self._published = folder / "published"
        self._published.touch()
        self.record.touch()

    @property
    def stories(self) -> int:
        return self._published.stat().st_size

    def publish(self) -> None:
        with self._published.open("ab") as file:
            file.write(b".")

    def look(self, room: Newsroom, *, news: bool = True) -> None:
        """Let the monitor do one round: what was published since the last time is among what the feeds offer."""
        read = room.store.database.number("SELECT count(*) FROM articles")
        if news and len(FEEDS) * self.stories - read < UNREAD:
            self.publish()
        last = self.stories
        room.clock.pass_(minutes=11)
        for name in FEEDS:
            room.replace(name, *(_story(name, n) for n in range(last, max(0, last - OFFERED), -1)))
        room.round()

    def settled(self) -> set[int]:
        """Open the database as the next start does, and give the alerts whose debt is settled."""
        with Store.open(self.folder / "tocsin.db") as store:
            return {one.alert.id for one in store.alerts.ledger(limit=100_000) if one.alert.rung is not None}

    def shown(self) -> Counter[int]:
        """Give how often each alert was shown, as far as the bell wrote it down."""
        return Counter(int(one) for line in self.record.read_text().splitlines() for one in line.split())


def _story(name: str, number: int) -> str:
    return entry(f"NATO, {name}, chapter {number}", guid=f"{name}-{number}", link=f"https://{name}.example/{number}")


def _open(world: World) -> Newsroom:
    room = Newsroom(world.folder)
    room.bell = DurableBell(world.record)  # type: ignore[assignment]
    room.clock.pass_(minutes=11 * world.stories)
    return room


def _live_until_killed(world: World) -> int:
    """Be the monitor, in a child process; returns its process id to the parent."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # forking beside threads: nothing of theirs is used
        child = os.fork()
    if child:
        return child
    try:
        room = _open(world)
        while True:
            world.look(room)
    except BaseException:  # noqa: BLE001 - whatever it is, the parent must hear of it
        world.trouble.write_text(traceback.format_exc())
    finally:
        os._exit(1)


def test_whenever_the_monitor_is_killed_no_alert_is_lost_and_what_is_settled_never_rings_again(tmp_path: Path) -> None:
    """The row is the truth. An alert is shown, and then its debt is settled: two steps, and a kill may fall between.

    Then nobody can know whether the user saw it, and the next start shows it again rather than lose it. So for each
    alert: it is shown at least once; once more at the most for each kill that found it shown and not settled; and
    after it is settled, never again.
    """
    chance = random.Random(20261124)
    world = World(tmp_path)
    with _open(world) as room:
        room.watch("NATO")
        for name in FEEDS:
            room.follow(f"https://{name}.example/rss", ring_first=True)
        world.look(room)  # also imports what a child would import first
        began = time.monotonic()
        world.look(room)
        usual = time.monotonic() - began
    in_doubt: Counter[int] = Counter()
    final: dict[int, int] = {}
    for _ in range(KILLS):
        child = _live_until_killed(world)
        time.sleep(chance.uniform(0, 4 * usual))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), world.trouble.read_text()
        shown, settled = world.shown(), world.settled()
        assert all(shown[alert] == times for alert, times in final.items())
        in_doubt.update(set(shown) - settled)
        final = {alert: shown[alert] for alert in settled}

    with _open(world) as room:
        for _ in range(3):
            world.look(room, news=False)
        assert room.store.alerts.owed() == []
        ledger = room.store.alerts.ledger(limit=100_000)
        assert room.store.database.rows("PRAGMA integrity_check")[0][0] == "ok"
        assert room.store.database.rows("PRAGMA foreign_key_check") == []
    shown = world.shown()
    published = {f"NATO, {name}, chapter {n}" for name in FEEDS for n in range(1, world.stories + 1)}
    assert {one.headline for one in ledger} == published
    assert len(ledger) == len(published)
    assert {one.alert.id for one in ledger} == set(shown)
    assert all(one.alert.bell == DurableBell.name for one in ledger)
    assert {alert: times for alert, times in shown.items() if times > 1 + in_doubt[alert]} == {}
    assert world.stories > 20, "The children hardly lived: nothing was proved."
