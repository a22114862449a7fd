"""The policy of a watch: how loud, where the term must stand, how many outlets, what is muted, and what is written."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from unit.alarm_values import NOW, Arrival, Held, How, Mute, Where, outcome, planned, rung, told, waits, watch

HOUR = timedelta(hours=1)
SILENT, MUTED, PLACE = "held: silent", "held: muted", "held: place"


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        pytest.param(How.SILENT, SILENT, id="a silent watch keeps its matches"),
        pytest.param(How.BADGE, SILENT, id="a badge counts, and makes no notice"),
        pytest.param(How.DIGEST, "rings: first", id="a digest is owed to the next brief"),
        pytest.param(How.NOTICE, "rings: first", id="a notice rings"),
        pytest.param(How.URGENT, "rings: first", id="an urgent watch rings"),
    ],
)
def test_a_watch_is_as_loud_as_it_is_told(how: How, expected: str) -> None:
    assert outcome(policy=watch(how=how)) == expected


@pytest.mark.parametrize(
    ("where", "field", "expected"),
    [
        pytest.param(Where.ANYWHERE, "body", "rings: first", id="anywhere: the body will do"),
        pytest.param(Where.ANYWHERE, "tag", "rings: first", id="anywhere: a tag will do"),
        pytest.param(Where.LEAD, "title", "rings: first", id="title or lead: the title will do"),
        pytest.param(Where.LEAD, "lead", "rings: first", id="title or lead: the lead will do"),
        pytest.param(Where.LEAD, "body", PLACE, id="title or lead: the body will not do"),
        pytest.param(Where.LEAD, "author", PLACE, id="title or lead: the author will not do"),
        pytest.param(Where.TITLE, "title", "rings: first", id="title: the title will do"),
        pytest.param(Where.TITLE, "lead", PLACE, id="title: the lead will not do"),
        pytest.param(Where.TITLE, "url", PLACE, id="title: the address will not do"),
        pytest.param(Where.TITLE, "", PLACE, id="title: a query without terms names nothing there"),
    ],
)
def test_the_term_must_stand_where_the_watch_wants_it(where: Where, field: str, expected: str) -> None:
    assert outcome(field, policy=watch(where=where)) == expected


def test_a_story_that_stood_in_the_wrong_place_rings_when_a_later_article_has_it_right() -> None:
    policy = watch(where=Where.TITLE)
    assert outcome("title", policy=policy, told=told(first=Held.PLACE)) == "rings: first"
    assert outcome("body", policy=policy, told=told(first=Held.PLACE)) == PLACE


@pytest.mark.parametrize(
    ("at_least", "outlets", "expected"),
    [
        pytest.param(1, 1, "rings: first", id="one outlet is enough by default"),
        pytest.param(3, 1, "held: threshold", id="one of three outlets is not enough"),
        pytest.param(3, 2, "held: threshold", id="two of three outlets are not enough"),
        pytest.param(3, 3, "rings: first", id="the third outlet rings"),
        pytest.param(3, 40, "rings: first", id="so do more"),
    ],
)
def test_a_story_rings_when_enough_outlets_carry_it(at_least: int, outlets: int, expected: str) -> None:
    policy = watch(at_least=at_least)
    assert outcome(policy=policy, outlets=outlets) == expected
    assert outcome(policy=policy, outlets=outlets, told=told(first=Held.THRESHOLD)) == expected


def test_after_the_threshold_has_rung_further_outlets_owe_nothing() -> None:
    assert outcome(policy=watch(at_least=3), outlets=4, told=told(first=None), named_before=True) == "same story"


@pytest.mark.parametrize(
    ("mute", "expected"),
    [
        pytest.param(Mute(1, story_id=5), MUTED, id="this story"),
        pytest.param(Mute(1, story_id=6), "rings: first", id="another story"),
        pytest.param(Mute(1, watch_id=1, story_id=5), MUTED, id="this story in this watch"),
        pytest.param(Mute(1, watch_id=2, story_id=5), "rings: first", id="this story in another watch"),
        pytest.param(Mute(1, outlet="The Herald"), MUTED, id="this outlet"),
        pytest.param(Mute(1, outlet="THE HERALD"), MUTED, id="this outlet in other letters"),
        pytest.param(Mute(1, outlet="The Post"), "rings: first", id="another outlet"),
        pytest.param(Mute(1, watch_id=1, outlet="The Herald"), MUTED, id="this outlet in this watch"),
        pytest.param(Mute(1, watch_id=2, outlet="The Herald"), "rings: first", id="this outlet in another watch"),
        pytest.param(Mute(1, story_id=5, until=NOW + HOUR), MUTED, id="for an hour more"),
        pytest.param(Mute(1, story_id=5, until=NOW), "rings: first", id="until now"),
        pytest.param(Mute(1, story_id=5, until=NOW - HOUR), "rings: first", id="until an hour ago"),
        pytest.param(Mute(1), "rings: first", id="nothing in particular"),
    ],
)
def test_what_the_user_muted_does_not_ring(mute: Mute, expected: str) -> None:
    assert outcome(mutes=(mute,)) == expected


def test_a_story_that_a_muted_outlet_began_rings_with_another_outlet() -> None:
    assert outcome(told=told(first=Held.MUTED), mutes=(Mute(1, outlet="The Post"),)) == "rings: first"


@pytest.mark.parametrize("held", [None, Held.QUIET_HOURS, Held.SNOOZED, Held.BURST, Held.CATCH_UP])
def test_a_story_that_is_muted_while_it_waits_is_forgiven(held: Held | None) -> None:
    made = planned(rung(1, story=5, held=held), rung(2, story=6), mutes=(Mute(1, story_id=5),))
    assert made.muted == (1,)
    assert [notice.alerts for notice in made.notices] == [(2,)]


def test_an_outlet_that_is_muted_while_its_story_waits_in_quiet_hours_is_forgiven_at_once() -> None:
    made = planned(rung(1), quiet="0-24", mutes=(Mute(1, outlet="the herald"),))
    assert (made.muted, waits(made)) == ((1,), {})


def test_a_mute_that_has_ended_forgives_nothing() -> None:
    made = planned(rung(1, story=5), mutes=(Mute(1, story_id=5, until=NOW),))
    assert [notice.alerts for notice in made.notices] == [(1,)]


@pytest.mark.parametrize(
    ("scene", "expected"),
    [
        pytest.param({"arrival": Arrival.BASELINE}, "held: baseline", id="the past, before the silent watch"),
        pytest.param({"arrival": Arrival.BACKFILL}, "held: backfill", id="an archive, before the silent watch"),
        pytest.param({}, SILENT, id="the silent watch, before the mute"),
        pytest.param({"policy": watch(where=Where.TITLE, at_least=3)}, MUTED, id="the mute, before the place"),
        pytest.param(
            {"policy": watch(where=Where.TITLE, at_least=3), "mutes": ()}, PLACE, id="the place, before the outlets"
        ),
    ],
)
def test_of_several_reasons_the_ledger_gives_the_one_that_lasts(scene: dict[str, Any], expected: str) -> None:
    usual: dict[str, Any] = {
        "field": "body", "policy": watch(how=How.SILENT, where=Where.TITLE, at_least=3),
        "mutes": (Mute(1, story_id=5),),
    }  # fmt: skip
    assert outcome(**(usual | scene)) == expected


def test_a_silent_watch_that_is_made_loud_rings_for_the_next_article_of_its_stories() -> None:
    assert outcome(told=told(first=Held.SILENT), named_before=True) == "rings: first"


def test_what_was_read_in_the_list_while_it_waited_needs_no_notice() -> None:
    made = planned(rung(1, held=Held.QUIET_HOURS, read=True), rung(2, held=Held.QUIET_HOURS))
    assert (made.read, [notice.alerts for notice in made.notices]) == ((1,), [(2,)])
