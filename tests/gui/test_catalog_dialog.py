"""The catalogue in the window: narrowed and chosen by keyboard, followed together, undone together."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from gui.access import nameless, unreachable
from gui.room import Room
from tocsin.core.model import Feed
from tocsin.store import Scope
from tocsin.ui.catalog_dialog import CatalogDialog
from tocsin.ui.lands import all_countries, all_languages, country_name, language_name
from tocsin.ui.source_dialog import SourceDialog

OFFERS = (
    "import sys, json; "
    "print(json.dumps({'offered': [{'url': 'https://herald.example/feed', 'title': 'Herald', 'kind': 'RSS'}, "
    "{'url': 'https://courier.example/all', 'title': 'All news', 'kind': 'RSS'}, "
    "{'url': 'https://courier.example/sport', 'title': '<b>Sport</b>', 'kind': 'Atom'}]}))"
)


def catalogue(room: Room) -> CatalogDialog:
    dialog = room.desk.opening.dialog
    assert isinstance(dialog, CatalogDialog)
    return dialog


def new(room: Room) -> list[Feed]:
    return [feed for feed in room.store.feeds.all() if feed.id > 3]


def test_sources_are_found_checked_and_followed_by_keyboard_and_go_by_one_undo(room: Room) -> None:
    room.desk.places.acts.catalog.trigger()
    dialog, press = catalogue(room), room.qtbot.keyClick
    assert (nameless(dialog), unreachable(dialog)) == ([], [])
    assert not dialog.keep.isEnabled()
    dialog.activateWindow()
    room.qtbot.waitUntil(dialog.isActiveWindow)  # the keys are the dialog's, and not the window's behind it
    room.qtbot.keyClicks(dialog.words, "le monde")
    assert [row.name for row in dialog.list.rows.rows()] == ["Le Monde"]
    dialog.list.setFocus()
    press(dialog.list, Qt.Key.Key_Down)
    press(dialog.list, Qt.Key.Key_Space)
    dialog.words.setText("liberation")
    press(dialog.list, Qt.Key.Key_Down)
    press(dialog.list, Qt.Key.Key_Space)
    assert dialog.keep.text() == "Add 2 sources", "what was chosen stays chosen"
    press(dialog.list, Qt.Key.Key_Return)
    room.qtbot.waitUntil(lambda: room.desk.opening.dialog is None)
    room.settle()
    assert sorted((feed.title, feed.country) for feed in new(room)) == [("Le Monde", "FR"), ("Liberation", "FR")]
    assert room.desk.window.status.words.whole() == "2 sources added."
    assert ("feeds-changed", None) in room.link.wishes
    room.deeds.undo()
    room.settle()
    assert new(room) == []


def test_country_language_and_topic_narrow_and_what_is_followed_cannot_be_chosen(room: Room) -> None:
    room.desk.places.acts.catalog.trigger()
    dialog = catalogue(room)
    dialog.country.setCurrentIndex(dialog.country.findText("France"))
    french = len(dialog.list.rows.rows())
    dialog.known.setChecked(True)
    assert 0 < len(dialog.list.rows.rows()) <= 12 < french
    dialog.all.click()
    assert dialog.all.text() == "Choose none"
    dialog.all.click()
    assert dialog.list.rows.chosen == []
    dialog.words.setText("nothing like it")
    assert dialog.nothing.isVisible()
    dialog.reject()


def test_an_empty_profile_invites_with_a_dozen_and_adds_nothing_by_itself(empty_room: Room) -> None:
    room = empty_room
    room.desk.stories.empty.button.click()
    dialog = catalogue(room)
    assert dialog.known.isChecked()
    dialog.country.setCurrentIndex(dialog.country.findText("Germany"))
    assert 5 < len(dialog.list.rows.rows()) <= 12
    assert dialog.list.rows.chosen == []
    dialog.reject()
    room.settle()
    assert room.store.feeds.all() == []
    room.desk.stories.empty.other.click()
    assert isinstance(room.desk.opening.dialog, SourceDialog)
    room.desk.opening.dialog.browse.click()
    dialog = catalogue(room)
    dialog.all.click()
    dialog.keep.click()
    room.qtbot.waitUntil(lambda: room.desk.opening.dialog is None)
    room.settle()
    assert room.store.feeds.all()
    room.desk.places.acts.catalog.trigger()
    followed = [row for row in catalogue(room).list.rows.rows() if row.followed]
    assert len(followed) == len(room.store.feeds.all())
    catalogue(room).reject()


def test_the_feeds_of_a_site_are_listed_and_several_are_followed(room: Room) -> None:
    room.desk.opening._program = [sys.executable, "-c", OFFERS]
    room.desk.places.new_source.trigger()
    dialog = room.desk.opening.dialog
    assert isinstance(dialog, SourceDialog)
    room.qtbot.keyClicks(dialog.address, "courier.example")
    dialog.keep.click()
    room.qtbot.waitUntil(dialog.offered.isVisible, timeout=30_000)
    assert (nameless(dialog), unreachable(dialog)) == ([], [])
    assert [row.followed for row in dialog.offered.rows.rows()] == [True, False, False]
    assert dialog.offered.rows.chosen == ["https://courier.example/all"]
    room.qtbot.keyClick(dialog.offered, Qt.Key.Key_End)
    room.qtbot.keyClick(dialog.offered, Qt.Key.Key_Space)
    assert dialog.keep.text() == "Add 2 sources"
    room.desk.opening._program = [sys.executable, "-c", "print('{\"id\": 2}\\n{\"id\": 3}')"]
    dialog.keep.click()
    room.qtbot.waitUntil(lambda: room.desk.opening.dialog is None, timeout=30_000)
    room.qtbot.waitUntil(lambda: room.desk.places.scope == Scope("feed", 3), timeout=10_000)


def test_another_address_takes_the_list_away(room: Room) -> None:
    room.desk.opening._program = [sys.executable, "-c", OFFERS]
    room.desk.places.new_source.trigger()
    dialog = room.desk.opening.dialog
    assert isinstance(dialog, SourceDialog)
    room.qtbot.keyClicks(dialog.address, "courier.example")
    dialog.keep.click()
    room.qtbot.waitUntil(dialog.offered.isVisible, timeout=30_000)
    room.qtbot.keyClicks(dialog.address, "/x")
    assert not dialog.offered.isVisible()
    dialog.reject()


@pytest.mark.parametrize(("code", "name"), [("FR", "France"), ("us", "United States"), ("ZZ", "ZZ"), ("", "")])
def test_countries_have_plain_names(qapp: QApplication, code: str, name: str) -> None:
    assert country_name(code) == name


def test_all_of_them_have_names(qapp: QApplication) -> None:
    assert len(all_countries()) > 200
    assert len(all_languages()) > 100
    assert not [code for code in all_languages() if language_name(code) == code]
