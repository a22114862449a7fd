"""The window as a whole: names for every control, folding, empty lists, trouble, status, closing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from gui.access import nameless, unreachable
from gui.room import Room
from listed import listed
from tocsin.store import Scope, Store
from tocsin.ui.deeds import NewWatch
from tocsin.ui.folding import shown
from tocsin.ui.window import TITLE


def test_every_control_has_a_name_and_can_be_reached_by_key(room: Room) -> None:
    room.go_to("NATO")
    room.desk.stories.step(1)
    room.desk.window.undo.offer("Removed a thing.")
    room.desk.window.status.need("1 source in trouble")
    assert nameless(room.desk.window) == []
    assert unreachable(room.desk.window) == []


def test_every_control_of_the_dialogs_has_a_name(room: Room) -> None:
    for action in (room.desk.places.new_watch, room.desk.places.new_source):
        action.trigger()
        dialog = room.desk.opening.dialog
        assert dialog is not None
        dialog.show()
        assert nameless(dialog) == []
        assert unreachable(dialog) == []
        dialog.reject()


def test_tab_goes_from_the_places_to_the_stories_to_the_reader(room: Room) -> None:
    room.go_to("NATO")
    room.desk.stories.step(1)
    places, stories, reader = room.desk.places, room.desk.stories, room.desk.reader
    room.desk.window.activateWindow()
    places.list.setFocus()
    came: list[object] = []
    for _ in range(20):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        came.append(QApplication.focusWidget())
    stops = (places.library, stories.list, stories.search, reader.text, reader.open_button)
    order = [came.index(one) for one in stops]
    assert order == sorted(order)


@pytest.mark.parametrize(
    ("width", "wanted", "seen"),
    [
        (1280, "stories", (True, True, True)),
        (720, "stories", (True, True, False)),
        (720, "reader", (True, False, True)),
        (500, "places", (True, False, False)),
        (500, "stories", (False, True, False)),
        (500, "reader", (False, False, True)),
    ],
)
def test_narrow_windows_show_fewer_panes(width: int, wanted: str, seen: tuple[bool, bool, bool]) -> None:
    now = shown(width, wanted)  # type: ignore[arg-type]
    assert (now.places, now.stories, now.reader) == seen


def test_in_a_narrow_window_everything_is_reached_and_left_again(room: Room) -> None:
    window, desk = room.desk.window, room.desk
    window.resize(400, 480)
    desk.places.choose(Scope("all"))
    assert desk.stories.isVisible()
    assert not desk.places.isVisible()
    desk.stories.step(1)
    room.qtbot.keyClick(desk.stories.list, Qt.Key.Key_Return)
    assert desk.reader.isVisible()
    assert not desk.stories.isVisible()
    assert desk.reader.text.hasFocus()
    before = desk.reader.article
    room.qtbot.keyClick(desk.reader.text, Qt.Key.Key_J)
    assert desk.reader.article is not before, "one goes on reading without going back"
    room.qtbot.keyClick(desk.reader.text, Qt.Key.Key_Escape)
    assert desk.stories.isVisible()
    desk.stories.back.click()
    assert desk.places.isVisible()
    window.resize(1280, 800)
    assert desk.places.isVisible()
    assert desk.stories.isVisible()
    assert desk.reader.isVisible()
    assert not desk.reader.back.isVisible()


def test_the_first_start_says_what_the_program_does_and_offers_a_source(empty_room: Room) -> None:
    page = empty_room.desk.stories.empty
    assert page.isVisible()
    assert page.headline.text() == "Nothing is followed yet"
    page.button.click()
    assert empty_room.desk.opening.dialog is not None
    empty_room.desk.opening.dialog.reject()
    assert empty_room.desk.window.status.words.whole() == "No sources yet."


def test_an_empty_watch_says_why_and_offers_to_change_it(room: Room) -> None:
    room.deeds.save_watch(NewWatch("Airships", "zeppelin"), room.desk.window.status.say)
    room.settle()
    page = room.desk.stories.empty
    assert page.isVisible()
    assert page.headline.text() == "No story for Airships yet"
    assert page.button.text() == "Change the watch"


def ill(room: Room, database: Path, *names: str, mend: str = "address") -> list[int]:
    """Let sources fail for good."""
    found = [feed.id for feed in room.store.feeds.all() if feed.title in names]
    for one in found:
        with Store.open(database) as monitor:
            monitor.feeds.polled(one, failures=3, trouble="It has nothing at this address (404).", mend=mend)
        room.link.say("feed-failed", id=one, trouble="It has nothing at this address (404).")
    room.desk.hearing.catch_up()
    return found


def test_a_source_that_needs_the_user_is_a_row_a_mark_and_a_sentence(room: Room, database: Path) -> None:
    (herald,) = ill(room, database, "The Herald")
    needs = room.desk.window.status.needs
    assert (needs.isVisible(), needs.text()) == (True, "1 needs you")
    needs.click()
    assert room.desk.places.scope == Scope("feed", herald)
    assert room.desk.stories.banner.words.text() == "It has nothing at this address (404)."
    room.desk.stories.banner.button.click()
    assert ("refresh-feed", herald) in room.link.wishes


def test_trouble_that_passes_by_itself_needs_nobody(room: Room, database: Path) -> None:
    ill(room, database, "The Herald", mend="")
    assert not room.desk.window.status.needs.isVisible()
    heading = room.desk.places.model.row("section", "Sources")
    place = room.desk.places.model.place(heading or 0)
    assert place is not None
    assert place.troubled == 1


def test_several_that_need_the_user_are_listed(room: Room, database: Path) -> None:
    found = ill(room, database, "The Herald", "Gazette")
    needs = room.desk.window.status.needs
    assert needs.text() == "2 need you"
    needs.click()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    gazette = next(one for one in menu.actions() if one.text().startswith("Gazette: "))
    assert gazette.text() == "Gazette: It has nothing at this address (404)."
    gazette.trigger()
    menu.close()
    assert room.desk.places.scope == Scope("feed", next(one for one in found if one == gazette.data()))


def test_what_takes_long_is_drawn_and_what_is_quick_is_not(room: Room) -> None:
    status = room.desk.window.status
    status.work(1, 4)
    assert status.progress == 0
    room.qtbot.waitUntil(lambda: status.progress == 0.25, timeout=5000)
    status.work(4, 4)
    assert status.progress == 1
    status.work(0, 0)
    assert status.progress == 0


def test_the_status_line_says_what_the_monitor_does(room: Room) -> None:
    words = room.desk.window.status.words
    room.link.say("ready", feeds=3, watches=2)
    room.link.say("round-began", due=3)
    room.qtbot.waitUntil(lambda: words.whole().startswith("Reading 3 sources"), timeout=5000)
    room.link.say("round-ended", read=3, failed=0, new=0, next_due=None)
    room.qtbot.waitUntil(lambda: words.whole().startswith("3 sources followed"), timeout=5000)
    room.link.died.emit("Traceback")
    assert words.whole() == "The monitor has stopped and is being started again. Nothing is lost."


def test_f5_and_pausing_are_wishes(room: Room) -> None:
    room.desk.places.refresh.trigger()
    room.desk.menu.pause.trigger()
    room.link.say("paused")
    room.qtbot.waitUntil(lambda: room.desk.menu.pause.text() == "Resume", timeout=5000)
    room.desk.menu.pause.trigger()
    assert [wish for wish, _ in room.link.wishes] == ["refresh", "pause", "resume"]


def test_a_failed_write_is_said_and_nothing_pretends_that_it_happened(room: Room) -> None:
    room.writer.troubled.emit("The disk is full. Nothing was saved.")
    assert room.desk.window.status.words.whole() == "The disk is full. Nothing was saved."


def test_closing_is_left_to_the_program(room: Room) -> None:
    asked: list[bool] = []
    room.desk.window.close_wanted.connect(lambda: asked.append(True))
    event = QCloseEvent()
    room.desk.window.closeEvent(event)
    assert asked == [True]
    assert not event.isAccepted()


def test_a_new_window_leaves_room_for_the_frame_of_the_system(room: Room) -> None:
    room.desk.window._fit()
    screen = QApplication.primaryScreen().availableGeometry()
    assert room.desk.window.height() + TITLE <= screen.height()
    assert room.desk.window.width() <= screen.width()


def test_an_answer_that_comes_after_the_end_has_nobody_to_hear_it(room: Room) -> None:
    room.go_to("NATO")
    room.desk.stories.step(1)
    article = room.desk.stories.current_id()
    room.deeds.read([article], True)
    room.desk.close()
    room.settle()
    assert room.is_read(article), "it was done all the same"
    assert not room.desk.reader.marks.read


def test_a_file_that_is_dropped_is_handed_on(room: Room) -> None:
    names: list[str] = []
    room.desk.window.dropped.disconnect()
    room.desk.window.dropped.connect(names.append)
    data = QMimeData()
    data.setUrls([QUrl("https://a.example"), QUrl.fromLocalFile("/tmp/list.opml")])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
        QEvent.Type.Drop,
    )  # fmt: skip
    room.desk.window.dropEvent(event)
    assert names == ["/tmp/list.opml"]


def test_geometry_and_splitter_come_back(room: Room) -> None:
    window = room.desk.window
    window.splitter.setSizes([300, 300, 680])
    kept, sizes = window.layout_text(), window.splitter.sizes()
    window.splitter.setSizes([200, 500, 580])
    window.restore_layout("", kept[1])
    assert window.splitter.sizes() == sizes
    window.restore_layout("no base64 ä", "neither")
    assert window.isVisible()


def test_a_notice_opens_its_article_wherever_one_is(room: Room) -> None:
    row = next(row for row in listed(room.store, Scope("all")) if row.title.startswith("Le Pen"))
    room.desk.places.choose(Scope("kept"))
    room.desk.window.hide()
    room.desk.show_article(row.id)
    room.settle()
    assert room.desk.window.isVisible()
    assert room.desk.reader.article is not None
    assert room.desk.reader.article.id == row.id
    assert room.desk.stories.current_id() == row.id
    assert room.is_read(row.id)


def test_the_letters_of_the_keyboard_find_the_stories_from_wherever_one_is(room: Room) -> None:
    places, stories = room.desk.places, room.desk.stories
    room.go_to("NATO")
    places.list.setFocus()
    room.qtbot.keyClick(places.list, Qt.Key.Key_J)
    assert stories.list.hasFocus()
    room.qtbot.keyClick(stories.list, Qt.Key.Key_Return)
    room.settle()
    assert room.is_read(stories.current_id())
    places.list.setFocus()
    room.qtbot.keyClick(places.list, Qt.Key.Key_Return)
    assert stories.list.hasFocus()


def test_letters_typed_in_a_field_stay_in_it(room: Room) -> None:
    search = room.desk.stories.search
    search.setFocus()
    room.qtbot.keyClicks(search, "jks/mno")
    assert search.text() == "jks/mno"
