"""One desktop program a profile: the second start raises the first."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from tocsin.core.errors import TocsinError
from tocsin.ui.instance import Instance, _address

SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from tocsin.ui.instance import Instance
app = QCoreApplication([])
print(Instance(Path(sys.argv[1])).first(20))
"""


def test_a_second_start_raises_the_first_and_ends(qtbot: QtBot, tmp_path: Path) -> None:
    lock = tmp_path / "desktop.lock"
    first, raised = Instance(lock), []
    first.raise_wanted.connect(lambda: raised.append(True))
    assert first.first()
    second = subprocess.Popen([sys.executable, "-c", SECOND, str(lock)], stdout=subprocess.PIPE, text=True)
    qtbot.waitUntil(lambda: bool(raised), timeout=30_000)
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=30_000)
    assert second.stdout is not None
    with second.stdout:
        assert second.stdout.read().strip() == "False"
    first.close()
    again = Instance(lock)
    assert again.first(), "after the end another one is the first"
    again.close()


def test_a_second_start_hands_over_what_it_should_open_and_another_ends_the_first(
    qtbot: QtBot, tmp_path: Path
) -> None:
    lock = tmp_path / "desktop.lock"
    first = Instance(lock)
    opened: list[str] = []
    quits: list[bool] = []
    first.open_wanted.connect(opened.append)
    first.quit_wanted.connect(lambda: quits.append(True))
    assert first.first()
    words = ["tocsin:search?q=%22Le%20Pen%22", "/home/anna/Sources und anderes – 北京.opml"]
    for line in (
        f"print(Instance(Path(sys.argv[1])).first(20, words={words!r}))",
        "print(Instance(Path(sys.argv[1])).quit_first(20))",
    ):
        script = SECOND[: SECOND.index("print")] + line
        _run_beside(qtbot, [sys.executable, "-c", script, str(lock)])
    assert (opened, quits) == (words, [True])
    first.close()
    assert not Instance(lock).quit_first(0.2)


def _run_beside(qtbot: QtBot, command: list[str]) -> None:
    other = subprocess.Popen(command)
    qtbot.waitUntil(lambda: other.poll() is not None, timeout=30_000)


def test_a_first_one_that_does_not_answer_is_said(qapp: QCoreApplication, tmp_path: Path) -> None:
    holder = Instance(tmp_path / "desktop.lock")
    assert holder.first()
    assert holder._server is not None
    holder._server.close()
    with pytest.raises(TocsinError, match="does not answer"):
        Instance(tmp_path / "desktop.lock").first(0.3)
    holder.close()


def test_strangers_on_the_socket_are_shown_the_door(qtbot: QtBot, tmp_path: Path) -> None:
    lock = tmp_path / "desktop.lock"
    first, raised = Instance(lock), []
    first.raise_wanted.connect(lambda: raised.append(True))
    assert first.first()
    stranger = QLocalSocket()
    stranger.connectToServer(_address(lock))
    assert stranger.waitForConnected(2000)
    stranger.write(b"x" * 10_000)
    stranger.flush()
    qtbot.waitUntil(lambda: stranger.state() == QLocalSocket.LocalSocketState.UnconnectedState, timeout=5000)
    assert raised == []
    first.close()


def test_a_deep_profile_still_gets_a_socket(tmp_path: Path) -> None:
    assert len(_address(tmp_path / ("x" * 120) / "desktop.lock").encode()) < 100
