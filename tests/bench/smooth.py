"""How smoothly a list of 100,000 articles scrolls while the monitor reads and parses 200 feeds in its own process.

Prints the median and the 95th percentile of the frames, idle and busy, and the ratio of the latter two (to reach: 1.5).
Everything is made up here, served on loopback by a process of its own, and thrown away.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urljoin

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from tocsin.core.model import Entry
from tocsin.desktop.profile import Profile
from tocsin.store import Listing, Scope, Store
from tocsin.ui.store_thread import StoreThread
from tocsin.ui.stories_pane import StoriesPane
from tocsin.ui.theme import Theme
from tocsin.ui.tokens import load

ROWS, FEEDS, ENTRIES = 100_000, 200, 40
FRAME = 1 / 60
IDLE_SECONDS, BUSY_AT_MOST = 8.0, 90.0
WORDS = (
    *("harbour", "ferry", "lantern", "senator", "cheese", "valley", "NATO", "bridge", "orchard"),
    *("kettle", "Renato", "signal", "winter", "market", "dog"),
)


def sentence(chance: random.Random, words: int) -> str:
    """Make up a sentence."""
    return " ".join(chance.choices(WORDS, k=words)).capitalize() + "."


def fill(store: Store, chance: random.Random) -> None:
    """Put the rows in the database, as the monitor would."""
    now = datetime.now(UTC)
    feed = store.feeds.add("http://127.0.0.1:9/past", title="The past", now=now)
    store.feeds.edit(feed.id, paused=True)
    for start in range(0, ROWS, 2000):
        entries = []
        for number in range(start, start + 2000):
            title, text = sentence(chance, 9), sentence(chance, 30)
            entries.append(Entry(f"past-{number}", title, f"https://past.example/{number}", text))
        with store.writing():
            store.arriving.add(feed, entries, now - timedelta(minutes=1))


def write_feeds(folder: Path, chance: random.Random, feeds: int = FEEDS) -> None:
    """Write the feeds that the monitor will read."""
    for number in range(feeds):
        items = "".join(
            f"<item><title>{sentence(chance, 9)}</title><link>https://n{number}.example/{item}</link>"
            f"<guid>{number}-{item}</guid><pubDate>Sun, 01 Mar 2026 12:00:00 GMT</pubDate>"
            f"<description>&lt;p&gt;{sentence(chance, 120)}&lt;/p&gt;</description></item>"
            for item in range(ENTRIES)
        )
        (folder / f"{number}.xml").write_text(
            f'<rss version="2.0"><channel><title>Outlet {number}</title>{items}</channel></rss>', encoding="utf-8"
        )


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on loopback from a process of its own."""
    command = [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        try:
            said = server.stdout.readline().split()
            yield f"http://127.0.0.1:{said[said.index('port') + 1]}/"
        finally:
            server.terminate()


class Scroller:
    """Scrolls a list up and down, sixty times a second, and notes how late each frame is done."""

    def __init__(self, app: QApplication, pane: StoriesPane) -> None:
        self._app = app
        self._list = pane.list
        self._bar = pane.list.verticalScrollBar()
        self._step = 90

    def for_seconds(self, seconds: float) -> list[float]:
        """Scroll for so long."""
        end = time.monotonic() + seconds
        return self.frames(lambda: time.monotonic() < end)

    def frames(self, go_on: Callable[[], bool]) -> list[float]:
        """Return the milliseconds from when each frame was due until it was painted."""
        taken = []
        due = time.perf_counter()
        while go_on():
            due = max(due + FRAME, time.perf_counter())
            while (left := due - time.perf_counter()) > 0:
                self._app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 2)
                time.sleep(min(left, 0.001))
            if not self._bar.minimum() < self._bar.value() + self._step < self._bar.maximum():
                self._step = -self._step
            self._bar.setValue(self._bar.value() + self._step)
            self._list.viewport().repaint()
            taken.append((time.perf_counter() - due) * 1000)
        return taken


def tell(what: str, frames: list[float]) -> float:
    """Print a line and return the 95th percentile."""
    late = quantiles(frames, n=20)[-1]
    print(f"{what:<6}{len(frames):>6} frames   median {median(frames):6.2f} ms   95th percentile {late:6.2f} ms")
    return late


def main() -> int:
    """Measure; returns 1 when the ratio is over 1.5."""
    chance = random.Random(1)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tocsin-smooth-")))
        profile = Profile(folder / "profile")
        profile.make()
        (folder / "feeds").mkdir()
        write_feeds(folder / "feeds", chance)
        base = stack.enter_context(served(folder / "feeds"))
        with Store.open(profile.database) as store:
            fill(store, chance)
            store.watches.add("NATO", "NATO", now=datetime.now(UTC))
            for number in range(FEEDS):
                store.feeds.add(urljoin(base, f"{number}.xml"), now=datetime.now(UTC))

        app = QApplication([])
        store = stack.enter_context(Store.open(profile.database, read_only=True))
        page = store.lists.page(Listing(Scope("all")), limit=5000)
        stories = list(page.stories)
        while page.on is not None:
            page = store.lists.page(Listing(Scope("all")), start=page.on, limit=5000)
            stories += page.stories
        theme = Theme(load(), app)
        theme.apply("light")
        searcher = StoreThread(profile.database, read_only=True)
        stack.callback(searcher.close)
        pane = StoriesPane(theme, store, searcher)
        pane.resize(480, 760)
        pane.model.show_found(stories)
        pane.show()
        scroller = Scroller(app, pane)
        scroller.for_seconds(2)
        still = scroller.for_seconds(IDLE_SECONDS)
        command = [sys.executable, "-m", "tocsin", "--profile", str(profile.folder), "monitor", "--once", "--events"]
        end = time.monotonic() + BUSY_AT_MOST
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as monitor:
            moving = scroller.frames(lambda: monitor.poll() is None and time.monotonic() < end)
            if monitor.poll() is None:
                print("The monitor was stopped before it had read everything.")
                monitor.terminate()
        idle, busy = tell("idle", still + scroller.for_seconds(IDLE_SECONDS)), tell("busy", moving)
        pane.close()
        with Store.open(profile.database, read_only=True) as after:
            read = sum(1 for feed in after.feeds.all() if feed.baseline is not None)
            newest = after.lists.page(Listing(Scope("all")), limit=1).stories[0].head.id
        print(f"{read} of {FEEDS} feeds read, {newest - ROWS:,} articles saved meanwhile")
        print(f"ratio of the 95th percentiles: {busy / idle:.2f} (to reach: at most 1.50)")
        return 1 if busy / idle > 1.5 else 0


if __name__ == "__main__":
    sys.exit(main())
