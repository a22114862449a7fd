"""Names and order on the left: renamed where they stand, moved by hand and by key, and taken back."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from gui.room import Room
from listed import listed
from tocsin.core.model import How
from tocsin.store import Scope
from tocsin.ui.place_model import CARRIED
from tocsin.ui.places import Place


def line(room: Room, kind: str, name: str) -> Place:
    at = room.desk.places.model.row(kind, name)
    assert at is not None, [room.desk.places.model.place(n) for n in range(room.desk.places.model.rowCount())]
    place = room.desk.places.model.place(at)
    assert place is not None
    return place


def drop(room: Room, carried: Place, on: Place) -> bool:
    """Drop a line on another one as the view does; tells whether it would be taken."""
    model = room.desk.places.model
    rows = {model.place(at): at for at in range(model.rowCount())}
    data: QMimeData = model.mimeData([model.index(rows[carried])])
    target = model.index(rows[on])
    taken = model.canDropMimeData(data, Qt.DropAction.MoveAction, -1, -1, target)
    model.dropMimeData(data, Qt.DropAction.MoveAction, -1, -1, target)
    room.settle()
    return taken


def menu_of(room: Room, kind: str, name: str) -> QMenu:
    pane = room.desk.places
    at = pane.model.row(kind, name)
    assert at is not None
    pane.list.setCurrentIndex(pane.model.index(at))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(1, 1))
    QApplication.sendEvent(pane.list.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def choose(menu: QMenu, *texts: str) -> None:
    """Choose an action by the names on the way to it."""
    action: QAction | None = None
    found: QMenu | None = menu
    for text in texts:
        assert found is not None
        action = next(one for one in found.actions() if one.text() == text)
        found = action.menu()  # type: ignore[assignment]
    assert action is not None
    action.trigger()
    menu.close()


def confirm(room: Room, field: QLineEdit) -> None:
    """Press Return in a field and wait until the name is kept: the list takes it a moment later."""
    room.qtbot.keyClick(field, Qt.Key.Key_Return)
    room.qtbot.waitUntil(lambda: not room.desk.places.list.editing, timeout=5000)
    room.settle()


def rename(room: Room, text: str) -> None:
    pane = room.desk.places
    pane.rename.trigger()
    field = pane.list.findChild(QLineEdit)
    assert field is not None
    field.setText(text)
    confirm(room, field)


def watchlists(room: Room) -> dict[str, str]:
    return {watch.name: watch.watchlist for watch in room.store.watches.all()}


def test_a_watch_dropped_on_a_watchlist_is_in_it_and_comes_back(room: Room) -> None:
    assert drop(room, line(room, "watch", "Le Pen"), line(room, "group", "Europe"))
    assert watchlists(room) == {"NATO": "Europe", "Le Pen": "Europe"}
    room.desk.menu.undo.trigger()
    room.settle()
    assert watchlists(room) == {"NATO": "Europe", "Le Pen": ""}
    assert drop(room, line(room, "watch", "NATO"), line(room, "section", "Watches"))
    assert watchlists(room) == {"NATO": "", "Le Pen": ""}


def test_a_watch_is_not_dropped_among_the_sources_nor_where_it_is(room: Room) -> None:
    nato = line(room, "watch", "NATO")
    for kind, name in (("folder", "Press"), ("feed", "Gazette"), ("section", "Sources"), ("group", "Europe")):
        assert not drop(room, nato, line(room, kind, name))
    assert watchlists(room)["NATO"] == "Europe"
    strange = QMimeData()
    strange.setData(CARRIED, b"watch 999")
    model = room.desk.places.model
    assert not model.canDropMimeData(strange, Qt.DropAction.MoveAction, -1, -1, model.index(1))
    assert not model.canDropMimeData(QMimeData(), Qt.DropAction.MoveAction, -1, -1, model.index(1))


def test_a_source_dropped_on_a_folder_is_in_it_unless_sources_stand_by_outlet(room: Room) -> None:
    hostile = "<b>Hostile</b> & Sons"
    assert drop(room, line(room, "feed", hostile), line(room, "folder", "Press"))
    assert {feed.folder for feed in room.store.feeds.all()} == {"Press"}
    room.desk.arranging.group_by("outlet")
    assert not drop(room, line(room, "feed", hostile), line(room, "section", "Watches"))
    room.settle()
    assert room.store.settings.get("ui.sources-by") == "outlet"


def test_by_key_a_watch_is_moved_and_a_watchlist_is_made_and_named(room: Room) -> None:
    choose(menu_of(room, "watch", "Le Pen"), "Move to watchlist", "Europe")
    room.settle()
    assert watchlists(room)["Le Pen"] == "Europe"
    choose(menu_of(room, "watch", "Le Pen"), "Move to watchlist", "New watchlist with it…")
    room.settle()
    field = room.desk.places.list.findChild(QLineEdit)
    assert field is not None
    assert field.text() == "New watchlist"
    field.setText("France 🇫🇷")
    confirm(room, field)
    assert watchlists(room) == {"NATO": "Europe", "Le Pen": "France 🇫🇷"}


def test_names_are_changed_where_they_stand(room: Room) -> None:
    room.go_to("NATO")
    rename(room, "  北约\nOTAN  ")
    assert "北约 OTAN" in watchlists(room)
    assert ("watch-changed", room.watch("北约 OTAN")) in room.link.wishes
    room.desk.menu.undo.trigger()
    room.settle()
    assert "NATO" in watchlists(room)
    feed = room.store.feeds.all()[0]
    room.desk.places.choose(Scope("feed", feed.id))
    rename(room, "Mine")
    assert room.store.feeds.get(feed.id).title == "Mine"
    rename(room, "   ")
    assert room.store.feeds.get(feed.id).title == "Mine", "a name is something"


def test_a_folded_watchlist_stays_folded_under_its_new_name(room: Room) -> None:
    pane = room.desk.places
    pane.list.setCurrentIndex(pane.model.index(pane.model.row("group", "Europe") or 0))
    room.qtbot.keyClick(pane.list, Qt.Key.Key_Left)
    rename(room, "الشرق الأوسط")
    assert watchlists(room)["NATO"] == "الشرق الأوسط"
    assert pane.folded() == "watchlist:الشرق الأوسط"
    assert line(room, "group", "الشرق الأوسط").folded


def test_news_that_come_while_a_name_is_typed_do_not_take_it_away(room: Room) -> None:
    room.go_to("NATO")
    room.desk.places.rename.trigger()
    field = room.desk.places.list.findChild(QLineEdit)
    assert field is not None
    room.qtbot.keyClicks(field, "OTA")
    room.deeds.read([row.id for row in listed(room.store, Scope("all"))], True)
    room.settle()
    room.desk.hearing.catch_up()
    assert field.text() == "OTA"
    room.qtbot.keyClick(field, Qt.Key.Key_Escape)
    room.desk.places.reload()
    assert line(room, "watch", "NATO").count == 0


def test_how_loudly_a_watch_rings_is_changed_in_its_menu(room: Room) -> None:
    choose(menu_of(room, "watch", "NATO"), "Rings as", "Silent: only collect it")
    room.settle()
    assert room.store.watches.by_name("NATO").how is How.SILENT
    assert room.desk.window.status.words.whole() == "NATO · Silent: only collect it."
    room.desk.menu.undo.trigger()
    room.settle()
    assert room.store.watches.by_name("NATO").how is How.URGENT


def test_the_heading_of_the_sources_offers_how_they_are_grouped(room: Room) -> None:
    pane = room.desk.places
    at = pane.model.row("section", "Sources") or 0
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, pane.list.visualRect(pane.model.index(at)).center(), QPoint(1, 1)
    )
    QApplication.sendEvent(pane.list.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    choose(menu, "Group sources by country")
    room.settle()
    assert line(room, "country", "No country").folded is False
    assert room.store.settings.get("ui.sources-by") == "country"
