"""`tocsin doctor --notify`: a test through all bells in a process of its own, or by plyer where there is no screen."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from servers.notification_daemon import NotificationDaemon, private_bus
from tocsin.monitor.bell_test import Tried, ring_test

with_bus = pytest.mark.skipif(
    not sys.platform.startswith("linux") or not all(map(shutil.which, ("dbus-daemon", "notify-send", "dbus-send"))),
    reason="needs Linux, dbus-daemon, dbus-send and notify-send",
)


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def doctor(profile: Path, *words: str) -> tuple[int, list[dict[str, Any]]]:
    """Run the verb as a process, and give its exit status and what it says of the bells."""
    line = [sys.executable, "-m", "tocsin", "--profile", str(profile), "doctor", "--notify", "--json", *words]
    done = subprocess.run(line, capture_output=True, text=True, timeout=120, check=False)
    found = [json.loads(one) for one in done.stdout.splitlines()]
    return done.returncode, [one for one in found if one["check"] in ("bell", "notices")]


def test_what_the_other_process_says_is_read_and_other_lines_are_passed_over() -> None:
    lines = [Tried("desktop", "failed", "no bus").line(), "Qt says something", '{"bell": 1, "outcome": "sang"}']
    lines.append(Tried("tray", "sent").line())
    tried, why = ring_test(python(f"print({chr(10).join(lines)!r})"))
    assert (tried, why) == ([Tried("desktop", "failed", "no bus"), Tried("tray", "sent")], "")


def test_a_process_that_does_not_end_is_ended_and_what_it_said_counts() -> None:
    said = Tried("desktop", "failed", "no bus").line()
    tried, why = ring_test(python(f"import time; print({said!r}, flush=True); time.sleep(60)"), within=2)
    assert tried == [Tried("desktop", "failed", "no bus")]
    assert why == "the test did not end within 2 seconds"


def test_a_process_that_breaks_says_its_last_words() -> None:
    tried, why = ring_test(python("raise SystemExit('tocsin: A part of Qt is missing.')"))
    assert (tried, why) == ([], "tocsin: A part of Qt is missing.")
    assert ring_test(["/no/such/program"])[1].startswith("the test could not be started")
    assert ring_test(python("import sys; sys.exit(3)"))[1] == "it ended with status 3 and said nothing"


@with_bus
def test_the_desktop_rings_the_test_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with private_bus(tmp_path) as address, NotificationDaemon(address) as daemon:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        status, found = doctor(tmp_path / "profile")
    assert status == 0
    assert [(one["bell"], one["outcome"]) for one in found] == [
        ("desktop", "shown"), ("tray", "not needed"), ("plyer", "not needed"), ("desktop", "shown")
    ]  # fmt: skip
    assert (found[-1]["check"], found[-1]["says"]) == ("notices", "desktop rang the test")
    assert [one.title for one in daemon.notified] == ["Tocsin rings"]


@with_bus
def test_without_anybody_who_shows_notices_each_bell_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with private_bus(tmp_path) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        status, found = doctor(tmp_path / "profile")
    assert status == 1
    assert [(one["bell"], one["outcome"]) for one in found[:-1]] == [
        ("desktop", "failed"), ("tray", "failed"), ("plyer", "failed")
    ]  # fmt: skip
    assert found[0]["says"] == "desktop did not take it: nothing on this desktop shows notices"
    assert {one["state"] for one in found} == {"trouble"}
    assert "No bell took the test" in found[-1]["says"]


@with_bus
def test_without_a_screen_plyer_rings_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM")
    with private_bus(tmp_path) as address, NotificationDaemon(address) as daemon:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        status, found = doctor(tmp_path / "profile")
    assert (status, len(daemon.notified)) == (0, 1)
    assert [(one["bell"], one["outcome"]) for one in found] == [("plyer", "sent"), ("plyer", "sent")]
    assert found[-1]["says"] == (
        "plyer rang the test; whether it appeared, only you can see; "
        "the window's bells could not be tried: there is no display"
    )


def test_the_command_line_itself_asks_without_qt() -> None:
    code = (
        "import sys; sys.modules['PySide6'] = None\n"
        "import tocsin.cli.running, tocsin.monitor.checkup, tocsin.monitor.bell_test"
    )
    done = subprocess.run(python(code), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_verb_that_rings_is_not_offered_but_has_an_example() -> None:
    helped = subprocess.run([sys.executable, "-m", "tocsin", "--help"], capture_output=True, text=True, check=True)
    assert "ring-test" not in helped.stdout
    line = [sys.executable, "-m", "tocsin", "ring-test", "--help"]
    assert "Example:" in subprocess.run(line, capture_output=True, text=True, check=True).stdout
