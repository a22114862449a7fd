"""How a notice reads."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.core.alarm import Presence
from tocsin.core.model import Notice, Rung
from unit.alarm_values import NOW, How, Reason, planned, rung


def notice(*alerts: Rung) -> Notice:
    (made,) = planned(*alerts).notices
    return made


def test_a_notice_says_headline_outlet_age_watch_and_sentence() -> None:
    made = notice(rung(1, headline="NATO meets", sentence="It meets in Oslo.", published=NOW - timedelta(minutes=12)))
    assert (made.title, made.body) == ("NATO meets", "The Herald · 12 min · Watch 1\nIt meets in Oslo.")
    assert made.article_id == 1
    assert made.key == "story-1"


def test_a_notice_can_be_opened_kept_muted_and_snoozed() -> None:
    actions = notice(rung(1)).actions
    assert [label for _, label in actions] == ["Open", "Open", "Keep", "Mute story", "Snooze"]
    assert actions[0][0] == "default"


def test_a_sentence_that_is_the_headline_is_not_said_twice() -> None:
    assert notice(rung(1)).body == "The Herald · now · Watch 1"


@pytest.mark.parametrize(
    ("outlets", "expected"),
    [
        pytest.param(1, "The Herald · ", id="one outlet"),
        pytest.param(2, "The Herald + 1 other · ", id="two outlets"),
        pytest.param(5, "The Herald + 4 others · ", id="five outlets"),
    ],
)
def test_a_notice_says_how_many_others_carry_the_story(outlets: int, expected: str) -> None:
    assert notice(rung(1, outlets=outlets)).body.startswith(expected)


@pytest.mark.parametrize(
    ("ago", "expected"),
    [
        pytest.param(timedelta(seconds=50), "now", id="less than a minute ago"),
        pytest.param(timedelta(minutes=59), "59 min", id="less than an hour ago"),
        pytest.param(timedelta(minutes=150), "2 h", id="some hours ago"),
        pytest.param(timedelta(hours=49), "2 days", id="some days ago"),
        pytest.param(timedelta(days=-1), "now", id="in the future"),
        pytest.param(None, "now", id="no date: when it was seen"),
    ],
)
def test_a_notice_says_how_old_the_article_claims_to_be(ago: timedelta | None, expected: str) -> None:
    published = None if ago is None else NOW - ago
    assert f" · {expected} · " in notice(rung(1, published=published)).body


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        pytest.param(Reason.FIRST, "Watch 1", id="first: nothing more"),
        pytest.param(Reason.HEADLINE, "Watch 1 · now in the headline", id="headline"),
        pytest.param(Reason.CORRECTION, "Watch 1 · corrected", id="correction"),
        pytest.param(Reason.WITHDRAWN, "Watch 1 · corrected: no longer names it", id="withdrawn"),
    ],
)
def test_a_notice_says_why_a_story_rings_again(reason: Reason, expected: str) -> None:
    assert notice(rung(1, reason=reason)).body.endswith(expected)


def test_a_story_that_was_withdrawn_before_it_rang_says_so() -> None:
    made = notice(rung(1, story=5), rung(2, story=5, reason=Reason.WITHDRAWN, headline="The alliance meets"))
    assert (made.title, made.alerts) == ("The alliance meets", (1, 2))
    assert "no longer names it" in made.body


def test_one_story_for_two_watches_is_one_notice_and_urgent_if_one_is() -> None:
    made = notice(rung(1, story=5), rung(2, story=5, of=2, how=How.URGENT))
    assert (made.alerts, made.urgent) == ((1, 2), True)
    assert "Watch 1, Watch 2" in made.body


def test_the_text_of_a_feed_cannot_steer_a_notice() -> None:
    bad = "a\u202egnp.exe\x00\x1b[2J\nsecond line" + "x" * 10_000
    made = notice(rung(1, headline=bad, outlet=bad, sentence=bad))
    shown = made.title + made.body
    assert not any(character in shown for character in "\u202e\x00\x1b")
    assert "\n" not in made.title
    assert made.body.count("\n") == 1
    assert len(made.title) <= 201
    assert len(made.body) <= 600


def test_the_text_of_a_feed_cannot_steer_a_gathered_notice() -> None:
    bad = "a\u202eb\x00\nc" + "x" * 10_000
    (made,) = planned(*(rung(number, headline=bad) for number in range(1, 9)), presence="came-back").notices
    assert made.body.count("\n") == 3
    assert "\u202e" not in made.body
    assert len(made.body) <= 400


def test_a_headline_that_is_empty_is_stood_in_for_by_the_watch() -> None:
    assert notice(rung(1, headline="", sentence="")).title == "Watch 1"


@given(
    st.lists(st.tuples(st.integers(1, 9), st.integers(1, 4), st.booleans()), max_size=36),
    st.sampled_from(["here", "coming-back", "came-back"]),
)
def test_every_alert_is_in_one_notice_or_waits(alerts: list[tuple[int, int, bool]], presence: Presence) -> None:
    owed = [
        rung(number, story=story, of=of, how=How.URGENT if urgent else How.NOTICE)
        for number, (story, of, urgent) in enumerate(alerts, 1)
    ]
    made = planned(*owed, presence=presence)
    assert len(made.notices) <= 6
