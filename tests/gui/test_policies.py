"""How loud things are: snooze, mutes, quiet hours, presenter mode, and the policy of a watch; all can be undone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from gui.access import nameless, unreachable
from gui.ledger import write
from gui.room import NOW, Room
from tocsin.core.alarm import House, Quiet
from tocsin.core.model import How
from tocsin.store import Scope, Store
from tocsin.ui.place_words import spoken
from tocsin.ui.places import Place
from tocsin.ui.policies import morning
from tocsin.ui.quiet_dialog import QuietDialog
from tocsin.ui.telling import hush
from tocsin.ui.watch_dialog import WatchDialog


def edited(room: Room, name: str = "NATO") -> WatchDialog:
    room.desk.opening.edit_watch(Place("watch", name, room.watch(name)))
    dialog = room.desk.opening.dialog
    assert isinstance(dialog, WatchDialog)
    return dialog


def quiet(room: Room) -> QuietDialog:
    room.desk.menu.quiet.trigger()
    dialog = room.desk.bell.asking.dialog
    assert isinstance(dialog, QuietDialog)
    return dialog


def place_of(room: Room, name: str) -> Place:
    at = room.desk.places.model.find(Scope("watch", room.watch(name)))
    place = room.desk.places.model.place(at if at is not None else -1)
    assert place is not None
    return place


def test_a_watch_is_snoozed_marked_awake_again_and_each_is_undone(room: Room) -> None:
    room.go_to("NATO")
    looked: list[bool] = []
    room.desk.bell.policies.changed.connect(lambda: looked.append(True))
    room.desk.places.snooze_hour.trigger()
    room.settle()
    assert place_of(room, "NATO").snoozed is not None
    assert "snoozed until" in spoken(place_of(room, "NATO"))
    assert "is snoozed until" in room.desk.window.undo.words.text()
    room.desk.places.wake.trigger()
    room.settle()
    assert place_of(room, "NATO").snoozed is None
    room.deeds.undo()
    room.settle()
    assert place_of(room, "NATO").snoozed is not None
    room.deeds.undo()
    room.settle()
    assert room.store.watches.by_name("NATO").snoozed_until is None
    assert len(looked) == 4, "what is owed is looked at again each time"


def test_tomorrow_morning_is_seven_by_the_clock_on_the_wall() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    before_the_change = datetime(2026, 3, 28, 12, 0, tzinfo=UTC)
    assert morning(before_the_change, berlin) == datetime(2026, 3, 29, 5, 0, tzinfo=UTC)


def test_a_story_is_muted_for_its_watch_written_down_and_undone(room: Room, database: Path) -> None:
    ids = write(database)
    alerts = [one for one in room.store.alerts.ledger() if one.alert.article_id == ids["rang"]]
    room.desk.bell.policies.mute_stories_of([one.alert.id for one in alerts] + [999])
    room.settle()
    (mute,) = room.store.mutes.all(NOW)
    assert (mute.watch_id, mute.story_id) == (room.watch("NATO"), alerts[0].alert.story_id)
    assert room.store.alerts.ledger(limit=1)[0].alert.acted == "muted"
    room.deeds.undo()
    room.settle()
    assert room.store.mutes.all(NOW) == []


def test_the_watches_of_a_notice_are_snoozed_for_an_hour(room: Room, database: Path) -> None:
    ids = write(database)
    alert = next(one.alert for one in room.store.alerts.ledger() if one.alert.article_id == ids["rang"])
    room.desk.bell.policies.snooze_of([alert.id])
    room.settle()
    snoozed = room.store.watches.by_name("NATO").snoozed_until
    assert snoozed is not None
    assert timedelta(minutes=55) < snoozed - datetime.now(UTC) <= timedelta(hours=1)
    assert room.store.alerts.ledger(limit=1)[0].alert.acted == "snoozed"
    room.deeds.undo()
    room.settle()
    assert room.store.watches.by_name("NATO").snoozed_until is None


def test_quiet_hours_of_the_profile_are_checked_kept_shown_and_undone(room: Room) -> None:
    dialog = quiet(room)
    line = dialog.quiet.edit
    line.setText("frx 22-7")  # type: ignore[attr-defined]
    assert not dialog.keep.isEnabled()
    assert "names no day of the week" in dialog.quiet.beneath.text()
    line.setText("0-24")  # type: ignore[attr-defined]
    assert dialog.quiet.beneath.text() == "It is always quiet."
    assert nameless(dialog) == []
    assert unreachable(dialog) == []
    dialog.keep.click()
    room.settle()
    assert room.store.settings.get("quiet") == "0-24"
    assert room.desk.window.status.quiet.text() == "quiet"
    room.deeds.undo()
    room.settle()
    assert room.store.settings.get("quiet") == ""
    assert not room.desk.window.status.quiet.isVisible()


def test_presenter_mode_is_a_switch_in_the_menu_and_stands_in_the_status_line(room: Room) -> None:
    room.desk.menu.presenting.trigger()
    room.settle()
    assert room.store.settings.get("presenting") == "1"
    assert room.desk.window.status.quiet.text() == "presenting"
    room.go_to("Le Pen")
    room.desk.stories.step(1)
    assert room.desk.window.windowTitle() == "Tocsin", "no headline while others can see it"
    dialog = quiet(room)
    assert dialog.presenting.isChecked()
    dialog.presenting.click()
    dialog.keep.click()
    room.settle()
    assert room.store.settings.get("presenting") == ""
    assert not room.desk.menu.presenting.isChecked()
    assert room.desk.window.windowTitle() == "Le Pen opens her campaign"


def test_the_status_line_says_until_when_it_is_quiet() -> None:
    night = datetime(2026, 11, 24, 23, 0).astimezone()
    zone = night.tzinfo
    assert zone is not None
    assert hush(House(zone, Quiet.read("22-7")), night) == "quiet until 7:00"
    assert hush(House(zone, Quiet.read("22-7"), presenting=True), night) == "presenting · quiet until 7:00"
    assert hush(House(zone, Quiet()), night) == ""


def test_what_is_snoozed_and_muted_is_listed_with_its_end_and_can_be_removed(room: Room, database: Path) -> None:
    write(database)
    with Store.open(database) as store:
        store.watches.snooze(room.watch("Le Pen"), NOW + timedelta(hours=5))
        store.mutes.add(now=NOW, watch_id=room.watch("NATO"), story_id=store.alerts.ledger()[0].alert.story_id)
        store.mutes.add(now=NOW, outlet="Gazette", until=NOW + timedelta(hours=30))
    dialog = quiet(room)
    names = [one.accessibleName() for one in dialog.buttons]
    assert names[0].startswith("End: Le Pen, snoozed until ")
    assert names[1].startswith("Remove: Nato chief warns of a long winter, muted in NATO, until you remove it")
    assert names[2].startswith("Remove: Gazette, muted in all watches, until tomorrow ")
    dialog.buttons[2].click()
    room.settle()
    assert [one.outlet for one in room.store.mutes.all(NOW)] == [""]
    assert len(dialog.buttons) == 2
    room.deeds.undo()
    room.settle()
    assert [one.outlet for one in room.store.mutes.all(NOW)] == ["", "Gazette"]
    dialog.buttons[0].click()
    room.settle()
    assert room.store.watches.by_name("Le Pen").snoozed_until is None


def test_the_policy_of_a_watch_is_kept(room: Room) -> None:
    dialog = edited(room)
    dialog.policy.at_least.setCurrentIndex(dialog.policy.at_least.findData(3))
    dialog.policy.quiet.edit.setText("mon-fri 22-7")  # type: ignore[attr-defined]
    dialog.policy.breaks.click()
    dialog.keep.click()
    room.settle()
    watch = room.store.watches.by_name("NATO")
    assert (watch.at_least, watch.quiet, watch.breaks_quiet) == (3, "mon-fri 22-7", True)
    again = edited(room)
    assert (again.policy.outlets, again.policy.quiet.text(), again.policy.breaks.isChecked()) == (
        3, "mon-fri 22-7", True,
    )  # fmt: skip
    assert nameless(again) == []
    assert unreachable(again) == []
    again.reject()


def test_quiet_hours_that_cannot_be_read_are_said_and_not_kept(room: Room) -> None:
    dialog = edited(room)
    dialog.policy.quiet.edit.setText("at night")  # type: ignore[attr-defined]
    assert not dialog.keep.isEnabled()
    assert "is no quiet time" in dialog.policy.quiet.beneath.text()
    dialog.policy.quiet.edit.setText("")  # type: ignore[attr-defined]
    assert dialog.keep.isEnabled()
    dialog.reject()


def test_only_what_rings_has_a_policy_and_only_the_urgent_breaks_through(room: Room) -> None:
    dialog = edited(room)
    assert dialog.policy.breaks.isEnabled()
    dialog.how.setCurrentIndex(dialog.how.findData(How.NOTICE))
    assert not dialog.policy.breaks.isEnabled()
    assert dialog.policy.quiet.isEnabled()
    dialog.how.setCurrentIndex(dialog.how.findData(How.SILENT))
    assert not dialog.policy.quiet.isEnabled()
    assert not dialog.policy.at_least.isEnabled()
    dialog.reject()


def test_a_watch_that_is_read_later_stays_so(room: Room, database: Path) -> None:
    with Store.open(database) as store:
        store.watches.edit(room.watch("NATO"), how=How.DIGEST, at_least=7)
    dialog = edited(room)
    assert (How(dialog.how.currentData()), dialog.policy.outlets) == (How.DIGEST, 7)
    dialog.reject()


def test_a_saved_query_can_be_named_in_another_one(room: Room) -> None:
    room.desk.places.new_watch.trigger()
    dialog = room.desk.opening.dialog
    assert isinstance(dialog, WatchDialog)
    dialog.query.setText("@NATO OR zeppelin")
    assert dialog.keep.isEnabled()
    dialog.query.setText("@nobody-has-this-name")
    assert not dialog.keep.isEnabled()
    dialog.reject()
