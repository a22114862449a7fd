"""One outlet whose news come when the test says, and the program that watches it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from servers.desktop_session import until
from tocsin.demo.newsroom import Newsroom, Outlet, Piece
from tocsin.demo.server import Press

OUTLET = Outlet("kite", "The Paper Kite", "paperkite.example", "en", "rss", "")

PAST = "Le Pen was here before: the past that must not ring"
NEWS = "Le Pen judges a kite contest on the beach"
MISS = "Le pensionnat flies its kites, the senator watches"


FROZEN = os.environ.get("TOCSIN_PROGRAM", "")
"""The path of a frozen program that is tested instead of this Python's."""

START = [FROZEN] if FROZEN else [sys.executable, "-m", "tocsin"]


@dataclass
class HandClock:
    """A clock that stands until somebody moves it."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Newsstand:
    """One outlet on loopback. Its past is there from the start; each call of publish() brings what comes next."""

    press: Press
    clock: HandClock

    @property
    def url(self) -> str:
        return self.press.feed_url(OUTLET.key)

    def publish(self) -> None:
        """Bring the next piece of news."""
        self.clock.now += 10


@dataclass
class Program:
    """Tocsin as a person uses it: its command line, in one profile."""

    profile: Path
    env: dict[str, str] = field(default_factory=lambda: dict(os.environ))

    @property
    def command(self) -> list[str]:
        return [*START, "--profile", str(self.profile)]

    def __call__(self, *words: str) -> str:
        done = subprocess.run(
            [*self.command, *words], env=self.env, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 0, f"tocsin {' '.join(words)}: {done.stdout}{done.stderr}"
        return done.stdout

    def ledger(self) -> list[dict[str, Any]]:
        """Return what `tocsin alerts --json` prints."""
        return [json.loads(line) for line in self("alerts", "--json").splitlines()]

    def wait_for_baseline(self) -> None:
        """Wait until the feed's past is saved; what comes later is news."""
        assert until(lambda: self.entry(PAST), "the feed's past")["held"] == "baseline"

    def entry(self, headline: str) -> dict[str, Any]:
        """Return the one line of the ledger about that headline, or nothing while there is none."""
        found = [line for line in self.ledger() if line["headline"] == headline]
        assert len(found) < 2, found
        return found[0] if found else {}


def newsroom() -> Newsroom:
    """Return what the outlet says: its past, a near miss and the news."""
    pieces = (
        Piece(OUTLET.key, "past", 1, -600, PAST, "It happened ten minutes ago."),
        Piece(OUTLET.key, "miss", 2, 10, MISS, "A sample pen, Renato, and the whole Pentagon."),
        Piece(OUTLET.key, "news", 3, 10, NEWS, "The contest was short. Marine Le Pen liked the red kite best."),
    )
    return Newsroom((OUTLET,), pieces, ())


def kill_with_a_debt(program: Program, newsstand: Newsstand) -> None:
    """Let a monitor save an alert as owed and die at once, before anybody could ring it."""
    monitor = subprocess.Popen(
        [*program.command, "monitor", "--events"],
        env=program.env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with monitor:
        assert monitor.stdout is not None
        program.wait_for_baseline()
        newsstand.publish()
        for line in monitor.stdout:
            if '"alerts-owed"' in line:
                break
        monitor.kill()
    assert program.entry(NEWS)["rung"] is None
