"""The tokens of the look: every pair that is read together has the contrast that reading needs."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from tocsin.resources_path import path
from tocsin.ui.style_sheet import style_sheet
from tocsin.ui.tokens import SCHEMES, contrast, load

TOKENS = load()
GROUNDS = ("chrome", "list", "reader", "hover", "tint", "tint_idle")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_is_legible_on_every_ground(scheme: str) -> None:
    colours = TOKENS.colours(scheme)
    for ground in GROUNDS:
        for ink in ("ink", "soft"):
            pair = contrast(getattr(colours, ink), getattr(colours, ground))
            assert pair >= 4.5, f"{ink} on {ground}: {pair:.2f}"
    for ink in ("ink", "soft"):
        assert contrast(getattr(colours, ink), colours.hit) >= 4.5
    for ground in ("chrome", "list", "reader", "hover"):
        for ink in ("accent", "trouble"):
            pair = contrast(getattr(colours, ink), getattr(colours, ground))
            assert pair >= 4.5, f"{ink} on {ground}: {pair:.2f}"
    assert contrast(colours.on_accent, colours.accent) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
def test_shapes_can_be_seen_on_every_ground(scheme: str) -> None:
    colours = TOKENS.colours(scheme)
    for ground in GROUNDS:
        for shape in ("accent", "trouble"):
            assert contrast(getattr(colours, shape), getattr(colours, ground)) >= 3
    for ground in ("chrome", "list", "reader"):
        assert contrast(colours.faint, getattr(colours, ground)) >= 3


def test_the_trays_colour_shows_on_light_and_dark_panels() -> None:
    assert contrast(TOKENS.icon, "#FFFFFF") >= 3
    assert contrast(TOKENS.icon, "#202020") >= 3


def test_the_accent_is_bell_bronze() -> None:
    assert (TOKENS.light.accent, TOKENS.dark.accent) == ("#9A5B13", "#E9A94A")


def test_an_unknown_scheme_is_light() -> None:
    assert TOKENS.colours("purple") is TOKENS.light


def test_the_style_sheet_has_a_brace_for_every_brace() -> None:
    for scheme in SCHEMES:
        sheet = style_sheet(TOKENS.colours(scheme), TOKENS.radius, 1.25)
        assert sheet.count("{") == sheet.count("}")
        assert "None" not in sheet


def test_icons_are_one_set_on_one_grid_in_one_colour() -> None:
    files = sorted(path("ui/icons").glob("*.svg"))
    assert len(files) > 25
    for file in files:
        root = ElementTree.parse(file).getroot()
        assert root.get("viewBox") == ("0 0 64 64" if file.stem.startswith("tocsin") else "0 0 20 20")
        assert root.get("stroke") == "currentColor"
        assert "#" not in file.read_text(encoding="utf-8"), "colours come from the palette"
