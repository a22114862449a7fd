"""The program without a screen, as a person starts it in a terminal or a service does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from e2e.scene import NEWS, PAST, START, Newsstand, Program, kill_with_a_debt
from servers.desktop_session import until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills and signals as POSIX has them")


def test_a_debt_of_a_killed_monitor_is_rung_once_by_the_next(program: Program, newsstand: Newsstand) -> None:
    kill_with_a_debt(program, newsstand)
    assert program("monitor", "--once", "--now").count(NEWS) == 1
    assert program.entry(NEWS)["rung"] is not None
    assert NEWS not in program("monitor", "--once", "--now")


def test_rounds_by_hand_list_the_past_and_ring_the_news(program: Program, newsstand: Newsstand) -> None:
    assert program("monitor", "--once", "--now") == ""
    assert program.entry(PAST)["held"] == "baseline"
    newsstand.publish()
    (line,) = program("monitor", "--once", "--now").splitlines()
    assert NEWS in line
    assert "The Paper Kite" in line


def test_sigterm_ends_the_monitor_cleanly(program: Program) -> None:
    monitor = subprocess.Popen([*program.command, "monitor"], env=program.env, stdout=subprocess.PIPE)
    with monitor:
        program.wait_for_baseline()
        monitor.send_signal(signal.SIGTERM)
        assert monitor.wait(20) == 0


def test_the_demo_without_a_display_prints_alerts_and_leaves_nothing_behind(tmp_path: Path) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    env = {**os.environ, "TMPDIR": str(folder)}
    demo = subprocess.Popen(
        [*START, "demo", "--headless", "--for", "120"],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with demo:
        assert demo.stdout is not None
        assert demo.stderr is not None
        lines: list[str] = []
        for line in demo.stdout:
            lines.append(line)
            if {"Le Pen", "NATO"} <= {one[10:26].strip() for one in lines}:
                demo.send_signal(signal.SIGINT)
                break
        rest = demo.stdout.read()
        assert demo.wait(30) == 0
        assert demo.stderr.read() == ""
    told = "".join(lines) + rest
    assert "Le Pen spends a morning among the cheeses" in told
    assert "NATO opens a training centre" in told
    assert "to open the cattle show" not in told, "the past does not ring"
    assert "senator" not in told.casefold()
    until(lambda: not list(folder.iterdir()), "the profile to be gone")
