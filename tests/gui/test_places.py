"""The left pane: watches first, sources after, numbers at the right, and what is chosen stays chosen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QListView, QStyleOptionViewItem

from gui.room import NOW, Room
from tocsin.core.model import Feed, How, Watch
from tocsin.store import Counts, Scope, Store
from tocsin.ui import sparkline
from tocsin.ui.place_delegate import PlaceDelegate
from tocsin.ui.place_model import PlaceModel
from tocsin.ui.place_words import spoken, tip
from tocsin.ui.places import BELL, Known, Last, Place, library, places
from tocsin.ui.theme import Theme

WATCHES = [Watch(1, "Energy", "gas", how=How.SILENT), Watch(2, "NATO", "NATO", watchlist="Europe")]
FEEDS = [
    Feed(1, "https://a.example", "A"),
    Feed(2, "https://b.example", "B", folder="Press"),
    Feed(3, "https://c.example", "C", folder="Press", trouble="c.example could not be reached.", failures=3),
]
COUNTS = Counts({2: 14}, {1: 3, 3: 4}, 7, 2)
KNOWN = Known(WATCHES, FEEDS, COUNTS)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def names(folded: frozenset[str] = frozenset()) -> list[str]:
    return [place.name for place in places(KNOWN, folded)]


def test_watches_come_first_by_watchlist_then_sources_by_folder() -> None:
    assert names() == ["Watches", "Energy", "Europe", "NATO", "Sources", "A", "Press", "B", "C"]


def test_what_is_folded_away_shows_its_sum_and_its_trouble() -> None:
    folded = places(KNOWN, frozenset({"folder:Press", "watchlist:Europe"}))
    by_name = {place.name: place for place in folded}
    assert [*by_name] == ["Watches", "Energy", "Europe", "Sources", "A", "Press"]
    assert (by_name["Europe"].count, by_name["Press"].count) == (14, 4)
    assert by_name["Press"].trouble == "c.example could not be reached."
    (sources,) = [place for place in places(KNOWN, frozenset({"Sources"})) if place.name == "Sources"]
    assert sources.trouble


def test_a_screen_reader_hears_numbers_and_trouble() -> None:
    found = {place.name: spoken(place) for place in places(KNOWN)}
    assert found["NATO"] == "NATO, 14 new"
    assert found["C"] == "C, 4 new, trouble: c.example could not be reached."
    assert [spoken(place) for place in library(COUNTS)] == ["Bell", "Brief", "Kept", "Handled", "All stories, 7 new"]


def test_a_watch_with_its_own_quiet_hours_says_them_where_it_makes_notices() -> None:
    hours = [replace(watch, quiet="mon-fri 22-7") for watch in WATCHES]
    found = {place.name: place for place in places(replace(KNOWN, watches=hours))}
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
    pictures += [drawn(sound="bell"), drawn(sound="none"), drawn(muted=2), drawn(paused=True), drawn(trouble="x")]
    assert all(one != other for at, one in enumerate(pictures) for other in pictures[:at])


def test_new_numbers_do_not_reset_the_list() -> None:
    model, told = PlaceModel(), []
    model.show(places(KNOWN))
    model.dataChanged.connect(lambda first, _: told.append(first.row()))
    assert not model.show(places(replace(KNOWN, counts=replace(COUNTS, watches={2: 15}))))
    assert told == [3]
    assert model.show(places(replace(KNOWN, watches=WATCHES[:1]))), "a watch that went is another list"


def test_lines_of_which_nothing_changed_are_those_of_last_time() -> None:
    last: Last = {}
    before = places(KNOWN, last=last)
    fuller = replace(KNOWN, counts=replace(COUNTS, watches={1: 1, 2: 14}, feeds={1: 4, 3: 4}))
    after = places(fuller, last=last)
    assert after == places(fuller)
    changed = [new.name for old, new in zip(before, after, strict=True) if old != new]
    assert changed == ["Energy", "A"]
    made = [new.name for old, new in zip(before, after, strict=True) if new.id and old is not new]
    assert made == changed
    renamed = [replace(WATCHES[0], name="Gas"), replace(WATCHES[1], snoozed_until=NOON)]
    moved = [replace(feed, folder="") for feed in FEEDS]
    for known in (replace(KNOWN, watches=renamed), replace(KNOWN, feeds=moved), replace(KNOWN, days={2: [1]})):
        for now in (NOON - timedelta(hours=1), NOON + timedelta(hours=1)):
            assert places(known, now=now, last=last) == places(known, now=now)


def test_tabbing_into_the_library_chooses_nothing(room: Room) -> None:
    room.go_to("NATO")
    room.desk.places.library.setFocus(Qt.FocusReason.TabFocusReason)
    assert room.desk.places.scope == Scope("watch", room.watch("NATO"))
    assert room.desk.stories.model.scope == Scope("watch", room.watch("NATO"))


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
    assert room.desk.stories.model.scope == Scope("feed", herald.id)


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


def test_sources_stand_by_outlet_or_country_where_that_is_wanted() -> None:
    feeds = [
        Feed(1, "https://feeds.herald.example/world", "Herald World", country="GB"),
        Feed(2, "https://www.herald.example/sport", "Herald Sport", country="GB"),
        Feed(3, "https://b.example", "Ant Post"),
        Feed(4, "https://x.example", "Zed", site="https://www.zed.example/", country="FR"),
    ]
    known = Known((), feeds, Counts({}, {1: 2, 2: 3}, 5))
    lines = [(place.name, place.indent) for place in places(known, by="outlet")[2:]]
    assert lines == [("Ant Post", 0), ("herald.example", 0), ("Herald World", 1), ("Herald Sport", 1), ("Zed", 0)]
    found = {place.name: place for place in places(known, by="outlet")}
    assert (found["herald.example"].count, found["herald.example"].scope) == (5, Scope("outlet", name="herald.example"))
    by_country = places(known, frozenset({"country:FR"}), by="country")
    assert [place.name for place in by_country if place.kind == "country"][-1] == "No country"
    assert "Zed" not in [place.name for place in by_country]
    assert next(place for place in by_country if place.name == "France").scope == Scope("country", name="FR")


def test_the_heading_of_the_sources_collects_trouble() -> None:
    heading = next(place for place in places(KNOWN) if place.name == "Sources")
    assert (heading.troubled, spoken(heading)) == (1, "Sources, 1 source in trouble")
    folded = next(place for place in places(KNOWN, frozenset({"folder:Press"})) if place.name == "Press")
    assert tip(folded) == "Press, 4 new, 1 source in trouble, folded"


def test_watches_of_one_name_are_told_apart_by_their_queries() -> None:
    twins = [Watch(at, "NATO", f"query {at}") for at in range(100)]
    found = places(Known(twins, ()))
    assert [place.note for place in found[1:3]] == ["query 0", "query 1"]
    assert spoken(found[2]) == "NATO, query 1"
    assert not any(place.note for place in places(KNOWN))


def test_a_trend_is_a_picture_and_a_sentence(theme: Theme) -> None:
    known = replace(KNOWN, days={2: [0] * 12 + [3, 9]}, muted={2: 1})
    nato = next(place for place in places(known) if place.name == "NATO")
    assert spoken(nato) == "NATO, 14 new, 1 outlet muted, 12 matches in 14 days"
    image = QImage(60, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    with QPainter(image) as painter:
        ink, last = theme.colour("faint"), theme.colour("accent")
        sparkline.draw(painter, QRectF(0, 0, 41, 12), nato.days, ink, last, 1.0)
    heights = [sum(image.pixelColor(at * 3, y) != Qt.GlobalColor.white for y in range(20)) for at in range(14)]
    assert heights == [1] * 12 + [4, 12]
    assert image.pixelColor(13 * 3, 11) == theme.colour("accent")


def test_folding_is_kept_for_what_the_chosen_line_does_not_need(room: Room) -> None:
    pane = room.desk.places
    for kind, name in (("folder", "Press"), ("group", "Europe")):
        at = pane.model.row(kind, name)
        assert at is not None
        pane.list.setCurrentIndex(pane.model.index(at))
        room.qtbot.keyClick(pane.list, Qt.Key.Key_Left)
    assert pane.folded() == "folder:Press\nwatchlist:Europe"
    room.go_to("NATO")
    assert pane.folded() == "folder:Press"


def test_left_goes_from_a_line_to_the_one_that_it_stands_under(room: Room) -> None:
    pane = room.desk.places
    room.go_to("NATO")
    room.qtbot.keyClick(pane.list, Qt.Key.Key_Left)
    place = pane.current()
    assert place is not None
    assert (place.kind, place.name) == ("group", "Europe")


def test_a_thousand_watches_and_five_hundred_sources_are_all_lines(theme: Theme) -> None:
    watches = [Watch(at, f"Watch {at}", "x", watchlist=f"List {at % 40}") for at in range(1, 1001)]
    watches.sort(key=lambda one: one.watchlist)
    feeds = [Feed(at, f"https://f{at}.example/", f"Feed {at}", folder=f"Folder {at % 20}") for at in range(1, 501)]
    lines = places(Known(watches, feeds, Counts(), {one.id: [1] * 14 for one in watches}))
    assert len(lines) == 2 + 1000 + 40 + 500 + 20
    assert len({line.key for line in lines}) == len(lines)


def test_a_source_that_says_its_name_goes_to_its_place_at_once(room: Room) -> None:
    with Store.open(room.store.database.path) as store:
        feed = store.feeds.add("https://zzz.example/feed", folder="Press", now=NOW)
        room.desk._places_changed()
        store.feeds.polled(feed.id, title="Aurora")
    room.desk.facts.hear("feed-read", feed.id)
    room.desk.facts.catch_up()
    press = [one.title for one in room.desk.facts.feeds if one.folder == "Press"]
    assert press == sorted(press, key=str.casefold)
    assert press[0] == "Aurora"
