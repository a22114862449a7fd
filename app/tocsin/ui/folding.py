"""Decides which panes a window of some width shows; knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Pane = Literal["places", "stories", "reader"]
THREE, TWO = 940, 600
"""The widths from which three and two panes have room, unscaled."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Which panes are to be seen, and which of them have a way back."""

    places: bool
    stories: bool
    reader: bool

    @property
    def back_to_places(self) -> bool:
        """Say whether the list hides the places."""
        return self.stories and not self.places

    @property
    def back_to_stories(self) -> bool:
        """Say whether the reader hides the list."""
        return self.reader and not self.stories


def shown(width: float, wanted: Pane) -> Shown:
    """Return what a window shows whose user is at the pane `wanted`."""
    if width >= THREE:
        return Shown(True, True, True)
    if width >= TWO:
        return Shown(True, wanted != "reader", wanted == "reader")
    return Shown(wanted == "places", wanted == "stories", wanted == "reader")
