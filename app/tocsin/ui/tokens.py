"""Reads the tokens of the look (colours, sizes, spaces) from the resources; knows no Qt."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tocsin.resources_path import path

SCHEMES = ("light", "dark", "contrast")


@dataclass(frozen=True, slots=True)
class Colours:
    """One scheme, as "#RRGGBB" texts; what each is for stands in the tokens file."""

    dark: bool
    chrome: str
    list: str
    reader: str
    ink: str
    soft: str
    faint: str
    hairline: str
    hover: str
    accent: str
    on_accent: str
    tint: str
    tint_idle: str
    hit: str
    trouble: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """Everything that the look is made of, unscaled."""

    step: int
    radius: int
    secondary: int
    list: int
    reader: int
    title: int
    line: float
    measure: int
    motion: int
    icon: str
    light: Colours
    dark: Colours
    contrast: Colours

    def colours(self, scheme: str) -> Colours:
        """Return the scheme with that name; anything unknown is light."""
        return {"dark": self.dark, "contrast": self.contrast}.get(scheme, self.light)


def load(file: Path | None = None) -> Tokens:
    """Read the tokens that ship with the program, or those of another file."""
    found: dict[str, Any] = tomllib.loads((file or path("ui/tokens.toml")).read_text(encoding="utf-8"))
    kind, space = found["type"], found["space"]
    light, dark, contrast = (Colours(**found[scheme]) for scheme in SCHEMES)
    return Tokens(
        step=space["step"],
        radius=space["radius"],
        secondary=kind["secondary"],
        list=kind["list"],
        reader=kind["reader"],
        title=kind["title"],
        line=kind["line"],
        measure=kind["measure"],
        motion=found["motion"]["most"],
        icon=found["program"]["icon"],
        light=light,
        dark=dark,
        contrast=contrast,
    )


def luminance(colour: str) -> float:
    """Return the relative luminance of "#RRGGBB", 0 to 1."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
