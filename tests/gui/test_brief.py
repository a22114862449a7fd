"""The brief in the window: read, made, undone, saved, printed; its times, its notice, its paper."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from gui.access import nameless, unreachable
from gui.hand_bell import HandBell
from gui.room import NOW, Room
from listed import listed
from tocsin.core.brief import Brief, Choices, Section, Times, Told
from tocsin.core.model import Alert, How
from tocsin.desktop.bells.chain import Shown
from tocsin.store import Scope, Store
from tocsin.ui.brief_dialog import BriefDialog
from tocsin.ui.brief_model import BriefModel, LineRole
from tocsin.ui.brief_pane import named
from tocsin.ui.brief_paper import pdf
from tocsin.ui.brief_ringing import BriefRinging
from tocsin.ui.places import BELL, BRIEFS
from tocsin.ui.ringing import Ringing
from tocsin.ui.theme import Theme


def owe(path: Path) -> list[int]:
    """Have NATO read later, with an alert owed for each of its articles; gives the articles."""
    with Store.open(path) as store:
        nato = store.watches.by_name("NATO").id
        store.watches.edit(nato, how=How.DIGEST)
        rows = [row.id for row in listed(store, Scope("watch", nato))]
        with store.writing():
            for one in rows:
                story = store.stories.begin(store.articles.get(one)).id
                store.alerts.add(Alert(0, nato, story, one, NOW, owed=NOW))
    return rows


@pytest.fixture
def briefs(room: Room, database: Path) -> Iterator[Room]:
    """The window at the brief, one made."""
    owe(database)
    room.desk.places.choose(BRIEFS)
    room.desk.brief.make()
    room.settle()
    yield room


def kinds(room: Room) -> list[str]:
    model = room.desk.brief.pane.model
    return [model.index(at).data(LineRole).kind for at in range(model.rowCount())]


def test_making_one_tells_what_was_owed_and_can_be_undone(briefs: Room) -> None:
    pane = briefs.desk.brief.pane
    assert briefs.desk.brief.there
    assert kinds(briefs) == ["watch", *["story"] * 8]
    assert briefs.store.alerts.owed() == []
    assert briefs.store.briefs.unrung() is None
    assert pane.chooser.currentText().endswith("8 stories")
    briefs.deeds.undo()
    briefs.settle()
    assert (kinds(briefs), len(briefs.store.alerts.owed()), briefs.store.briefs.all()) == ([], 8, [])
    assert pane.empty.isVisible()


def test_moving_shows_and_opening_marks(briefs: Room) -> None:
    pane, reader = briefs.desk.brief.pane, briefs.desk.reader
    briefs.qtbot.keyClick(briefs.desk.window, Qt.Key.Key_J)
    first = pane.model.line(1)
    assert first is not None
    assert first.told is not None
    assert reader.article is not None
    assert reader.article.id == first.told.article_id
    briefs.settle()
    assert not briefs.is_read(first.told.article_id)
    briefs.qtbot.keyClick(briefs.desk.window, Qt.Key.Key_K)
    assert pane.list.currentIndex().row() == 1
    briefs.qtbot.keyClick(pane.list, Qt.Key.Key_Space)
    briefs.settle()
    assert briefs.is_read(first.told.article_id)
    assert pane.model.is_read(first.told.article_id)
    briefs.qtbot.keyClick(pane.list, Qt.Key.Key_S)
    briefs.settle()
    assert briefs.store.articles.with_marks(first.told.article_id)[1].kept


def test_the_letters_mean_the_page_that_is_shown(briefs: Room) -> None:
    desk = briefs.desk
    assert (desk.brief.pane.next.isEnabled(), desk.stories.act.next.isEnabled()) == (True, False)
    desk.places.choose(BELL)
    assert (desk.brief.pane.next.isEnabled(), desk.window.bell.next.isEnabled()) == (False, True)
    desk.places.choose(BRIEFS)
    article = desk.brief.pane.model.line(1)
    assert article is not None
    assert article.told is not None
    desk.show_article(article.told.article_id)
    assert desk.window.at_stories


def test_without_news_no_brief_is_made_and_that_is_said(briefs: Room) -> None:
    briefs.desk.brief.make()
    briefs.settle()
    assert len(briefs.store.briefs.all()) == 1
    assert "Nothing new" in briefs.desk.window.status.words.whole()


def test_what_is_left_out_leads_to_its_watch(briefs: Room, database: Path) -> None:
    nato = briefs.watch("NATO")
    with Store.open(database) as store:
        store.briefs.add(Brief(0, NOW, NOW, (Section(nato, "NATO", (), 4, 2),), 6, 1), [])
    briefs.desk.brief.show_brief(0)
    pane = briefs.desk.brief.pane
    assert kinds(briefs) == ["watch", "rest"]
    pane.list.activated.emit(pane.model.index(1))
    assert briefs.desk.places.scope == Scope("watch", nato)


def test_earlier_briefs_can_be_read(briefs: Room, database: Path) -> None:
    with Store.open(database) as store:
        store.briefs.add(Brief(0, NOW + timedelta(hours=1), NOW), [])
    briefs.desk.brief.show_brief(0)
    pane = briefs.desk.brief.pane
    assert pane.empty.headline.text() == "Nothing new"
    assert pane.chooser.count() == 2
    pane.chooser.setCurrentIndex(1)
    pane.chooser.activated.emit(1)
    assert kinds(briefs)[:2] == ["watch", "story"]
    made = briefs.store.briefs.all()[1]
    assert named(made, made.made).startswith("Today ")
    assert named(made, made.made + timedelta(days=1)).startswith("Yesterday ")


def test_an_empty_page_says_what_helps(room: Room, database: Path) -> None:
    room.desk.places.choose(BRIEFS)
    pane = room.desk.brief.pane
    assert pane.empty.headline.text() == "No watch is read later"
    pane.empty.button.click()
    assert room.desk.brief.dialog is not None
    room.desk.brief.dialog.reject()
    owe(database)
    room.desk.brief.show()
    assert pane.empty.headline.text() == "No brief yet"
    pane.empty.button.click()
    room.settle()
    assert kinds(room)


def test_times_are_read_while_they_are_typed_kept_and_undone(room: Room) -> None:
    room.desk.brief.choose_times()
    dialog = room.desk.brief.dialog
    assert isinstance(dialog, BriefDialog)
    assert dialog.line.text() == "8:00 18:00"
    dialog.line.setText("soonish")
    assert not dialog.keep.isEnabled()
    assert "no time for a brief" in dialog.field.beneath.text()
    dialog.line.setText("")
    assert dialog.field.beneath.text().startswith("None is made by itself")
    dialog.line.setText("weekdays 7:30")
    assert dialog.field.beneath.text().startswith("The next one: ")
    dialog.all.setChecked(True)
    assert nameless(dialog) == []
    assert unreachable(dialog) == []
    dialog.keep.click()
    room.settle()
    assert room.store.briefs.choices() == Choices(Times.read("mon-fri 7:30"), all_watches=True)
    room.deeds.undo()
    room.settle()
    assert room.store.briefs.choices() == Choices(Times.read("8:00 18:00"))


def test_other_bells_are_chosen_where_there_are_any(room: Room, database: Path) -> None:
    with Store.open(database) as store:
        mail, phone = (store.other_bells.add(name, "x", name, now=NOW) for name in ("Mail & Co", "Phone"))
        store.other_bells.switch(phone.id, True)
    room.desk.brief.choose_times()
    dialog = room.desk.brief.dialog
    assert dialog is not None
    assert [tick.text() for tick in dialog.bells.values()] == [
        "Send it by Mail && Co, which is off", "Send it by Phone"
    ]  # fmt: skip
    dialog.bells[phone.id].setChecked(True)
    dialog.keep.click()
    room.settle()
    assert room.store.briefs.choices().send_by == (phone.id,)
    assert mail.id not in room.store.briefs.choices().send_by


def test_a_brief_is_saved_in_the_form_that_its_name_says(briefs: Room, tmp_path: Path) -> None:
    brief = briefs.desk.brief.pane.model.brief
    assert brief is not None
    for name, begins in (("a.html", b"<!DOCTYPE html>"), ("a.md", b"# "), ("a.pdf", b"%PDF"), ("a.TXT", b"")):
        briefs.desk.brief.save(brief, tmp_path / name)
        briefs.settle()
        assert (tmp_path / name).read_bytes().startswith(begins)
    assert briefs.desk.window.status.words.whole() == "Saved as a.TXT."
    briefs.desk.brief.save(brief, tmp_path / "nowhere" / "a.md")
    briefs.settle()
    assert "could not be written" in briefs.desk.window.status.words.whole()


def test_a_brief_is_printed_into_whatever_the_dialog_says(briefs: Room, tmp_path: Path) -> None:
    briefs.desk.brief.print()
    printer = briefs.desk.brief.printer
    assert printer is not None
    assert printer.dialog.isVisible()
    printer.printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.dialog.reject()
    printer.print()
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF")


def test_every_control_has_a_name_and_a_key(briefs: Room) -> None:
    pane = briefs.desk.brief.pane
    assert nameless(pane) == []
    assert unreachable(pane) == []
    model = pane.model
    spoken = [model.index(at).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(model.rowCount())]
    assert spoken[0] == "NATO"
    assert spoken[1].startswith("New: ")
    assert not model.index(0).flags() & Qt.ItemFlag.ItemIsSelectable


def test_no_two_actions_of_the_window_share_a_key(briefs: Room) -> None:
    window = briefs.desk.window
    keys = [
        one.shortcut().toString(QKeySequence.SequenceFormat.PortableText)
        for one in window.actions()
        if not one.shortcut().isEmpty() and one.isEnabled()
    ]
    ours = {"Ctrl+Shift+M", "Ctrl+Shift+S", "Ctrl+P"}
    assert ours <= set(keys)
    assert all(keys.count(key) == 1 for key in ours)


def test_a_brief_that_is_made_meanwhile_is_offered_and_the_page_stays(briefs: Room, database: Path) -> None:
    pane = briefs.desk.brief.pane
    shown = pane.model.brief
    with Store.open(database) as store:
        store.briefs.add(Brief(0, NOW + timedelta(hours=1), NOW), [])
    briefs.desk.brief.catch_up()
    assert (pane.chooser.count(), pane.model.brief) == (2, shown)


def test_a_narrow_window_shows_the_brief_and_a_way_back(briefs: Room) -> None:
    briefs.desk.window.resize(500, 480)
    briefs.desk.window.go_to("stories")
    pane = briefs.desk.brief.pane
    assert pane.isVisible()
    assert pane.back.isVisible()
    pane.back.click()
    assert briefs.desk.places.isVisible()


# -- its notice


def test_the_notice_of_a_brief_rings_once_and_opens_it(briefs: Room, database: Path, qtbot: QtBot) -> None:
    room, bell = briefs, HandBell(None)
    ringing = Ringing(room.store, room.writer, [bell])
    ringing_briefs = BriefRinging(room.store, room.writer, ringing)
    ringing.page_wanted.connect(room.desk.brief.come)
    ringing.page_wanted.connect(room.desk.bell.come)
    room.desk.brief.seen.connect(ringing_briefs.seen)
    with Store.open(database) as store:
        made = store.briefs.add(Brief(0, NOW, NOW, (Section(1, "NATO", (TOLD,)),), 1, 1), [])
    ringing_briefs.look()
    ringing_briefs.look()
    (notice,) = bell.rung
    assert notice.title.endswith("brief: 1 story in 1 watch")
    assert room.store.briefs.unrung() == room.store.briefs.get(made.id)
    ringing.rang(notice, "desktop", Shown())
    room.settle()
    ringing_briefs.look()
    assert (room.store.briefs.unrung(), len(bell.rung)) == (None, 1)
    room.desk.places.choose(BELL)
    ringing.pressed(notice.key, "default")
    assert room.desk.places.scope == BRIEFS
    assert room.desk.brief.pane.model.brief == room.store.briefs.get(made.id)
    assert notice.key in bell.withdrawn


# -- its paper

TOLD = Told(
    1, 1, "Nato chief warns of a “long winter”", ("The Herald", "Gazette"), 4, "He asked NATO members to order.",
    ((9, 13),), "https://news.example/1", datetime(2026, 11, 24, 7, 0, tzinfo=UTC), "en", "now in the headline",
    ("Energy",),
)  # fmt: skip
ARABIC = Told(
    2, 2, "الناتو يحذر من شتاء طويل", ("الشرق",), 0, "قال الأمين العام لحلف الناتو.", (), "", TOLD.seen, "ar"
)


def paper(many: int = 1) -> Brief:
    stories = (TOLD, ARABIC, *(TOLD for _ in range(many)))
    now = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
    return Brief(3, now, now - timedelta(hours=14), (Section(1, "NATO & Co", stories, 5, 2),), 9, 1, 3)


def read_back(written: bytes, folder: Path, *options: str) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler) is not installed")
    file = folder / "brief.pdf"
    file.write_bytes(written)
    return subprocess.run(
        ["pdftotext", *options, str(file), "-"], capture_output=True, text=True, check=True, timeout=30
    ).stdout


def test_a_pdf_says_what_the_brief_says(qapp: object, tmp_path: Path) -> None:
    text = " ".join(read_back(pdf(paper(), UTC), tmp_path).replace("\ufb01", "fi").replace(" / ", "/").split())
    for words in (
        "Morning brief", "Tuesday, 24 November 2026", "NATO & Co", "Nato chief warns of a “long winter”",
        "The Herald, Gazette and 4 others", "first seen 7:00", "now in the headline", "also in Energy",
        "He asked NATO members to order.", "https://news.example/1", "and 5 more · 2 stories told under another watch",
        "And news in 3 more watches.", "1/1",
    ):  # fmt: skip
        assert words in text
    nothing = read_back(pdf(Brief(1, NOW, NOW - timedelta(days=1)), UTC), tmp_path)
    assert "Nothing new since yesterday" in " ".join(nothing.split())


def test_a_long_pdf_loses_no_story_and_tears_none_apart(qapp: object, tmp_path: Path) -> None:
    pages = read_back(pdf(paper(40), UTC), tmp_path).split("\f")[:-1]
    assert len(pages) > 4
    heads = [page.count("Nato chief warns") for page in pages]
    assert sum(heads) == 41
    assert heads == [page.count("https://news.example/1") for page in pages]
    assert f"{len(pages)}/{len(pages)}" in pages[-1].replace(" ", "")


def test_hostile_texts_are_printed_as_they_are(qapp: object, tmp_path: Path) -> None:
    sly = Told(
        1, 1, "<b>NATO</b> \u202egnp.exe \x00" + "x" * 280, ("<i>H</i>",), 0, "👨‍👩‍👧‍👦 " * 60, ((0, 900),),
        "https://news.example/" + "y" * 1900, NOW,
    )  # fmt: skip
    brief = Brief(1, NOW, NOW, (Section(1, "<h1>" * 20, (sly,)),), 1, 1)
    assert "<b>NATO</b>" in read_back(pdf(brief, UTC), tmp_path)


def test_a_line_of_a_brief_that_is_not_there_is_none(theme: Theme) -> None:
    model = BriefModel()
    assert (model.line(0), model.step(-1, 1), model.index(3).data()) == (None, -1, None)


def test_a_list_that_gets_narrower_gives_its_lines_the_height_that_they_need(briefs: Room, database: Path) -> None:
    with Store.open(database) as store:
        store.briefs.add(Brief(0, NOW, NOW, (Section(1, "NATO", (TOLD,)),), 1, 1), [])
    briefs.desk.brief.show_brief(0)
    pane = briefs.desk.brief.pane
    index = pane.model.index(1)
    before = pane.list.visualRect(index).height()
    briefs.desk.window.splitter.setSizes([170, 260, 850])
    briefs.qtbot.waitUntil(lambda: pane.list.visualRect(index).height() > before, timeout=3000)
