"""The numbers of grouping that were chosen, not learned: one setting for all languages and sources."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """How much is read, remembered and asked for."""

    words: int = 80
    """Words of the text that are read."""
    terms: int = 40
    """Strongest terms of a piece that are kept."""
    story_terms: int = 90
    """Strongest terms of a story that are kept."""
    name_weight: float = 3.0
    number_weight: float = 3.0
    title_weight: float = 1.3
    probes: int = 18
    """Strongest terms of a piece that are looked up and posted."""
    candidates: int = 4
    """Stories that are looked at closely."""
    floor: float = 0.06
    """Share of a piece's squared length that it must have in common with a story to be compared."""
    join: float = 1.2
    """Log odds that a piece needs for joining a story."""
    merge: float = 0.4
    """Log odds that two stories need for becoming one."""
    second_looks: int = 2
    """Runners-up that are compared, as stories, with the story that won."""
    hopeless: float = -3.0
    """Log odds below which a runner-up is not compared."""
    fade: float = 0.6
    """Log odds lost for each day between a piece and the nearest piece of the story."""
    things: int = 2
    """Different things that a piece must have in common with a story: a name alone makes no event."""
    tells: float = 1.5
    """How much a term must tell to be a thing."""
    same_link: float = 3.0
    """Log odds won when a piece has, or points to, an address that a piece of the story has."""
    capacity: int = 250_000
    """Pieces in memory; beyond, the stories that were touched longest ago end."""


DEFAULT = Settings()
