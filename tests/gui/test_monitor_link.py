"""The link to the monitor: lines both ways, new starts after a death, an end within two seconds."""

from __future__ import annotations

import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from tocsin.ui.monitor_link import MonitorLink, command, understood

ECHO = """
import sys, json
print(json.dumps({"event": "ready"}), flush=True)
for line in sys.stdin:
    print(json.dumps({"event": "echo", "wish": json.loads(line)}), flush=True)
print(json.dumps({"event": "stopped"}), flush=True)
"""
DIES = "import sys; sys.stderr.write('Traceback\\nRuntimeError: it broke\\n'); sys.exit(3)"
DEAF = "import time, signal\nwhile True: time.sleep(1)"


def linked(script: str) -> tuple[MonitorLink, list[dict[str, object]]]:
    link = MonitorLink([sys.executable, "-c", script])
    heard: list[dict[str, object]] = []
    link.heard.connect(lambda _, event: heard.append(event))
    return link, heard


def test_wishes_go_out_and_events_come_in(qtbot: QtBot) -> None:
    link, heard = linked(ECHO)
    link.wish("pause")
    link.wish("resume")
    link.wish("watch-changed", 7)
    link.start()
    qtbot.waitUntil(lambda: len(heard) == 3, timeout=15_000)
    link.wish("refresh")
    qtbot.waitUntil(lambda: len(heard) == 4, timeout=15_000)
    wishes = [event.get("wish") for event in heard[1:]]
    assert wishes == [{"wish": "resume"}, {"wish": "watch-changed", "id": 7}, {"wish": "refresh"}]
    assert link.close(), "the end of its input ends it"


def test_a_monitor_that_dies_is_started_again_and_its_last_words_are_told(qtbot: QtBot) -> None:
    link, _ = linked(DIES)
    died: list[str] = []
    link.died.connect(died.append)
    link.start()
    qtbot.waitUntil(lambda: len(died) >= 2, timeout=20_000)
    assert set(died) == {"RuntimeError: it broke"}
    link.close()


def test_a_program_that_is_not_there_is_tried_again_more_and_more_patiently(qtbot: QtBot, tmp_path: Path) -> None:
    link = MonitorLink([str(tmp_path / "none")])
    died: list[str] = []
    link.died.connect(died.append)
    link.start()
    qtbot.waitUntil(lambda: len(died) >= 2, timeout=20_000)
    assert link._wait >= 2_000
    assert link.close()


def test_a_monitor_that_does_not_listen_is_killed(qtbot: QtBot) -> None:
    link, _ = linked(DEAF)
    link.start()
    qtbot.waitUntil(lambda: link.running, timeout=15_000)
    assert not link.close()
    assert not link.running


def test_lines_that_are_no_events_are_passed_over() -> None:
    for line in (b"", b"{", b"[1]", b'{"event": 3}', b"[" * 100_000, b"\xff\xfe", b'"ready"'):
        assert understood(line) is None
    assert understood(b'{"event": "ready"}') == {"event": "ready"}


def test_the_monitor_is_this_very_program() -> None:
    assert command(Path("/p")) == [sys.executable, "-m", "tocsin", "--profile", "/p", "monitor", "--events"]
