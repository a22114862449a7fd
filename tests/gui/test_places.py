"""The left pane: watches first, sources after, numbers at the right, and what is chosen stays chosen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QListView, QStyleOptionViewItem

from gui.room import Room
from tocsin.core.model import Feed, How, Watch
from tocsin.store import Counts, Scope
from tocsin.ui.place_delegate import PlaceDelegate
from tocsin.ui.place_model import PlaceModel
from tocsin.ui.places import BELL, Place, library, places, spoken
from tocsin.ui.theme import Theme

WATCHES = [Watch(1, "Energy", "gas", how=How.SILENT), Watch(2, "NATO", "NATO", watchlist="Europe")]
FEEDS = [
    Feed(1, "https://a.example", "A"),
    Feed(2, "https://b.example", "B", folder="Press"),
    Feed(3, "https://c.example", "C", folder="Press", trouble="c.example could not be reached.", failures=3),
]
COUNTS = Counts({2: 14}, {1: 3, 3: 4}, 7, 2)


def names(folded: frozenset[str] = frozenset()) -> list[str]:
    return [place.name for place in places(WATCHES, FEEDS, COUNTS, folded)]


def test_watches_come_first_by_watchlist_then_sources_by_folder() -> None:
    assert names() == ["Watches", "Energy", "Europe", "NATO", "Sources", "A", "Press", "B", "C"]


def test_what_is_folded_away_shows_its_sum_and_its_trouble() -> None:
    folded = places(WATCHES, FEEDS, COUNTS, frozenset({"folder:Press", "watchlist:Europe"}))
    by_name = {place.name: place for place in folded}
    assert [*by_name] == ["Watches", "Energy", "Europe", "Sources", "A", "Press"]
    assert (by_name["Europe"].count, by_name["Press"].count) == (14, 4)
    assert by_name["Press"].trouble == "c.example could not be reached."
    (sources,) = [place for place in places(WATCHES, FEEDS, COUNTS, frozenset({"Sources"})) if place.name == "Sources"]
    assert sources.trouble


def test_a_screen_reader_hears_numbers_and_trouble() -> None:
    found = {place.name: spoken(place) for place in places(WATCHES, FEEDS, COUNTS)}
    assert found["NATO"] == "NATO, 14 new"
    assert found["C"] == "C, 4 new, trouble: c.example could not be reached."
    assert [spoken(place) for place in library(COUNTS)] == ["Bell", "Brief", "Kept", "All articles, 7 new"]


def test_a_watch_with_its_own_quiet_hours_says_them_where_it_makes_notices() -> None:
    hours = [replace(watch, quiet="mon-fri 22-7") for watch in WATCHES]
    found = {place.name: place for place in places(hours, FEEDS, COUNTS)}
    assert spoken(found["NATO"]) == "NATO, 14 new, quiet hours mon-fri 22-7"
    assert spoken(found["Energy"]) == "Energy, silent", "what is silent has no hours"
    model = PlaceModel()
    model.show([found["NATO"]])
    assert model.index(0).data(Qt.ItemDataRole.ToolTipRole) == "NATO, 14 new, quiet hours mon-fri 22-7"


def test_quiet_hours_have_a_mark_of_their_own_beside_that_of_a_snooze(theme: Theme) -> None:
    model = PlaceModel()
    view = QListView()
    view.setModel(model)
    delegate = PlaceDelegate(theme, view)

    def drawn(**more: object) -> QImage:
        model.show([replace(Place("watch", "NATO", 1, icon="bell"), **more)])  # type: ignore[arg-type]
        image = QImage(240, 28, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.white)
        option = QStyleOptionViewItem()
        option.rect = image.rect()
        with QPainter(image) as painter:
            delegate.paint(painter, option, model.index(0))
        return image

    later = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)
    pictures = [drawn(), drawn(quiet="22-7"), drawn(snoozed=later), drawn(snoozed=later, quiet="22-7")]
    assert all(one != other for at, one in enumerate(pictures) for other in pictures[:at])


def test_new_numbers_do_not_reset_the_list() -> None:
    model, told = PlaceModel(), []
    model.show(places(WATCHES, FEEDS, COUNTS))
    model.dataChanged.connect(lambda first, _: told.append(first.row()))
    assert not model.show(places(WATCHES, FEEDS, replace(COUNTS, watches={2: 15})))
    assert told == [3]
    assert model.show(places(WATCHES[:1], FEEDS, COUNTS)), "a watch that went is another list"


def test_tabbing_into_the_library_chooses_nothing(room: Room) -> None:
    room.go_to("NATO")
    room.desk.places.library.setFocus(Qt.FocusReason.TabFocusReason)
    assert room.desk.places.scope == Scope("watch", room.watch("NATO"))
    assert room.desk.articles.model.scope == Scope("watch", room.watch("NATO"))


def test_the_arrow_keys_walk_from_one_list_into_the_other_and_fold(room: Room) -> None:
    pane, press = room.desk.places, room.qtbot.keyClick
    pane.list.setFocus()
    pane.list.setCurrentIndex(pane.model.index(pane.model.rowCount() - 1))
    press(pane.list, Qt.Key.Key_Down)
    assert pane.scope == BELL
    press(pane.library, Qt.Key.Key_Up)
    assert isinstance(pane.scope, Scope)
    assert pane.scope.kind == "feed"
    folder = pane.model.find(Scope("folder", name="Press"))
    assert folder is not None
    before = pane.model.rowCount()
    pane.list.setCurrentIndex(pane.model.index(folder))
    press(pane.list, Qt.Key.Key_Left)
    assert pane.model.rowCount() == before - 2
    assert pane.folded() == "folder:Press"
    press(pane.list, Qt.Key.Key_Right)
    assert pane.model.rowCount() == before


def test_choosing_what_is_folded_away_unfolds_it(room: Room) -> None:
    pane = room.desk.places
    herald = next(feed for feed in room.store.feeds.all() if feed.title == "The Herald")
    at = pane.model.find(Scope("folder", name="Press"))
    assert at is not None
    pane.list.setCurrentIndex(pane.model.index(at))
    room.qtbot.keyClick(pane.list, Qt.Key.Key_Left)
    assert pane.model.find(Scope("feed", herald.id)) is None
    assert pane.choose(Scope("feed", herald.id))
    assert room.desk.articles.model.scope == Scope("feed", herald.id)


def test_removing_a_watch_asks_nothing_and_can_be_undone(room: Room) -> None:
    room.go_to("Le Pen")
    room.desk.places.remove.trigger()
    room.settle()
    assert [watch.name for watch in room.store.watches.all()] == ["NATO"]
    bar = room.desk.window.undo
    assert bar.isVisible()
    assert bar.words.whole() == "Removed Le Pen."
    bar.button.click()
    room.settle()
    assert [watch.name for watch in room.store.watches.all()] == ["Le Pen", "NATO"]
    assert not bar.isVisible()
    assert room.desk.places.scope == Scope("watch", room.watch("Le Pen"))


def test_removing_a_source_can_be_undone_by_key(room: Room) -> None:
    herald = next(feed for feed in room.store.feeds.all() if feed.title == "The Herald")
    room.desk.places.choose(Scope("feed", herald.id))
    room.desk.places.remove.trigger()
    room.settle()
    assert herald.id not in [feed.id for feed in room.store.feeds.all()]
    room.desk.menu.undo.trigger()
    room.settle()
    assert herald.id in [feed.id for feed in room.store.feeds.all()]
    assert ("feeds-changed", None) in room.link.wishes
