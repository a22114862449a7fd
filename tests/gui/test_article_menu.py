"""The menu of an article: its outlet or its story muted in the watch, the watch snoozed, each shown with its end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from gui.ledger import write
from gui.room import NOW, Room
from tocsin.core.alarm import Mute
from tocsin.store import Scope, Store
from tocsin.ui.quiet_dialog import QuietDialog


def at(room: Room, title: str) -> None:
    """Choose an article of the list by the beginning of its headline, also below its story."""
    model = room.desk.stories.model
    for one in reversed(range(model.rowCount())):
        model.expand(one, True)
    rows = [row for one in range(model.rowCount()) if (row := model.row(one)) is not None]
    assert room.desk.stories.choose(next(row.id for row in rows if row.title.startswith(title)))


def asked(room: Room) -> QMenu:
    """Bring the menu up where the list asks for it: at the chosen article."""
    view = room.desk.stories.list
    view.customContextMenuRequested.emit(view.visualRect(view.currentIndex()).center())
    menu = room.desk.article_menu.menu
    assert menu is not None
    return menu


def lines(menu: QMenu) -> dict[str, QAction]:
    """Give the lines of a menu and of the menus in it, by their words."""
    found: dict[str, QAction] = {}
    for action in menu.actions():
        below = action.menu()
        if isinstance(below, QMenu):
            found |= {f"{action.text()}: {words}": one for words, one in lines(below).items()}
        elif not action.isSeparator():
            found[action.text()] = action
    return found


def muted(room: Room) -> list[Mute]:
    room.settle()
    return room.store.mutes.all(datetime.now(UTC))


def test_an_outlet_is_muted_in_a_watch_for_as_long_as_one_chooses_and_undone(room: Room) -> None:
    room.go_to("NATO")
    at(room, "Turkey")
    looked: list[bool] = []
    room.desk.bell.policies.changed.connect(lambda: looked.append(True))
    menu = asked(room)
    words = [one for one in lines(menu) if one.startswith("Mute Gazette")]
    assert words == [
        "Mute Gazette in this watch: For a day",
        "Mute Gazette in this watch: For a week",
        "Mute Gazette in this watch: Until I end it",
    ]
    lines(menu)[words[0]].trigger()
    (day,) = muted(room)
    assert (day.watch_id, day.story_id, day.outlet) == (room.watch("NATO"), 0, "Gazette")
    assert day.until is not None
    assert timedelta(hours=23) < day.until - datetime.now(UTC) <= timedelta(days=1)
    assert room.desk.window.undo.words.whole().startswith("Gazette is muted in NATO until tomorrow ")
    assert room.link.wishes[-1][0] == "watch-changed", "the monitor holds to it at once"
    assert looked == [True], "what is owed is looked at again"
    lines(asked(room))[words[2]].trigger()
    (for_good,) = muted(room)
    assert for_good.until is None, "the longer one takes the place of the shorter one"
    assert room.desk.window.undo.words.whole() == "Gazette is muted in NATO until you end it."
    room.deeds.undo()
    (again,) = muted(room)
    assert again.until == day.until
    room.deeds.undo()
    assert muted(room) == []
    assert len([name for name, _ in room.link.wishes if name == "watch-changed"]) == 4


def test_a_muted_outlet_stands_among_the_mutes_and_is_taken_back_there_or_in_the_menu(room: Room) -> None:
    room.go_to("NATO")
    at(room, "NATO " + "x" * 20)
    week = "Mute <b>Hostile</b> && Sons in this watch: For a week"
    lines(asked(room))[week].trigger()
    assert [one.outlet for one in muted(room)] == ["<b>Hostile</b> & Sons"]
    room.desk.menu.quiet.trigger()
    dialog = room.desk.bell.asking.dialog
    assert isinstance(dialog, QuietDialog)
    (button,) = dialog.buttons
    assert button.accessibleName().startswith("Remove: <b>Hostile</b> & Sons, muted in NATO, until ")
    button.click()
    assert muted(room) == []
    lines(asked(room))[week].trigger()
    assert len(muted(room)) == 1
    unmute = next(one for words, one in lines(asked(room)).items() if words.startswith("Unmute <b>Hostile</b> && Sons"))
    assert "(muted until " in unmute.text()
    unmute.trigger()
    assert muted(room) == []


def test_a_story_is_muted_in_the_watch_from_the_list(room: Room, database: Path) -> None:
    ids = write(database)
    room.go_to("NATO")
    at(room, "Nato chief")
    lines(asked(room))["Mute this story in this watch"].trigger()
    (mute,) = muted(room)
    story = room.store.stories.of(ids["rang"])
    assert story is not None
    assert (mute.watch_id, mute.story_id, mute.outlet, mute.until) == (room.watch("NATO"), story.id, "", None)
    assert room.store.alerts.about(room.watch("NATO"), story.id)[0].alert.acted == "muted"
    assert room.desk.window.undo.words.whole() == "The story is muted."
    found = lines(asked(room))
    assert "Mute this story in this watch" not in found
    found["Unmute this story"].trigger()
    assert muted(room) == []
    room.deeds.undo()
    assert len(muted(room)) == 1
    room.deeds.undo()
    assert muted(room) == []


def test_an_article_without_a_story_yet_offers_none_to_mute(room: Room) -> None:
    room.go_to("NATO")
    at(room, "Turkey")
    assert "Mute this story in this watch" not in lines(asked(room))
    room.desk.bell.policies.mute_story(room.store.watches.by_name("NATO"), room.desk.stories.current_id())
    assert muted(room) == []


def test_the_watch_is_snoozed_and_awake_again_from_the_list(room: Room) -> None:
    room.go_to("NATO")
    at(room, "Turkey")
    lines(asked(room))["Snooze this watch for 1 hour"].trigger()
    room.settle()
    assert room.store.watches.by_name("NATO").snoozed_until is not None
    found = lines(asked(room))
    assert not any(words.startswith("Snooze this watch") for words in found)
    next(one for words, one in found.items() if words.startswith("End the snooze of this watch (until ")).trigger()
    room.settle()
    assert room.store.watches.by_name("NATO").snoozed_until is None
    lines(asked(room))["Snooze this watch until tomorrow 7:00"].trigger()
    room.settle()
    assert room.store.watches.by_name("NATO").snoozed_until is not None


def test_outside_a_watch_nothing_is_offered_to_mute(room: Room) -> None:
    room.desk.places.choose(Scope("all"))
    room.desk.stories.step(1)
    found = lines(asked(room))
    assert {"Open, or read on", "Keep, or no longer", "Mark as read or new"} <= set(found)
    assert not any("Mute" in words or "nooze" in words for words in found)
    room.desk.article_menu.key.trigger()
    assert room.desk.window.status.words.whole().startswith("Choose an article of a watch first")


def test_a_key_brings_up_what_makes_quiet_and_a_mute_of_all_watches_says_so(room: Room, database: Path) -> None:
    with Store.open(database) as store:
        store.mutes.add(now=NOW, outlet="gazette")
    room.go_to("NATO")
    at(room, "Turkey")
    assert room.desk.article_menu.key in lines(room.desk.places.menu_button.menu()).values()
    room.desk.stories.list.setFocus()
    room.qtbot.keyClick(room.desk.stories.list, Qt.Key.Key_M, Qt.KeyboardModifier.ShiftModifier)
    menu = room.desk.article_menu.menu
    assert menu is not None
    assert menu.isVisible()
    assert menu.activeAction() is menu.actions()[0]
    found = lines(menu)
    assert "Open, or read on" not in found
    found["Unmute Gazette in all watches"].trigger()
    assert muted(room) == []
    menu.close()


def test_at_the_bell_page_the_key_is_silent(room: Room) -> None:
    room.go_to("NATO")
    room.desk.window.show_bell(True)
    assert not room.desk.article_menu.key.isEnabled()
    room.desk.window.show_bell(False)
    assert room.desk.article_menu.key.isEnabled()
