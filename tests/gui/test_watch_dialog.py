"""The dialog for a watch: read while it is typed, what is wrong said beside it, nothing typed is lost."""

from __future__ import annotations

import pytest

from gui.room import Room
from tocsin.core.model import How, Where
from tocsin.ui.places import Place
from tocsin.ui.watch_dialog import WatchDialog


def opened(room: Room) -> WatchDialog:
    room.desk.places.new_watch.trigger()
    dialog = room.desk.opening.dialog
    assert isinstance(dialog, WatchDialog)
    return dialog


def test_a_watch_is_added_named_and_shown(room: Room) -> None:
    dialog = opened(room)
    room.qtbot.keyClicks(dialog.query, '"Turkey"')
    dialog.how.setCurrentIndex(dialog.how.findData(How.BADGE))
    dialog.where.setCurrentIndex(dialog.where.findData(Where.TITLE))
    dialog.keep.click()
    room.settle()
    watch = room.store.watches.by_name("Turkey")
    assert (watch.query, watch.how, watch.where) == ('"Turkey"', How.BADGE, Where.TITLE)
    assert room.desk.opening.dialog is None, "the dialog went when the watch was kept"
    assert ("watch-changed", watch.id) in room.link.wishes
    assert room.desk.articles.title.whole() == "Turkey"


@pytest.mark.parametrize(
    ("query", "part"),
    [
        ('nato or "le pen', "never closed"),
        ("(nato OR otan", "column"),
        ("-recipe", ""),
        ("is:unread", ""),
    ],
)
def test_a_query_that_cannot_be_watched_says_why_and_cannot_be_kept(room: Room, query: str, part: str) -> None:
    dialog = opened(room)
    room.qtbot.keyClicks(dialog.query, query)
    assert not dialog.keep.isEnabled()
    said = dialog.query_field.beneath.text()
    assert part in said
    assert dialog.query.accessibleDescription() == said
    assert "olumn" in said
    dialog.reject()


def test_an_obvious_repair_is_a_button(room: Room) -> None:
    dialog = opened(room)
    room.qtbot.keyClicks(dialog.query, '"le pen')
    assert dialog.query_field.repair.text() == 'Use "le pen"'
    dialog.query_field.repair.click()
    assert dialog.query.text() == '"le pen"'
    assert dialog.keep.isEnabled()
    assert not dialog.query_field.repair.isVisible()
    dialog.reject()


def test_how_the_query_was_understood_and_what_it_finds_is_said(room: Room) -> None:
    dialog = opened(room)
    room.qtbot.keyClicks(dialog.query, "turkey   veto")
    room.qtbot.waitUntil(lambda: "in the archive" in dialog.query_field.beneath.text(), timeout=5000)
    said = dialog.query_field.beneath.text()
    assert "Understood as  turkey veto" in said
    assert "1 article in the archive, the newest: Turkey signals the end of its veto" in said
    dialog.reject()


def test_an_answer_for_an_older_text_is_not_shown(room: Room) -> None:
    dialog = opened(room)
    dialog.query.setText("nato")
    dialog._try()
    dialog.query.setText("zeppelin")
    room.settle()
    assert "in the archive, the newest" not in dialog.query_field.beneath.text()
    dialog.reject()


def test_editing_begins_with_what_there_is_and_keeps_the_watch(room: Room) -> None:
    watch = room.store.watches.by_name("NATO")
    room.desk.opening.edit_watch(Place("watch", "NATO", watch.id))
    dialog = room.desk.opening.dialog
    assert isinstance(dialog, WatchDialog)
    assert (dialog.query.text(), dialog.name.text(), dialog.group.currentText()) == (watch.query, "NATO", "Europe")
    dialog.name.setText("The alliance")
    dialog.keep.click()
    room.settle()
    assert room.store.watches.get(watch.id).name == "The alliance"
    assert len(room.store.watches.all()) == 2


def test_a_disk_that_refuses_leaves_what_was_typed(room: Room) -> None:
    dialog = opened(room)
    room.qtbot.keyClicks(dialog.query, "energy")
    dialog.refuse("The disk is full. Nothing was saved.")
    assert dialog.query_field.beneath.text() == "The disk is full. Nothing was saved."
    assert dialog.query.text() == "energy"
    assert dialog.keep.isEnabled()
    dialog.reject()
