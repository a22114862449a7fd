"""What is heard with a notice: one sound for a burst, none while others can see the screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from tocsin.core.model import How, Notice, Rung, Sound

BREATH = timedelta(seconds=10)
"""After a sound, nothing is heard for so long: what comes together is one burst."""


def sound_of(alerts: Iterable[Rung]) -> Sound:
    """Give the sound of a notice that rings these alerts: an urgent watch's before others'."""
    for one in sorted(alerts, key=lambda one: one.how is not How.URGENT):
        sound = one.sound
        if sound is Sound.USUAL:
            sound = Sound.BELL if one.how is How.URGENT else Sound.NONE
        if sound is not Sound.NONE:
            return sound
    return Sound.NONE


def with_one_sound(notices: Sequence[Notice], now: datetime, last: datetime | None) -> list[Notice]:
    """Leave a sound to one notice of those that ring now, an urgent one before others; `last`: the last that was heard.

    A time in the future was written while the clock was ahead, and counts for nothing.
    """
    heard = [one for one in notices if one.sound is not Sound.NONE]
    if last is not None and last <= now < last + BREATH:
        chosen = ""
    else:
        chosen = min(heard, key=lambda one: not one.urgent).key if heard else ""
    return [one if one.key == chosen else replace(one, sound=Sound.NONE) for one in notices]
