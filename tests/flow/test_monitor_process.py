"""The monitor as a process: how it begins, stops, dies and begins again, with a real server and real bytes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import monotonic, sleep
from typing import Any, ClassVar

import pytest

from flow.workbench import entry
from tocsin.store import Store

FEED = "<rss version='2.0'><channel><title>The Herald</title>{}</channel></rss>"


class Newsstand(BaseHTTPRequestHandler):
    """Hands out `entries`; at /drip a byte now and then, until the reader is gone or the test over."""

    entries: ClassVar[list[str]] = []
    over: ClassVar[threading.Event] = threading.Event()
    dripping: ClassVar[threading.Event] = threading.Event()

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.end_headers()
        if self.path == "/drip":
            self.dripping.set()
            try:
                while not self.over.wait(0.2):
                    self.wfile.write(b" " * 100)
                    self.wfile.flush()
            except OSError:
                return
        else:
            self.wfile.write(FEED.format("".join(self.entries)).encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def stand() -> Iterator[str]:
    Newsstand.entries = []
    Newsstand.over.clear()
    Newsstand.dripping.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Newsstand)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    Newsstand.over.set()
    server.shutdown()
    thread.join()
    server.server_close()


class Program:
    """The command line, on one profile."""

    def __init__(self, profile: Path) -> None:
        self.profile = profile
        self._running: list[subprocess.Popen[str]] = []

    def run(self, *words: str, expect: int = 0) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "tocsin", "--profile", str(self.profile), *words],
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == expect, done.stderr
        return done

    def json(self, *words: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.run(*words, "--json").stdout.splitlines()]

    def start(self, *words: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "tocsin", "--profile", str(self.profile), *words],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        self._running.append(process)
        return process

    def end(self) -> None:
        for process in self._running:
            if process.poll() is None:
                process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout, process.stderr):
                assert pipe is not None
                pipe.close()


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    made = Program(tmp_path / "profile")
    yield made
    made.end()


def hear(process: subprocess.Popen[str], event: str) -> dict[str, Any]:
    assert process.stdout is not None
    for line in process.stdout:
        told: dict[str, Any] = json.loads(line)
        if told["event"] == event:
            return told
    raise AssertionError(f"the monitor ended without {event}")


def test_from_the_command_line_a_new_story_rings_once(program: Program, stand: str) -> None:
    Newsstand.entries = [entry("Yesterday's NATO news")]
    program.run("feed", "add", f"{stand}/rss")
    program.run("watch", "add", "NATO", "NATO")
    assert program.run("monitor", "--once").stdout == ""
    Newsstand.entries = [entry("NATO opens a school"), *Newsstand.entries]
    assert "NATO opens a school" in program.run("monitor", "--once", "--now").stdout
    assert program.run("monitor", "--once", "--now").stdout == ""
    ledger = program.json("alerts")
    assert [(one["headline"], one["state"]) for one in ledger] == [
        ("NATO opens a school", "rung"),
        ("Yesterday's NATO news", "held"),
    ]


def test_it_speaks_json_lines_and_obeys(program: Program, stand: str) -> None:
    Newsstand.entries = [entry("One")]
    program.run("feed", "add", f"{stand}/rss")
    process = program.start("monitor", "--events")
    assert process.stdin is not None
    assert hear(process, "ready")["feeds"] == 1
    ended = hear(process, "round-ended")
    assert (ended["read"], ended["failed"], ended["new"]) == (1, 0, 1)
    process.stdin.write('{"wish": "pause"}\n')
    process.stdin.flush()
    hear(process, "paused")
    process.stdin.write('nonsense\n{"wish": "resume"}\n{"wish": "refresh"}\n')
    process.stdin.flush()
    hear(process, "resumed")
    hear(process, "round-ended")
    process.stdin.write('{"wish": "stop"}\n')
    process.stdin.flush()
    hear(process, "stopped")
    assert process.wait(5) == 0


@pytest.mark.parametrize("how", ["sigterm", "end of input"])
def test_it_stops_at_once_also_in_the_middle_of_a_download(program: Program, stand: str, how: str) -> None:
    if how == "sigterm" and os.name == "nt":
        pytest.skip("Windows has no SIGTERM that a process could catch")
    program.run("feed", "add", "--no-check", f"{stand}/drip")
    process = program.start("monitor", "--events")
    hear(process, "round-began")
    assert Newsstand.dripping.wait(10)
    began = monotonic()
    if how == "sigterm":
        process.send_signal(signal.SIGTERM)
    else:
        assert process.stdin is not None
        process.stdin.close()
    hear(process, "stopped")
    process.wait(10)
    assert process.returncode == 0
    # The download would go on for half a minute: that it is over long before shows that it was dropped.
    assert monotonic() - began < 10
    with Store.open(program.profile / "tocsin.db") as store:
        assert [feed.failures for feed in store.feeds.all()] == [0]


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is a signal of Unix")
def test_killed_between_saving_and_ringing_it_rings_exactly_once_after_the_restart(
    program: Program, stand: str
) -> None:
    Newsstand.entries = [entry("NATO opens a school")]
    program.run("feed", "add", "--ring-now", f"{stand}/rss")
    program.run("watch", "add", "NATO", "NATO")
    process = program.start("monitor", "--events")
    owed = hear(process, "alerts-owed")["alerts"]
    process.kill()
    process.wait()
    assert [(one["alert"], one["state"]) for one in program.json("alerts")] == [(owed[0], "owed")]
    first = program.run("monitor", "--once", "--now").stdout
    second = program.run("monitor", "--once", "--now").stdout
    assert (first.count("NATO opens a school"), second) == (1, "")


def test_with_nobody_at_its_input_it_reads_all_the_same(program: Program, stand: str) -> None:
    Newsstand.entries = [entry("One")]
    program.run("feed", "add", f"{stand}/rss")
    done = subprocess.run(
        [sys.executable, "-m", "tocsin", "--profile", str(program.profile), "monitor", "--once", "--events"],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["new"] for line in told if line["event"] == "round-ended"] == [1]


def test_a_second_monitor_for_the_same_profile_says_so(program: Program, stand: str) -> None:
    process = program.start("monitor", "--events")
    hear(process, "ready")
    done = program.run("monitor", "--once", expect=1)
    assert "Another monitor is reading" in done.stderr


def test_a_dead_monitor_does_not_lock_the_profile(program: Program) -> None:
    process = program.start("monitor", "--events")
    hear(process, "ready")
    process.kill()
    process.wait()
    assert "Another monitor" not in program.run("monitor", "--once").stderr


def test_its_children_end_with_it(program: Program, stand: str) -> None:
    if not Path("/proc/self").exists():
        pytest.skip("needs /proc to see the children")
    Newsstand.entries = [entry("One")]
    program.run("feed", "add", f"{stand}/rss")
    process = program.start("monitor", "--events")
    hear(process, "round-ended")
    children = [int(one) for one in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]
    assert children
    process.kill()
    process.wait()
    for _ in range(100):
        if not any(Path(f"/proc/{child}").exists() for child in children):
            break
        sleep(0.1)
    assert not any(Path(f"/proc/{child}").exists() for child in children)
