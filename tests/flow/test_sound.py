"""A sound is played by whichever program of the system can, beside everything else, and fails nothing."""

from __future__ import annotations

import stat
import sys
import threading
from pathlib import Path

import pytest

from tocsin.core.model import Sound
from tocsin.desktop import sound as sounds
from tocsin.desktop.sound import NOBODY, Player, file_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")


class Programs:
    """Stand-ins for what plays, in a folder that is the whole PATH; each writes down what it was asked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / "asked"

    def add(self, name: str, then: str = "exit 0") -> None:
        program = self.folder / name
        program.write_text(f'#!/bin/sh\necho "{name} $*" >> "{self.log}"\n{then}\n', encoding="utf-8")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)

    @property
    def asked(self) -> list[str]:
        return self.log.read_text(encoding="utf-8").splitlines() if self.log.exists() else []

    def player(self, platform: str = "linux", *, longest: float = 5.0) -> Player:
        return Player(platform, {"PATH": str(self.folder)}, longest=longest)


@pytest.fixture
def programs(tmp_path: Path) -> Programs:
    return Programs(tmp_path)


def test_the_best_program_that_is_there_plays_the_file(programs: Programs) -> None:
    programs.add("aplay")
    programs.add("paplay")
    player = programs.player()
    assert player.trouble() == ""
    assert player.play(Sound.LOW_BELL)
    assert player.wait(5)
    assert programs.asked == [f"paplay {file_of(Sound.LOW_BELL)}"]


def test_where_one_program_fails_the_next_one_plays(programs: Programs) -> None:
    programs.add("pw-play", "exit 1")
    programs.add("canberra-gtk-play", "exit 1")
    programs.add("aplay")
    player = programs.player()
    player.play(Sound.TICK)
    assert player.wait(5)
    tick = file_of(Sound.TICK)
    assert programs.asked == [f"pw-play {tick}", f"canberra-gtk-play -f {tick}", f"aplay -q {tick}"]


def test_a_mac_plays_with_its_own_program(programs: Programs) -> None:
    programs.add("afplay")
    player = programs.player("darwin")
    player.play(Sound.BELL)
    assert player.wait(5)
    assert programs.asked == [f"afplay {file_of(Sound.BELL)}"]


def test_windows_plays_the_file_itself() -> None:
    played: list[str] = []
    player = Player("win32", {}, windows=played.append)
    assert player.trouble() == ""
    assert player.play(Sound.BELL)
    assert player.wait(5)
    assert played == [str(file_of(Sound.BELL))]


def test_a_device_that_is_not_there_is_silence_and_no_failure() -> None:
    def broken(_: str) -> None:
        raise RuntimeError("no device")

    player = Player("win32", {}, windows=broken)
    assert player.play(Sound.BELL)
    assert player.wait(5)
    assert player.play(Sound.BELL), "the next one is tried again"
    assert player.wait(5)


def test_while_one_sound_is_heard_no_other_begins() -> None:
    gate = threading.Event()

    def play(_: str) -> None:
        gate.wait(10)

    player = Player("win32", {}, windows=play)
    assert player.play(Sound.BELL)
    assert not player.play(Sound.TICK)
    gate.set()
    assert player.wait(5)


def test_a_program_that_hangs_is_ended_and_no_other_is_tried(programs: Programs) -> None:
    programs.add("pw-play", "exec /bin/sleep 30")
    programs.add("aplay")
    player = programs.player(longest=0.3)
    player.play(Sound.TICK)
    assert player.wait(10)
    assert [line.split()[0] for line in programs.asked] == ["pw-play"]


def test_without_a_program_nothing_is_heard_and_it_can_be_said(programs: Programs) -> None:
    player = programs.player()
    assert player.trouble() == NOBODY
    player.play(Sound.BELL)
    assert player.wait(5)


def test_silence_starts_nothing(programs: Programs) -> None:
    programs.add("pw-play")
    player = programs.player()
    assert not player.play(Sound.NONE)
    assert player.wait(5)
    assert programs.asked == []


def test_an_installation_without_sounds_is_silent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sounds, "path", lambda name: tmp_path / name)
    assert not Player("win32", {}, windows=lambda _: None).play(Sound.BELL)
