"""The registry of keys: everything is in it, nothing is meant twice, what the user chose holds; and its page."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest

from gui.room import Room
from tocsin.store import Scope
from tocsin.ui.key_groups import FIXED, GROUPS
from tocsin.ui.key_page import with_tables
from tocsin.ui.keys import Command, Keys, alike, read_keys, written
from tocsin.ui.places import BELL

PAGE = Path(__file__).resolve().parents[2] / "docs" / "keyboard.md"


def keys(room: Room) -> Keys:
    return room.desk.keyboard.keys


def command(room: Room, name: str) -> Command:
    found = keys(room).get(name)
    assert found is not None, name
    return found


def test_every_action_of_the_window_that_has_a_key_is_in_the_registry(room: Room) -> None:
    known = {action for one in keys(room) for action in one.actions}
    window = room.desk.window
    missing = [one.text() for one in window.findChildren(QAction) if one.shortcuts() and one not in known]
    missing += [one.text() for one in window.actions() if one not in known and one.text()]
    assert missing == []


def test_every_command_has_an_id_a_name_and_a_group(room: Room) -> None:
    for one in keys(room):
        assert one.name.strip()
        assert one.group in GROUPS
        assert {action.objectName() for action in one.actions} == {one.id}
    names = [one.name for one in keys(room)]
    assert sorted(set(names)) == sorted(names), "two commands of one name could not be told apart"


def test_no_two_commands_that_can_be_meant_at_once_share_a_key(room: Room) -> None:
    shared = [
        (one.id, other.id, a)
        for one, other in combinations(keys(room), 2)
        if one.meets(other)
        for a in one.keys
        for b in other.keys
        if alike(a, b)
    ]
    assert shared == []
    fixed = {key for one in FIXED for key in one.keys}
    assert [one.id for one in keys(room) if one.id != "reader.leave" and set(one.keys) & fixed] == []


def test_two_commands_meet_where_both_can_be_meant(room: Room) -> None:
    here = [Command(name, "", (), list(command(room, "go.all").actions), {name}) for name in ("stories", "bell")]
    assert not here[0].meets(here[1])
    assert here[0].meets(command(room, "go.bell"))
    remove, leave = command(room, "places.remove"), command(room, "reader.leave")
    assert not remove.meets(leave), "the keyboard is on the left or in the reader"
    assert remove.meets(command(room, "list.next"))
    assert not command(room, "search.save").meets(leave)


def test_a_key_that_begins_another_is_taken_for_the_same(room: Room) -> None:
    assert alike("G", "G, A")
    assert not alike("G, A", "G, B")
    assert not alike("", "G")
    clashes = keys(room).clashes(command(room, "list.next"), ("G",))
    assert {one.id for one in clashes if isinstance(one, Command)} >= {"go.all", "go.bell"}


def test_lists_of_which_one_is_at_work_share_their_keys_and_change_together(room: Room) -> None:
    following = command(room, "list.next")
    assert len(following.actions) == 3
    keys(room).give(following, ("Ctrl+J",))
    assert {action.shortcut().toString() for action in following.actions} == {"Ctrl+J"}
    assert following.live is room.desk.stories.act.next
    room.desk.places.choose(BELL)
    assert following.live is room.desk.window.bell.next


@pytest.mark.parametrize(
    ("kept", "wanted"),
    [("", ("J",)), ("none", ()), ("Ctrl+J; G, J", ("Ctrl+J", "G, J")), ("Blah", ("J",)), ("Ctrl+Blah; X", ("X",))],
)
def test_keys_are_read_as_they_are_kept_and_what_cannot_be_read_is_left(kept: str, wanted: tuple[str, ...]) -> None:
    assert read_keys(kept, ("J",)) == wanted
    assert read_keys(written(wanted, ("J",)), ("J",)) == wanted


def test_a_key_changed_by_the_user_holds_at_once_after_a_start_and_until_it_is_undone(room: Room) -> None:
    choices, following = room.desk.keyboard.choices, command(room, "list.next")
    sentence = choices.give(following, ("Ctrl+J",))
    assert sentence == "“Next in the list”: Ctrl+J."
    room.settle()
    assert room.store.settings.get("keys.list.next") == "Ctrl+J"
    room.go_to("NATO")
    room.desk.stories.list.setFocus()
    QTest.keyClick(room.desk.stories.list, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert room.desk.stories.list.currentIndex().row() == 0
    keys(room).load({"list.next": room.store.settings.get("keys.list.next")})
    assert following.keys == ("Ctrl+J",)
    room.deeds.undo()
    room.settle()
    assert following.keys == ("J",)
    assert room.store.settings.get("keys.list.next") == ""


def test_who_had_the_key_loses_it_and_gets_it_back_with_undo(room: Room) -> None:
    choices, keep, mark = room.desk.keyboard.choices, command(room, "list.keep"), command(room, "list.toggle-read")
    assert choices.give(keep, ("M",)).endswith("Taken from “Mark as read or new”.")
    assert (keep.keys, mark.keys) == (("M",), ())
    room.settle()
    assert room.store.settings.get("keys.list.toggle-read") == "none"
    assert choices.reset(mark)
    assert (keep.keys, mark.keys) == ((), ("M",))
    assert choices.reset_all() == "All keys are again as they came."
    assert choices.changed() == []
    for _ in range(3):
        room.deeds.undo()
    room.settle()
    assert (keep.keys, mark.keys) == (("S",), ("M",))
    assert choices.changed() == []


def test_what_names_a_key_beside_a_control_names_the_new_one(room: Room) -> None:
    room.go_to("NATO")
    room.desk.stories.step(1)
    desk, choices = room.desk, room.desk.keyboard.choices
    assert desk.stories.all_read.toolTip() == "Mark all as read (Shift+A)"
    for name in ("stories.read-all", "stories.search", "program.undo", "list.toggle-read"):
        choices.give(command(room, name), ("Ctrl+F7",) if name != "stories.search" else ())
    choices.give(command(room, "stories.read-all"), ("Ctrl+F8",))
    assert desk.stories.all_read.toolTip() == "Mark all as read (Ctrl+F8)"
    assert desk.stories.search.toolTip() == "Search all articles; filter this list (/); save as a watch (Ctrl+Return)"
    assert desk.window.undo.button.toolTip() == "Undo"
    desk.stories.step(1)
    assert desk.reader.read_button.toolTip() == "Mark as read (Ctrl+F7)"


def test_g_and_a_letter_go_somewhere(room: Room) -> None:
    desk = room.desk
    desk.window.activateWindow()
    room.qtbot.waitUntil(desk.window.isActiveWindow)
    desk.stories.list.setFocus()
    QTest.keySequence(desk.stories.list, QKeySequence("G, A"))
    assert desk.places.scope == Scope("all")
    QTest.keySequence(desk.stories.list, QKeySequence("G, N"))
    assert desk.places.scope == Scope("watch", room.watch("Le Pen"))
    QTest.keySequence(desk.stories.list, QKeySequence("G, N"))
    assert desk.places.scope == Scope("watch", room.watch("NATO"))
    QTest.keySequence(desk.stories.list, QKeySequence("G, B"))
    assert desk.window.at_bell
    QTest.keySequence(desk.window, QKeySequence("G, W"))
    assert desk.places.list.hasFocus()


def test_the_page_of_the_keyboard_says_what_the_program_does(room: Room) -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert with_tables(page, keys(room)) == page, "write it anew: make keys"
