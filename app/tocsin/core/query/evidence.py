"""Decides whether a word in the text speaks for an acronym or is the ordinary word of the same letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tocsin.core.query.scene import Scene, Spot
    from tocsin.core.query.terms import Reading


def speaks_for(scene: Scene, read: Reading, spot: Spot) -> bool:
    """Tell whether what is written at a spot may stand for the acronym."""
    written = [c for c in scene.texts[spot.field][spot.start : spot.end] if c.isalpha()]
    del read
    return bool(written) and written[0].isupper()
