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

from gui.room import QuietLink, Room, fill
from tocsin.store import Store
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
