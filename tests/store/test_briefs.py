"""Briefs are kept as they stood, settle what they rang, can be taken back, and stay bounded."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from store.samples import NOW, entry, followed, saved
from tocsin.core.brief import DEFAULT_TIMES, Brief, Choices, Section, Times, Told
from tocsin.core.errors import WrongUse
from tocsin.core.model import Alert, Held, How
from tocsin.store import Store
from tocsin.store.briefs import KEPT, TIMES

TOLD = Told(
    3, 4, "Nato chief warns 北约 🎉", ("The Herald", "Gazette"), 2, "He asked NATO.", ((9, 13),),
    "https://news.example/1", NOW - timedelta(hours=1), "en", "now in the headline", ("Energy",),
)  # fmt: skip
BRIEF = Brief(0, NOW, NOW - timedelta(hours=12), (Section(1, "NATO", (TOLD,), 4, 1),), 6, 2, 3)


def owed(store: Store, number: int = 2) -> list[int]:
    """Owe alerts of a watch that is read later."""
    watch = store.watches.add("NATO", "NATO", how=How.DIGEST, now=NOW)
    articles = saved(store, followed(store), *(entry(f"NATO {n}", key=f"{n}") for n in range(number)))
    with store.writing():
        for article in articles:
            story = store.stories.begin(article)
            store.alerts.add(Alert(0, watch.id, story.id, article.id, NOW, NOW))
    return [one.alert.id for one in store.alerts.owed()]


def test_a_brief_is_read_back_as_it_was_made(store: Store) -> None:
    kept = store.briefs.add(BRIEF, [])
    assert kept == replace(BRIEF, id=kept.id)
    assert store.briefs.get(kept.id) == kept
    (line,) = store.briefs.all()
    assert (line.id, line.stories, line.watches) == (kept.id, 6, 2)
    with pytest.raises(WrongUse, match="no brief"):
        store.briefs.get(99)


def test_a_brief_settles_what_it_rings_and_gives_it_back(store: Store) -> None:
    ids = owed(store)
    kept = store.briefs.add(BRIEF, ids)
    assert store.alerts.owed() == []
    rang = store.alerts.of_notice(f"brief-{kept.id}")
    assert [(one.alert.id, one.alert.bell, one.alert.rung) for one in rang] == [(one, "brief", NOW) for one in ids]
    store.briefs.take_back(kept.id)
    assert [(one.alert.id, one.alert.held, one.alert.bell) for one in store.alerts.owed()] == [
        (one, Held.DIGEST, "") for one in ids
    ]
    assert store.briefs.all() == []


def test_more_alerts_than_one_statement_takes_are_settled(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tocsin.store.briefs.AT_ONCE", 2)
    store.briefs.add(BRIEF, owed(store, 5))
    assert store.alerts.owed() == []


def test_only_the_newest_brief_is_still_to_be_rung(store: Store) -> None:
    store.briefs.add(BRIEF, [])
    newest = store.briefs.add(BRIEF, [])
    assert store.briefs.unrung() == newest
    store.briefs.rang(newest.id, "desktop", NOW)
    assert store.briefs.unrung() is None


def test_old_briefs_are_forgotten(store: Store) -> None:
    for _ in range(KEPT + 3):
        last = store.briefs.add(BRIEF, [])
    kept = store.briefs.all()
    assert (len(kept), kept[0].id) == (KEPT, last.id)


def test_choices_are_kept_and_a_time_that_has_passed_today_was_not_missed(store: Store) -> None:
    assert store.briefs.choices() == Choices(Times.read(DEFAULT_TIMES))
    chosen = Choices(Times.read("7:00"), all_watches=True, when_empty=True)
    store.briefs.look(NOW - timedelta(days=1))
    store.briefs.choose(chosen, NOW)
    assert (store.briefs.choices(), store.briefs.looked()) == (chosen, NOW)
    store.briefs.choose(Choices(), NOW)
    assert store.briefs.choices() == Choices()


def test_times_that_were_written_by_another_hand_are_the_usual_ones(store: Store) -> None:
    store.settings.put(TIMES, "now and then")
    store.settings.put("brief.looked", "x")
    assert (str(store.briefs.choices().times), store.briefs.looked()) == (DEFAULT_TIMES, None)


def test_outlets_are_named_once_without_copies(store: Store) -> None:
    herald, gazette = followed(store, "https://herald.example/rss"), followed(store, "https://gazette.example/rss")
    first, again = saved(store, herald, entry("a", outlet="The Herald"), entry("b", outlet="The Herald"))
    (other,) = saved(store, gazette, entry("c"))
    (copy,) = saved(store, gazette, entry("d", outlet="Copy Cat"))
    with store.writing():
        story = store.stories.begin(first).id
        store.stories.join(story, again, outlets=1)
        store.stories.join(story, other, outlets=2)
        store.stories.join(story, copy, outlets=2, copy_of=first.id)
    assert store.briefs.outlets([story]) == {story: ["The Herald", "https://gazette.example/rss"]}
    assert store.briefs.outlets([]) == {}
