"""The dialog for a source: a clear sentence beside the field for what cannot be, and lists from files."""

from __future__ import annotations

from pathlib import Path

import pytest

from gui.room import Room
from tocsin.store import Scope
from tocsin.ui.source_dialog import SourceDialog

OPML = """<?xml version="1.0"?><opml version="2.0"><body>
<outline text="Press"><outline type="rss" text="Herald" xmlUrl="https://herald.example/feed"/>
<outline type="rss" text="Courier & Sons" xmlUrl="https://courier.example/rss"/></outline></body></opml>"""


def opened(room: Room) -> SourceDialog:
    room.desk.places.new_source.trigger()
    dialog = room.desk.opening.dialog
    assert isinstance(dialog, SourceDialog)
    return dialog


def test_an_address_is_followed_in_its_folder_and_shown(room: Room) -> None:
    dialog = opened(room)
    assert not dialog.keep.isEnabled()
    room.qtbot.keyClicks(dialog.address, "courier.example/rss")
    dialog.folder.setCurrentText("Press")
    dialog.keep.click()
    room.settle()
    feed = room.store.feeds.by_url("https://courier.example/rss")
    assert feed is not None
    assert feed.folder == "Press"
    assert ("feeds-changed", None) in room.link.wishes
    assert room.desk.opening.dialog is None
    assert room.desk.places.scope == Scope("feed", feed.id)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "not an address", "ftp://a.example/x"])
def test_what_cannot_be_an_address_says_why_beside_the_field(room: Room, address: str) -> None:
    dialog = opened(room)
    room.qtbot.keyClicks(dialog.address, address)
    dialog.keep.click()
    assert dialog.address_field.beneath.text()
    assert dialog.address.property("wrong") is True
    assert dialog.address.text() == address
    assert len(room.store.feeds.all()) == 3
    dialog.reject()


def test_another_spelling_of_a_followed_address_is_recognised(room: Room) -> None:
    dialog = opened(room)
    room.qtbot.keyClicks(dialog.address, "http://www.herald.example/feed/")
    dialog.keep.click()
    assert "followed already" in dialog.address_field.beneath.text()
    dialog.reject()


def test_a_list_of_sources_is_read_once_and_says_what_it_did(room: Room, tmp_path: Path) -> None:
    file = tmp_path / "list.opml"
    file.write_text(OPML, encoding="utf-8")
    room.desk.window.dropped.emit(str(file))
    room.settle()
    assert "1 source added" in room.desk.window.status.words.whole()
    assert "1 followed already" in room.desk.window.status.words.whole()
    (added,) = [feed for feed in room.store.feeds.all() if "courier" in feed.url]
    assert added.folder == "Press"


def test_a_list_that_is_none_or_is_gone_is_a_sentence(room: Room, tmp_path: Path) -> None:
    file = tmp_path / "list.opml"
    file.write_bytes(b"\x00\x01 no list")
    room.desk.opening.import_file(file)
    room.settle()
    first = room.desk.window.status.words.whole()
    assert first
    room.desk.opening.import_file(tmp_path / "none.opml")
    assert "could not be read" in room.desk.window.status.words.whole()
    assert len(room.store.feeds.all()) == 3
