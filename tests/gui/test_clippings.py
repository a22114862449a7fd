"""Clippings from the window: what is chosen, a place, a day; each form, also PDF; stopped, and refused by the disk."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QFileDialog

from gui.access import nameless, unreachable
from gui.room import NOW, Room
from listed import listed
from tocsin.core.clippings import Cover
from tocsin.store import Scope, Store, Wanted
from tocsin.ui import clippings_desk
from tocsin.ui.clippings_dialog import ClippingsDialog
from tocsin.ui.clippings_saving import Order


@pytest.fixture
def room_with_notes(room: Room) -> Room:
    with Store.open(room.store.database.path) as store:
        one = next(row.id for row in listed(store, Scope("all")) if row.title.startswith("Nato chief"))
        store.own.put_note(one, "ask the embassy", NOW)
        store.own.tag([one], "budget", True, NOW)
        store.marks.keep([one], True, NOW)
    return room


def saved(room: Room, order: Order, file: Path) -> str:
    """Save, and return the sentence about it."""
    said: list[str] = []
    desk = room.desk.clippings
    desk.said.connect(said.append)
    desk.save(order, file)
    room.qtbot.waitUntil(lambda: desk.saving is None, timeout=20_000)
    desk.said.disconnect(said.append)
    return said[-1]


def order(form: str, wanted: Wanted | None = None) -> Order:
    return Order(wanted or Wanted(), Cover("All articles", "", NOW), form)


def dialog(room: Room) -> ClippingsDialog:
    room.desk.stories.act.save_clippings.trigger()
    found = room.desk.clippings.dialog
    assert found is not None
    return found


def offered(asked: ClippingsDialog) -> list[str]:
    return [asked.what.itemText(at) for at in range(asked.what.count())]


def test_the_dialog_offers_what_is_chosen_and_the_place_that_is_shown(room: Room) -> None:
    room.go_to("NATO")
    asked = dialog(room)
    assert offered(asked) == ["NATO", "Kept", "Handled", "All articles"]
    assert asked.order().wanted.scope == Scope("watch", room.watch("NATO"))
    assert nameless(asked) == []
    assert unreachable(asked) == []
    asked.reject()
    room.desk.stories.list.selectAll()
    asked = dialog(room)
    assert offered(asked)[0].startswith("The chosen ")
    assert asked.order().chosen is not None
    assert not asked.when.isVisible()


def test_a_day_and_a_period_become_moments_of_the_clock_here(room: Room) -> None:
    asked = dialog(room)
    asked.when.setCurrentIndex(asked.when.findData("1"))
    wanted = asked.order().wanted
    assert wanted.since is not None
    assert wanted.until is not None
    yesterday = (NOW.astimezone() - timedelta(days=1)).date()
    assert wanted.since.astimezone().date() == yesterday
    assert timedelta(hours=22) < wanted.until - wanted.since < timedelta(hours=26)
    asked.when.setCurrentIndex(asked.when.findData("days"))
    assert asked.days.isVisibleTo(asked)
    asked.first.setDate(QDate(2026, 11, 5))
    asked.last.setDate(QDate(2026, 11, 3))
    said = asked.order()
    assert said.cover.what == "Seen 3 Nov 2026 to 5 Nov 2026"
    assert said.wanted.since is not None
    assert said.wanted.since.astimezone().date().isoformat() == "2026-11-03"


def test_the_mark_is_offered_for_tables_alone(room: Room) -> None:
    asked = dialog(room)
    assert not asked.mark.isVisibleTo(asked)
    asked.form.setCurrentIndex(asked.form.findData("csv"))
    assert asked.mark.isVisibleTo(asked)
    asked.mark.setChecked(True)
    assert asked.order().mark
    asked.form.setCurrentIndex(asked.form.findData("json"))
    assert not asked.order().mark


@pytest.mark.parametrize("form", ["html", "markdown", "csv", "json", "atom"])
def test_each_form_is_saved_with_notes_and_tags(room_with_notes: Room, tmp_path: Path, form: str) -> None:
    file = tmp_path / "clippings"
    number = len(listed(room_with_notes.store, Scope("all")))
    assert saved(room_with_notes, order(form), file) == f"Saved {number} clippings as clippings."
    text = file.read_text("utf-8")
    for words in ("ask the embassy", "budget", "北约", "الناتو"):
        assert words in text
    assert not list(tmp_path.glob(".*.part"))


def test_what_is_chosen_in_the_list_is_saved_and_the_form_is_remembered(
    room_with_notes: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = room_with_notes
    file = tmp_path / "chosen"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    one = next(row.id for row in listed(room.store, Scope("all")) if row.title.startswith("Nato chief"))
    room.desk.show_article(one)
    asked = dialog(room)
    assert offered(asked)[0] == "The chosen line of the list"
    asked.form.setCurrentIndex(asked.form.findData("json"))
    room.qtbot.mouseClick(asked.save, Qt.MouseButton.LeftButton)
    room.qtbot.waitUntil((tmp_path / "chosen.json").exists, timeout=5_000)
    room.settle()
    (only,) = json.loads((tmp_path / "chosen.json").read_text("utf-8"))
    assert (only["article"], only["note"], only["state"]) == (one, "ask the embassy", "kept")
    assert dialog(room).form.currentData() == "json"


def test_hostile_headlines_are_no_markup_and_no_formulas(room: Room, tmp_path: Path) -> None:
    saved(room, order("html"), tmp_path / "a.html")
    text = (tmp_path / "a.html").read_text("utf-8")
    assert "<img" not in text
    assert "<script" not in text
    saved(room, order("csv", Wanted(whole=True)), tmp_path / "a.csv")
    rows = list(csv.reader(io.StringIO((tmp_path / "a.csv").read_text("utf-8"), newline="")))
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "-", "@")]


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
@pytest.mark.parametrize("whole", [False, True])
def test_a_pdf_reads_back_page_by_page(room_with_notes: Room, tmp_path: Path, whole: bool) -> None:
    file = tmp_path / "clippings.pdf"
    assert "Saved" in saved(room_with_notes, order("pdf", Wanted(whole=whole)), file)
    done = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True)
    text = done.stdout.decode()
    for words in ("All articles", "Nato chief warns of a long winter", "ask the embassy", "#budget", "Kept"):
        assert words in text
    assert ("NATO has no budget of its own." in text) == whole


def test_many_clippings_tell_how_far_they_are_and_can_be_stopped(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clippings_desk, "PATIENCE", 0)
    monkeypatch.setattr("tocsin.store.clippings.PAGE", 2)
    desk = room.desk.clippings
    desk.save(order("html"), tmp_path / "a.html")
    told: list[str] = []

    def hear(_: int) -> None:
        told.append(desk.bar.words.whole())
        assert desk.bar.isVisible()
        assert nameless(desk.bar) == []
        desk.bar.stop.click()

    assert desk.saving is not None
    desk.saving.went_on.connect(hear)
    room.qtbot.waitUntil(lambda: desk.saving is None, timeout=5_000)
    assert told == ["Saving clippings: 2 articles so far"]
    assert not desk.bar.isVisible()
    assert [one.name for one in tmp_path.iterdir() if "a.html" in one.name] == []


@pytest.mark.parametrize("form", ["html", "pdf"])
def test_a_folder_that_is_gone_is_a_sentence_and_nothing_else(room: Room, tmp_path: Path, form: str) -> None:
    said = saved(room, order(form), tmp_path / "gone" / "a.html")
    assert said.startswith("a.html could not be written: ")
    assert not (tmp_path / "gone").exists()


def test_a_file_that_is_there_stays_when_saving_is_stopped(room: Room, tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_text("my own")
    room.desk.clippings.save(order("html"), file)
    room.desk.clippings.stop()
    room.qtbot.waitUntil(lambda: room.desk.clippings.saving is None, timeout=5_000)
    assert file.read_text() == "my own"


def test_an_empty_place_makes_a_whole_file(room: Room, tmp_path: Path) -> None:
    for form in ("html", "pdf", "json"):
        assert saved(room, order(form, Wanted(Scope("handled"))), tmp_path / form) == f"Saved 0 clippings as {form}."
        assert (tmp_path / form).stat().st_size
