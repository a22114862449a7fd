"""The middle pane: moving shows, opening marks; pages, arrivals, search; rows of one height whatever they hold."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QFont, QPixmap, QTextCharFormat
from PySide6.QtWidgets import QListView

from gui.room import GAZETTE, NOW, Room
from listed import listed
from tocsin.core.model import Entry
from tocsin.store import Listing, Row, Scope, Store
from tocsin.ui.lines import Lines
from tocsin.ui.story_delegate import in_headline
from tocsin.ui.story_model import PAGE, RowRole, StoryModel
from tocsin.ui.theme import Theme
from tocsin.ui.watch_dialog import WatchDialog


def shown(view: QListView) -> list[Row]:
    model = view.model()
    return [model.index(at, 0).data(RowRole) for at in range(model.rowCount())]


def test_moving_never_marks_as_read_and_opening_does(room: Room) -> None:
    room.go_to("NATO")
    pane = room.desk.stories
    pane.list.setFocus()
    for key in (Qt.Key.Key_J, Qt.Key.Key_J, Qt.Key.Key_Down, Qt.Key.Key_K):
        room.qtbot.keyClick(pane.list, key)
    room.settle()
    assert not any(row.read for row in listed(room.store, Scope("all")))
    reader = room.desk.reader
    assert reader.article is not None
    assert reader.article.id == pane.current_id(), "what one moves to is shown"
    room.qtbot.keyClick(pane.list, Qt.Key.Key_Return)
    room.settle()
    assert [row.id for row in listed(room.store, Scope("all")) if row.read] == [pane.current_id()]


def test_a_click_opens(room: Room) -> None:
    room.go_to("NATO")
    view = room.desk.stories.list
    place = view.visualRect(view.model().index(1, 0)).center()
    room.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    room.settle()
    assert room.is_read(room.desk.stories.current_id())


def test_space_opens_then_scrolls_then_goes_on_to_the_next_new_one(room: Room) -> None:
    room.go_to("NATO")
    pane = room.desk.stories
    pane.list.setFocus()
    pane.step(1)
    first = pane.current_id()
    pane.act.open.trigger()
    room.settle()
    assert room.is_read(first)
    for _ in range(60):
        pane.act.open.trigger()
        if pane.current_id() != first:
            break
    room.settle()
    assert pane.current_id() != first
    assert room.is_read(pane.current_id())


def test_m_and_s_mark_what_is_chosen_and_ctrl_z_takes_it_back(room: Room) -> None:
    room.go_to("Le Pen")
    pane = room.desk.stories
    pane.step(1)
    chosen = pane.current_id()
    pane.act.toggle_read.trigger()
    pane.act.keep.trigger()
    room.settle()
    marks = room.store.articles.with_marks(chosen)[1]
    assert (marks.read, marks.kept) == (True, True)
    assert shown(pane.list)[0].kept, "the row shows it at once"
    room.desk.menu.undo.trigger()
    room.desk.menu.undo.trigger()
    room.settle()
    marks = room.store.articles.with_marks(chosen)[1]
    assert (marks.read, marks.kept) == (False, False)


def test_marking_all_as_read_is_one_deed_and_one_undo(room: Room) -> None:
    room.go_to("NATO")
    room.desk.stories.act.read_all.trigger()
    room.settle()
    assert room.store.counts.all().watches.get(room.watch("NATO"), 0) == 0
    assert "as read" in room.desk.window.undo.words.whole()
    room.desk.menu.undo.trigger()
    room.settle()
    assert room.store.counts.all().watches[room.watch("NATO")] == 8


def test_showing_only_new_ones_keeps_what_was_just_read_until_the_list_is_shown_anew(room: Room) -> None:
    room.go_to("NATO")
    pane = room.desk.stories
    pane.chips.only_new.setChecked(True)
    pane.step(1)
    before = pane.model.rowCount()
    pane.act.toggle_read.trigger()
    room.settle()
    assert pane.model.rowCount() == before
    pane.chips.only_new.setChecked(False)
    pane.chips.only_new.setChecked(True)
    assert pane.model.rowCount() == before - 1


def test_a_long_list_is_read_page_by_page(theme: Theme, empty_database: Path) -> None:
    with Store.open(empty_database) as store:
        feed = store.feeds.add("https://a.example", now=datetime.now(UTC))
        entries = [Entry(f"k{at}", f"News {at}", "", "") for at in range(PAGE * 2 + 50)]
        with store.writing():
            store.arriving.add(feed, entries, datetime.now(UTC))
        model = StoryModel(store)
        model.show(Listing(Scope("all")))
        sizes = [model.rowCount()]
        while model.canFetchMore(QModelIndex()):
            model.fetchMore(QModelIndex())
            sizes.append(model.rowCount())
    assert sizes == [PAGE, PAGE * 2, PAGE * 2 + 50]
    ids = [model.data(model.index(at), RowRole).id for at in range(model.rowCount())]
    assert ids == sorted(set(ids), reverse=True)


def test_search_shows_what_it_finds_with_the_sentence_and_escape_goes_back(room: Room) -> None:
    room.go_to("Le Pen")
    pane = room.desk.stories
    pane.act.search.trigger()
    assert pane.search.hasFocus()
    room.qtbot.keyClicks(pane.search, "accession")
    room.qtbot.waitUntil(lambda: pane.model.searching, timeout=5000)
    (row,) = shown(pane.list)
    assert row.sentence == "The accession to NATO goes to parliament."
    assert pane.title.whole() == "Found"
    room.qtbot.keyClick(pane.search, Qt.Key.Key_Escape)
    assert pane.title.whole() == "Le Pen"
    assert not pane.model.searching


def test_a_search_that_does_not_parse_says_why_beside_the_field_and_keeps_the_list(room: Room) -> None:
    pane = room.desk.stories
    before = shown(pane.list)
    pane.search.setFocus()
    room.qtbot.keyClicks(pane.search, '"never closed')
    room.qtbot.keyClick(pane.search, Qt.Key.Key_Return)
    room.settle()
    assert pane.search.says.isVisible()
    assert "never closed" in pane.search.says.text()
    assert shown(pane.list) == before


def test_a_search_that_finds_nothing_offers_to_watch_for_it(room: Room) -> None:
    pane = room.desk.stories
    room.qtbot.keyClicks(pane.search, "zeppelin")
    room.qtbot.waitUntil(lambda: pane.stack.currentWidget() is pane.empty, timeout=5000)
    pane.empty.button.click()
    dialog = room.desk.opening.dialog
    assert isinstance(dialog, WatchDialog)
    assert dialog.query.text() == "zeppelin"
    dialog.reject()


def test_rows_have_one_height_whatever_they_hold(room: Room) -> None:
    view = room.desk.stories.list
    room.go_to("NATO")
    assert len({view.visualRect(view.model().index(at, 0)).height() for at in range(view.model().rowCount())}) == 1


@pytest.mark.parametrize("scheme", ["light", "dark", "contrast"])
def test_hostile_and_foreign_headlines_are_drawn(room: Room, theme: Theme, scheme: str) -> None:
    theme.apply(scheme)
    room.desk.places.choose(Scope("all"))
    for width in (1280, 720, 360):
        room.desk.window.resize(width, 600)
        picture = QPixmap(room.desk.window.size())
        room.desk.window.render(picture)
        assert not picture.isNull()
    theme.apply("light")


def test_lines_are_cut_at_two_and_marks_stay_inside(theme: Theme) -> None:
    font = theme.font(13)
    for text in ("NATO " + "x" * 10_000, "北约" * 3_000, "👨‍👩‍👧‍👦" * 900, "שלום " * 900, "", "\u202e" * 50):
        heavy = QTextCharFormat()
        heavy.setFontWeight(QFont.Weight.Black)
        lines = Lines(text, font, 300, 2, spans=[(0, 4), (390, 9_000)], marked=heavy)
        assert lines.count <= 2
        assert lines.layout.lineCount() <= 2, "what is not counted is not drawn"
        assert len(lines.layout.text()) <= 402


def test_a_hit_in_the_headline_is_marked_there_and_not_said_twice() -> None:
    when = datetime.now(UTC) - timedelta(minutes=3)
    row = Row(1, "So: Nato warns", "H", 1, "", when, None, "en", False, False, "Nato warns", ((0, 4),), "title")
    assert in_headline(row) == ((4, 8),)
    lead = Row(1, "Other", "H", 1, "", when, None, "en", False, False, "Nato warns", ((0, 4),), "lead")
    assert in_headline(lead) is None


def test_a_screen_reader_hears_state_headline_outlet_age_and_sentence(room: Room) -> None:
    room.go_to("NATO")
    model = room.desk.stories.model
    texts = [model.data(model.index(at), Qt.ItemDataRole.AccessibleTextRole) for at in range(model.rowCount())]
    said = next(text for text in texts if "Turkey" in text)
    assert said.startswith("New. Turkey signals the end of its veto. Gazette, ")
    assert said.endswith("The accession to NATO goes to parliament.")
    assert len(GAZETTE) == 4


def test_the_list_gives_the_age_that_the_source_claims_and_both_times_on_pointing(
    room: Room, database: Path
) -> None:
    old = datetime(2019, 3, 4, 12, 0, tzinfo=UTC)
    with Store.open(database) as store:
        feed = store.feeds.all()[0]
        entries = [
            Entry("from-the-future", "NATO tomorrow", "https://one.example/2", "", published=NOW + timedelta(hours=9)),
            Entry("years-old", "NATO then", "https://one.example/1", "", published=old),
        ]
        with store.writing():
            store.arriving.add(feed, entries, NOW)
    room.desk.places.choose(Scope("all"))
    model = room.desk.stories.model
    model.now = lambda: NOW
    rows = {row.title: at for at in range(model.rowCount()) if (row := model.row(at)) is not None}
    then, tomorrow = (model.index(rows[name]) for name in ("NATO then", "NATO tomorrow"))
    assert ", 4 Mar 2019." in then.data(Qt.ItemDataRole.AccessibleTextRole)
    assert ", now." in tomorrow.data(Qt.ItemDataRole.AccessibleTextRole)
    pointed = then.data(Qt.ItemDataRole.ToolTipRole)
    assert pointed.startswith("published 4 Mar 2019 ")
    assert " · seen " in pointed
    first = model.row(0)
    assert first is not None
    assert first.id == model.newest(), "the order is that of arrival"
    assert {rows["NATO then"], rows["NATO tomorrow"]} == {0, 1}
