"""The palette: everything is found by typing, done by Enter, saved as a watch by one key, and never stalls."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from gui.access import nameless, unreachable
from gui.room import Room
from tocsin.store import Scope, Store
from tocsin.ui.palette import Palette
from tocsin.ui.palette_lines import Group, Hit, Offers, groups, offer
from tocsin.ui.places import BELL

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def palette(room: Room) -> Palette:
    """The palette, shown by its key over the list of NATO."""
    room.go_to("NATO")
    window = room.desk.window
    window.activateWindow()
    room.qtbot.waitUntil(window.isActiveWindow)
    room.desk.stories.list.setFocus()
    QTest.keyClick(room.desk.stories.list, Qt.Key.Key_K, CTRL)
    found = room.desk.keyboard.palette
    assert found.isVisible()
    assert found.field.hasFocus()
    return found


def shown(palette: Palette) -> dict[str, list[str]]:
    """Return the titles below each heading."""
    model, found, name = palette.list.lines, dict[str, list[str]](), ""
    for at in range(model.rowCount()):
        row = model.row(at)
        if isinstance(row, Hit):
            found[name].append(row.title)
        elif row is not None:
            name = row
            found[name] = []
    return found


def write(palette: Palette, text: str) -> None:
    palette.field.setText(text)


def look(room: Room, palette: Palette, text: str) -> None:
    """Type a text and wait for the stories."""
    write(palette, text)
    room.qtbot.waitUntil(lambda: "Stories" in shown(palette))


def press(palette: Palette, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(palette.field, key, modifiers)


def test_an_empty_box_offers_what_is_often_needed_with_its_keys(palette: Palette) -> None:
    assert list(shown(palette)) == ["Often needed"]
    assert shown(palette)["Often needed"][:2] == ["New watch…", "New source…"]
    hit = palette.list.chosen()
    assert hit is not None
    assert hit.keys == "Ctrl+N"
    assert nameless(palette) == []
    assert unreachable(palette) == []


def test_what_is_chosen_is_said_to_a_screen_reader(palette: Palette) -> None:
    assert palette.field.accessibleDescription() == "New watch…, Ctrl+N"
    press(palette, Qt.Key.Key_Down)
    assert palette.field.accessibleDescription() == "New source…, Ctrl+Shift+N"
    press(palette, Qt.Key.Key_Up)
    press(palette, Qt.Key.Key_Up)
    assert palette.field.accessibleDescription().startswith("Keys")


def test_typing_finds_watches_sources_watchlists_folders_commands_and_stories_in_groups(
    room: Room, palette: Palette
) -> None:
    look(room, palette, "nato")
    found = shown(palette)
    assert list(found) == ["Watches", "Search", "Stories"]
    assert found["Watches"] == ["NATO"]
    assert found["Search"] == ["Search all articles for “nato”", "Watch for “nato” from now on"]
    assert "Nato chief warns of a long winter" in found["Stories"]
    write(palette, "europe")
    assert shown(palette)["Watches"] == ["Europe"]
    write(palette, "press")
    assert "Press" in shown(palette)["Sources"]
    write(palette, "her")
    assert shown(palette)["Sources"] == ["The Herald"]
    write(palette, "maal")
    assert next(iter(shown(palette).values()))[0] == "Mark all as read"


def test_what_answers_as_it_stands_comes_before_what_only_begins_so(room: Room, palette: Palette) -> None:
    look(room, palette, "turk")
    assert shown(palette)["Stories"] == ["Turkey signals the end of its veto"]
    look(room, palette, "order")
    assert shown(palette)["Stories"][0] == "Nato chief warns of a long winter"
    look(room, palette, "sign")
    before = shown(palette)["Stories"]
    write(palette, "signs")
    room.qtbot.waitUntil(lambda: "Stories" in shown(palette))
    assert before == ["Turkey signals the end of its veto", "Senator signs"]
    assert shown(palette)["Stories"] == ["Senator signs"]


def test_the_first_line_stays_chosen_when_the_stories_come(room: Room, palette: Palette) -> None:
    write(palette, "nato")
    press(palette, Qt.Key.Key_Down)
    before = palette.list.chosen()
    room.qtbot.waitUntil(lambda: "Stories" in shown(palette))
    assert palette.list.chosen() == before


def test_enter_goes_to_a_watch_and_gives_its_list_the_keyboard(room: Room, palette: Palette) -> None:
    write(palette, "le p")
    press(palette, Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert room.desk.places.scope == Scope("watch", room.watch("Le Pen"))
    assert room.desk.stories.list.hasFocus()


def test_enter_does_a_command_and_remembers_that_it_was_needed(room: Room, palette: Palette) -> None:
    write(palette, "> go to the bell")
    press(palette, Qt.Key.Key_Return)
    assert room.desk.places.scope == BELL
    palette.come()
    assert shown(palette)["Often needed"][0] == "Go to the bell"


def test_enter_opens_a_story_wherever_it_is(room: Room, palette: Palette) -> None:
    look(room, palette, "senator")
    press(palette, Qt.Key.Key_Tab)
    press(palette, Qt.Key.Key_Return)
    article = room.desk.reader.article
    assert article is not None
    assert article.title == "Senator signs"
    room.settle()
    assert room.is_read(article.id)
    assert room.desk.keyboard.searches == ["senator"]


def test_enter_takes_a_search_to_the_list(room: Room, palette: Palette) -> None:
    write(palette, "finland OR turkey")
    press(palette, Qt.Key.Key_Return)
    room.settle()
    assert room.desk.stories.search.text() == "finland OR turkey"
    assert room.desk.stories.model.searching
    assert room.desk.stories.model.rowCount() == 2
    assert room.store.settings.get("ui.searches") == "finland OR turkey"
    palette.come()
    assert shown(palette)["Recent searches"] == ["finland OR turkey"]
    press(palette, Qt.Key.Key_Return)
    assert palette.field.text() == "finland OR turkey"


def test_one_key_saves_what_was_typed_as_a_watch_and_undo_takes_it_away(room: Room, palette: Palette) -> None:
    write(palette, '"long winter"')
    press(palette, Qt.Key.Key_Return, CTRL)
    room.settle()
    watch = room.store.watches.by_name("long winter")
    assert watch.query == '"long winter"'
    assert not palette.isVisible()
    assert room.desk.places.scope == Scope("watch", watch.id)
    assert ("watch-changed", watch.id) in room.link.wishes
    assert room.desk.window.undo.isVisible()
    room.deeds.undo()
    room.settle()
    assert "long winter" not in {one.name for one in room.store.watches.all()}


def test_a_query_that_is_watched_already_is_shown_and_not_made_twice(room: Room, palette: Palette) -> None:
    write(palette, '"le pen"')
    press(palette, Qt.Key.Key_Return, CTRL)
    room.settle()
    assert len(room.store.watches.all()) == 2
    assert room.desk.places.scope == Scope("watch", room.watch("Le Pen"))


def test_what_cannot_be_a_watch_is_said_and_stays(room: Room, palette: Palette) -> None:
    write(palette, "-nato")
    assert shown(palette)["Search"] == ["Search all articles for “-nato”"]
    press(palette, Qt.Key.Key_Return, CTRL)
    room.settle()
    assert palette.isVisible()
    assert palette.says.isVisible()
    assert palette.field.text() == "-nato"
    assert len(room.store.watches.all()) == 2


def test_the_mistake_of_a_query_is_told_only_when_nothing_else_is_found(palette: Palette) -> None:
    write(palette, '"mark all')
    assert shown(palette)["Commands"][0] == "Mark all as read"
    assert not palette.says.isVisible()
    write(palette, '"zeppelin')
    assert shown(palette) == {}
    assert "never closed" in palette.says.text()
    press(palette, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_the_search_field_saves_as_a_watch_by_the_same_key(room: Room) -> None:
    field = room.desk.stories.search
    field.setText("zeppelin")
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Return, CTRL)
    room.settle()
    assert room.store.watches.by_name("zeppelin").query == "zeppelin"
    assert field.text() == ""
    field.setText('"never closed')
    QTest.keyClick(field, Qt.Key.Key_Return, CTRL)
    assert "never closed" in field.says.text()


def test_tab_goes_from_group_to_group_and_the_arrows_round(room: Room, palette: Palette) -> None:
    look(room, palette, "nato")
    kinds = []
    for _ in range(4):
        hit = palette.list.chosen()
        assert hit is not None
        kinds.append(hit.kind)
        press(palette, Qt.Key.Key_Tab)
    assert kinds == ["watch", "search", "story", "watch"]
    press(palette, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    hit = palette.list.chosen()
    assert hit is not None
    assert hit.kind == "watch"


@pytest.mark.parametrize("way", ["escape", "again", "beside", "focus"])
def test_it_goes_away_and_gives_the_keyboard_back(room: Room, palette: Palette, way: str) -> None:
    if way == "escape":
        press(palette, Qt.Key.Key_Escape)
    elif way == "again":
        press(palette, Qt.Key.Key_K, CTRL)
    elif way == "beside":
        QTest.mouseClick(palette, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    else:
        room.desk.places.list.setFocus()
    assert not palette.isVisible()
    if way != "focus":
        assert room.desk.stories.list.hasFocus()


def test_only_commands_that_can_be_done_now_are_offered(room: Room, palette: Palette) -> None:
    write(palette, "> mark this page")
    assert shown(palette) == {"Commands": ["Mark this page as read"]}
    room.desk.places.choose(BELL)
    palette.leave()
    palette.come("> mark this page")
    assert shown(palette) == {}
    assert palette.says.text() == "No command is called so."


def test_hostile_and_endless_names_are_shown_harmless(room: Room, palette: Palette) -> None:
    look(room, palette, "co")
    palette.grab()
    hits = [palette.list.lines.row(at) for at in palette.list.lines.hits()]
    assert all(len(hit.title) <= 161 and "\u202e" not in hit.title for hit in hits if isinstance(hit, Hit))
    for text in ("\x00\u202e" * 50, "(" * 1_000, "👨‍👩‍👧‍👦", "北", "الن", '"' * 500, ">" + "\ud800", "&&& <b>"):
        write(palette, text)
        palette.grab()
    for name in ("Stories", "Search"):
        write(palette, "北约" if name == "Stories" else "NATO")
    room.qtbot.waitUntil(lambda: "Stories" in shown(palette))


def test_an_answer_to_what_is_no_longer_asked_is_dropped(room: Room, palette: Palette) -> None:
    look(room, palette, "nato")
    asked, stories = palette._asked, room.desk.stories.model.lines()[0].story
    write(palette, "zzzz")
    palette._answered((asked, "nato", [stories]))
    assert "Stories" not in shown(palette)
    palette._answered((palette._asked, "zzzz", [stories]))
    assert "Stories" in shown(palette)


def test_it_fits_into_every_window(room: Room, palette: Palette) -> None:
    look(room, palette, "nato")
    for wide, high in ((720, 480), (340, 320), (1280, 800)):
        room.desk.window.resize(wide, high)
        room.qtbot.wait(1)
        assert palette.size() == room.desk.window.size()
        assert palette.rect().contains(palette.card.geometry())


def test_five_thousand_names_are_answered_while_typing() -> None:
    many = [offer(Hit("watch", f"Watch number {n} of the long winter", about=n)) for n in range(5_000)]
    found = groups("win long", Offers(watches=many), searchable=True, saveable=True)
    assert [one.name for one in found] == ["Watches", "Search"]
    assert len(found[0].hits) == 6
    assert isinstance(found[0], Group)


def test_recent_searches_are_kept_for_the_next_start(room: Room, store: Store) -> None:
    for text in ("one", "two", "one", "  three   words "):
        room.desk.keyboard.remember(text)
    room.settle()
    assert room.store.settings.get("ui.searches") == "three words\none\ntwo"
