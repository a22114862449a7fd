"""Light, dark, contrast, or as the system says; fonts and icons in the colours of the moment."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from gui.room import Room
from tocsin.resources_path import path
from tocsin.ui.icons import icon, pixmap, program_icon
from tocsin.ui.theme import Theme, palette_of


@pytest.mark.parametrize(("wanted", "dark"), [("light", False), ("dark", True), ("contrast", True)])
def test_a_wanted_scheme_is_shown(theme: Theme, qapp: QApplication, wanted: str, dark: bool) -> None:
    theme.apply(wanted)
    assert theme.colours.dark is dark
    assert (qapp.palette().color(QPalette.ColorRole.Window).lightness() < 128) is dark
    theme.apply("light")


def test_an_unknown_wish_follows_the_system(theme: Theme) -> None:
    theme.apply("purple")
    dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    assert theme.colours.dark is dark


def test_a_change_of_the_system_is_followed_only_when_that_is_wanted(theme: Theme) -> None:
    theme.apply("dark")
    QGuiApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme.colours.dark
    theme.apply("light")


def test_disabled_text_is_faint(theme: Theme) -> None:
    palette = palette_of(theme.colours)
    disabled = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
    assert disabled.name().upper() == theme.colours.faint


def test_numbers_stand_in_columns_and_new_is_heavier(theme: Theme) -> None:
    assert theme.font(13, figures=True).featureValue(QFont.Tag("tnum")) == 1
    assert theme.font(13, new=True).weight() > theme.font(13).weight()
    assert theme.font(22).pixelSize() > theme.font(11).pixelSize()


def test_every_page_of_the_middle_lies_on_the_ground_of_lists(room: Room, theme: Theme) -> None:
    window = room.desk.window
    grounds = set()
    for page in (window.middle.widget(at) for at in range(window.middle.count())):
        assert page is not None
        window.middle.setCurrentWidget(page)
        grounds.add(page.grab().toImage().pixelColor(3, page.height() - 3).name().upper())
    assert window.middle.count() >= 3
    assert grounds == {theme.colours.list}


def test_changing_the_scheme_draws_the_open_window_anew(room: Room, theme: Theme) -> None:
    room.go_to("NATO")
    room.desk.stories.step(1)
    before = room.desk.reader.text.document().toHtml()
    theme.apply("dark")
    after = room.desk.reader.text.document().toHtml()
    assert before != after
    assert theme.colours.hit.lower() in after.lower()
    theme.apply("light")


def test_icons_take_the_colour_they_are_given_at_every_scale(theme: Theme) -> None:
    for file in path("ui/icons").glob("*.svg"):
        drawn = pixmap(file.stem, "#123456", 20, 2.0)
        assert drawn.width() == 40
        image = drawn.toImage()
        inked = [image.pixelColor(x, y) for x in range(40) for y in range(40) if image.pixelColor(x, y).alpha() > 250]
        assert inked, file.stem
        assert all(abs(one.red() - 0x12) < 8 and abs(one.blue() - 0x56) < 8 for one in inked), file.stem
    assert not icon("bell", theme.colour("ink")).isNull()
    assert {size.width() for size in program_icon("#BF7F26").availableSizes()} >= {16, 32, 256}
