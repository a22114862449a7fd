"""Names and headlines that want to spoil the screen: each is drawn inside its own line, as text, and tricks nobody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from gui.room import NOW, Room, add
from tocsin.core.model import How
from tocsin.store import Scope, Store
from tocsin.ui.check_list import CheckList, CheckRow
from tocsin.ui.places import BELL
from tocsin.ui.theme import Theme

BAD = {
    "accents": "NATO o" + "\u0301\u0316" * 40 + " warns",
    "circles": "NATO o" + "\u20dd" * 40 + " warns",
    "thai": "NATO ด" + "็้" * 60,
    "tibetan": "NATO ཀ" + "\u0f71\u0f84" * 40,
    "endless": "NATO" + "x" * 10_000,
    "lines": "NATO\r\nsecond\u2028third\x00\tfourth",
    "markup": "<b>NATO</b><img src='file:///etc/passwd'><h1>&amp;big</h1>",
    "overrides": "NATO \u202egnp.exe \u2067اسم\u2066 abc",
    "directions": "NATO שלום عرب 123 (abc) ؟ text",
    "families": "NATO " + "👨‍👩‍👧‍👦🏳️‍🌈🇫🇮" * 60,
    "ampersands": "NATO && &Co &",
}
GROUND = QColor("#ff00ff")


@pytest.fixture(params=sorted(BAD))
def bad(request: pytest.FixtureRequest) -> str:
    return BAD[request.param]


@pytest.fixture
def spoiled(room: Room, bad: str) -> Room:
    """The window over an archive in which everything that can have a name has this one."""
    then = NOW - timedelta(minutes=5)
    with Store.open(room.store.database.path) as store:
        store.watches.add(bad, "NATO", watchlist=bad, how=How.NOTICE, now=then)
        feed = store.feeds.add("https://bad.example/feed", title=bad, folder=bad, now=then)
        (article,) = add(store, feed, ((bad, f"{bad}. {bad}"),), then)
        store.own.tag([article.id], bad[:40], True, then)
    room.desk._places_changed()
    return room


def views(room: Room) -> Iterator[QAbstractItemView]:
    """Show each list, one after the other."""
    desk = room.desk
    desk.places.choose(Scope("all"))
    yield desk.stories.list
    yield desk.places.list
    yield desk.places.library
    palette = desk.keyboard.palette
    palette.come()
    room.qtbot.keyClicks(palette.field, "nato")
    room.qtbot.waitUntil(lambda: palette.list.model().rowCount() > 3, timeout=5000)
    room.settle()
    yield palette.list
    palette.leave()
    desk.places.choose(BELL)
    yield desk.window.bell.list


def outside(view: QAbstractItemView, row: int) -> int:
    """Draw a row between two that are empty, and return how many pixels of those it touches."""
    index = view.model().index(row, 0)
    option = QStyleOptionViewItem()
    view.initViewItemOption(option)
    wide, high = 300, view.itemDelegateForIndex(index).sizeHint(option, index).height()
    option.rect = QRect(0, high, wide, high)
    picture = QImage(wide, 3 * high, QImage.Format.Format_RGB32)
    picture.fill(GROUND)
    painter = QPainter(picture)
    view.itemDelegateForIndex(index).paint(painter, option, index)
    painter.end()
    plain = GROUND.rgb()
    others = (*range(high), *range(2 * high, 3 * high))
    return sum(picture.pixel(x, y) != plain for y in others for x in range(0, wide, 2))


def test_no_line_of_a_list_touches_another(spoiled: Room) -> None:
    for view in views(spoiled):
        touched = {row: outside(view, row) for row in range(min(view.model().rowCount(), 40))}
        assert {row: many for row, many in touched.items() if many} == {}, view.accessibleName()


def test_a_screen_reader_hears_one_line_without_tricks(spoiled: Room) -> None:
    for view in views(spoiled):
        for row in range(view.model().rowCount()):
            said = str(view.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole))
            assert not {letter for letter in said if letter < " " or "\u202a" <= letter <= "\u202e"}, ascii(said)


def test_the_list_of_the_catalogue_keeps_its_lines_apart(qtbot: QtBot, theme: Theme, bad: str) -> None:
    view = CheckList(theme, "Sources", 20)
    qtbot.addWidget(view)
    view.rows.show([CheckRow("https://a.example/", bad, bad, followed=False)])
    assert outside(view, 0) == 0


def test_a_hundred_watches_of_one_name_are_a_hundred_lines(room: Room) -> None:
    with Store.open(room.store.database.path) as store:
        made = [store.watches.add("Ferry", f"ferry OR boat{at}", now=NOW).id for at in range(100)]
    room.desk._places_changed()
    for one in (made[0], made[50], made[-1]):
        assert room.desk.places.choose(Scope("watch", one))
        assert room.desk.places.scope == Scope("watch", one)
    model = room.desk.places.list.model()
    said = [str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(model.rowCount())]
    assert len({one for one in said if one.startswith("Ferry")}) == 100, "each can be told from the others"
