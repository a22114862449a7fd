"""Decides what the demo's outlets say at a given time; touches nothing."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Outlet:
    """A pretended publisher with one feed."""

    key: str
    name: str
    host: str
    """Under `.example`, so that it can never be anybody's."""
    language: str
    format: str
    """"rss", "atom" or "json"."""
    folder: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One entry of one outlet's feed as it stands at some time."""

    outlet: str
    story: str
    number: int
    """Its place in the outlet's own list; never changes, also when the headline does."""
    at: float
    """Seconds after the newsroom opened; below zero: it was there before."""
    title: str
    text: str
    author: str = ""
    changed: float | None = None
    """When the headline was corrected, if it has been."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A watch that the demo begins with."""

    name: str
    query: str
    watchlist: str


@dataclass(frozen=True, slots=True)
class Newsroom:
    """All outlets and everything that they will ever say."""

    outlets: tuple[Outlet, ...]
    pieces: tuple[Piece, ...]
    corrections: tuple[Piece, ...]
    """A corrected piece takes the place of the one with the same outlet and number."""

    def front(self, outlet: str, elapsed: float) -> tuple[Piece, ...]:
        """Return what the outlet's feed holds `elapsed` seconds after opening, newest first."""
        shown = {p.number: p for p in self.pieces if p.outlet == outlet and p.at <= elapsed}
        for better in self.corrections:
            if better.outlet == outlet and better.changed is not None and better.changed <= elapsed:
                shown[better.number] = better
        return tuple(sorted(shown.values(), key=lambda p: p.at, reverse=True))

    @property
    def last(self) -> float:
        """When the last piece arrives or changes."""
        return max(*(p.at for p in self.pieces), *(p.changed or 0.0 for p in self.corrections))


def read_newsroom(outlets: str, stories: str) -> Newsroom:
    """Build the newsroom from the two JSON texts that ship with the program."""
    known = tuple(Outlet(**each) for each in json.loads(outlets))
    pieces: list[Piece] = []
    corrections: list[Piece] = []
    counted = dict.fromkeys((outlet.key for outlet in known), 0)
    told = [(told["story"], article) for told in json.loads(stories) for article in told["articles"]]
    for story, article in sorted(told, key=lambda pair: float(pair[1]["at"])):
        outlet = article["outlet"]
        counted[outlet] += 1
        piece = Piece(
            outlet,
            story,
            counted[outlet],
            float(article["at"]),
            article["title"],
            article["text"],
            article.get("author", ""),
        )
        pieces.append(piece)
        if then := article.get("then"):
            corrections.append(replace(piece, title=then["title"], changed=float(then["at"])))
    return Newsroom(known, tuple(pieces), tuple(corrections))


def read_samples(watches: str) -> tuple[Sample, ...]:
    """Read the watches that the demo begins with."""
    return tuple(Sample(**each) for each in json.loads(watches))
