"""Rings a test: through all bells of the desktop in a process of its own, or by plyer alone."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from tocsin.core.model import Notice, Sound
from tocsin.core.text import clean

TEST = Notice("test", "Tocsin rings", "This is the test that you asked for.", alerts=(), sound=Sound.BELL)

WITHIN = 25.0
"""Seconds: a start of Qt, and three for each bell."""

OUTCOMES = ("shown", "sent", "failed", "not needed")


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of the test with one bell."""

    bell: str
    outcome: Literal["shown", "sent", "failed", "not needed"]
    """As the bell says: shown is confirmed, sent is not."""
    reason: str = ""

    @property
    def took(self) -> bool:
        """Tell whether this bell took it."""
        return self.outcome in ("shown", "sent")

    def line(self) -> str:
        """Write it as one line."""
        return json.dumps(asdict(self))


def read(text: str) -> Iterator[Tried]:
    """Read the lines of the other process; what else it printed is passed over."""
    for line in text.splitlines():
        try:
            value = json.loads(line)
            outcome = value["outcome"]
            if outcome in OUTCOMES:
                yield Tried(clean(str(value["bell"]), 40), outcome, clean(str(value.get("reason", "")), 300))
        except (ValueError, TypeError, KeyError):
            continue


def ring_test(line: Sequence[str], within: float = WITHIN) -> tuple[list[Tried], str]:
    """Ring through the bells of the desktop: starts `line`, which prints them as Tried.line().

    Gives what became of it with each bell, and what went wrong with the process itself; empty: nothing.
    """
    try:
        done = subprocess.run(
            line, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", errors="replace", timeout=within,
            check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        told = error.stdout.decode("utf-8", "replace") if isinstance(error.stdout, bytes) else error.stdout or ""
        return list(read(told)), f"the test did not end within {within:g} seconds"
    except OSError as error:
        return [], f"the test could not be started: {error}"
    tried = list(read(done.stdout))
    if tried:
        return tried, ""
    last = done.stderr.strip().rpartition("\n")[2]
    return [], clean(last, 300) or f"it ended with status {done.returncode} and said nothing"


def ring_plyer() -> list[Tried]:
    """Ring by plyer alone, as the monitor without a window does."""
    from tocsin.desktop.bells.plyer import PlyerBell
    from tocsin.desktop.sound import Player

    bell, player = PlyerBell(), Player()
    why = bell.show(TEST)
    if why is not None:
        return [Tried(bell.name, "failed", why)]
    player.play(TEST.sound)
    player.wait(3.0)
    return [Tried(bell.name, "sent")]
