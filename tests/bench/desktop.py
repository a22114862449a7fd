"""How the desktop program feels with 500 feeds, 500,000 articles and 1,000 watches, each figure beside a bare window's.

Prints: the start until the list is painted, a click on a watch until it is painted, frames of scrolling while the
monitor reads 200 feeds, the longest time for which typing in the search holds the screen up, pages of lists, and the
memory of window and monitor after several rounds. Beside start and frames stands the same of a window of Qt with 1,000
plain lines, measured in the same run, and the processor's time, which a busy machine does not stretch. Both have their
bytecode, as what is installed has. All is made up, served on loopback, and thrown away; the profile is kept in the
temporary folder.
"""

from __future__ import annotations

import gc
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import Any
from urllib.parse import urljoin

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from large_profile import WATCHES, large_profile
from PySide6.QtCore import QEventLoop, QStringListModel, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QListView
from smooth import FRAME, served, write_feeds

from tocsin.desktop.profile import Profile
from tocsin.store import Listing, Scope, Store

BEGAN = "TOCSIN_BENCH_BEGAN"
ASKED = {"start": 1500.0, "click": 100.0, "frame": 16.0, "stall": 100.0, "page": 20.0, "memory": 200.0}
"""Milliseconds and megabytes that are to be reached; a search may hold the screen up for a tenth of a second."""

READS, CLICKS, AFTER = 200, 60, 5.0
"""Feeds that are read while scrolling; watches that are clicked on; seconds of scrolling at rest."""

ROUNDS, AGAIN = 3, 50
"""Rounds before the memory is measured; feeds that have other articles in each round but the first."""


def now_ms() -> float:
    """Give the milliseconds since the parent process began this one."""
    return (time.time() - float(os.environ[BEGAN])) * 1000


def settle(app: QApplication, milliseconds: int = 1) -> None:
    """Let the program do what it has to do."""
    end = time.monotonic() + milliseconds / 1000
    while True:
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
        if time.monotonic() >= end:
            return


def scrolled(app: QApplication, view: QAbstractItemView, go_on: Callable[[], bool]) -> tuple[float, float]:
    """Scroll up and down sixty times a second; give the 95th percentile of the milliseconds for which a frame was due.

    The second is what this thread had of the processor since the frame before.
    """
    bar, step, taken, due = view.verticalScrollBar(), 60, [], time.perf_counter()
    worked = []
    while go_on():
        began = time.thread_time()
        due = max(due + FRAME, time.perf_counter())
        while (left := due - time.perf_counter()) > 0:
            app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 2)
            time.sleep(max(0.0, min(left, 0.001)))
        if not bar.minimum() < bar.value() + step < bar.maximum():
            step = -step
        bar.setValue(bar.value() + step)
        app.processEvents()  # draws what has to be drawn
        taken.append((time.perf_counter() - due) * 1000)
        worked.append((time.thread_time() - began) * 1000)
    return late(taken), late(worked)


def late(frames: list[float]) -> float:
    """Give the 95th percentile."""
    return quantiles(frames, n=20)[-1]


def megabytes(pid: int, *, children: bool = False) -> float:
    """Give what a process holds for itself and its share of what it shares; or what its children and theirs hold.

    Pages of files that are mapped to be read count as well: the system takes them back when it needs the room.
    """
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
        tasks = Path(f"/proc/{pid}/task").iterdir()
        below = [int(one) for task in tasks for one in (task / "children").read_text().split()]
    except OSError:
        return 0.0
    if children:
        return sum(megabytes(one) + megabytes(one, children=True) for one in below)
    return sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")) / 1024


class Longest:
    """Notices how long the event loop was held up at the most."""

    def __init__(self) -> None:
        self.stall, self._last = 0.0, time.perf_counter()
        self._timer = QTimer()
        self._timer.timeout.connect(self._tick)
        self._timer.start(2)

    def _tick(self) -> None:
        now = time.perf_counter()
        self.stall, self._last = max(self.stall, (now - self._last) * 1000), now

    def again(self) -> None:
        """Begin to notice anew."""
        self.stall, self._last = 0.0, time.perf_counter()


def warm() -> dict[str, Any]:
    """Have the bytecode made."""
    import tocsin.feeds.parse
    import tocsin.monitor.start
    import tocsin.ui.app  # noqa: F401 - that is all

    return {}


def bare() -> dict[str, Any]:
    """Measure a window of Qt with plain lines."""
    app = QApplication([])
    view = QListView()
    view.setUniformItemSizes(True)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    model = QStringListModel([f"Line {number}" for number in range(1_000)])
    view.setModel(model)
    view.resize(1280, 800)
    view.show()
    view.viewport().repaint()
    settle(app)
    start, work = now_ms(), time.process_time() * 1000
    end = time.monotonic() + AFTER
    frames = scrolled(app, view, lambda: time.monotonic() < end)
    return {"start": start, "work": work, "frame": frames, "memory": megabytes(os.getpid())}


def desktop(folder: str) -> dict[str, Any]:
    """Measure the program."""
    gc.disable()  # as the command line does
    from tocsin.ui.app import Program

    gc.enable()
    app = QApplication([])
    with ExitStack() as closing:
        program = Program(app, Profile(Path(folder)), closing, bells=[])
        program.start()
        pane = program.desk.stories
        while not pane.model.rowCount():
            settle(app)
        pane.list.viewport().repaint()
        found: dict[str, Any] = {"start": now_ms(), "work": time.process_time() * 1000}
        settle(app, 300)
        # The monitor reads now: frames until it is done, then at rest.
        program.desk.show_scope(Scope("all"))
        ended: list[bool] = []
        program.link.heard.connect(lambda name, _: ended.append(True) if name == "round-ended" else None)
        limit = time.monotonic() + 90
        found["busy"] = scrolled(app, pane.list, lambda: not ended and time.monotonic() < limit)
        end = time.monotonic() + AFTER
        found["frame"] = scrolled(app, pane.list, lambda: time.monotonic() < end)
        for number in range(2, ROUNDS + 1):
            write_feeds(Path(folder).parent / "feeds", Random(number), AGAIN)
            ended.clear()
            limit = time.monotonic() + 90
            program.link.wish("refresh")
            while not ended and time.monotonic() < limit:
                settle(app, 50)
        settle(app, 3000)
        found["memory"], found["monitor"] = megabytes(os.getpid()), megabytes(os.getpid(), children=True)
        chance, taken = Random(2), []
        watches = [1, 2, 3, *chance.sample(range(4, WATCHES), CLICKS)]
        for watch in watches:
            began = time.perf_counter()
            program.desk.places.choose(Scope("watch", watch))
            app.processEvents()
            pane.list.viewport().repaint()
            taken.append((time.perf_counter() - began) * 1000)
            settle(app, 20)
        found["clicks"] = taken
        longest = Longest()
        settle(app, 300)
        longest.again()
        pane.act.search.trigger()
        for letter in "bacoden dengol OR harmen":
            QTest.keyClicks(pane.search, letter)
            settle(app, 60)
        settle(app, 1500)
        found["stall"] = longest.stall
        found["rows found"] = pane.model.rowCount()
    return found


def child(bytecode: str, *arguments: str) -> dict[str, Any]:
    """Run one measurement in a process of its own."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": bytecode, BEGAN: str(time.time())}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, __file__, *arguments], env=environment, stdout=subprocess.PIPE, check=True, text=True
    )
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def pages(database: Path) -> list[float]:
    """Give the milliseconds of first pages and of those behind, plain and through filters that let little pass."""
    taken = []
    with Store.open(database, read_only=True) as store:
        folder, watches = Scope("folder", name="Folder 3"), (Scope("watch", 1), Scope("watch", 500))
        for scope in (Scope("all"), *watches, Scope("feed", 3), folder):
            for wanted in ({}, {"unread": True}, {"kept": True}, {"language": "ar"}, {"outlet": "Outlet 9"}):
                start: int | None = None
                for _ in range(12):
                    began = time.perf_counter()
                    page = store.lists.page(Listing(scope, **wanted), start=start)
                    taken.append((time.perf_counter() - began) * 1000)
                    start = page.on
                    if start is None:
                        break
    return taken


def main() -> int:
    """Measure; returns 1 when a figure is not reached."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tocsin-desktop-")))
        (folder / "feeds").mkdir()
        write_feeds(folder / "feeds", Random(1))
        base = stack.enter_context(served(folder / "feeds"))
        profile = Path(shutil.copytree(large_profile(), folder / "profile"))
        with Store.open(profile / "tocsin.db") as store:
            store.database.run("UPDATE feeds SET paused = 1")
            for number in range(READS):
                store.feeds.add(urljoin(base, f"{number}.xml"), now=datetime.now(UTC))
        bytecode = str(folder / "bytecode")
        child(bytecode, "warm")
        plain, ours = child(bytecode, "bare"), child(bytecode, "desktop", str(profile))
        taken = pages(profile / "tocsin.db")
    clicks, bare_frame = ours["clicks"], plain["frame"][0]
    page = sorted(taken)[int(len(taken) * 0.95)]
    rows = (
        ("start", "start until the list is painted", ours["start"], "ms", plain["start"]),
        ("click", f"click on a watch, worst of {len(clicks)}", max(clicks), "ms", None),
        ("frame", "95th percentile frame, monitor reading", ours["busy"][0], "ms", bare_frame),
        ("frame", "95th percentile frame, at rest", ours["frame"][0], "ms", bare_frame),
        ("stall", "longest stall while typing a search", ours["stall"], "ms", None),
        ("page", f"page of a list, 95th percentile of {len(taken)}", page, "ms", None),
        ("memory", "window and monitor", ours["memory"] + ours["monitor"], "MB", plain["memory"]),
    )
    missed = 0
    for key, what, value, unit, beside in rows:
        ratio = f"   {value / beside:5.2f} of a bare window ({beside:.1f})" if beside else ""
        over = value > ASKED[key]
        missed += over
        print(f"{what:<42}{value:8.1f} {unit} (asked {ASKED[key]:.0f}){' MISSED' if over else ''}{ratio}")
    print(f"of the processor: start {ours['work']:.0f} ms (bare window {plain['work']:.0f}); 95th percentile frame")
    print(f"  {ours['busy'][1]:.1f} ms while reading, {ours['frame'][1]:.1f} at rest ({plain['frame'][1]:.1f})")
    print(f"window {ours['memory']:.0f} MB, monitor and its parsers {ours['monitor']:.0f} MB, after {ROUNDS} rounds")
    print(f"click, median {median(clicks):.1f} ms; page, worst {max(taken):.1f} ms; {ours['rows found']} stories found")
    return 1 if missed else 0


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measures: dict[str, Callable[..., dict[str, Any]]] = {"warm": warm, "bare": bare, "desktop": desktop}
        print(json.dumps(measures[sys.argv[1]](*sys.argv[2:])))
        sys.exit(0)
    sys.exit(main())
