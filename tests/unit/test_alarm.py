"""What rings, and how it reads."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tocsin.core.alarm import MOST_AT_ONCE, decide, notices
from tocsin.core.model import Alert, Held, How, Match, Rung, Watch, Where

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def match(field: str = "title") -> Match:
    return Match(1, 7, "nato", field, "NATO meets")


def watch(how: How = How.NOTICE, where: Where = Where.ANYWHERE) -> Watch:
    return Watch(1, "NATO", "NATO", how=how, where=where)


def rung(
    number: int, *, story: int = 0, of: int = 1, headline: str = "NATO meets", sentence: str = "", how: How = How.NOTICE,
    published: datetime | None = None,
) -> Rung:  # fmt: skip
    alert = Alert(number, of, story or number, number, NOW, NOW)
    return Rung(
        alert, f"Watch {of}", how, headline, "The Herald", "https://news.example/1", published, NOW, "nato", "title",
        sentence or headline,
    )  # fmt: skip


def held(how: How = How.NOTICE, where: Where = Where.ANYWHERE, field: str = "title", baseline: bool = False) -> Held | None:
    alert = decide(watch(how, where), match(field), 3, NOW, baseline=baseline)
    assert (alert.owed is None) == (alert.held is not None)
    return alert.held


def test_a_match_is_owed_from_now_on() -> None:
    alert = decide(watch(), match(), 3, NOW, baseline=False)
    assert (alert.watch_id, alert.story_id, alert.article_id, alert.owed) == (1, 3, 7, NOW)


def test_a_baseline_is_held_back_however_loud_the_watch_is() -> None:
    assert held(How.URGENT, baseline=True) is Held.BASELINE


def test_silent_and_badge_watches_make_no_notices() -> None:
    assert [held(how) for how in (How.SILENT, How.BADGE, How.DIGEST)] == [Held.SILENT] * 3
    assert [held(how) for how in (How.NOTICE, How.URGENT)] == [None] * 2


def test_a_watch_for_titles_holds_back_what_only_the_text_says() -> None:
    assert [held(where=Where.TITLE, field=field) for field in ("title", "lead", "body")] == [None, Held.PLACE, Held.PLACE]
    assert [held(where=Where.LEAD, field=field) for field in ("title", "lead", "body")] == [None, None, Held.PLACE]
    assert [held(where=Where.ANYWHERE, field=field) for field in ("title", "lead", "body")] == [None] * 3


def test_a_notice_says_headline_outlet_age_watch_and_sentence() -> None:
    (notice,) = notices([rung(1, sentence="It meets in Oslo.", published=NOW - timedelta(minutes=12))], NOW)
    assert (notice.title, notice.body) == ("NATO meets", "The Herald · 12 min · Watch 1\nIt meets in Oslo.")
    assert dict(notice.actions)["default"] == "Open"
    assert notice.article_id == 1


def test_a_sentence_that_is_the_headline_is_not_said_twice() -> None:
    (notice,) = notices([rung(1)], NOW)
    assert notice.body == "The Herald · now · Watch 1"


def test_an_article_from_the_future_is_from_now() -> None:
    (notice,) = notices([rung(1, published=NOW + timedelta(days=1))], NOW)
    assert "· now ·" in notice.body


def test_one_story_for_two_watches_is_one_notice_and_urgent_if_one_is() -> None:
    (notice,) = notices([rung(1, story=5), rung(2, story=5, of=2, how=How.URGENT)], NOW)
    assert (notice.alerts, notice.urgent) == ((1, 2), True)
    assert "Watch 1, Watch 2" in notice.body


def test_the_text_of_a_feed_cannot_steer_a_notice() -> None:
    (notice,) = notices([rung(1, headline="a\u202egnp.exe\x00\x1b[2J\nsecond line" + "x" * 10_000)], NOW)
    assert "\u202e" not in notice.title
    assert "\x00" not in notice.title
    assert "\x1b" not in notice.title
    assert "\n" not in notice.title
    assert len(notice.title) <= 201


def test_a_flood_is_one_notice_a_watch_with_the_newest_headlines() -> None:
    owed = [rung(number, of=1 + number % 2, headline=f"Headline {number}") for number in range(1, 21)]
    made = notices(owed, NOW)
    assert [notice.title for notice in made] == ["Watch 2: 10 new stories", "Watch 1: 10 new stories"]
    assert made[0].body == "• Headline 19\n• Headline 17\n• Headline 15\nand 7 more"


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 4)), unique=True, max_size=36))
def test_every_alert_is_in_exactly_one_notice(pairs: list[tuple[int, int]]) -> None:
    owed = [rung(number, story=story, of=of) for number, (story, of) in enumerate(pairs, 1)]
    made = notices(owed, NOW)
    assert sorted(alert for notice in made for alert in notice.alerts) == list(range(1, len(pairs) + 1))
    assert len({notice.key for notice in made}) == len(made) <= max(MOST_AT_ONCE, 4)
