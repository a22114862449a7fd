"""What a browser, a file manager or another start of the program asks the running one for."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from gui.room import Room
from tocsin.core.query import Mistake, read
from tocsin.desktop.autostart import Autostart
from tocsin.store import Scope
from tocsin.ui.at_login import SETTING, AtLogin
from tocsin.ui.outside import Outside
from tocsin.ui.source_dialog import SourceDialog

OPML = '<opml version="2.0"><body><outline type="rss" text="One" xmlUrl="https://one.example/rss"/></body></opml>'


@pytest.fixture
def outside(room: Room, qapp: QApplication) -> Outside:
    return Outside(qapp, room.desk, room.store)


def test_an_address_to_follow_only_opens_the_dialog_with_it(room: Room, outside: Outside) -> None:
    before = len(room.store.feeds.all())
    outside.open("tocsin:add?url=https%3A%2F%2Fnews.example%2Frss")
    dialog = room.desk.opening.dialog
    assert isinstance(dialog, SourceDialog)
    assert dialog.address.text() == "https://news.example/rss"
    dialog.reject()
    room.settle()
    assert len(room.store.feeds.all()) == before


def test_a_list_of_sources_is_followed_and_can_be_undone(room: Room, outside: Outside, tmp_path: Path) -> None:
    before = [feed.id for feed in room.store.feeds.all()]
    file = tmp_path / "Sources.opml"
    file.write_text(OPML)
    outside.open(str(file))
    room.settle()
    assert [feed.url for feed in room.store.feeds.all() if feed.id not in before] == ["https://one.example/rss"]
    room.desk.menu.undo.trigger()
    room.settle()
    assert [feed.id for feed in room.store.feeds.all()] == before


def test_a_search_a_watch_and_an_article_are_shown(room: Room, outside: Outside) -> None:
    outside.open("tocsin:search?q=%22Le%20Pen%22")
    assert room.desk.stories.search.text() == '"Le Pen"'
    room.settle()
    assert [line.row.title for line in room.desk.stories.model.lines()] == ["Le Pen opens her campaign"]
    nato = room.watch("NATO")
    outside.open(f"tocsin:watch/{nato}")
    assert room.desk.places.scope == Scope("watch", nato)
    query = read('"Le Pen opens"')
    assert not isinstance(query, Mistake)
    (found,) = room.store.articles.search(query, now=room.store.articles.get(1).seen)
    outside.open(f"tocsin:article/{found.row.id}")
    assert room.desk.reader.article is not None
    assert room.desk.reader.article.id == found.row.id


def test_what_is_not_there_or_cannot_be_opened_does_nothing(room: Room, outside: Outside) -> None:
    place = room.desk.places.scope
    for word in ("tocsin:watch/4711", "tocsin:article/4711", "javascript:alert(1)", "/nowhere/list.opml"):
        outside.open(word)
        room.settle()
    assert room.desk.places.scope == place


def test_the_switch_shows_and_changes_what_the_system_does_at_login(room: Room, tmp_path: Path) -> None:
    autostart = Autostart(["tocsin"], system="linux", environment={"HOME": str(tmp_path)})
    switch = QAction(room.desk.window)
    said: list[str] = []
    at_login = AtLogin(switch, room.store, room.deeds, autostart=autostart, flatpak=False)
    at_login.said.connect(said.append)
    assert not switch.isChecked()
    switch.trigger()
    assert autostart.on() and said == ["Tocsin starts when you log in, in the tray."]
    autostart.set(False)
    at_login.look()
    assert not switch.isChecked()
    (tmp_path / ".config" / "autostart").rmdir()
    (tmp_path / ".config" / "autostart").write_text("in the way")
    switch.trigger()
    assert not switch.isChecked() and "could not be changed" in said[-1]


def test_in_flatpak_a_desktop_that_cannot_is_said(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    switch = QAction(room.desk.window)
    said: list[str] = []
    at_login = AtLogin(switch, room.store, room.deeds, flatpak=True)
    at_login.said.connect(said.append)
    switch.trigger()
    room.settle()
    assert not switch.isChecked() and "there is no session bus" in said[0]
    assert room.store.settings.get(SETTING) == ""
