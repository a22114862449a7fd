"""The sounds that ship: short, soft at both ends, never at a file's limit, and what their script makes."""

from __future__ import annotations

import importlib.util
import struct
import sys
import wave
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest

from tocsin.core.model import Sound
from tocsin.desktop.sound import file_of
from tocsin.resources_path import path

SHIPPED = [sound for sound in Sound if sound not in (Sound.USUAL, Sound.NONE)]
FULL = 32767


def numbers(sound: Sound) -> list[int]:
    file = file_of(sound)
    assert file is not None
    with wave.open(str(file), "rb") as opened:
        assert (opened.getnchannels(), opened.getsampwidth(), opened.getframerate()) == (1, 2, 44_100)
        data = opened.readframes(opened.getnframes())
    return list(struct.unpack(f"<{len(data) // 2}h", data))


@pytest.fixture(scope="module")
def script() -> ModuleType:
    file = Path(__file__).resolve().parents[2] / "packaging" / "make_sounds.py"
    spec = importlib.util.spec_from_file_location("make_sounds", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_sounds"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("sound", SHIPPED)
def test_a_sound_is_short_and_leaves_room_below_the_limit(sound: Sound) -> None:
    samples = numbers(sound)
    assert 0.1 < len(samples) / 44_100 <= 2.0
    assert max(map(abs, samples)) <= FULL // 2 + 1, "6 dB are left"
    assert abs(sum(samples) / len(samples)) < 4, "it stands on zero"


@pytest.mark.parametrize("sound", SHIPPED)
def test_a_sound_begins_and_ends_without_a_click(sound: Sound) -> None:
    samples = numbers(sound)
    loudest = max(map(abs, samples))
    assert samples[0] == 0
    assert max(map(abs, samples[:10])) < loudest / 20
    assert max(map(abs, samples[-200:])) < loudest / 1000
    steps = max(abs(after - before) for before, after in pairwise(samples))
    assert steps < loudest / 4


@pytest.mark.parametrize("sound", SHIPPED)
def test_a_sound_dies_away(sound: Sound) -> None:
    samples = numbers(sound)
    eighth = len(samples) // 8
    assert max(map(abs, samples[-eighth:])) < max(map(abs, samples)) / 100


@pytest.mark.parametrize("sound", SHIPPED)
def test_the_script_makes_what_ships(script: ModuleType, sound: Sound) -> None:
    made = script.samples(sound.value)
    shipped = numbers(sound)
    assert len(made) == len(shipped)
    assert max(abs(one - other) for one, other in zip(made, shipped, strict=True)) <= 1, "but for the last bit"


def test_every_file_is_a_sound_and_all_together_are_small() -> None:
    files = sorted(path("sounds").iterdir())
    assert [file.stem for file in files] == sorted(sound.value for sound in SHIPPED)
    assert sum(file.stat().st_size for file in files) < 500_000


def test_silence_has_no_file() -> None:
    assert (file_of(Sound.NONE), file_of(Sound.USUAL)) == (None, None)
