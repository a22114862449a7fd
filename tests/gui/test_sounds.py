"""The sound of a watch: chosen and tried in its dialog, kept, and heard once with what rings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.hand_bell import HandBell
from gui.room import NOW, Room, fill
from listed import listed
from tocsin.core.model import Alert, How, Sound
from tocsin.desktop.bells.chain import Failed, Outcome, Sent, Shown
from tocsin.desktop.sound import NOBODY, Player
from tocsin.store import Scope, Store
from tocsin.ui.ringing import Ringing
from tocsin.ui.sound_field import SoundField
from tocsin.ui.store_thread import StoreThread
from tocsin.ui.theme import Theme
from tocsin.ui.watch_dialog import WatchDialog


class Listener(Player):
    """Writes down what would be heard."""

    def __init__(self, trouble: str = "") -> None:
        super().__init__()
        self.heard: list[Sound] = []
        self._trouble = trouble

    def trouble(self) -> str:
        return self._trouble

    def play(self, sound: Sound, *, uninvited: bool = True) -> bool:
        if sound is not Sound.NONE:
            self.heard.append(sound)
        return True


def test_the_sound_of_a_watch_is_chosen_in_its_dialog_and_kept(room: Room) -> None:
    room.desk.places.new_watch.trigger()
    dialog = room.desk.opening.dialog
    assert isinstance(dialog, WatchDialog)
    room.qtbot.keyClicks(dialog.query, '"Turkey"')
    choice = dialog.policy.sound.choice
    choice.setCurrentIndex(choice.findData(Sound.TWO_STROKES))
    dialog.keep.click()
    room.settle()
    assert room.store.watches.by_name("Turkey").sound is Sound.TWO_STROKES


def test_a_sound_is_heard_before_it_is_chosen(qtbot: QtBot, theme: Theme) -> None:
    listener = Listener()
    field = SoundField(theme, Sound.TICK, listener)
    qtbot.addWidget(field.field)
    field.hear.click()
    field.choice.setCurrentIndex(field.choice.findData(Sound.NONE))
    assert not field.hear.isEnabled()
    assert listener.heard == [Sound.TICK]
    assert field.field.beneath.text() == ""


def test_the_usual_sound_says_what_it_is(qtbot: QtBot, theme: Theme) -> None:
    listener = Listener()
    field = SoundField(theme, Sound.USUAL, listener)
    qtbot.addWidget(field.field)
    field.suit(How.NOTICE)
    assert (field.choice.currentText(), field.hear.isEnabled()) == ("As usual: no sound", False)
    field.suit(How.URGENT)
    assert (field.choice.currentText(), field.hear.isEnabled()) == ("As usual: bell", True)
    field.hear.click()
    assert listener.heard == [Sound.BELL]
    field.suit(How.SILENT)
    assert not field.choice.isEnabled()
    assert field.sound is Sound.USUAL


def test_where_nothing_can_play_the_dialog_says_so(qtbot: QtBot, theme: Theme) -> None:
    field = SoundField(theme, Sound.BELL, Listener(NOBODY))
    qtbot.addWidget(field.field)
    field.hear.click()
    assert field.field.beneath.text() == NOBODY


@pytest.fixture
def owing(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "tocsin.db") as store:
        fill(store)
        watch = store.watches.by_name("Le Pen").id
        store.watches.edit(watch, sound=Sound.LOW_BELL)
        for row in listed(store, Scope("all"))[:3]:
            with store.writing():
                story = store.stories.begin(store.articles.get(row.id))
                store.alerts.add(Alert(0, watch, story.id, row.id, NOW, owed=NOW))
        yield store


@pytest.mark.parametrize(
    ("outcome", "heard"),
    [(Sent(), [Sound.LOW_BELL]), (Shown(), [Sound.LOW_BELL]), (Shown(sounded=True), []), (Failed("no"), [])],
)
def test_three_notices_are_one_sound_which_is_played_here_unless_the_bell_played_it(
    qtbot: QtBot, owing: Store, tmp_path: Path, outcome: Outcome, heard: list[Sound]
) -> None:
    writer, listener, bell = StoreThread(tmp_path / "tocsin.db"), Listener(), HandBell(outcome)
    ringing = Ringing(owing, writer, [bell], player=listener)
    ringing.look()
    assert len(bell.rung) == 3
    assert [one.sound for one in bell.rung] == [Sound.LOW_BELL, Sound.NONE, Sound.NONE]
    assert listener.heard == heard
    assert writer.close()
