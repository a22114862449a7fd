"""One alert a story: the first match, a story that grows, one that changes in kind, and edits."""

from __future__ import annotations

from typing import Any

import pytest

from tocsin.core.alarm import Situation, withdrawn
from unit.alarm_values import NOW, Arrival, Held, How, Mute, Where, outcome, told, watch

RANG = told(first=None)
EDIT = Arrival.EDIT
CHANGED: dict[str, Any] = {"arrival": EDIT}
STILL: dict[str, Any] = {"arrival": EDIT, "matched_before": True}
"""An edit that made the article answer, and one of an article that answered before."""

Scene = tuple[str, dict[str, Any], str]

FIRST_MATCH: list[Scene] = [
    ("the first match of a story rings", {}, "rings: first"),
    ("it rings wherever the term stands", {"field": "body"}, "rings: first"),
    ("a match in the author's name rings", {"field": "author"}, "rings: first"),
    ("a match of a query without terms rings", {"field": ""}, "rings: first"),
    ("a story that many outlets carry by then rings once", {"outlets": 40}, "rings: first"),
]

GROWS: list[Scene] = [
    ("a later article of a story that rang owes nothing", {"told": RANG, "named_before": True}, "same story"),
    ("also when only its text names the term", {"field": "body", "told": RANG, "named_before": True}, "same story"),
    ("also when the first named it in the text, too", {"field": "lead", "told": RANG}, "same story"),
    ("the fortieth outlet owes nothing", {"outlets": 40, "told": RANG, "named_before": True}, "same story"),
    (
        "a second feed's past about it owes nothing",
        {"arrival": Arrival.BASELINE, "told": RANG, "named_before": True},
        "same story",
    ),
]

CHANGED_IN_KIND: list[Scene] = [
    ("the headline names now what only the text did", {"told": RANG}, "rings: headline"),
    ("a headline that names it again is nothing new", {"told": told(first=None, headline=None)}, "same story"),
    ("nor in a watch that the headline rang first", {"told": RANG, "named_before": True}, "same story"),
    (
        "a headline in a new feed's past is held back",
        {"arrival": Arrival.BASELINE, "told": RANG},
        "held: baseline",
    ),
    (
        "a headline that was held back as past rings when news names it",
        {"told": told(first=None, headline=Held.BASELINE), "named_before": True},
        "rings: headline",
    ),
    (
        "a headline that was muted rings when another outlet has it",
        {"told": told(first=None, headline=Held.MUTED), "named_before": True},
        "rings: headline",
    ),
    (
        "a headline of a story that the user muted does not ring",
        {"told": RANG, "mutes": (Mute(1, story_id=5),)},
        "held: muted",
    ),
    ("a watch for titles has no second ring", {"told": RANG, "named_before": True}, "same story"),
]

EDITS: list[Scene] = [
    ("a cosmetic edit of what rang", STILL | {"told": RANG, "named_before": True}, "same story"),
    ("a cosmetic edit in the text", STILL | {"field": "body", "told": RANG}, "same story"),
    ("a cosmetic edit of a watch's history", STILL | {"named_before": True}, "same story"),
    ("a cosmetic edit of history in the text", STILL | {"field": "lead"}, "same story"),
    (
        "a cosmetic edit of a feed's past",
        STILL | {"told": told(first=Held.BASELINE), "named_before": True},
        "same story",
    ),
    ("a cosmetic edit of what waits for outlets", STILL | {"told": told(first=Held.THRESHOLD)}, "same story"),
    ("a cosmetic edit of what was silent", STILL | {"told": told(first=Held.SILENT)}, "same story"),
    ("a cosmetic edit of what was muted", STILL | {"told": told(first=Held.MUTED)}, "same story"),
    ("a correction that adds the term rings", CHANGED, "rings: first"),
    ("it rings in the text, too", CHANGED | {"field": "body"}, "rings: first"),
    (
        "a correction that adds it to an article of the past rings",
        CHANGED | {"told": told(first=Held.BACKFILL)},
        "rings: first",
    ),
    (
        "one more article of a rung story that adds the term is no news",
        CHANGED | {"field": "body", "told": RANG, "answered_elsewhere": True},
        "same story",
    ),
    (
        "one that brings the term into the headline is",
        CHANGED | {"told": RANG, "answered_elsewhere": True},
        "rings: headline",
    ),
    (
        "a correction that brings back what was withdrawn rings",
        CHANGED | {"told": told(first=None, withdrawn=None)},
        "rings: correction",
    ),
    (
        "an article that comes and goes rings no third time",
        CHANGED | {"told": told(first=None, withdrawn=None, correction=None)},
        "same story",
    ),
    (
        "the headline of a rung article names now what its text did",
        STILL | {"told": RANG},
        "rings: headline",
    ),
    ("the headline of a past article names now what its text did", STILL, "rings: headline"),
    ("the same for the first poll's past", STILL | {"told": told(first=Held.BASELINE)}, "rings: headline"),
    (
        "an edit into the headline rings a watch for titles",
        STILL | {"told": told(first=Held.PLACE), "policy": watch(where=Where.TITLE)},
        "rings: first",
    ),
    (
        "an edit into the lead rings a watch for leads",
        STILL | {"field": "lead", "told": told(first=Held.PLACE), "policy": watch(where=Where.LEAD)},
        "rings: first",
    ),
    (
        "an edit into the lead does not ring a watch for titles",
        STILL | {"field": "lead", "told": told(first=Held.PLACE), "policy": watch(where=Where.TITLE)},
        "same story",
    ),
    (
        "an edit of an article at a muted outlet is muted",
        CHANGED | {"mutes": (Mute(1, outlet="the herald"),)},
        "held: muted",
    ),
]


@pytest.mark.parametrize(
    ("scene", "expected"),
    [
        pytest.param(scene, expected, id=sentence)
        for sentence, scene, expected in [*FIRST_MATCH, *GROWS, *CHANGED_IN_KIND, *EDITS]
    ],
)
def test_a_story_rings_once_and_again_only_when_it_changed_in_kind(scene: dict[str, Any], expected: str) -> None:
    assert outcome(**scene) == expected


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        pytest.param({"told": RANG}, True, id="the only article of a rung story drops the term"),
        pytest.param({"told": told(first=None, headline=None)}, True, id="also when its headline had rung, too"),
        pytest.param({"told": RANG, "answered_elsewhere": True}, False, id="another outlet still says it"),
        pytest.param({"told": told(first=None, withdrawn=None)}, False, id="it was said before"),
        pytest.param({}, False, id="a story of the watch's history drops it"),
        pytest.param({"told": told(first=Held.BASELINE)}, False, id="a story of the past drops it"),
        pytest.param({"told": told(first=Held.THRESHOLD)}, False, id="a story with too few outlets drops it"),
        pytest.param({"told": RANG, "mutes": (Mute(1, story_id=5),)}, False, id="the story is muted"),
        pytest.param({"told": RANG, "mutes": (Mute(1, outlet="The Herald"),)}, False, id="the outlet is muted"),
        pytest.param({"told": RANG, "mutes": (Mute(1, story_id=6),)}, True, id="another story is muted"),
    ],
)
def test_a_correction_that_takes_the_term_out_rings_once(seen: dict[str, Any], expected: bool) -> None:
    situation = Situation(EDIT, 5, "The Herald", **seen)
    assert withdrawn(watch(), NOW, situation) is expected


@pytest.mark.parametrize("how", [How.SILENT, How.BADGE, How.DIGEST])
def test_a_watch_that_became_silent_does_not_say_that_a_term_is_gone(how: How) -> None:
    assert not withdrawn(watch(how=how), NOW, Situation(EDIT, 5, told=RANG))
