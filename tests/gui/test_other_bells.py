"""The dialog of other bells: switching, adding, testing, removing; no keyring and no network on the screen's thread."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from gui.access import nameless, unreachable
from gui.paper_keyring import PaperKeyring
from gui.room import NOW, Room
from servers.sinks import Webhook
from tocsin.core.errors import WrongUse
from tocsin.core.model import OtherBell
from tocsin.monitor.bell_keeping import TOLD
from tocsin.store import Store
from tocsin.ui.other_bell_addresses import OPEN, Mail, of_mail, of_ntfy, of_webhook
from tocsin.ui.other_bell_row import OtherBellRow
from tocsin.ui.other_bells_dialog import OtherBellsDialog

SECRET = "t0ken-of-the-hook"


@pytest.fixture
def keys() -> Iterator[PaperKeyring]:
    before = keyring.get_keyring()
    made = PaperKeyring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def opened(room: Room) -> OtherBellsDialog:
    room.desk.menu.other_bells.trigger()
    dialog = room.desk.bell.others.dialog
    assert dialog is not None
    room.qtbot.waitExposed(dialog)
    return dialog


def row(dialog: OtherBellsDialog, name: str) -> OtherBellRow:
    return next(one for one in dialog.items.values() if one.bell.name == name)


def with_bell(database: Path, name: str = "phone", *, on: bool = False) -> OtherBell:
    with Store.open(database) as store:
        made = store.other_bells.add(name, "ntfy · ntfy.example", f"key of {name}", now=NOW)
        return store.other_bells.switch(made.id, on)


def test_before_the_first_bell_is_switched_on_it_is_said_what_leaves_the_machine(room: Room, database: Path) -> None:
    with_bell(database)
    dialog = opened(room)
    row(dialog, "phone").on.click()
    assert dialog.telling.isVisible()
    assert "leave this computer" in dialog.leaves.text()
    room.settle()
    assert not room.store.other_bells.by_name("phone").on
    dialog.leave_off.click()
    assert not dialog.telling.isVisible()
    row(dialog, "phone").on.click()
    dialog.agree.click()
    room.settle()
    assert room.store.other_bells.by_name("phone").on
    assert room.store.settings.get(TOLD) == "1"
    row(dialog, "phone").on.click()
    row(dialog, "phone").on.click()
    room.settle()
    assert not dialog.telling.isVisible()


def test_a_discreet_bell_that_is_to_be_told_all_asks_as_well(room: Room, database: Path) -> None:
    bell = with_bell(database)
    with Store.open(database) as store:
        store.other_bells.edit(bell.id, discreet=True)
    dialog = opened(room)
    row(dialog, "phone").on.click()
    assert "only how many stories" in dialog.leaves.text()
    dialog.agree.click()
    room.settle()
    assert room.store.other_bells.by_name("phone").on and not room.store.settings.get(TOLD)
    row(dialog, "phone").discreet.trigger()
    room.settle()
    assert room.store.other_bells.by_name("phone").discreet and dialog.telling.isVisible()
    dialog.agree.click()
    room.settle()
    assert not room.store.other_bells.by_name("phone").discreet and room.store.settings.get(TOLD) == "1"


def test_a_bell_is_added_tested_and_the_answer_stands_beside_it(room: Room, keys: PaperKeyring) -> None:
    dialog = opened(room)
    dialog.add.click()
    form = dialog.form
    form.kind.buttons["webhook"].click()
    form.name.setText("hook")
    with Webhook() as hook:
        form.hook.setText(f"http://127.0.0.1:{hook.port}/{SECRET}")
        form.keep.click()
        assert not form.keep.isEnabled()
        room.qtbot.waitUntil(lambda: bool(dialog.items), timeout=60_000)
        assert dialog.pages.currentIndex() == 0
        assert [one for one in keys.held.values() if SECRET in one]
        assert not form.hook.text(), "the secret does not stay in the field"
        one = row(dialog, "hook")
        assert not one.on.isChecked()
        assert "127.0.0.1" in one.shown.text() and SECRET not in one.shown.text()
        one.test.click()
        assert one.words.text() == "Sending a test…" and not one.test.isEnabled()
        # The child reads the system's keyring, of which there is none here: that is an answer, too.
        room.qtbot.waitUntil(lambda: "keyring" in row(dialog, "hook").words.text(), timeout=60_000)
        assert row(dialog, "hook").test.isEnabled()


def test_without_a_keyring_the_form_says_so_and_keeps_what_was_typed(room: Room) -> None:
    dialog = opened(room)
    dialog.add.click()
    form = dialog.form
    form.kind.buttons["apprise"].click()
    form.name.setText("x")
    form.address.setText("json://127.0.0.1:9/x")
    form.keep.click()
    room.qtbot.waitUntil(form.keep.isEnabled, timeout=60_000)
    assert "There is no keyring on this system" in form.answer.text()
    assert form.answer.objectName() == "trouble"
    assert form.address.text() == "json://127.0.0.1:9/x"
    assert room.store.other_bells.all() == []


def test_a_wrong_address_is_said_in_the_form_before_anything_is_asked(room: Room) -> None:
    dialog = opened(room)
    dialog.add.click()
    dialog.form.name.setText("x")
    dialog.form.keep.click()
    assert "name@mail.example" in dialog.form.answer.text()
    assert dialog.form.keep.isEnabled()


def test_a_removal_is_undone_from_the_dialog(room: Room, database: Path) -> None:
    with_bell(database, on=True)
    dialog = opened(room)
    row(dialog, "phone").remove.click()
    room.settle()
    assert dialog.items == {}
    assert dialog.undo.isVisible() and "Removed phone" in dialog.undo.words.text()
    dialog.undo.button.click()
    room.settle()
    assert row(dialog, "phone").on.isChecked()
    assert not dialog.undo.isVisible()


def test_watches_are_chosen_and_a_bell_made_discreet(room: Room, database: Path) -> None:
    with_bell(database)
    dialog = opened(room)
    row(dialog, "phone").watches[room.watch("NATO")].trigger()
    room.settle()
    assert room.store.other_bells.by_name("phone").watches == (room.watch("Le Pen"),)
    assert "rung by Le Pen" in row(dialog, "phone").shown.text()
    row(dialog, "phone").every.trigger()
    room.settle()
    assert room.store.other_bells.by_name("phone").watches is None
    row(dialog, "phone").discreet.trigger()
    room.settle()
    assert room.store.other_bells.by_name("phone").discreet
    assert "only how many stories" in row(dialog, "phone").shown.text()


def test_trouble_is_a_sentence_in_the_row_and_the_status_line_leads_to_it(room: Room, database: Path) -> None:
    bell = with_bell(database, on=True)
    with Store.open(database) as store:
        store.other_bells.answered(bell.id, NOW, "ntfy.example could not be reached.")
    room.link.say("other-bell-failed", id=bell.id)
    room.qtbot.waitUntil(lambda: room.desk.window.status.needs.text() == "1 needs you")
    room.desk.window.status.needs.click()
    dialog = room.desk.bell.others.dialog
    assert dialog is not None
    one = row(dialog, "phone")
    assert one.words.text() == "ntfy.example could not be reached."
    assert one.words.objectName() == "trouble"
    with Store.open(database) as store:
        store.other_bells.answered(bell.id, NOW)
    room.link.say("other-bell-rang", id=bell.id)
    assert "Last message" in row(dialog, "phone").words.text()
    room.qtbot.waitUntil(lambda: not room.desk.window.status.needs.isVisible())


def test_everything_has_a_name_and_is_reached_by_the_keyboard(room: Room, database: Path) -> None:
    with_bell(database)
    dialog = opened(room)
    assert (nameless(dialog), unreachable(dialog)) == ([], [])
    dialog.add.click()
    for kind in ("mail", "ntfy", "webhook", "apprise"):
        dialog.form.kind.buttons[kind].click()
        assert (nameless(dialog), unreachable(dialog)) == ([], [])
    assert dialog.form.name.hasFocus() or dialog.form.focusWidget() is not None
    room.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert room.desk.bell.others.dialog is None


def test_secrets_are_dots_until_they_are_to_be_seen(room: Room) -> None:
    dialog = opened(room)
    dialog.add.click()
    form = dialog.form
    hidden = (form.password, form.topic, form.token, form.hook, form.address)
    assert {one.echoMode() for one in hidden} == {QLineEdit.EchoMode.Password}
    form.show_secrets.click()
    assert {one.echoMode() for one in hidden} == {QLineEdit.EchoMode.Normal}


def test_a_hostile_name_is_shown_as_text(room: Room, database: Path) -> None:
    with_bell(database, "<b>x</b> & \u202egnp " + "y" * 70)
    dialog = opened(room)
    (one,) = dialog.items.values()
    assert "\u202e" not in one.on.text()
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in (one.shown, one.words))
    assert isinstance(one.words, QLabel)


def test_forms_write_addresses_in_which_nothing_is_mistaken() -> None:
    said = Mail("me@mail.example", "smtp.mail.example", "anna@mail.example", "p/w:@&?#%")
    assert of_mail(said) == (
        "mailtos://anna%40mail.example:p%2Fw%3A%40%26%3F%23%25@smtp.mail.example"
        "?from=anna%40mail.example&to=me%40mail.example&mode=ssl"
    )
    assert of_mail(Mail("me@mail.example", "localhost:25", security=OPEN)).startswith("mailto://localhost:25?")
    assert of_ntfy("", "my-topic") == "ntfys://ntfy.sh/my-topic"
    assert of_ntfy("http://box.example:8080", "t", "tk_x") == "ntfy://tk_x@box.example:8080/t"
    assert of_webhook("https://h.example/a/b?k=v&to=x") == "jsons://h.example/a/b?-k=v&-to=x"
    for wrong in (lambda: of_ntfy("", "no topic"), lambda: of_webhook("ftp://x"), lambda: of_mail(Mail("me", "x"))):
        with pytest.raises(WrongUse):
            wrong()
