"""What the tests of the screen share: a small archive, the look, and a desk whose monitor is a stand-in."""

from __future__ import annotations

import gc
import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.room import NOW, QuietLink, Room, fill
from gui.tower import Tower
from listed import listed
from tocsin.core.model import Alert
from tocsin.store import Scope, Store
from tocsin.ui.deeds import Deeds
from tocsin.ui.desk import Desk
from tocsin.ui.garbage import Garbage
from tocsin.ui.store_thread import StoreThread
from tocsin.ui.theme import Theme
from tocsin.ui.tokens import load


@pytest.fixture(autouse=True)
def collected_here(qapp: QApplication) -> Iterator[None]:
    """Let no other thread collect the widgets of a test, as the program does."""
    garbage = Garbage()
    yield
    gc.collect()
    garbage.close()


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """The look, light."""
    made = Theme(load(), qapp)
    made.apply("light")
    return made


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """An archive with three sources, two watches and a dozen articles."""
    path = tmp_path / "tocsin.db"
    with Store.open(path) as store:
        fill(store)
    return path


@pytest.fixture
def empty_database(tmp_path: Path) -> Path:
    """An archive with nothing in it."""
    path = tmp_path / "tocsin.db"
    Store.open(path).close()
    return path


@pytest.fixture
def store(database: Path) -> Iterator[Store]:
    """The archive, to look into."""
    with Store.open(database, read_only=True) as opened:
        yield opened


@pytest.fixture
def searcher(database: Path) -> Iterator[StoreThread]:
    """A thread that searches."""
    made = StoreThread(database, read_only=True)
    yield made
    assert made.close()


@pytest.fixture
def room(qtbot: QtBot, theme: Theme, database: Path) -> Iterator[Room]:
    """The whole window over the archive, with everything but a monitor."""
    yield from _room(qtbot, theme, database)


@pytest.fixture
def empty_room(qtbot: QtBot, theme: Theme, empty_database: Path) -> Iterator[Room]:
    """The whole window at the first start."""
    yield from _room(qtbot, theme, empty_database)


def _room(qtbot: QtBot, theme: Theme, path: Path) -> Iterator[Room]:
    writer, searcher = StoreThread(path), StoreThread(path, read_only=True)
    link = QuietLink()
    with Store.open(path, read_only=True) as store:
        deeds = Deeds(writer)
        desk = Desk(theme, store, searcher, deeds, link)

        def end(_: QWidget) -> None:
            """End as the program does, before the widgets go: nothing is answered to what is not there."""
            desk.close()
            assert writer.close()
            assert searcher.close()

        qtbot.addWidget(desk.window, before_close_func=end)
        desk.window.resize(1280, 800)
        desk.window.show()
        qtbot.waitExposed(desk.window)
        yield Room(qtbot, store, deeds, desk, link, writer, searcher)


@pytest.fixture
def tower(qtbot: QtBot, tmp_path: Path) -> Iterator[Tower]:
    """A ledger with one debt, of the archive's watch."""
    path = tmp_path / "tocsin.db"
    with Store.open(path) as store:
        fill(store)
        row = next(row for row in listed(store, Scope("all")) if row.title.startswith("Le Pen"))
        with store.writing():
            story = store.stories.begin(store.articles.get(row.id))
            watch = store.watches.by_name("Le Pen").id
            store.alerts.add(Alert(0, watch, story.id, row.id, NOW, owed=NOW))
    writer = StoreThread(path)
    with Store.open(path, read_only=True) as reading:
        yield Tower(qtbot, reading, writer, row.id)
        assert writer.close()
