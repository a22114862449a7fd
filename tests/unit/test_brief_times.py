"""When a brief is due: the text, the clock on the wall, clocks that change, machines that slept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.core.brief import Times, fresh_look
from tocsin.core.errors import WrongUse

PARIS, NEW_YORK = ZoneInfo("Europe/Paris"), ZoneInfo("America/New_York")


def at(text: str, zone: ZoneInfo = PARIS, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold).astimezone(UTC)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("8:00, 18:00", "8:00 18:00"),
        ("8 18", "8:00 18:00"),
        ("8:00, 18:00 on weekdays", "mon-fri 8:00 18:00"),
        ("weekdays 8, weekends 10", "mon-fri 8:00, sat-sun 10:00"),
        ("Mon-Fri 8:00 18:00, Saturday 10:30", "mon-fri 8:00 18:00, sat 10:30"),
        ("fri-mon 7", "mon 7:00, fri-sun 7:00"),
        ("7 daily", "7:00"),
        ("sun 24:00", "mon 0:00"),
        ("mon-fri 8, 20", "mon-fri 8:00 20:00, sat-sun 20:00"),
        ("", ""),
        (" , ", ""),
    ],
)
def test_times_are_read_as_people_write_them(text: str, kept: str) -> None:
    assert str(Times.read(text)) == kept
    assert Times.read(kept) == Times.read(text)


@pytest.mark.parametrize("text", ["8-18", "25:00", "8:60", "soon", "mon", "xyz 8", "mon 8 on tue", "8:00;9:00", "-8"])
def test_a_text_that_names_no_time_says_what_is_wrong(text: str) -> None:
    with pytest.raises(WrongUse, match="“"):
        Times.read(text)


def test_more_often_than_every_hour_is_too_often() -> None:
    with pytest.raises(WrongUse, match="too often"):
        Times.read(" ".join(f"{hour}:{minute:02}" for hour in range(24) for minute in (0, 30)))


def test_the_next_time_follows_the_clock_on_the_wall() -> None:
    times = Times.read("mon-fri 8:00 18:00")
    assert times.next(at("2026-11-24 07:59"), PARIS) == at("2026-11-24 08:00")
    assert times.next(at("2026-11-24 08:00"), PARIS) == at("2026-11-24 18:00")
    assert times.next(at("2026-11-27 18:00"), PARIS) == at("2026-11-30 08:00")
    assert Times().next(at("2026-11-24 08:00"), PARIS) is None


def test_a_brief_is_due_once_at_its_time() -> None:
    times = Times.read("8:00")
    eight = at("2026-11-24 08:00")
    minute = timedelta(minutes=1)
    assert not times.due(eight - minute, eight - timedelta(seconds=1), PARIS)
    assert times.due(eight - minute, eight, PARIS)
    assert not times.due(eight, eight + minute, PARIS)


def test_what_was_missed_while_asleep_is_one_brief() -> None:
    times = Times.read("8:00 18:00")
    looked, woke = at("2026-11-20 18:00"), at("2026-11-24 14:00")
    made = 0
    for now in (woke, woke + timedelta(minutes=1), woke + timedelta(hours=1)):
        if times.due(looked, now, PARIS):
            made, looked = made + 1, now
    assert made == 1


def test_nothing_is_missed_before_the_first_look_and_a_clock_that_was_ahead_is_forgotten() -> None:
    now = at("2026-11-24 14:00")
    assert not Times.read("8:00").due(None, now, PARIS)
    assert fresh_look(None, now)
    assert fresh_look(now + timedelta(days=400), now)
    assert not fresh_look(now + timedelta(minutes=1), now)
    assert not Times.read("14:00").due(now + timedelta(minutes=1), now, PARIS)


def test_a_time_that_the_clocks_skip_comes_when_they_skip_it() -> None:
    times = Times.read("2:30")
    skipped = times.next(at("2026-03-28 12:00"), PARIS)
    assert skipped == at("2026-03-29 03:00")
    assert times.next(skipped, PARIS) == at("2026-03-30 02:30")
    assert Times.read("2:30").next(at("2026-03-07 12:00", NEW_YORK), NEW_YORK) == at("2026-03-08 03:00", NEW_YORK)


def test_a_time_that_comes_twice_is_one_brief_the_first_time() -> None:
    times = Times.read("2:30")
    first = times.next(at("2026-10-24 12:00"), PARIS)
    assert first == at("2026-10-25 02:30", fold=0)
    assert not times.due(first, at("2026-10-25 02:30", fold=1) + timedelta(minutes=1), PARIS)
    assert times.next(first, PARIS) == at("2026-10-26 02:30")


def test_eight_in_the_morning_stays_eight_when_the_clocks_change() -> None:
    times = Times.read("8:00")
    assert times.next(at("2026-10-24 08:00"), PARIS) == at("2026-10-25 08:00")
    assert at("2026-10-25 08:00") - at("2026-10-24 08:00") == timedelta(hours=25)


GRIDS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 1439)), min_size=1, max_size=6, unique=True)
MOMENTS = st.integers(0, 2 * 366 * 24 * 60).map(lambda minutes: at("2026-01-01") + timedelta(minutes=minutes))


@given(GRIDS, MOMENTS)
def test_the_latest_of_the_next_is_itself(grid: list[tuple[int, int]], moment: datetime) -> None:
    times = Times(tuple(sorted(grid)))
    assert Times.read(str(times)) == times
    following, before = times.next(moment, PARIS), times.latest(moment, PARIS)
    assert following is not None
    assert before is not None
    assert before <= moment < following
    assert times.latest(following, PARIS) == following
    assert times.due(moment, following, PARIS)
    assert not times.due(moment, following - timedelta(seconds=1), PARIS)
