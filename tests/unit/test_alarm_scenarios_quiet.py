"""Quiet hours: how they are written, when they hold (midnight, both clock changes), and what breaks through."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.core.alarm import Quiet
from tocsin.core.errors import WrongUse
from unit.alarm_values import NOW, Held, How, kinds, planned, rung, waits

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
NIGHT, WEEKEND = "22:00-7:00", "sat-sun 0-24"


def there(text: str, zone: ZoneInfo = BERLIN) -> datetime:
    """Read a time on the wall; "+" at its end: the second time that the clock shows it."""
    return datetime.fromisoformat(text.rstrip("+")).replace(tzinfo=zone, fold=int(text.endswith("+")))


@pytest.mark.parametrize(
    ("quiet", "when", "expected"),
    [
        pytest.param("", "2026-11-24 03:00", False, id="without quiet hours it is never quiet"),
        pytest.param(NIGHT, "2026-11-24 21:59", False, id="a minute before the night"),
        pytest.param(NIGHT, "2026-11-24 22:00", True, id="from ten"),
        pytest.param(NIGHT, "2026-11-24 23:59", True, id="until midnight"),
        pytest.param(NIGHT, "2026-11-25 00:00", True, id="past midnight"),
        pytest.param(NIGHT, "2026-11-25 06:59", True, id="until the last minute"),
        pytest.param(NIGHT, "2026-11-25 07:00", False, id="not at seven"),
        pytest.param("12-13", "2026-11-24 12:30", True, id="a quiet lunch"),
        pytest.param("12-13", "2026-11-24 13:00", False, id="after lunch"),
        pytest.param(WEEKEND, "2026-11-28 00:00", True, id="all Saturday"),
        pytest.param(WEEKEND, "2026-11-29 23:59", True, id="all Sunday"),
        pytest.param(WEEKEND, "2026-11-30 00:00", False, id="not on Monday"),
        pytest.param("fri 22-10", "2026-11-28 09:59", True, id="Friday night goes on into Saturday"),
        pytest.param("fri 22-10", "2026-11-27 09:59", False, id="but Thursday night does not into Friday"),
        pytest.param("sun 23-6", "2026-11-30 05:00", True, id="Sunday night goes on into Monday"),
        pytest.param("fri-mon 22-7", "2026-11-24 05:00", True, id="days run past the end of the week"),
        pytest.param("fri-mon 22-7", "2026-11-24 23:00", False, id="and end where they end"),
        pytest.param("mon-fri 22-7, sat-sun 23-10", "2026-11-29 09:30", True, id="other hours at the weekend"),
        pytest.param("7-7", "2026-11-24 12:00", True, id="from seven to seven is the whole day"),
        pytest.param(NIGHT, "2026-03-29 03:30", True, id="in the night in which an hour is skipped"),
        pytest.param("2:00-3:00", "2026-03-29 03:00", False, id="an hour that is skipped is not quiet"),
        pytest.param("2:00-3:00", "2026-10-25 02:30", True, id="an hour that comes twice is quiet"),
        pytest.param("2:00-3:00", "2026-10-25 02:30+", True, id="both times"),
    ],
)
def test_it_is_quiet_by_the_clock_on_the_wall(quiet: str, when: str, expected: bool) -> None:
    assert Quiet.read(quiet).at(there(when), BERLIN) is expected
    assert Quiet.read(quiet).at(there(when).astimezone(UTC), BERLIN) is expected


@pytest.mark.parametrize(
    ("quiet", "when", "end"),
    [
        pytest.param(NIGHT, "2026-11-24 23:00", "2026-11-25 07:00", id="an evening ends in the morning"),
        pytest.param(NIGHT, "2026-11-25 06:59", "2026-11-25 07:00", id="so does the last minute"),
        pytest.param(
            "mon-fri 22-7, sat-sun 0-24", "2026-11-27 23:00", "2026-11-30 00:00", id="Friday night ends on Monday"
        ),
        pytest.param("0-12, 12-18", "2026-11-24 08:00", "2026-11-24 18:00", id="two times that touch are one"),
        pytest.param("20-23, 22-7", "2026-11-24 21:00", "2026-11-25 07:00", id="so are two that overlap"),
        pytest.param(NIGHT, "2026-03-28 23:00", "2026-03-29 07:00", id="a night that is an hour short"),
        pytest.param(NIGHT, "2026-10-24 23:00", "2026-10-25 07:00", id="a night that is an hour long"),
        pytest.param("22-2:30", "2026-03-28 23:00", "2026-03-29 03:00", id="an end that is skipped"),
        pytest.param("22-2:30", "2026-10-25 02:10+", "2026-10-25 02:30+", id="an end that comes twice: the next one"),
        pytest.param("22-2:30", "2026-10-24 23:00", "2026-10-25 02:30", id="before both: the first"),
    ],
)
def test_quiet_ends_by_the_clock_on_the_wall(quiet: str, when: str, end: str) -> None:
    assert Quiet.read(quiet).until(there(when), BERLIN) == there(end).astimezone(UTC)


@pytest.mark.parametrize(
    ("quiet", "when"),
    [
        pytest.param(NIGHT, "2026-11-24 12:00", id="when it is not quiet"),
        pytest.param("0-24", "2026-11-24 12:00", id="when it is always quiet"),
        pytest.param("", "2026-11-24 12:00", id="when it never is"),
    ],
)
def test_there_is_no_end(quiet: str, when: str) -> None:
    assert Quiet.read(quiet).until(there(when), BERLIN) is None


def test_a_night_is_an_hour_shorter_or_longer_when_the_clocks_change() -> None:
    quiet = Quiet.read(NIGHT)
    lengths = []
    for evening in (there("2026-11-24 22:00"), there("2026-03-28 22:00"), there("2026-10-24 22:00")):
        end = quiet.until(evening, BERLIN)
        assert end is not None
        lengths.append((end - evening.astimezone(UTC)) / timedelta(hours=1))
    assert lengths == [9, 8, 10]


def test_the_same_moment_is_night_in_one_place_and_not_in_another() -> None:
    moment = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)
    assert Quiet.read(NIGHT).at(moment, BERLIN)
    assert Quiet.read(NIGHT).at(moment, NEW_YORK)
    assert not Quiet.read(NIGHT).at(moment + timedelta(hours=3), BERLIN)
    assert Quiet.read(NIGHT).at(moment + timedelta(hours=3), NEW_YORK)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param("22-7", "22:00-7:00", id="hours without minutes"),
        pytest.param("  22:00 - 07:00 ", "22:00-7:00", id="with space around"),
        pytest.param("22:00–7:00", "22:00-7:00", id="with the dash of a typographer"),
        pytest.param("mon-fri 22-7", "mon-fri 22:00-7:00", id="days"),
        pytest.param("Monday-Friday 22-7, Sunday 23-10", "mon-fri 22:00-7:00, sun 23:00-10:00", id="days in full"),
        pytest.param("fri-mon 22-7", "mon 22:00-7:00, fri-sun 22:00-7:00", id="days past the end of the week"),
        pytest.param("mon-sun 22-7", "22:00-7:00", id="all days"),
        pytest.param("22-7, 22-7", "22:00-7:00", id="twice the same"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_quiet_hours_are_written_as_they_were_meant(text: str, written: str) -> None:
    assert str(Quiet.read(text)) == written


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        pytest.param("25:00-7:00", "no clock shows", id="an hour that is none"),
        pytest.param("22:60-7:00", "no clock shows", id="a minute that is none"),
        pytest.param("24:01-7:00", "no clock shows", id="a minute past the day"),
        pytest.param("xyz 22-7", "no day of the week", id="a day that is none"),
        pytest.param("mon-xyz 22-7", "no day of the week", id="a last day that is none"),
        pytest.param("at night", "is no quiet time", id="words"),
        pytest.param("22", "is no quiet time", id="one time"),
        pytest.param("22-7-9", "is no quiet time", id="three times"),
        pytest.param("22-7; 12-13", "is no quiet time", id="a semicolon"),
    ],
)
def test_what_is_no_quiet_time_is_said(text: str, complaint: str) -> None:
    with pytest.raises(WrongUse, match=complaint):
        Quiet.read(text)


spans = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 1439), st.integers(0, 1440)), max_size=5)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(spans)
def test_what_is_written_can_be_read_again(spans: list[tuple[int, int, int]]) -> None:
    quiet = Quiet(tuple(sorted(set(spans))))
    assert Quiet.read(str(quiet)) == quiet


@given(spans, moments, st.sampled_from([BERLIN, NEW_YORK, ZoneInfo("Australia/Lord_Howe"), ZoneInfo("UTC")]))
def test_when_quiet_ends_it_is_not_quiet(spans: list[tuple[int, int, int]], now: datetime, zone: ZoneInfo) -> None:
    quiet = Quiet(tuple(spans))
    end = quiet.until(now, zone)
    assert end is None or (quiet.at(now, zone) and end > now and not quiet.at(end, zone))


URGENT: dict[str, Any] = {"how": How.URGENT, "breaks_quiet": True}
SEVEN = datetime(2026, 11, 25, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("own", "house", "rings"),
    [
        pytest.param({}, "0-24", False, id="a watch without quiet hours of its own has the profile's"),
        pytest.param({"quiet": "22-7"}, "0-24", True, id="its own replace the profile's"),
        pytest.param({"quiet": "0-24"}, "", False, id="its own hold where the profile has none"),
        pytest.param({"quiet": "nonsense"}, "0-24", False, id="own hours that cannot be read are the profile's"),
        pytest.param({"how": How.URGENT}, "0-24", False, id="an urgent watch is held, too"),
        pytest.param({"breaks_quiet": True}, "0-24", False, id="a watch that is not urgent cannot break through"),
        pytest.param(URGENT, "0-24", True, id="an urgent one that may break through rings at once"),
        pytest.param(URGENT | {"quiet": "0-24"}, "", True, id="through its own quiet hours, too"),
    ],
)
def test_quiet_hours_hold_what_may_not_break_them(own: dict[str, Any], house: str, rings: bool) -> None:
    made = planned(rung(1, **own), quiet=house)
    assert (kinds(made), waits(made)) == ((["story"], {}) if rings else ([], {1: Held.QUIET_HOURS}))


def test_what_is_held_says_until_when() -> None:
    made = planned(rung(1), now=NOW.replace(hour=23), quiet=NIGHT)
    assert made.waiting[1].until == made.look_again(NOW) == SEVEN


def test_in_the_morning_what_waited_is_one_notice_a_watch() -> None:
    night = [rung(number, of=1 + number % 2, held=Held.QUIET_HOURS, until=SEVEN) for number in range(1, 9)]
    made = planned(*night, now=SEVEN, quiet=NIGHT)
    assert [notice.title for notice in made.notices] == ["Watch 2: 4 new stories", "Watch 1: 4 new stories"]


def test_one_story_in_the_night_is_shown_as_itself_in_the_morning() -> None:
    made = planned(rung(1, held=Held.QUIET_HOURS, until=SEVEN), now=SEVEN, quiet=NIGHT)
    assert [notice.title for notice in made.notices] == ["Headline 1"]


def test_one_that_broke_through_does_not_come_again_in_the_morning() -> None:
    night = planned(rung(1), rung(2, of=2, **URGENT), now=SEVEN - timedelta(hours=4), quiet=NIGHT)
    assert ([notice.alerts for notice in night.notices], waits(night)) == ([(2,)], {1: Held.QUIET_HOURS})


def test_what_comes_as_the_quiet_ends_comes_with_what_waited() -> None:
    waited = [rung(number, held=Held.QUIET_HOURS, until=SEVEN) for number in (1, 2)]
    made = planned(*waited, rung(3), rung(4, of=2), now=SEVEN, quiet=NIGHT)
    assert [notice.alerts for notice in made.notices] == [(1, 2, 3), (4,)]
