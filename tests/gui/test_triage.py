"""States, tags and notes in the window: by mouse and by key, undone, and never lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from gui.access import nameless, unreachable
from gui.room import Room
from listed import listed
from tocsin.core.model import State
from tocsin.store import Scope
from tocsin.store.database import Database
from tocsin.ui import note_saving, story_lines
from tocsin.ui.triage_desk import TriageDesk


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Save and try again at once."""
    monkeypatch.setattr(note_saving, "AFTER", 1)
    monkeypatch.setattr(note_saving, "AGAIN", 50)
    monkeypatch.setattr(note_saving, "LATEST", 50)


def article(room: Room, words: str) -> int:
    return next(row.id for row in listed(room.store, Scope("all")) if words in row.title)


def shown(room: Room, words: str = "Le Pen") -> tuple[TriageDesk, int]:
    """Show an article, chosen by words of its headline."""
    one = article(room, words)
    room.desk.show_article(one)
    room.settle()
    return room.desk.triage, one


def state(room: Room, one: int) -> State:
    return room.store.articles.with_marks(one)[1].state


def type_note(room: Room, text: str) -> None:
    room.desk.triage.note.trigger()
    room.qtbot.keyClicks(room.desk.triage.line.note, text)


def until_saved(room: Room, one: int, text: str) -> None:
    room.qtbot.waitUntil(lambda: room.store.own.note(one) == text, timeout=5_000)
    room.settle()


def chips(room: Room) -> list[str]:
    return [chip.text() for chip in room.desk.triage.line.tags.chips]


def test_the_line_is_there_with_an_article_and_gone_without(room: Room) -> None:
    room.desk.reader.clear()
    assert not room.desk.triage.line.isVisible()
    assert not room.desk.triage.note.isEnabled()
    triage, _ = shown(room)
    assert triage.line.isVisible()
    assert triage.line.states.value() == "seen"
    assert nameless(room.desk.window) == []
    assert unreachable(room.desk.window) == []


def test_a_state_is_chosen_with_the_mouse_and_undone_exactly(room: Room) -> None:
    triage, one = shown(room)
    for value in ("handled", "kept", "new", "seen"):
        room.qtbot.mouseClick(triage.line.states.buttons[value], Qt.MouseButton.LeftButton)
        room.settle()
        assert state(room, one) == value
        assert triage.line.states.value() == value
    for value in ("new", "kept", "handled", "seen"):
        room.desk.menu.undo.trigger()
        room.settle()
        assert state(room, one) == value
        assert triage.line.states.value() == value


def test_keeping_by_key_moves_the_line_along(room: Room) -> None:
    triage, one = shown(room)
    room.desk.stories.act.keep.trigger()
    room.settle()
    assert (state(room, one), triage.line.states.value()) == (State.KEPT, "kept")


def test_all_that_is_chosen_is_handled_by_one_key_and_brought_back_by_one(room: Room) -> None:
    room.desk.places.choose(Scope("all"))
    pane = room.desk.stories
    pane.list.setFocus()
    pane.list.selectAll()
    ids = [line.row.id for line in pane.selected()]
    assert len(ids) > 5
    room.qtbot.keyClick(pane.list, Qt.Key.Key_H)
    room.settle()
    assert {state(room, one) for one in ids} == {State.HANDLED}
    assert all("Handled" in story_lines.states(line) for line in pane.selected())
    assert room.desk.window.undo.isVisible()
    room.desk.menu.undo.trigger()
    room.settle()
    assert State.HANDLED not in {state(room, one) for one in ids}
    room.qtbot.keyClick(pane.list, Qt.Key.Key_H)
    room.settle()
    room.qtbot.keyClick(pane.list, Qt.Key.Key_H)
    room.settle()
    assert {state(room, one) for one in ids} == {State.SEEN}


def test_the_key_means_the_article_in_the_reader_where_no_list_of_stories_is(room: Room) -> None:
    triage, one = shown(room)
    assert not triage.handle.isEnabled()
    room.desk.window.show_bell(True)
    assert triage.handle.isEnabled()
    triage.handle.trigger()
    room.settle()
    assert state(room, one) is State.HANDLED
    triage.handle.trigger()
    room.settle()
    assert state(room, one) is State.SEEN


def test_what_is_handled_stands_at_its_place(room: Room) -> None:
    triage, one = shown(room)
    room.qtbot.mouseClick(triage.line.states.buttons["handled"], Qt.MouseButton.LeftButton)
    room.settle()
    assert room.desk.places.choose(Scope("handled"))
    assert [line.row.id for line in room.desk.stories.model.lines()] == [one]


def test_tags_are_typed_pressed_away_and_undone(room: Room) -> None:
    triage, one = shown(room)
    field = triage.line.field
    room.qtbot.keyClicks(field, "budget, #Elections,later")
    room.qtbot.keyClick(field, Qt.Key.Key_Return)
    room.settle()
    assert room.store.own.tags(one) == ("budget", "Elections", "later")
    assert chips(room) == ["budget", "Elections", "later"]
    assert field.text() == ""
    assert set(field.known.stringList()) == {"budget", "Elections", "later"}
    room.qtbot.mouseClick(triage.line.tags.chips[0], Qt.MouseButton.LeftButton)
    room.settle()
    assert chips(room) == ["Elections", "later"]
    room.desk.menu.undo.trigger()
    room.settle()
    assert set(chips(room)) == {"budget", "Elections", "later"}
    assert nameless(triage.line) == []
    assert unreachable(triage.line) == []


def test_tab_ends_a_tag_and_leaves_an_empty_field(room: Room) -> None:
    triage, one = shown(room)
    field = triage.line.field
    field.setFocus()
    room.qtbot.keyClicks(field, "budget")
    room.qtbot.keyClick(field, Qt.Key.Key_Tab)
    room.settle()
    assert room.store.own.tags(one) == ("budget",)
    assert field.hasFocus()
    room.qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert not field.hasFocus()


def test_a_tag_that_cannot_be_is_said_beside_the_field(room: Room) -> None:
    triage, one = shown(room)
    room.qtbot.keyClicks(triage.line.field, "!!!")
    room.qtbot.keyClick(triage.line.field, Qt.Key.Key_Return)
    room.settle()
    assert triage.line.trouble.text() == "A tag needs a letter or a digit."
    assert room.store.own.tags(one) == ()


def test_tags_of_several_stories_are_given_and_taken_together(room: Room) -> None:
    room.desk.places.choose(Scope("all"))
    pane = room.desk.stories
    pane.list.setFocus()
    pane.list.selectAll()
    ids = [line.row.id for line in pane.selected()]
    room.qtbot.keyClick(pane.list, Qt.Key.Key_T)
    dialog = room.desk.triage.dialog
    assert dialog is not None
    room.qtbot.keyClicks(dialog.field, "budget")
    room.qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.isVisible()
    room.qtbot.waitUntil(lambda: bool(dialog.tags.chips), timeout=5_000)
    assert all(room.store.own.tags(one) == ("budget",) for one in ids)
    assert all("#budget" in story_lines.states(line) for line in pane.selected())
    assert nameless(dialog) == []
    (chip,) = dialog.tags.chips
    assert isinstance(chip, QToolButton)
    room.qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    room.qtbot.waitUntil(lambda: not dialog.tags.chips, timeout=5_000)
    dialog.accept()
    room.desk.menu.undo.trigger()
    room.settle()
    assert all(room.store.own.tags(one) == ("budget",) for one in ids)


def test_a_note_opens_by_key_grows_is_saved_as_it_is_typed_and_undone_as_one(room: Room) -> None:
    triage, one = shown(room)
    assert not triage.line.note.isVisible()
    type_note(room, "ask the embassy")
    before = triage.line.note.height()
    assert triage.line.note.hasFocus()
    until_saved(room, one, "ask the embassy")
    for _ in range(3):
        room.qtbot.keyClick(triage.line.note, Qt.Key.Key_Return)
        room.qtbot.keyClicks(triage.line.note, "then write")
    assert triage.line.note.height() > 2 * before
    until_saved(room, one, "ask the embassy\nthen write\nthen write\nthen write")
    room.desk.stories.list.setFocus()
    line = room.desk.stories.current()
    assert line is not None
    assert "Note" in story_lines.states(line)
    room.desk.menu.undo.trigger()
    room.settle()
    assert room.store.own.note(one) == ""
    assert triage.line.note.toPlainText() == ""


def test_the_letters_of_a_note_are_no_keys_of_the_list(room: Room) -> None:
    triage, one = shown(room)
    type_note(room, "jk hats m/.")
    until_saved(room, one, "jk hats m/.")
    assert triage.line.note.hasFocus()
    assert state(room, one) is State.SEEN


def test_each_article_has_its_own_note_also_when_one_goes_on_at_once(room: Room) -> None:
    triage, one = shown(room)
    type_note(room, "first")
    _, other = shown(room, "Nato chief")
    assert triage.line.note.toPlainText() == ""
    type_note(room, "second")
    shown(room)
    assert triage.line.note.toPlainText() == "first"
    until_saved(room, one, "first")
    until_saved(room, other, "second")


class FullDisk:
    """Lets nothing be written to the archive until it is over."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def __enter__(self) -> None:
        self._pages(1)

    def __exit__(self, *_: object) -> None:
        self._pages(1_000_000)

    def _pages(self, most: int) -> None:
        done: list[object] = []

        def job(store: object) -> None:
            database = getattr(store, "database", None)
            assert isinstance(database, Database)
            database.connection.execute(f"PRAGMA max_page_count = {most}")
            if most == 1:
                database.connection.execute("PRAGMA query_only = ON")
            else:
                database.connection.execute("PRAGMA query_only = OFF")

        self._room.writer.ask(job, done.append)
        self._room.qtbot.waitUntil(lambda: bool(done), timeout=5_000)


def test_words_that_cannot_be_saved_stay_are_told_and_are_saved_when_it_works_again(room: Room) -> None:
    triage, one = shown(room)
    with FullDisk(room):
        type_note(room, "not to be lost")
        room.qtbot.waitUntil(triage.line.trouble.isVisible, timeout=5_000)
        assert "cannot be written" in triage.line.trouble.text()
        assert "Your words stay here" in triage.line.trouble.text()
        shown(room, "Nato chief")
        assert triage.bar.isVisible()
        assert "A note is not saved." in triage.bar.words.text()
        shown(room)
        assert triage.line.note.toPlainText() == "not to be lost"
        assert triage.line.trouble.isVisible()
        assert room.store.own.note(one) == ""
    until_saved(room, one, "not to be lost")
    room.qtbot.waitUntil(lambda: not triage.line.trouble.isVisible(), timeout=5_000)
    assert not triage.bar.isVisible()


def test_leaving_waits_for_a_note_and_is_held_up_by_one_that_cannot_be_saved(room: Room) -> None:
    triage, one = shown(room)
    ended: list[str] = []
    type_note(room, "x")
    triage.before_leaving(lambda: ended.append("saved"))
    room.qtbot.waitUntil(lambda: ended == ["saved"], timeout=5_000)
    assert room.store.own.note(one) == "x"
    with FullDisk(room):
        type_note(room, "y")
        triage.before_leaving(lambda: ended.append("lost"))
        room.qtbot.waitUntil(triage.bar.isVisible, timeout=5_000)
        assert ended == ["saved"]
        assert triage.bar.leave.isVisible()
        assert "has not been closed" in triage.bar.words.text()
        room.qtbot.mouseClick(triage.bar.copied, Qt.MouseButton.LeftButton)
        assert QGuiApplication.clipboard().text() == "xy"
        assert nameless(triage.bar) == []
    until_saved(room, one, "xy")
    room.qtbot.waitUntil(lambda: not triage.bar.isVisible(), timeout=5_000)
    assert ended == ["saved"]


def test_who_wants_to_may_leave_without_what_cannot_be_saved(room: Room) -> None:
    triage, one = shown(room)
    ended: list[str] = []
    with FullDisk(room):
        type_note(room, "gone")
        triage.before_leaving(lambda: ended.append("left"))
        room.qtbot.waitUntil(triage.bar.isVisible, timeout=5_000)
        room.qtbot.mouseClick(triage.bar.leave, Qt.MouseButton.LeftButton)
        assert ended == ["left"]
        assert not triage.bar.isVisible()
    room.settle()
    assert room.store.own.note(one) == ""


def test_leaving_with_nothing_to_save_is_done_at_once(room: Room) -> None:
    ended: list[str] = []
    room.desk.triage.before_leaving(lambda: ended.append("at once"))
    assert ended == ["at once"]


def test_a_note_that_is_too_long_stays_in_the_field_and_is_not_cut(room: Room) -> None:
    triage, one = shown(room)
    triage.note.trigger()
    triage.line.note.insertPlainText("x" * 20_001)
    room.qtbot.waitUntil(triage.line.trouble.isVisible, timeout=5_000)
    assert "at most 20,000 characters" in triage.line.trouble.text()
    assert len(triage.line.note.toPlainText()) == 20_001
    assert room.store.own.note(one) == ""


def test_the_line_wraps_where_the_reader_is_narrow(room: Room, qtbot: QtBot) -> None:
    triage, _ = shown(room)
    room.qtbot.keyClicks(triage.line.field, "a long tag, another long tag, and one more of them, and yet one more")
    room.qtbot.keyClick(triage.line.field, Qt.Key.Key_Return)
    room.settle()
    room.desk.window.resize(720, 480)
    qtbot.wait(20)
    room.desk.window.go_to("reader")
    qtbot.wait(20)
    inside = triage.line.rect()
    assert all(inside.contains(one.geometry()) for one in (*triage.line.tags.chips, triage.line.field))


