"""The icon in the tray: a shape for every state, legible on light and dark panels, in every size."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from tocsin.ui.tokens import contrast, load
from tocsin.ui.tray_icon import SIZES, TrayState, drawn, figures, tray_icon

STATES = {
    "well": TrayState(),
    "new": TrayState(new=3),
    "trouble": TrayState(trouble=True),
    "paused": TrayState(paused=True),
    "offline": TrayState(offline=True),
    "offline, new": TrayState(new=3, offline=True),
}
FAR = 0.045
"""Of the icon's area: so much of the shape differs at least between two states."""


@pytest.fixture(autouse=True)
def app(qapp: QApplication) -> QApplication:
    return qapp


def alphas(state: TrayState, size: int) -> list[int]:
    image = drawn("#BF7F26", size, state).toImage().convertToFormat(QImage.Format.Format_Alpha8)
    return [image.pixelColor(x, y).alpha() for y in range(size) for x in range(size)]


def pairs() -> Iterator[tuple[str, str]]:
    yield from combinations(STATES, 2)


@pytest.mark.parametrize("size", [16, 22, 32, 64])
@pytest.mark.parametrize(("one", "other"), list(pairs()))
def test_any_two_states_differ_in_shape_and_not_by_colour_alone(size: int, one: str, other: str) -> None:
    first, second = alphas(STATES[one], size), alphas(STATES[other], size)
    apart = sum(abs(a - b) for a, b in zip(first, second, strict=True)) / 255
    assert apart >= FAR * size * size


def test_numbers_are_shown_where_they_fit() -> None:
    assert [figures(7, size) for size in (16, 22, 32)] == ["", "7", "7"]
    assert [figures(42, size) for size in (16, 22, 32)] == ["", "9+", "42"]
    assert [figures(1200, size) for size in (22, 64)] == ["9+", "99+"]


def test_another_number_is_another_picture() -> None:
    for size in SIZES:
        same = alphas(TrayState(new=1), size) == alphas(TrayState(new=2), size)
        assert same == (size < 20)


def test_one_colour_stands_out_from_light_and_from_dark_panels() -> None:
    tokens = load()
    for panel in ("#FFFFFF", "#F2F2F2", "#2B2B2B", "#000000"):
        assert contrast(tokens.icon, panel) >= 3.0, panel


def test_a_panel_finds_its_size_and_macos_a_shape_to_colour() -> None:
    icon = tray_icon("#BF7F26", TrayState())
    assert {size.width() for size in icon.availableSizes()} == set(SIZES)
    assert not icon.isMask()
    mask = tray_icon("#BF7F26", TrayState(new=2), mask=True)
    assert mask.isMask()
    image = mask.pixmap(22, 22).toImage()
    inked = {image.pixelColor(x, y).name() for x in range(22) for y in range(22) if image.pixelColor(x, y).alpha() > 99}
    assert inked == {"#000000"}
