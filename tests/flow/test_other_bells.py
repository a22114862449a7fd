"""Other bells on the workbench: what is owed to them, when it is sent, and what becomes of it when it cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, timedelta
from pathlib import Path

import pytest

from flow.workbench import Workbench, entry, unlike
from tocsin.core.model import How, OtherBell
from tocsin.desktop.bells.apprise import Outcome
from tocsin.monitor.events import OtherBellFailed, OtherBellRang
from tocsin.monitor.other_bells import OtherRinging
from tocsin.monitor.ringing import QUIET
from tocsin.store import Store

URL = "https://news.example/rss"


class Killed(BaseException):
    """Stands for the end of the process."""


@dataclass
class PaperSender:
    """Keeps what it was to send, and answers what it was told to."""

    answers: list[Outcome | BaseException] = field(default_factory=list)
    sent: list[tuple[str, str, str, str]] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)

    def send(self, secret: str, title: str, body: str, key: str) -> Outcome:
        answer = self.answers.pop(0) if self.answers else Outcome()
        self.sent.append((secret, title, body, key))
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def forget(self, secret: str) -> None:
        self.forgotten.append(secret)

    def close(self) -> None:
        pass


class Tower(Workbench):
    """A workbench with a sender for other bells."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.sender = PaperSender()

    def look(self, store: Store | None = None) -> None:
        OtherRinging(store or self.store, self.sender, self.said.append, clock=self.clock, zone=UTC).look()

    def other(self, name: str = "phone") -> OtherBell:
        added = self.store.other_bells.add(name, "ntfy", f"key of {name}", now=self.clock())
        return self.store.other_bells.switch(added.id, True)

    def news(self, *titles: str, text: str = "") -> None:
        """Let a feed, read before, bring these headlines, and ring."""
        if not self.store.feeds.all():
            self.follow()
            self.web.serve(URL, entry("Nothing"))
            self.round()
        self.clock.pass_(minutes=15)
        self.web.serve(URL, *(entry(title, text) for title in titles), entry("Nothing"))
        self.round()

    @property
    def titles(self) -> list[str]:
        return [title for _, title, _, _ in self.sender.sent]


@pytest.fixture
def tower(tmp_path: Path) -> Iterator[Tower]:
    made = Tower(tmp_path)
    yield made
    made.close()


def test_what_rings_here_rings_there_once(tower: Tower) -> None:
    tower.watch("NATO")
    tower.other()
    tower.news("NATO meets in Oslo", text="Ministers arrive.")
    tower.look()
    tower.look()
    (sent,) = tower.sender.sent
    assert sent[:2] == ("key of phone", "NATO meets in Oslo")
    lines = sent[2].splitlines()
    assert lines[0] == "The Herald · NATO"
    assert lines[-1].startswith("https://news.example/")
    assert [(one.name, len(one.alerts)) for one in tower.said if isinstance(one, OtherBellRang)] == [("phone", 1)]


def test_a_bell_that_is_off_and_a_new_one_are_owed_nothing_of_the_past(tower: Tower) -> None:
    tower.watch("NATO")
    off = tower.store.other_bells.add("off", "ntfy", "key", now=tower.clock())
    tower.news("NATO meets in Oslo")
    tower.store.other_bells.switch(off.id, True)
    tower.other()
    tower.look()
    assert tower.sender.sent == []


def test_a_baseline_never_leaves(tower: Tower) -> None:
    tower.watch("NATO")
    tower.other()
    tower.follow()
    tower.web.serve(URL, entry("NATO met last week"))
    tower.round()
    tower.look()
    assert tower.sender.sent == []


def test_quiet_hours_hold_a_message_until_their_end(tower: Tower) -> None:
    tower.store.settings.put(QUIET, "7:00-10:00")
    tower.watch("NATO")
    tower.other()
    tower.news("NATO meets in Oslo", "Snow in Bergen", "NATO signs a lease in Turku")
    tower.look()
    assert tower.sender.sent == []
    tower.clock.pass_(hours=3)
    tower.round(all_due=False)
    tower.look()
    assert tower.titles == ["2 new stories: NATO"]


def test_what_the_user_has_read_while_it_waited_is_sent_nowhere(tower: Tower) -> None:
    tower.store.settings.put(QUIET, "7:00-10:00")
    tower.watch("NATO")
    tower.other()
    tower.news("NATO meets in Oslo")
    (owed,) = tower.store.alerts.owed()
    tower.store.marks.read([owed.alert.article_id], True, tower.clock())
    tower.clock.pass_(hours=3)
    tower.round(all_due=False)
    tower.look()
    assert tower.sender.sent == []


def test_a_burst_is_one_message_that_names_twenty_and_counts_the_rest(tower: Tower) -> None:
    tower.watch("NATO")
    tower.other()
    tower.news(*unlike("NATO", 60))
    tower.clock.pass_(minutes=2)
    tower.round(all_due=False)
    tower.look()
    ((_, title, body, _),) = tower.sender.sent
    assert title == "60 new stories: NATO"
    assert body.count("https://news.example/") == 20
    assert body.endswith("and 40 more, in the ledger of Tocsin")


def test_only_the_chosen_watches_ring_a_bell(tower: Tower) -> None:
    nato, _ = tower.watch("NATO"), tower.watch("Bergen")
    bell = tower.other()
    tower.store.other_bells.choose(bell.id, [nato.id])
    tower.news("NATO meets in Oslo", "Snow in Bergen")
    tower.look()
    assert tower.titles == ["NATO meets in Oslo"]


def test_a_watch_of_the_brief_rings_no_other_bell(tower: Tower) -> None:
    tower.watch("NATO", how=How.DIGEST)
    tower.other()
    tower.news("NATO meets in Oslo")
    owed = [one.alert.id for one in tower.store.alerts.owed()]
    tower.store.alerts.rang(owed, "brief", tower.clock())
    tower.look()
    assert owed and tower.sender.sent == []


def test_a_discreet_bell_learns_neither_watch_nor_headline(tower: Tower) -> None:
    tower.watch("NATO")
    bell = tower.other()
    tower.store.other_bells.edit(bell.id, discreet=True)
    tower.news("NATO meets in Oslo")
    tower.store.deliveries.owe_text("Brief", "NATO three times", [bell.id], tower.clock())
    tower.look()
    assert len(tower.sender.sent) == 2
    assert "NATO" not in "".join(map(str, tower.sender.sent)) and "Oslo" not in "".join(map(str, tower.sender.sent))


def test_a_refusal_is_tried_again_ever_later_and_what_came_meanwhile_goes_with_it(tower: Tower) -> None:
    tower.watch("NATO")
    bell = tower.other()
    tower.sender.answers = [Outcome("ntfy is out of order at the moment.")] * 3
    tower.news("NATO meets in Oslo")
    tower.look()
    (failed,) = [one for one in tower.said if isinstance(one, OtherBellFailed)]
    assert (failed.trouble, failed.given_up) == ("ntfy is out of order at the moment.", 0)
    assert tower.store.other_bells.in_trouble() == 1
    waits = []
    for _ in range(2):
        shown = tower.store.other_bells.get(bell.id)
        assert shown.next_try is not None and shown.waiting == 1
        waits.append((shown.next_try - tower.clock()) // timedelta(minutes=1))
        tower.clock.now = shown.next_try - timedelta(seconds=1)
        tower.look()
        tower.clock.now = shown.next_try
        tower.look()
    assert waits == [1, 2]
    tower.news("Snow falls on NATO headquarters")  # a quarter of an hour passes: the next try is due
    assert len(tower.sender.sent) == 3
    tower.look()
    assert tower.titles[-1] == "2 new stories: NATO"
    shown = tower.store.other_bells.get(bell.id)
    assert (shown.trouble, shown.waiting, shown.sent) == ("", 0, tower.clock())
    assert len({key for *_, key in tower.sender.sent}) == 4


def test_a_new_alert_does_not_wake_a_bell_that_failed_just_now(tower: Tower) -> None:
    tower.watch("NATO")
    tower.other()
    tower.sender.answers = [Outcome("refused")] * 9
    tower.news("NATO meets in Oslo")
    for _ in range(6):
        tower.look()
        tower.clock.now = tower.store.other_bells.all()[0].next_try or tower.clock.now
    tower.look()
    before = len(tower.sender.sent)
    tower.news("Snow falls on NATO headquarters")  # after fifteen minutes; the next try is an hour away
    tower.look()
    assert len(tower.sender.sent) == before


def test_after_a_day_it_gives_up_and_says_how_much_was_lost(tower: Tower) -> None:
    tower.watch("NATO")
    bell = tower.other()
    tower.sender.answers = [Outcome("refused")] * 99
    tower.news("NATO meets in Oslo")
    for _ in range(40):
        tower.look()
        tower.clock.pass_(hours=1)
    shown = tower.store.other_bells.get(bell.id)
    assert (shown.waiting, shown.lost, shown.trouble) == (0, 1, "refused")
    assert len(tower.sender.sent) < 40
    (alert,) = tower.store.alerts.ledger(with_history=False)
    (told,) = tower.store.deliveries.of_alerts([alert.alert.id])[alert.alert.id]
    assert told.sent is None and told.gave_up is not None


def test_killed_between_trying_and_sent_the_same_message_goes_again_with_the_same_key(tower: Tower) -> None:
    tower.watch("NATO")
    tower.other()
    tower.news("NATO meets in Oslo")
    tower.sender.answers = [Killed()]
    with pytest.raises(Killed):
        tower.look()
    tower.news("Snow falls on NATO headquarters")
    with Store.open(tower.path) as after:
        tower.look(after)
        tower.look(after)
    assert tower.titles == ["NATO meets in Oslo", "NATO meets in Oslo", "Snow falls on NATO headquarters"]
    keys = [key for *_, key in tower.sender.sent]
    assert keys[0] == keys[1] != keys[2]


def test_a_message_that_may_have_arrived_stays_the_same_message(tower: Tower) -> None:
    tower.watch("NATO")
    tower.other()
    tower.sender.answers = [Outcome("ntfy did not answer in time.", uncertain=True)]
    tower.news("NATO meets in Oslo")
    tower.look()
    tower.news("Snow falls on NATO headquarters")
    tower.look()
    assert tower.titles == ["NATO meets in Oslo", "NATO meets in Oslo", "Snow falls on NATO headquarters"]
    assert tower.sender.sent[0][3] == tower.sender.sent[1][3]


def test_a_bell_in_trouble_holds_up_no_other(tower: Tower) -> None:
    tower.watch("NATO")
    tower.other("a")
    tower.other("b")
    tower.sender.answers = [Outcome("refused")]
    tower.news("NATO meets in Oslo")
    tower.look()
    assert [secret for secret, *_ in tower.sender.sent] == ["key of a", "key of b"]
    assert [one.trouble for one in tower.store.other_bells.all()] == ["refused", ""]


def test_switched_off_it_is_owed_nothing_any_more(tower: Tower) -> None:
    tower.watch("NATO")
    bell = tower.other()
    tower.news("NATO meets in Oslo")
    tower.store.other_bells.switch(bell.id, False)
    tower.store.other_bells.switch(bell.id, True)
    tower.look()
    assert tower.sender.sent == []


def test_a_removal_can_be_undone_for_an_hour_and_then_the_keyring_forgets(tower: Tower) -> None:
    tower.watch("NATO")
    bell = tower.other()
    tower.news("NATO meets in Oslo")
    tower.store.other_bells.remove(bell.id, tower.clock())
    tower.look()
    assert (tower.sender.sent, tower.sender.forgotten, tower.store.other_bells.all()) == ([], [], [])
    tower.store.other_bells.restore(bell.id)
    tower.look()
    assert tower.titles == ["NATO meets in Oslo"]
    tower.store.other_bells.remove(bell.id, tower.clock())
    tower.clock.pass_(hours=1)
    tower.look()
    tower.look()
    assert tower.sender.forgotten == ["key of phone"]
    (alert,) = tower.store.alerts.ledger(with_history=False)
    assert [one.bell for one in tower.store.deliveries.of_alerts([alert.alert.id])[alert.alert.id]] == ["phone"]


def test_a_text_goes_alone_and_cleaned_to_the_bells_that_are_on(tower: Tower) -> None:
    on, off = tower.other(), tower.store.other_bells.add("off", "ntfy", "key", now=tower.clock())
    owed = tower.store.deliveries.owe_text(
        "Your\nbrief\u202e", "one\x00\n\ntwo\u2066 \r\nthree", [on.id, off.id, 77], tower.clock()
    )
    assert len(owed) == 1
    tower.look()
    tower.look()
    ((_, title, body, _),) = tower.sender.sent
    assert (title, body) == ("Your brief", "one\n\ntwo\nthree")


def test_a_hostile_headline_leaves_as_one_clean_line(tower: Tower) -> None:
    tower.watch("NATO")
    tower.other()
    tower.news("NATO\u202e " + "x" * 5000 + " <b>&amp;</b>")
    tower.look()
    ((_, title, body, _),) = tower.sender.sent
    assert len(title) <= 200 and "\u202e" not in title + body and len(body) < 2500


def test_a_clock_that_was_ahead_holds_nothing_up_when_it_is_put_right(tower: Tower) -> None:
    tower.watch("NATO")
    tower.other()
    tower.clock.pass_(days=300)
    tower.news("NATO meets in Oslo")
    tower.sender.answers = [Outcome("refused")]
    tower.look()
    tower.clock.pass_(days=-300)
    tower.look()
    assert tower.titles == ["NATO meets in Oslo"] * 2
