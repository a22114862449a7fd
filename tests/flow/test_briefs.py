"""From a match to the brief: what is read later is told once, at its time, and never by a notice of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from flow.newsroom import Newsroom, entry, news
from flow.workbench import MORNING
from tocsin.core.brief import Choices, Times
from tocsin.core.model import Held, How
from tocsin.monitor.briefing import glance, make
from tocsin.monitor.events import BriefMade, Trouble


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    with Newsroom(tmp_path) as made:
        made.store.briefs.choose(Choices(Times.read("8:00 18:00")), made.clock.now)
        yield made


def at(room: Newsroom, hour: int, minute: int = 0, days: int = 0) -> None:
    """Move the clock to a time of that day or a later one, and do a round."""
    moment: datetime = MORNING.replace(hour=hour, minute=minute) + timedelta(days=days)
    room.clock.now = moment
    room.round()


def briefs(room: Newsroom) -> list[BriefMade]:
    return [event for event in room.said if isinstance(event, BriefMade)]


def told(room: Newsroom, number: int) -> list[str]:
    return sorted(one.headline for one in room.store.briefs.get(number).told)


def announce(room: Newsroom, *titles: str) -> None:
    room.announce("herald", *(entry(one, guid=one, link=f"https://herald.example/{one}") for one in titles))


def test_what_is_read_later_is_told_once_in_a_brief_and_never_by_a_notice_of_its_own(room: Newsroom) -> None:
    room.watch("NATO", how=How.DIGEST)
    room.outlet("herald")
    announce(room, "NATO meets")
    at(room, 10)
    announce(room, "NATO votes")
    at(room, 17, 59)
    assert (room.titles(), room.written()) == ([], ["first owed: digest"] * 2)
    assert room.store.alerts.owed()[0].alert.until == MORNING.replace(hour=18)
    at(room, 18)
    (made,) = briefs(room)
    assert made.title == "Evening brief: 2 stories in 1 watch"
    assert told(room, made.id) == ["NATO meets", "NATO votes"]
    assert [(notice.title, notice.alerts) for notice in room.bell.shown] == [(made.title, ())]
    assert {(one.alert.bell, one.alert.notice) for one in room.ledger()} == {("brief", f"brief-{made.id}")}
    assert Counter(bell for _, bell in room.told) == {"brief": 2}
    for hour in (19, 23):
        at(room, hour)
    at(room, 8, days=1)
    assert (len(briefs(room)), len(room.bell.shown)) == (1, 1)


def test_a_night_and_a_day_asleep_end_in_one_brief(room: Newsroom) -> None:
    room.watch("NATO", how=How.DIGEST)
    room.outlet("herald")
    announce(room, "NATO meets")
    at(room, 9)
    announce(room, "NATO votes")
    at(room, 14, days=3)
    (made,) = briefs(room)
    assert told(room, made.id) == ["NATO meets", "NATO votes"]
    assert room.titles() == ["Afternoon brief: 2 stories in 1 watch"]
    at(room, 14, 5, days=3)
    assert len(briefs(room)) == 1


def test_without_news_there_is_no_brief_unless_the_user_wants_one(room: Newsroom) -> None:
    room.watch("NATO", how=How.DIGEST)
    room.outlet("herald")
    at(room, 18)
    assert briefs(room) == []
    room.store.briefs.choose(Choices(Times.read("8:00 18:00"), when_empty=True), room.clock.now)
    at(room, 8, days=1)
    assert [event.title for event in briefs(room)] == ["Morning brief: nothing new"]
    assert room.bell.shown[0].body.startswith("Nothing new since")


def test_a_brief_waits_for_the_end_of_quiet_hours_and_then_rings_once(room: Newsroom) -> None:
    room.store.settings.put("quiet", "17:00-19:00")
    room.watch("NATO", how=How.DIGEST)
    room.outlet("herald")
    announce(room, "NATO meets")
    at(room, 18)
    assert (len(briefs(room)), room.titles()) == (1, [])
    at(room, 19)
    at(room, 19, 15)
    assert room.titles() == ["Evening brief: 1 story in 1 watch"]


def test_where_no_bell_takes_it_a_line_says_so_once(room: Newsroom) -> None:
    room.bell.refusal = "there is no notification service"
    room.watch("NATO", how=How.DIGEST)
    room.outlet("herald")
    announce(room, "NATO meets")
    at(room, 18)
    at(room, 18, 15)
    said = [event.sentence for event in room.said if isinstance(event, Trouble)]
    assert said == ["Evening brief: 1 story in 1 watch. Read it with: tocsin brief --last"]


def test_what_is_muted_snoozed_or_read_meanwhile_is_not_told(room: Newsroom) -> None:
    watch = room.watch("NATO", how=How.DIGEST)
    snoozed = room.watch("Energy", how=How.DIGEST)
    room.outlet("herald")
    announce(room, "NATO meets", "NATO votes", "NATO sings", "Energy rises")
    at(room, 10)
    by_title = {one.headline: one.alert for one in room.store.alerts.owed()}
    room.store.mutes.add(now=room.clock.now, watch_id=watch.id, story_id=by_title["NATO votes"].story_id)
    room.store.marks.read([by_title["NATO sings"].article_id], True, room.clock.now)
    room.store.watches.snooze(snoozed.id, MORNING.replace(hour=20))
    at(room, 18)
    assert told(room, briefs(room)[0].id) == ["NATO meets"]
    assert {one.headline: (one.alert.bell, one.alert.held) for one in room.ledger()} == {
        "NATO meets": ("brief", None), "NATO votes": ("", Held.MUTED), "NATO sings": ("list", None),
        "Energy rises": ("", Held.SNOOZED),
    }  # fmt: skip
    at(room, 8, days=1)
    assert told(room, briefs(room)[1].id) == ["Energy rises"]


def test_the_policy_of_the_watch_holds_for_what_is_read_later(room: Newsroom) -> None:
    watch = room.watch("NATO", how=How.DIGEST)
    room.store.watches.edit(watch.id, where="title", at_least=2)
    for name in ("herald", "post"):
        room.outlet(name)
    room.announce("herald", entry("NATO meets", guid="a/1", link="https://herald.example/1"))
    room.announce("herald", entry("Elsewhere", "NATO, it says.", guid="b", link="https://herald.example/2"))
    at(room, 10)
    room.announce("post", entry("The alliance meets", guid="a/2", link="https://post.example/1"))
    at(room, 18)
    assert told(room, briefs(room)[0].id) == ["NATO meets"]


def test_a_brief_of_all_watches_tells_what_rang_without_ringing_it_again(room: Newsroom) -> None:
    room.store.briefs.choose(Choices(Times.read("8:00 18:00"), all_watches=True), room.clock.now)
    room.watch("NATO")
    room.watch("Energy", how=How.SILENT)
    room.outlet("herald")
    announce(room, "NATO meets", "Energy rises")
    at(room, 10)
    at(room, 18)
    assert told(room, briefs(room)[0].id) == ["Energy rises", "NATO meets"]
    assert {one.headline: one.alert.bell for one in room.ledger()} == {"NATO meets": "paper", "Energy rises": ""}
    at(room, 8, days=1)
    assert len(briefs(room)) == 1


def test_a_watch_that_is_made_louder_rings_what_waited_as_one_notice_and_one_made_silent_rings_nothing(
    room: Newsroom,
) -> None:
    louder, silent = room.watch("NATO", how=How.DIGEST), room.watch("Energy", how=How.DIGEST)
    room.outlet("herald")
    announce(room, "NATO meets", "NATO votes", "Energy rises")
    at(room, 10)
    room.store.watches.edit(louder.id, how=How.NOTICE)
    room.store.watches.edit(silent.id, how=How.SILENT)
    at(room, 10, 15)
    assert room.titles() == ["NATO: 2 new stories"]
    assert {one.headline: one.alert.bell for one in room.ledger()}["Energy rises"] == "list"


def test_five_hundred_stories_are_one_brief_that_counts_what_it_does_not_tell(room: Newsroom) -> None:
    room.watch("NATO", how=How.DIGEST)
    room.outlet("herald")
    room.announce("herald", *news("herald", "NATO", 500, published=MORNING + timedelta(hours=1)))
    at(room, 18)
    (made,) = briefs(room)
    assert made.stories == 500
    (section,) = room.store.briefs.get(made.id).sections
    assert (len(section.stories), section.more) == (8, 492)
    assert {one.alert.bell for one in room.ledger()} == {"brief"}


def test_a_brief_that_could_not_be_kept_settles_nothing(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    room.watch("NATO", how=How.DIGEST)
    room.outlet("herald")
    announce(room, "NATO meets")
    at(room, 10)

    def full(*_: object) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(room.store.alerts, "rang", full)
        with pytest.raises(OSError, match="full"):
            make(room.store, MORNING.replace(hour=18))
    assert (room.store.briefs.all(), room.written()) == ([], ["first owed: digest"])
    at(room, 18)
    assert told(room, briefs(room)[0].id) == ["NATO meets"]


def test_what_waits_for_the_brief_is_not_looked_at_again_and_again_and_learns_a_new_time(room: Newsroom) -> None:
    room.watch("NATO", how=How.DIGEST)
    room.outlet("herald")
    announce(room, "NATO meets")
    at(room, 10)
    assert (len(room.store.alerts.owed()), room.store.alerts.owed(with_later=False)) == (1, [])
    room.store.briefs.choose(Choices(Times.read("20:00")), room.clock.now)
    at(room, 10, 15)
    assert room.store.alerts.owed()[0].alert.until == MORNING.replace(hour=20)
    assert room.titles() == []


def test_a_brief_is_sent_once_by_the_other_bells_that_were_chosen_when_it_rings(room: Newsroom) -> None:
    room.store.settings.put("quiet", "17:00-19:00")
    wanted, off, other = (
        room.store.other_bells.add(name, "mail", name, now=MORNING) for name in ("Mail", "Phone", "Chat")
    )
    for bell in (wanted, other):
        room.store.other_bells.switch(bell.id, True)
    room.store.briefs.choose(Choices(Times.read("18:00"), send_by=(wanted.id, off.id, 99)), MORNING)
    assert room.store.briefs.choices().send_by == (wanted.id, off.id, 99)
    room.watch("NATO", how=How.DIGEST)
    room.outlet("herald")
    announce(room, "NATO meets")
    at(room, 18)
    assert room.store.deliveries.due(room.clock.now) == []
    at(room, 19)
    at(room, 19, 15)
    (parcel,) = room.store.deliveries.due(room.clock.now)
    (sent,) = parcel.deliveries
    assert (parcel.bell.id, sent.alert_id, sent.title) == (wanted.id, 0, "Evening brief: 1 story in 1 watch")
    assert "• NATO meets\n  Herald · first seen 18:00" in sent.body
    assert sent.title not in sent.body


def test_a_glance_settles_and_keeps_nothing(room: Newsroom) -> None:
    watch = room.watch("NATO", how=How.DIGEST)
    room.outlet("herald")
    announce(room, "NATO meets")
    at(room, 10)
    looked = glance(room.store, room.clock.now, MORNING - timedelta(days=1), [watch])
    assert ([one.headline for one in looked.told], looked.id) == (["NATO meets"], 0)
    assert (room.store.briefs.all(), room.written()) == ([], ["first owed: digest"])


def test_a_clock_that_was_ahead_is_no_reason_to_wait_for_years(room: Newsroom) -> None:
    room.watch("NATO", how=How.DIGEST)
    room.outlet("herald")
    announce(room, "NATO meets")
    room.store.briefs.look(MORNING + timedelta(days=800))
    at(room, 10)
    at(room, 18)
    assert len(briefs(room)) == 1
