"""Looking at an address: another process does it; what it says is shown beside the field."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from gui.room import Room, nothing_yet
from tocsin.store import Scope
from tocsin.ui.looking import Looking
from tocsin.ui.source_dialog import SourceDialog

FINDS = "import sys, json; print(json.dumps({'id': 2, 'asked': sys.argv[1:]}))"
REFUSES = "import sys; sys.stderr.write('tocsin: This is a page without a feed.\\n'); sys.exit(1)"
HANGS = "import time; time.sleep(60)"
MUMBLES = "print('[1]')"


@pytest.mark.parametrize(
    ("script", "followed", "refused"),
    [
        (FINDS, [2], []),
        (REFUSES, [], ["This is a page without a feed."]),
        (MUMBLES, [], ["The address could not be looked at."]),
    ],
)
def test_what_the_other_process_says_is_heard(
    qtbot: QtBot, script: str, followed: list[int], refused: list[str]
) -> None:
    owner = QObject()
    looking = Looking([sys.executable, "-c", script], owner)
    found, said = nothing_yet(), nothing_yet()
    looking.followed.connect(found.append)
    looking.refused.connect(said.append)
    looking.follow("https://a.example", "Press")
    qtbot.waitUntil(lambda: bool(found or said), timeout=20_000)
    assert (found, said) == (followed, refused)


def test_a_program_that_is_not_there_is_a_sentence(qtbot: QtBot, tmp_path: Path) -> None:
    owner = QObject()
    looking, said = Looking([str(tmp_path / "none")], owner), nothing_yet()
    looking.refused.connect(said.append)
    looking.follow("https://a.example")
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    assert said == ["The address could not be looked at: the program could not start itself."]


def opened(room: Room, script: str) -> SourceDialog:
    room.desk.opening._program = [sys.executable, "-c", script]
    room.desk.places.new_source.trigger()
    dialog = room.desk.opening.dialog
    assert isinstance(dialog, SourceDialog)
    room.qtbot.keyClicks(dialog.address, "courier.example")
    dialog.keep.click()
    return dialog


def test_the_dialog_waits_and_shows_what_was_found(room: Room) -> None:
    dialog = opened(room, FINDS)
    assert dialog.address_field.beneath.text() == "Looking at the address…"
    room.qtbot.waitUntil(lambda: room.desk.opening.dialog is None, timeout=20_000)
    assert room.desk.places.scope == Scope("feed", 2)


def test_a_refusal_stands_beside_the_field_and_what_was_typed_stays(room: Room) -> None:
    dialog = opened(room, REFUSES)
    room.qtbot.waitUntil(dialog.keep.isEnabled, timeout=20_000)
    assert dialog.address_field.beneath.text() == "This is a page without a feed."
    assert dialog.address.text() == "courier.example"
    dialog.reject()


def test_cancelling_gives_it_up(room: Room) -> None:
    dialog = opened(room, HANGS)
    dialog.reject()
    assert room.desk.opening.dialog is None
    room.settle()
