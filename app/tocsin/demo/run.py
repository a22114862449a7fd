"""Shows the program at work: a throw-away profile in a temporary folder, and the sample news on loopback."""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from tocsin.core.model import Rung
from tocsin.core.text import clean
from tocsin.demo.newsroom import Newsroom, Sample, read_newsroom, read_samples
from tocsin.demo.server import Press
from tocsin.desktop.profile import Profile
from tocsin.resources_path import path
from tocsin.store import Store

SHOW_SECONDS = 150.0
"""How long the demo lasts where there is no window that could be closed."""

FLOOR_SECONDS = "2"
"""The demo's feeds are read this often; real ones are left alone much longer."""


def run(*, headless: bool, seconds: float | None = None, out: TextIO) -> int:
    """Run the demo until the window is closed or, headless, for `seconds`; returns the exit status.

    Headless, alerts are printed to `out` as they ring. The profile is gone afterwards.
    """
    newsroom, samples = load()
    with (
        tempfile.TemporaryDirectory(prefix="tocsin-demo-", ignore_cleanup_errors=True) as folder,
        Press(newsroom) as press,
    ):
        profile = Profile(Path(folder))
        prepare(profile, newsroom, samples, press)
        if headless:
            return _print_alerts(profile, samples, SHOW_SECONDS if seconds is None else seconds, out)
        from tocsin.ui.app import run as show

        return show(profile)


def load() -> tuple[Newsroom, tuple[Sample, ...]]:
    """Read the sample news and the watches that ship with the program."""
    outlets, stories, watches = (
        path(f"demo/{name}.json").read_text(encoding="utf-8") for name in ("outlets", "stories", "watches")
    )
    return read_newsroom(outlets, stories), read_samples(watches)


def prepare(profile: Profile, newsroom: Newsroom, samples: tuple[Sample, ...], press: Press) -> None:
    """Follow every outlet and make the watches."""
    profile.make()
    now = datetime.now(UTC)
    with Store.open(profile.database) as store:
        store.settings.put("poll.floor_seconds", FLOOR_SECONDS)
        store.settings.put("poll.requests_an_hour", "100000")
        for outlet in newsroom.outlets:
            store.feeds.add(press.feed_url(outlet.key), folder=outlet.folder, now=now)
        for sample in samples:
            store.watches.add(sample.name, sample.query, watchlist=sample.watchlist, now=now)


def _print_alerts(profile: Profile, samples: tuple[Sample, ...], seconds: float, out: TextIO) -> int:
    from tocsin.monitor.start import run as monitor

    def say(line: str) -> None:
        out.write(line + "\n")
        out.flush()

    rung = 0

    def tell(one: Rung, _bell: str) -> None:
        nonlocal rung
        rung += 1
        when = one.seen.astimezone().strftime("%H:%M:%S")
        say(f"{when}  {clean(one.watch, 40):<16}  {clean(one.headline, 200)} · {clean(one.outlet, 60)}")

    def complain(sentence: str) -> None:
        sys.stderr.write(f"tocsin: {sentence}\n")

    say(f"Sample news for {seconds:g} seconds; Ctrl+C ends it. What is there already does not ring.")
    for sample in samples:
        say(f"Watching {sample.name}: {sample.query}")
    monitor(profile, seconds=seconds, tell=tell, complain=complain)
    say(f"{rung} alerts rang.")
    return 0
