"""The dialog for a watch: read while it is typed, what is wrong said beside it, nothing typed is lost."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from gui.room import Room
from tocsin.core.model import How, Where
from tocsin.core.query import Query, read
from tocsin.ui.exact import exact
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
    assert room.desk.stories.title.whole() == "Turkey"


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


def test_capitals_that_are_a_common_word_are_warned_of_and_the_exact_spelling_is_a_button(room: Room) -> None:
    dialog = opened(room)
    room.qtbot.keyClicks(dialog.query, "(WHO OR IT) vaccine")
    field = dialog.query_field
    assert "WHO is also a common word (who)" in field.beneath.text()
    assert "IT is also a common word (it)" in field.beneath.text()
    assert dialog.query.accessibleDescription() == field.beneath.text()
    assert dialog.keep.isEnabled(), "it is a warning, not a mistake"
    assert field.repair.isVisible()
    assert field.repair.text() == "Use =WHO"
    room.qtbot.waitUntil(lambda: "in the archive" in field.beneath.text(), timeout=5000)
    assert "WHO is also a common word" in field.beneath.text(), "it stays when the archive was asked"
    field.repair.click()
    assert dialog.query.text() == "(=WHO OR IT) vaccine"
    assert field.repair.text() == "Use =IT"
    field.repair.click()
    assert dialog.query.text() == "(=WHO OR =IT) vaccine"
    assert "common word" not in field.beneath.text()
    assert not field.repair.isVisible()
    assert dialog.keep.isEnabled()
    dialog.reject()


@pytest.mark.parametrize(
    ("typed", "better"),
    [
        ("WHO", "=WHO"),
        ("title:WHO chief", "title:=WHO chief"),
        ('"WHO" "the WHO chief" WHOLE', '=WHO "the WHO chief" WHOLE'),
        ("chief -WHO", "chief -=WHO"),
        ('="WHO" OR WHO', '="WHO" OR =WHO'),
        ("WHO NEAR/3 WHO*", "=WHO NEAR/3 WHO*"),
    ],
)
def test_only_the_word_itself_is_spelled_exactly(typed: str, better: str) -> None:
    query = read(typed)
    assert isinstance(query, Query)
    assert exact(typed, query.warnings, nobody) == ("=WHO", better)
    after = read(better)
    assert isinstance(after, Query)
    assert after.warnings == ()


def test_other_warnings_offer_no_spelling() -> None:
    query = read("fish or chips")
    assert isinstance(query, Query)
    assert query.warnings
    assert exact("fish or chips", query.warnings, nobody) is None


def nobody(_: str) -> str | None:
    return None


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


def test_the_dialog_grows_for_what_is_said_about_the_query_of_a_watch(room: Room) -> None:
    watch = room.store.watches.by_name("NATO")
    query = "(NATO)" + "".join(f" OR (harbour{n} ferry{n})" for n in range(5))
    room.deeds.ask(lambda store: store.watches.edit(watch.id, query=query))
    room.settle()
    room.desk.opening.edit_watch(Place("watch", "NATO", watch.id))
    dialog = room.desk.opening.dialog
    assert isinstance(dialog, WatchDialog)
    beneath = dialog.query_field.beneath
    room.qtbot.waitUntil(lambda: "in the archive" in beneath.text())
    assert "Understood as" in beneath.text()
    QApplication.processEvents()
    assert beneath.height() >= beneath.heightForWidth(beneath.width())
    assert dialog.policy.quiet.height() >= dialog.policy.quiet.sizeHint().height()
    dialog.reject()
