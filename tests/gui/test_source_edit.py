"""A source's own dialog: every change saved and undone, an address tried before it is taken, the remedy at hand."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from PySide6.QtCore import Qt

from gui.access import nameless, unreachable
from gui.paper_keyring import PaperKeyring
from gui.room import Room
from tocsin.core.model import Feed, ImageRule
from tocsin.store import Scope, Store
from tocsin.ui.source_edit_dialog import SourceEditDialog

Kept = dict[tuple[str, str], str]


def says(**found: object) -> str:
    """A program that answers so, and writes down what it was asked and told."""
    answer = {"url": sys.argv[0], "title": "The Herald", "entries": 3, "offered": [], **found}
    return (
        "import sys, json, pathlib; told = sys.stdin.read(); "
        f"pathlib.Path('{{asked}}').write_text(json.dumps([sys.argv[1:], told])); print({json.dumps(answer)!r})"
    )


WELL = says()
REFUSED = says(trouble="herald.example refused the password (401).", mend="password")
GONE = says(trouble="It is gone for good (410).", mend="address")
PAGE = says(entries=None, offered=[{"url": "https://herald.example/all.xml", "title": "All news", "kind": "RSS"}])


@pytest.fixture
def kept() -> Iterator[Kept]:
    before, made = keyring.get_keyring(), PaperKeyring()
    keyring.set_keyring(made)
    yield made.held
    keyring.set_keyring(before)


@pytest.fixture
def asked(tmp_path: Path) -> Path:
    return tmp_path / "asked.json"


def herald(room: Room) -> Feed:
    return next(feed for feed in room.store.feeds.all() if "herald" in feed.url or feed.title == "The Herald")


def opened(room: Room, script: str = WELL, asked: Path | None = None) -> SourceEditDialog:
    room.desk.sources._program = [sys.executable, "-c", script.replace("{asked}", str(asked or "/dev/null"))]
    room.desk.places.choose(Scope("feed", herald(room).id))
    room.desk.places.acts.source.trigger()
    dialog = room.desk.opening.dialog
    assert isinstance(dialog, SourceEditDialog)
    return dialog


def closed(room: Room) -> None:
    room.qtbot.waitUntil(lambda: room.desk.opening.dialog is None, timeout=30_000)
    room.settle()


def test_every_choice_is_saved_together_and_one_undo_takes_all_back(room: Room) -> None:
    before, dialog = herald(room), opened(room)
    assert (nameless(dialog), unreachable(dialog)) == ([], [])
    form = dialog.form
    form.title.setText("Herald, my way")
    form.folder.setCurrentText("Mine")
    form.images.setCurrentIndex(form.images.findData(ImageRule.NEVER))
    form.language.setCurrentIndex(form.language.findData("fr"))
    form.country.setCurrentIndex(form.country.findData("CH"))
    form.paused.setChecked(True)
    dialog.keep.click()
    closed(room)
    feed = room.store.feeds.get(before.id)
    assert (feed.title, feed.folder, feed.language, feed.country) == ("Herald, my way", "Mine", "fr", "CH")
    assert (feed.images, feed.paused, feed.url) == (ImageRule.NEVER, True, before.url)
    assert ("feeds-changed", None) in room.link.wishes
    room.deeds.undo()
    room.settle()
    assert room.store.feeds.get(before.id) == before


def test_nothing_changed_is_nothing_to_undo(room: Room) -> None:
    opened(room).keep.click()
    closed(room)
    assert not room.deeds.can_undo


def test_a_new_address_is_tried_first_and_the_source_keeps_its_articles(room: Room, asked: Path) -> None:
    before, articles = herald(room), room.store.counts.all().feeds[herald(room).id]
    dialog = opened(room, WELL, asked)
    dialog.form.address.setText("news.herald.example/rss")
    dialog.keep.click()
    closed(room)
    line, told = json.loads(asked.read_text())
    assert line[-1] == "https://news.herald.example/rss"
    assert "check" in line
    assert told == ""
    assert room.store.feeds.get(before.id).url == "https://news.herald.example/rss"
    assert room.store.counts.all().feeds[before.id] == articles
    assert ("refresh-feed", before.id) in room.link.wishes
    room.deeds.undo()
    room.settle()
    assert room.store.feeds.get(before.id).url == before.url


def test_an_address_that_cannot_be_read_is_said_beside_it_and_may_be_kept_all_the_same(room: Room) -> None:
    dialog = opened(room, GONE)
    dialog.form.address.setText("https://herald.example/old")
    dialog.keep.click()
    field = dialog.address_field
    room.qtbot.waitUntil(lambda: "gone for good" in field.beneath.text(), timeout=30_000)
    assert herald(room).url == "https://herald.example/feed"
    assert field.repair.text() == "Save it all the same"
    field.repair.click()
    closed(room)
    assert herald(room).url == "https://herald.example/old"


def test_a_page_is_no_address_and_its_feed_is_one_press_away(room: Room) -> None:
    dialog = opened(room, PAGE)
    dialog.form.address.setText("herald.example")
    dialog.keep.click()
    room.qtbot.waitUntil(lambda: "offers 1 feed" in dialog.address_field.beneath.text(), timeout=30_000)
    dialog.address_field.repair.click()
    assert dialog.form.address.text() == "https://herald.example/all.xml"
    dialog.reject()


def test_an_address_of_another_source_is_refused(room: Room) -> None:
    dialog = opened(room)
    dialog.form.address.setText("http://www.gazette.example/feed/")
    dialog.keep.click()
    room.qtbot.waitUntil(lambda: "followed already" in dialog.address_field.beneath.text(), timeout=30_000)
    dialog.reject()


def test_name_and_password_go_to_the_keyring_and_never_to_the_list_of_processes(
    room: Room, kept: Kept, asked: Path
) -> None:
    dialog = opened(room, WELL, asked)
    dialog.form.user.setText("ann")
    dialog.keep.click()
    assert "password" in dialog.password_field.beneath.text()
    dialog.form.password.setText("secret")
    dialog.keep.click()
    closed(room)
    line, told = json.loads(asked.read_text())
    assert told == "secret\n"
    assert "secret" not in " ".join(line)
    assert kept == {("tocsin", "ann@https://herald.example/feed"): "secret"}
    assert herald(room).user == "ann"
    room.deeds.undo()
    room.settle()
    assert (kept, herald(room).user) == ({}, "")


def locked(room: Room, kept: Kept, database: Path) -> None:
    kept["tocsin", "ann@https://herald.example/feed"] = "old"
    with Store.open(database) as monitor:
        monitor.feeds.edit(herald(room).id, user="ann")
        monitor.feeds.polled(herald(room).id, failures=1, trouble="It asks for a password (401).", mend="password")
    room.desk.facts.reload()
    room.desk.tell_status()


def test_an_empty_field_keeps_the_password_and_another_one_can_be_undone(
    room: Room, kept: Kept, database: Path, asked: Path
) -> None:
    locked(room, kept, database)
    dialog = opened(room, WELL, asked)
    assert dialog.form.password.text() == ""
    dialog.form.address.setText("https://herald.example/other")
    dialog.keep.click()
    closed(room)
    assert json.loads(asked.read_text())[0][-4:-1] == ["--as", str(herald(room).id), "--"]
    assert kept == {("tocsin", "ann@https://herald.example/other"): "old"}
    assert herald(room).trouble == ""
    dialog = opened(room, WELL, asked)
    dialog.form.password.setText("new")
    dialog.keep.click()
    closed(room)
    assert list(kept.values()) == ["new"]
    room.deeds.undo()
    room.deeds.undo()
    room.settle()
    assert kept == {("tocsin", "ann@https://herald.example/feed"): "old"}


def test_a_password_never_follows_to_another_host_by_itself(room: Room, kept: Kept, database: Path) -> None:
    locked(room, kept, database)
    dialog = opened(room)
    dialog.form.address.setText("https://elsewhere.example/feed")
    dialog.keep.click()
    assert dialog.password_field.beneath.text() == "Give the password for elsewhere.example."
    dialog.reject()


def test_what_needs_the_user_leads_to_the_field_that_mends_it(room: Room, kept: Kept, database: Path) -> None:
    locked(room, kept, database)
    room.desk.window.status.needs.click()
    dialog = room.desk.opening.dialog
    assert isinstance(dialog, SourceEditDialog)
    room.qtbot.waitUntil(dialog.form.password.hasFocus)
    dialog.reject()
    assert room.desk.stories.banner.other.text() == "Give a password…"
    with Store.open(database) as monitor:
        monitor.feeds.polled(herald(room).id, mend="address")
    room.desk.facts.reload()
    room.desk.tell_status()
    room.desk._tell_place()
    assert room.desk.stories.banner.other.text() == "Change the address…"
    room.desk.stories.banner.other.click()
    again = room.desk.opening.dialog
    assert isinstance(again, SourceEditDialog)
    room.qtbot.waitUntil(again.form.address.hasFocus)
    assert "It asks for a password" in again.trouble.text()
    again.reject()


def test_a_refused_password_is_said_beside_its_field(room: Room, kept: Kept) -> None:
    dialog = opened(room, REFUSED)
    dialog.form.user.setText("ann")
    dialog.form.password.setText("wrong")
    dialog.try_now.click()
    room.qtbot.waitUntil(lambda: "refused the password" in dialog.password_field.beneath.text(), timeout=30_000)
    assert "refused the password" in dialog.answer.text()
    assert not dialog.password_field.repair.isVisible(), "trying saves nothing"
    assert kept == {}
    dialog.reject()


def test_trying_answers_beside_the_button_and_saves_nothing(room: Room) -> None:
    before, dialog = herald(room), opened(room)
    dialog.try_now.click()
    room.qtbot.waitUntil(lambda: "It can be read" in dialog.answer.text(), timeout=30_000)
    assert "The Herald, 3 entries" in dialog.answer.text()
    assert herald(room) == before
    dialog.reject()
    assert not room.deeds.can_undo


def test_leaving_gives_up_what_is_tried(room: Room) -> None:
    dialog = opened(room, "import time; time.sleep(60)")
    dialog.try_now.click()
    room.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert room.desk.opening.dialog is None
    room.settle()


def test_never_holds_even_where_all_images_are_shown(room: Room, database: Path) -> None:
    with Store.open(database) as other:
        other.feeds.edit(herald(room).id, images=ImageRule.NEVER)
    sheets = room.desk.reader.sheets
    sheets._always = True
    article = next(one for one in range(1, 20) if room.store.articles.get(one).feed_id == herald(room).id)
    sheets.turn_to(room.store.articles.get(article))
    assert not sheets.images.may("https://herald.example/one.png")
