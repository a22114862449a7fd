"""A list of stories: they expand, grow, arrive, are filtered and marked whole, without moving under the eye."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QPixmap

from gui.access import nameless, unreachable
from gui.room import NOW, Room, add
from tocsin.core.model import Entry
from tocsin.store import Listing, Scope, Store
from tocsin.ui.deeds import Marked
from tocsin.ui.stories_pane import StoriesPane
from tocsin.ui.words import day_name


def grouped(database: Path) -> dict[str, int]:
    """Make one story of the two NATO articles that both papers have; gives the articles by a short name."""
    with Store.open(database) as store:
        named = {row.head.title: row.head.id for row in store.lists.page(Listing(Scope("all"))).stories}
        ids = {
            "nato": next(one for title, one in named.items() if title.startswith("Nato chief")),
            "turkey": next(one for title, one in named.items() if title.startswith("Turkey")),
        }
        with store.writing():
            story = store.stories.begin(store.articles.get(ids["nato"]))
            store.stories.join(story.id, store.articles.get(ids["turkey"]), outlets=2)
        ids["story"] = story.id
    return ids


def titles(pane: StoriesPane) -> list[str]:
    return [line.row.title for line in pane.model.lines()]


def arrive(room: Room, database: Path, title: str, *, into: int = 0) -> int:
    """Have an article arrive, as a story of its own or in one that is there."""
    with Store.open(database) as monitor:
        (article,) = add(monitor, monitor.feeds.all()[1], ((title, f"More of {title}."),), datetime.now(UTC))
        with monitor.writing():
            if into:
                monitor.stories.join(into, article, outlets=3)
            else:
                monitor.stories.begin(article)
    heard: list[object] = []
    room.desk.stories.model.waiting_changed.connect(lambda: heard.append(True))
    room.link.say("articles-added", feed=1, ids_from=article.id, ids_to=article.id, count=1)
    room.qtbot.waitUntil(lambda: bool(heard), timeout=5000)
    return article.id


def long_list(room: Room, database: Path, many: int = 150) -> StoriesPane:
    """Fill a source with many articles and show it."""
    with Store.open(database) as store:
        feed = store.feeds.add("https://long.example/feed", title="Long", now=NOW)
        entries = [Entry(f"k{at}", f"News {at}", "", "") for at in range(many)]
        for start in range(0, many, 30):
            with store.writing():
                when = NOW - timedelta(days=3) + timedelta(days=start / 40)
                store.arriving.add(feed, entries[start : start + 30], min(when, NOW))
    room.desk.facts.reload()
    room.desk.places.reload()
    room.desk.show_scope(Scope("feed", feed.id))
    return room.desk.stories


def test_a_story_is_one_line_that_says_who_else_carries_it(room: Room, database: Path) -> None:
    ids = grouped(database)
    room.desk.places.choose(Scope("all"))
    pane = room.desk.stories
    at = pane.model.place_of(ids["nato"])
    assert at == pane.model.place_of(ids["turkey"])
    assert at is not None
    said = pane.model.data(pane.model.index(at), Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("New. Turkey signals the end of its veto. Gazette + 1 other, ")
    assert said.endswith("2 articles, not shown.")


def test_right_shows_its_articles_left_hides_them_and_goes_back(room: Room, database: Path) -> None:
    ids = grouped(database)
    room.go_to("NATO")
    pane = room.desk.stories
    pane.choose(ids["turkey"])
    at, before = pane.list.currentIndex().row(), pane.model.rowCount()
    press = room.qtbot.keyClick
    press(pane.list, Qt.Key.Key_Right)
    turkey = "Turkey signals the end of its veto"
    assert titles(pane)[at : at + 3] == [turkey, turkey, "Nato chief warns of a long winter"]
    assert pane.list.currentIndex().row() == at, "the story stays chosen"
    press(pane.list, Qt.Key.Key_Right)
    press(pane.list, Qt.Key.Key_Down)
    assert room.desk.reader.article is not None
    assert room.desk.reader.article.id == ids["nato"]
    press(pane.list, Qt.Key.Key_Left)
    assert pane.list.currentIndex().row() == at
    press(pane.list, Qt.Key.Key_Left)
    assert pane.model.rowCount() == before
    pane.act.expand.trigger()
    assert pane.model.rowCount() == before + 2


def test_the_chevron_shows_the_articles_and_opens_nothing(room: Room, database: Path) -> None:
    ids = grouped(database)
    room.go_to("NATO")
    pane = room.desk.stories
    at = pane.model.place_of(ids["turkey"])
    assert at is not None
    area = pane.list.visualRect(pane.model.index(at))
    room.qtbot.mouseClick(
        pane.list.viewport(), Qt.MouseButton.LeftButton, pos=pane.delegate.chevron(area).center()
    )
    room.settle()
    line = pane.model.line(at)
    assert line is not None
    assert line.open
    assert not room.is_read(ids["turkey"])


def test_opening_a_story_reads_all_its_articles_and_undo_makes_all_new(room: Room, database: Path) -> None:
    ids = grouped(database)
    room.go_to("NATO")
    pane = room.desk.stories
    before = room.store.counts.all().watches[room.watch("NATO")]
    pane.choose(ids["turkey"])
    room.qtbot.keyClick(pane.list, Qt.Key.Key_Return)
    room.settle()
    assert room.is_read(ids["turkey"])
    assert room.is_read(ids["nato"])
    assert room.store.counts.all().watches[room.watch("NATO")] == before - 1
    line = pane.current()
    assert line is not None
    assert not line.new
    room.desk.menu.undo.trigger()
    room.settle()
    assert not room.is_read(ids["nato"])
    line = pane.current()
    assert line is not None
    assert line.new


def test_one_article_below_a_story_is_marked_alone(room: Room, database: Path) -> None:
    ids = grouped(database)
    room.go_to("NATO")
    pane = room.desk.stories
    pane.choose(ids["turkey"])
    pane.act.expand.trigger()
    pane.choose(ids["nato"])
    line = pane.current()
    assert line is not None
    assert line.article is not None
    pane.act.toggle_read.trigger()
    pane.act.keep.trigger()
    room.settle()
    assert (room.is_read(ids["nato"]), room.is_read(ids["turkey"])) == (True, False)
    story = pane.model.line(pane.model.story_at(pane.list.currentIndex().row()))
    assert story is not None
    assert (story.story.new, story.story.kept) == (True, True), "the story is new by the other, and kept by this one"


def test_a_story_that_grows_keeps_its_place_and_the_headline_that_is_read(room: Room, database: Path) -> None:
    ids = grouped(database)
    room.go_to("NATO")
    pane = room.desk.stories
    pane.choose(ids["turkey"])
    at, where = pane.list.currentIndex().row(), pane.list.verticalScrollBar().value()
    before = titles(pane)
    arrive(room, database, "NATO: a third paper has it", into=ids["story"])
    assert pane.list.currentIndex().row() == at
    assert pane.list.verticalScrollBar().value() == where
    line = pane.current()
    assert line is not None
    assert line.story.articles == 3
    assert line.story.outlets == 3
    assert titles(pane) == before
    assert not pane.waiting.isVisible(), "nothing else arrived"
    pane.reload()
    assert titles(pane)[0] == "NATO: a third paper has it", "shown anew, it stands where its newest article stands"


def test_what_arrives_while_one_reads_waits_and_comes_when_it_is_asked_for(room: Room, database: Path) -> None:
    room.go_to("NATO")
    pane = room.desk.stories
    room.desk.window.activateWindow()
    room.qtbot.waitUntil(pane.isActiveWindow, timeout=5000)
    pane.step(1)
    pane.step(1)
    chosen, before = pane.current_id(), titles(pane)
    arrive(room, database, "NATO again")
    arrive(room, database, "NATO and again")
    assert titles(pane) == before
    assert pane.waiting.isVisible()
    assert pane.waiting.text() == "2 new stories"
    pane.act.show_waiting.trigger()
    assert titles(pane) == ["NATO and again", "NATO again", *before]
    assert pane.current_id() == chosen, "what was chosen stays chosen"
    assert not pane.waiting.isVisible()


def test_where_nothing_is_chosen_what_arrives_is_shown_at_once(room: Room, database: Path) -> None:
    room.go_to("NATO")
    arrive(room, database, "NATO again")
    assert titles(room.desk.stories)[0] == "NATO again"


def test_the_chips_filter_and_say_so_and_can_be_taken_back(room: Room, database: Path) -> None:
    ids = grouped(database)
    room.desk.places.choose(Scope("all"))
    pane = room.desk.stories
    everything = len(titles(pane))
    room.store.lists.page(Listing(Scope("all")))
    with Store.open(database) as store:
        store.marks.keep([ids["nato"]], True, NOW)
    pane.chips.only_kept.trigger()
    assert len(titles(pane)) == 1
    assert pane.chips.kept.isChecked()
    pane.chips.only_kept.trigger()
    pane.chips.outlet.menu().aboutToShow.emit()
    names = [action.text() for action in pane.chips.outlet.menu().actions()]
    assert names[0] == "All outlets"
    assert {"The Herald", "Gazette", "<b>Hostile</b> && Sons"} < set(names)
    next(one for one in pane.chips.outlet.menu().actions() if one.text() == "Gazette").trigger()
    assert all(line.row.outlet == "Gazette" for line in pane.model.lines())
    assert pane.chips.outlet.text() == "Gazette"
    assert pane.chips.outlet.accessibleName() == "Outlet: Gazette"
    pane.chips.only_kept.trigger()
    assert pane.stack.currentWidget() is pane.empty
    assert pane.empty.headline.text() == "No such story"
    pane.empty.button.click()
    assert len(titles(pane)) == everything
    next(one for one in _sorts(pane) if one.text() == "Oldest").trigger()
    assert pane.model.lines()[0].row.id < pane.model.lines()[-1].row.id
    room.go_to("NATO")
    assert pane.chips.listing(Scope("all")).sort == "oldest", "the order holds for every place"


def _sorts(pane: StoriesPane) -> list[QAction]:
    pane.chips.sort.menu().aboutToShow.emit()
    return list(pane.chips.sort.menu().actions())


def test_every_control_above_the_list_has_a_name_and_is_reached_by_tab(room: Room) -> None:
    pane = room.desk.stories
    pane.search.setText("nato")
    assert pane.search.range.isVisible()
    assert nameless(pane) == []
    assert unreachable(pane) == []
    assert all(action.text() for action in pane.act.all())
    keys = [action.shortcut().toString() for action in pane.act.all() if action.shortcut().toString()]
    assert len(keys) == len(set(keys)), "no key stands for two things"


def test_chips_stand_in_two_rows_where_one_has_no_room(room: Room) -> None:
    room.desk.window.resize(420, 600)
    chips = room.desk.stories.chips
    room.go_to("NATO")
    room.desk.stories.resize(280, 500)
    assert chips.language.y() > chips.unread.y()
    assert all(one.geometry().right() < chips.width() for one in chips.buttons())
    room.desk.window.resize(1280, 800)
    room.desk.stories.resize(520, 700)
    room.qtbot.waitUntil(lambda: chips.language.y() == chips.unread.y(), timeout=2000)


def test_the_slash_filters_the_list_while_the_word_is_typed(room: Room) -> None:
    room.go_to("NATO")
    pane = room.desk.stories
    pane.act.filter.trigger()
    room.qtbot.keyClicks(pane.search, "turk")
    room.qtbot.waitUntil(lambda: pane.model.searching, timeout=5000)
    assert titles(pane) == ["Turkey signals the end of its veto"]
    room.go_to("Le Pen")
    pane.act.filter.trigger()
    room.qtbot.keyClicks(pane.search, "turk")
    room.qtbot.waitUntil(lambda: pane.model.searching, timeout=5000)
    assert titles(pane) == [], "it is in another list"
    pane.search.range.buttons["everywhere"].click()
    room.settle()
    assert titles(pane) == [], "and everywhere the word must be whole"
    room.qtbot.keyClicks(pane.search, "ey")
    room.qtbot.waitUntil(lambda: bool(titles(pane)), timeout=5000)


def test_days_have_headers_that_are_no_lines_and_the_topmost_stays(room: Room, database: Path) -> None:
    pane = long_list(room, database)
    view = pane.list
    days = [line.day for line in pane.model.lines()]
    assert len(set(days)) > 1
    assert days == sorted(days, reverse=True)
    assert view.visualRect(pane.model.index(0)).top() == pane.delegate.day_height()
    assert not view.indexAt(QPoint(20, 3)).isValid(), "a header is no line"
    first = next(at for at in range(1, len(days)) if days[at] != days[at - 1])
    gap = view.visualRect(pane.model.index(first)).top() - view.visualRect(pane.model.index(first - 1)).bottom() - 1
    assert gap == pane.delegate.day_height()
    room.qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 900, timeout=5000)
    for value in (40, 200, 500, 900):
        view.verticalScrollBar().setValue(value)
        assert not view.indexAt(QPoint(20, 3)).isValid(), "the header that stays covers what is under it"
    view.scrollTo(pane.model.index(0))
    assert view.visualRect(pane.model.index(0)).top() >= pane.delegate.day_height()


def test_keys_go_through_pages_and_choose_many(room: Room, database: Path) -> None:
    pane = long_list(room, database)
    view, press = pane.list, room.qtbot.keyClick
    view.setFocus()
    press(view, Qt.Key.Key_Down)
    press(view, Qt.Key.Key_PageDown)
    after = view.currentIndex().row()
    assert after > 2
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()))
    press(view, Qt.Key.Key_PageUp)
    assert view.currentIndex().row() < after
    press(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert len(pane.selected()) == 3
    pane.act.toggle_read.trigger()
    room.settle()
    assert [line.new for line in pane.selected()] == [False] * 3
    assert "Marked 3 articles as read" in room.desk.window.undo.words.whole()
    press(view, Qt.Key.Key_End)
    room.qtbot.waitUntil(lambda: pane.model.rowCount() == 150, timeout=5000)
    press(view, Qt.Key.Key_End)
    assert titles(pane)[view.currentIndex().row()] == "News 29"
    press(view, Qt.Key.Key_Home)
    assert view.currentIndex().row() == 0
    press(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(pane.selected()) == 150


def test_all_above_and_the_page_are_read_and_nothing_else(room: Room, database: Path) -> None:
    pane = long_list(room, database)
    pane.list.setCurrentIndex(pane.model.index(3))
    pane.act.read_above.trigger()
    room.settle()
    assert [line.new for line in pane.model.lines()[:5]] == [False, False, False, True, True]
    seen = pane.list.visible_lines()
    pane.act.read_page.trigger()
    room.settle()
    new = [at for at, line in enumerate(pane.model.lines()) if line.new]
    assert new == list(range(seen.stop, 100))


def test_each_density_has_one_height_and_is_kept(room: Room) -> None:
    room.go_to("NATO")
    pane = room.desk.stories
    heights: list[int] = []
    for action in pane.act.densities.actions():
        action.trigger()
        at_all = {pane.list.visualRect(pane.model.index(at)).height() for at in range(pane.model.rowCount())}
        assert len(at_all) == 1
        heights += at_all
        picture = QPixmap(room.desk.window.size())
        room.desk.window.render(picture)
    assert heights == sorted(set(heights))
    room.settle()
    assert room.store.settings.get("ui.density") == "airy"


def test_handled_and_kept_are_said(room: Room, database: Path) -> None:
    ids = grouped(database)
    with Store.open(database) as store:
        store.marks.read([ids["nato"], ids["turkey"]], True, NOW)
        store.marks.keep([ids["nato"]], True, NOW)
        store.database.run("UPDATE marks SET handled_at = 1 WHERE article_id = ?", (ids["nato"],))
    room.go_to("NATO")
    model = room.desk.stories.model
    at = model.place_of(ids["nato"])
    assert at is not None
    said = model.data(model.index(at), Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Handled. Kept. Turkey")


def test_a_list_in_which_a_page_takes_several_looks_says_so_and_goes_on(
    room: Room, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pane = long_list(room, database)
    oldest = pane.model.lines()
    assert oldest
    with Store.open(database) as store:
        last = store.lists.page(Listing(Scope("all"), sort="oldest")).stories[0].head
        store.marks.keep([last.id], True, NOW)
    page = room.store.lists.page

    def in_small_looks(listing: Listing, *, start: int | None = None, limit: int = 100) -> object:
        return page(listing, start=start, limit=limit, look=3)

    monkeypatch.setattr(room.store.lists, "page", in_small_looks)
    pane.chips.want(Listing(Scope("all"), outlet=last.outlet))
    room.desk.places.choose(Scope("all"))
    pane.chips.want(Listing(Scope("all"), outlet=last.outlet))
    assert pane.stack.currentWidget() is pane.empty
    assert pane.empty.headline.text() == "Looking further back…"
    room.qtbot.waitUntil(lambda: pane.stack.currentWidget() is pane.list, timeout=5000)
    room.qtbot.waitUntil(lambda: last.title in titles(pane), timeout=5000)


def test_marks_of_many_articles_are_shown_at_once(room: Room, database: Path) -> None:
    pane = long_list(room, database)
    with Store.open(database) as store:
        ids = [line.row.id for line in pane.model.lines()]
        store.marks.read(ids, True, NOW)
    pane.mark(Marked(tuple(range(5_000)), read=True))
    assert not any(line.new for line in pane.model.lines())


def test_days_are_named() -> None:
    now = datetime(2026, 11, 5, 12, 0).astimezone()
    today = now.date().toordinal()
    named = [day_name(today - back, now) for back in (0, 1, 2, 365)]
    assert named == ["Today", "Yesterday", "Tue 3 Nov", "Wed 5 Nov 2025"]
