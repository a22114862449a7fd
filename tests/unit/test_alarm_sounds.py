"""What is heard: the usual sound, a watch's own, one for a burst, none while others can see the screen."""

from __future__ import annotations

from datetime import timedelta

from tocsin.core.alarm import with_one_sound
from tocsin.core.alarm.sounding import BREATH, sound_of
from tocsin.core.model import How, Notice, Sound
from unit.alarm_values import NOW, planned, rung


def notice(key: str, sound: Sound, *, urgent: bool = False) -> Notice:
    return Notice(key, key, "", (1,), urgent=urgent, sound=sound)


def heard(*notices: Notice, last: int | None = None) -> list[str]:
    """Give the keys of the notices that sound; `last`: so many seconds ago something was heard."""
    ago = None if last is None else NOW - timedelta(seconds=last)
    return [one.key for one in with_one_sound(notices, NOW, ago) if one.sound is not Sound.NONE]


def test_a_notice_is_silent_and_an_urgent_one_rings_the_bell_unless_the_watch_says_otherwise() -> None:
    assert sound_of([rung(1)]) is Sound.NONE
    assert sound_of([rung(1, how=How.URGENT)]) is Sound.BELL
    assert sound_of([rung(1, sound=Sound.TICK)]) is Sound.TICK
    assert sound_of([rung(1, how=How.URGENT, sound=Sound.NONE)]) is Sound.NONE


def test_of_several_watches_the_urgent_one_is_heard() -> None:
    alerts = [rung(1, sound=Sound.TICK), rung(2, of=2, how=How.URGENT, sound=Sound.LOW_BELL)]
    assert sound_of(alerts) is Sound.LOW_BELL
    assert sound_of([alerts[0], rung(3, of=3, how=How.URGENT, sound=Sound.NONE)]) is Sound.TICK


def test_what_rings_together_has_one_sound_and_it_is_the_urgent_ones() -> None:
    assert heard(notice("a", Sound.TICK), notice("b", Sound.BELL)) == ["a"]
    assert heard(notice("a", Sound.TICK), notice("b", Sound.BELL, urgent=True)) == ["b"]
    assert heard(notice("a", Sound.NONE), notice("b", Sound.TICK)) == ["b"]


def test_a_burst_that_comes_in_pieces_has_one_sound() -> None:
    pause = int(BREATH.total_seconds())
    assert heard(notice("a", Sound.BELL), last=pause - 1) == []
    assert heard(notice("a", Sound.BELL), last=pause) == ["a"]


def test_a_clock_that_was_ahead_silences_nothing() -> None:
    assert heard(notice("a", Sound.BELL), last=-3600) == ["a"]


def test_while_others_can_see_the_screen_nothing_is_heard() -> None:
    urgent = [rung(1, how=How.URGENT)]
    assert [one.sound for one in planned(*urgent).notices] == [Sound.BELL]
    assert [one.sound for one in planned(*urgent, presenting=True).notices] == [Sound.NONE]


def test_the_notice_of_a_watch_and_a_summary_sound_like_their_alerts() -> None:
    many = planned(*(rung(number, sound=Sound.TICK) for number in range(1, 9)), patience=timedelta(0))
    assert [one.sound for one in many.notices] == [Sound.TICK] * len(many.notices)
    assert many.notices[-1].key.startswith("summary")


def test_a_sound_of_a_later_release_is_the_usual_one() -> None:
    assert (Sound.kept("low-bell"), Sound.kept("carillon")) == (Sound.LOW_BELL, Sound.USUAL)
