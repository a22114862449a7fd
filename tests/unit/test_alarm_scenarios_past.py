"""What never rings: a feed's past, a watch's past, and archives that are announced again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from tocsin.core.alarm import Newcomer, arrivals
from unit.alarm_values import NOW, Arrival, Held, How, outcome, told, watch

QUARTER = timedelta(minutes=15)
"""Since the last good poll, unless told otherwise."""


def came(
    *days_old: float | None, at_head: bool = True, baseline: bool = False, away: timedelta = QUARTER, known: bool = True
) -> list[Arrival]:
    """Say how entries came that claim to be so many days old; None: without a date."""
    newcomers = [
        Newcomer(number, None if days is None else NOW - timedelta(days=days), at_head)
        for number, days in enumerate(days_old, 1)
    ]
    last_good: datetime | None = NOW - away if known else None
    return list(arrivals(newcomers, last_good, baseline=baseline).values())


NEWS, BASELINE, BACKFILL = Arrival.NEWS, Arrival.BASELINE, Arrival.BACKFILL


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        pytest.param(came(0), [NEWS], id="an entry of today is news"),
        pytest.param(came(0, 400, None, baseline=True), [BASELINE] * 3, id="the first poll is the past, dated or not"),
        pytest.param(came(0, 400, known=False), [NEWS, NEWS], id="a feed that may ring at once has no past"),
        pytest.param(came(None), [NEWS], id="an entry without a date is news"),
        pytest.param(came(-300), [NEWS], id="an entry from the future is news"),
        pytest.param(came(0.5, at_head=False), [NEWS], id="an entry of this morning below known ones is news"),
        pytest.param(came(400), [NEWS], id="one old entry at the head of the feed is news"),
        pytest.param(came(400, 300, 200, 100), [NEWS] * 4, id="four old entries at the head are news"),
        pytest.param(came(400, at_head=False), [BACKFILL], id="an old entry with a new id below known ones"),
        pytest.param(came(2, at_head=False), [BACKFILL], id="one of the day before yesterday below known ones, too"),
        pytest.param(came(*[300.0] * 5), [BACKFILL] * 5, id="five old entries at once are an archive"),
        pytest.param(came(*[300.0] * 606), [BACKFILL] * 606, id="606 old posts at once are an archive"),
        pytest.param(
            came(0, *[300.0] * 606), [NEWS] + [BACKFILL] * 606, id="the one new entry above an archive is news"
        ),
        pytest.param(came(*[3.0] * 12), [NEWS] * 12, id="a gazette that appears three days after its date is news"),
        pytest.param(came(*[3.0] * 50), [BACKFILL] * 50, id="fifty entries of three days ago are an archive"),
        pytest.param(came(*[None] * 99), [NEWS] * 99, id="many entries without a date are news"),
        pytest.param(came(*[None] * 606), [BACKFILL] * 606, id="606 without a date are an archive"),
        pytest.param(came(0, *[None] * 606)[:1], [NEWS], id="and the dated one among them is news"),
        pytest.param(
            came(*[3.0] * 60, away=timedelta(days=14)), [NEWS] * 60, id="what appeared in two weeks away is news"
        ),
        pytest.param(
            came(*[40.0] * 6, away=timedelta(days=14)), [BACKFILL] * 6, id="but what is older than the absence is not"
        ),
        pytest.param(came(), [], id="nothing new is nothing"),
    ],
)
def test_what_a_poll_brings_is_news_or_the_past(how: list[Arrival], expected: list[Arrival]) -> None:
    assert how == expected


@pytest.mark.parametrize("how", [How.NOTICE, How.URGENT])
@pytest.mark.parametrize(
    ("arrival", "expected"),
    [
        pytest.param(BASELINE, "held: baseline", id="a new feed's past"),
        pytest.param(BACKFILL, "held: backfill", id="an archive that comes late"),
    ],
)
def test_the_past_does_not_ring_however_loud_the_watch(arrival: Arrival, expected: str, how: How) -> None:
    assert outcome(arrival=arrival, policy=watch(how=how)) == expected


@pytest.mark.parametrize(
    ("scene", "expected"),
    [
        pytest.param(
            {"told": told(first=Held.BASELINE), "named_before": True},
            "rings: first",
            id="news about a story of a feed's past rings",
        ),
        pytest.param({"named_before": True}, "rings: first", id="news about a story of the watch's history rings"),
        pytest.param(
            {"told": told(first=Held.BACKFILL), "field": "body"}, "rings: first", id="news about an old story rings"
        ),
        pytest.param(
            {"told": told(first=Held.BASELINE), "arrival": BACKFILL},
            "held: backfill",
            id="more past about it does not",
        ),
        pytest.param(
            {"told": told(first=Held.THRESHOLD), "arrival": BASELINE, "outlets": 9},
            "held: baseline",
            id="a feed's past does not carry a story over its threshold",
        ),
    ],
)
def test_a_story_of_the_past_rings_when_there_is_news_of_it(scene: dict[str, Any], expected: str) -> None:
    assert outcome(**scene) == expected
