"""Makes the sounds of the program, resources/sounds/*.wav, from partials that ring and decay; writes nothing else."""

from __future__ import annotations

import argparse
import math
import struct
import wave
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "sounds"
RATE = 44_100
LOUDEST = 0.5
"""The peak, of full scale: 6 dB below what a file can hold, so that no player has to clip."""

ATTACK, RELEASE = 0.002, 0.12
"""Seconds in which a stroke rises and the end fades, both as half a cosine: a step would click."""


@dataclass(frozen=True, slots=True)
class Partial:
    """One tone of a sounding body."""

    ratio: float
    """Its frequency, in that of the note."""
    strength: float
    decay: float
    """Seconds until it has fallen by 60 dB."""
    beat: float = 0.0
    """Hertz between its two halves: a cast bell is never quite round."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """One blow: when, how hard, on which note in hertz."""

    at: float
    strength: float
    note: float
    partials: Sequence[Partial]


BRONZE = (
    Partial(0.5, 0.30, 2.6, 0.5),
    Partial(1.0, 0.55, 1.9, 0.9),
    Partial(1.2, 0.42, 1.5, 1.3),
    Partial(1.5, 0.16, 1.0),
    Partial(2.0, 0.50, 1.2, 1.7),
    Partial(2.51, 0.14, 0.6),
    Partial(2.66, 0.12, 0.5),
    Partial(3.01, 0.16, 0.45),
    Partial(4.17, 0.09, 0.25),
    Partial(5.43, 0.05, 0.15),
    Partial(6.8, 0.03, 0.08),
)
"""Hum, prime, minor third, fifth, nominal and what lies above them, as church bells are tuned."""

WOOD = (
    Partial(1.0, 1.0, 0.11),
    Partial(2.76, 0.45, 0.055),
    Partial(5.4, 0.2, 0.03),
    Partial(8.93, 0.08, 0.015),
)
"""A free bar: struck wood."""

SOUNDS: dict[str, tuple[float, tuple[Stroke, ...]]] = {
    "bell": (1.5, (Stroke(0.0, 1.0, 830.6, BRONZE),)),
    "low-bell": (2.0, (Stroke(0.0, 1.0, 415.3, BRONZE),)),
    "two-strokes": (1.7, (Stroke(0.0, 0.8, 987.8, BRONZE), Stroke(0.24, 1.0, 740.0, BRONZE))),
    "tick": (0.18, (Stroke(0.0, 1.0, 1046.5, WOOD),)),
}
"""Name → length in seconds and the strokes."""


def samples(name: str) -> list[int]:
    """Give a sound as numbers of 16 bits."""
    seconds, strokes = SOUNDS[name]
    mixed = [0.0] * round(seconds * RATE)
    for stroke in strokes:
        _strike(mixed, stroke)
    fade = min(round(RELEASE * RATE), len(mixed) // 2)
    for back in range(fade):
        mixed[-1 - back] *= 0.5 - 0.5 * math.cos(math.pi * back / fade)
    loudest = max(map(abs, mixed))
    return [round(one / loudest * LOUDEST * 32767) for one in mixed]


def _strike(mixed: list[float], stroke: Stroke) -> None:
    first, rise = round(stroke.at * RATE), ATTACK * RATE
    for partial in stroke.partials:
        halves = (-partial.beat / 2, partial.beat / 2) if partial.beat else (0.0,)
        for apart in halves:
            turn = 2 * math.pi * (stroke.note * partial.ratio + apart) / RATE
            fall = math.exp(math.log(0.001) / (partial.decay * RATE))
            level = stroke.strength * partial.strength / len(halves)
            for number in range(len(mixed) - first):
                grown = 0.5 - 0.5 * math.cos(math.pi * number / rise) if number < rise else 1.0
                mixed[first + number] += level * grown * math.sin(turn * number)
                level *= fall
                if level < 1e-6:
                    break


def write(folder: Path) -> list[Path]:
    """Write every sound, 44.1 kHz, one channel, 16 bits."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name in SOUNDS:
        file = folder / f"{name}.wav"
        numbers = samples(name)
        with wave.open(str(file), "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(RATE)
            out.writeframes(struct.pack(f"<{len(numbers)}h", *numbers))
        written.append(file)
    return written


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, default=FOLDER, help="the folder to write to")
    for made in write(parser.parse_args().into):
        print(f"{made.name}: {made.stat().st_size:,} bytes")
