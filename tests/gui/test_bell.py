"""The bell page: what rang, what waits, what was held back, each with its reason and a shape of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from gui.access import nameless, unreachable
from gui.ledger import write
from gui.room import NOW, Room
from listed import listed
from tocsin.core.model import Alert, Held, How, Reason
from tocsin.store import Scope, Store
from tocsin.ui.ledger_model import RungRole, spoken
from tocsin.ui.ledger_words import held, others, said, until
from tocsin.ui.places import BELL
from tocsin.ui.segments import Segments


def words(room: Room) -> list[str]:
    model = room.desk.window.bell.model
    return [said(model.index(at).data(RungRole), NOW).words for at in range(model.rowCount())]


def test_the_ledger_is_newest_first_and_says_why(room: Room, database: Path) -> None:
    write(database)
    assert room.desk.places.choose(BELL)
    assert room.desk.window.at_bell
    rang, waits, held_back = words(room)
    assert rang.startswith("Rang ")
    assert rang.endswith("by a notice")
    assert waits.startswith("Quiet hours until ")
    assert held_back == "Held back: the term does not stand where the watch wants it"


def test_each_state_has_a_shape_of_its_own(room: Room, database: Path) -> None:
    write(database)
    lines = room.store.alerts.ledger()
    assert len({said(one, NOW).icon for one in lines}) == len(lines)


def test_the_filter_shows_what_rang_or_what_was_held_back(room: Room, database: Path) -> None:
    write(database)
    room.desk.places.choose(BELL)
    bell = room.desk.window.bell
    bell.filter.buttons["rang"].click()
    assert [one.startswith("Rang") for one in words(room)] == [True]
    bell.filter.buttons["held"].click()
    assert len(words(room)) == 2
    bell.filter.buttons["all"].click()
    assert len(words(room)) == 3


def test_moving_shows_the_article_and_opening_marks_it_and_is_written_down(room: Room, database: Path) -> None:
    ids = write(database)
    room.desk.places.choose(BELL)
    bell, reader = room.desk.window.bell, room.desk.reader
    room.qtbot.keyClick(room.desk.window, Qt.Key.Key_J)
    assert reader.article is not None
    assert reader.article.id == ids["rang"]
    room.settle()
    assert not room.is_read(ids["rang"])
    room.qtbot.keyClick(bell.list, Qt.Key.Key_Space)
    room.settle()
    assert room.is_read(ids["rang"])
    assert room.store.alerts.ledger(limit=1)[0].alert.acted == "opened"
    room.qtbot.keyClick(bell.list, Qt.Key.Key_S)
    room.settle()
    assert room.store.articles.with_marks(ids["rang"])[1].kept
    room.deeds.undo()
    room.settle()
    assert not room.store.articles.with_marks(ids["rang"])[1].kept


def test_the_letters_mean_the_stories_again_after_the_page_was_left(room: Room) -> None:
    room.desk.places.choose(BELL)
    assert not room.desk.stories.act.next.isEnabled()
    room.go_to("NATO")
    assert not room.desk.window.at_bell
    assert room.desk.stories.act.next.isEnabled()
    assert not room.desk.window.bell.next.isEnabled()


def test_an_empty_page_invites(room: Room) -> None:
    room.desk.places.choose(BELL)
    page = room.desk.window.bell.empty
    assert page.isVisible()
    assert page.button.text() == "Why was I not told?"
    page.button.click()
    assert room.desk.bell.asking.dialog is not None


def test_the_page_of_a_first_start_offers_a_source(empty_room: Room) -> None:
    empty_room.desk.places.choose(BELL)
    assert empty_room.desk.window.bell.empty.button.text() == "Choose sources from the catalogue"
    empty_room.desk.window.bell.empty.button.click()
    assert empty_room.desk.opening.dialog is not None
    empty_room.desk.opening.dialog.reject()


def test_what_rings_meanwhile_comes_on_top_and_the_choice_stays(room: Room, database: Path) -> None:
    write(database)
    room.desk.places.choose(BELL)
    bell = room.desk.window.bell
    bell.step(1)
    chosen = bell.list.currentIndex().data(RungRole).alert.id
    with Store.open(database) as store:
        le_pen = store.watches.by_name("Le Pen").id
        row = listed(store, Scope("watch", le_pen))[0]
        with store.writing():
            story = store.stories.begin(store.articles.get(row.id)).id
            store.alerts.add(Alert(0, le_pen, story, row.id, NOW, owed=NOW))
        waiting = next(one.alert.id for one in store.alerts.owed() if one.alert.held is Held.QUIET_HOURS)
        store.alerts.rang([waiting], "tray", NOW)
    room.desk.bell.catch_up()
    assert words(room)[0] == "Is about to ring"
    assert words(room)[2].endswith("by the tray · after quiet hours")
    assert bell.list.currentIndex().data(RungRole).alert.id == chosen


def test_a_long_ledger_is_read_by_the_page_whatever_the_filter(room: Room, database: Path) -> None:
    with Store.open(database) as store, store.writing():
        nato = store.watches.by_name("NATO").id
        article = store.articles.get(listed(store, Scope("watch", nato))[0].id)
        for number in range(450):
            story = store.stories.mint()
            owed = NOW if number < 3 else None
            store.alerts.add(Alert(0, nato, story, article.id, NOW, owed=owed, held=None if owed else Held.SILENT))
    room.desk.places.choose(BELL)
    model = room.desk.window.bell.model
    assert model.rowCount() < 450
    while model.canFetchMore(model.index(-1)):
        model.fetchMore(model.index(-1))
    assert model.rowCount() == 450
    with Store.open(database) as store:
        store.alerts.rang([one.alert.id for one in store.alerts.owed()], "desktop", NOW)
    room.desk.window.bell.filter.buttons["rang"].click()
    assert model.rowCount() == 3, "found behind pages that hold nothing of the kind"


def test_every_control_has_a_name_and_can_be_reached(room: Room, database: Path) -> None:
    write(database)
    room.desk.places.choose(BELL)
    room.desk.window.bell.step(1)
    assert nameless(room.desk.window) == []
    assert unreachable(room.desk.window) == []
    assert spoken(room.store.alerts.ledger()[0], NOW).startswith("Rang ")


def test_the_arrows_lead_to_the_words_that_tab_leaves_out(room: Room, database: Path) -> None:
    write(database)
    room.desk.places.choose(BELL)
    bell = room.desk.window.bell
    first, second = list(bell.findChildren(Segments)[0].buttons.values())[:2]
    first.setFocus()
    room.qtbot.keyClick(first, Qt.Key.Key_Right)
    assert (second.isChecked(), second.hasFocus()) == (True, True)


def test_in_a_narrow_window_one_comes_in_and_goes_back(room: Room, database: Path) -> None:
    write(database)
    window = room.desk.window
    window.resize(420, 480)
    room.desk.places.choose(BELL)
    assert window.bell.isVisible()
    assert window.bell.back.isVisible()
    window.bell.step(1)
    room.qtbot.keyClick(window.bell.list, Qt.Key.Key_Return)
    assert window.reader.isVisible()
    room.qtbot.keyClick(window.reader.text, Qt.Key.Key_Escape)
    assert window.bell.isVisible()
    window.bell.back.click()
    assert window.places.isVisible()


def test_a_notice_of_many_stories_opens_its_watch_or_the_page(room: Room) -> None:
    room.desk.bell.come("summary-7")
    assert room.desk.places.scope == BELL
    room.desk.bell.come(f"watch-{room.watch('NATO')}-7")
    assert room.desk.places.scope == Scope("watch", room.watch("NATO"))
    room.desk.bell.come("watch-999-7")
    assert room.desk.places.scope == BELL


@pytest.mark.parametrize("why", list(Held))
def test_every_reason_has_plain_words(why: Held) -> None:
    assert held(why).startswith("Held back: ")


def test_small_words(room: Room, database: Path) -> None:
    write(database)
    one = room.store.alerts.ledger()[0]
    assert (one.how, one.alert.reason) == (How.URGENT, Reason.FIRST)
    assert others(one.outlet, one.outlets) == "The Herald + 1 other"
    assert others("The Herald", 5) == "The Herald + 4 others"
    assert until(NOW, NOW).count(":") == 1
