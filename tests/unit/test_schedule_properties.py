"""What holds for the schedule whatever feeds, servers, clocks and chance do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tocsin.core.model import Feed
from tocsin.core.schedule import (
    CEILING,
    FLOOR,
    SPREAD,
    URGENT_FLOOR,
    Appetite,
    Due,
    Outcome,
    Pace,
    Rhythm,
    hastened,
    learn,
    least_price,
    next_due,
    not_skipped,
    price_for,
    readings,
    weight_of,
    window_lasts,
    worth_waiting,
)

FEED = Feed(1, "https://news.example/rss", "The Herald")
TIMES = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
NUMBERS = st.floats(0, 1e6)
LENGTHS = st.timedeltas(timedelta(0), timedelta(days=400))
RHYTHMS = st.builds(
    Rhythm,
    st.lists(NUMBERS, min_size=24, max_size=24).map(tuple),
    st.lists(NUMBERS, min_size=7, max_size=7).map(tuple),
    NUMBERS, NUMBERS, NUMBERS, TIMES | st.none(),
)  # fmt: skip
PACES = st.builds(
    Pace, RHYTHMS, st.floats(1, 64), st.booleans(), st.integers(0, 5_000), st.floats(1, 16),
)  # fmt: skip
JITTER = st.floats(0, 1)


def due(outcome: Outcome, now: datetime, jitter: float, pace: Pace, failures: int = 0) -> Due:
    return next_due(replace(FEED, failures=failures), outcome, now, jitter, pace=pace)


@given(PACES, TIMES, JITTER, st.none() | LENGTHS, NUMBERS)
def test_a_good_feed_is_never_due_before_its_floor_nor_after_a_day(
    pace: Pace, now: datetime, jitter: float, asked: timedelta | None, price: float
) -> None:
    given_ = next_due(FEED, Outcome(True, asked), now, jitter, pace=pace, price=price)
    floor = URGENT_FLOOR if pace.urgent else FLOOR
    assert floor <= given_.at - now <= CEILING * (1 + SPREAD)


@given(PACES, TIMES, JITTER, LENGTHS)
def test_nothing_makes_a_feed_due_before_it_asks_to_be_read(
    pace: Pace, now: datetime, jitter: float, asked: timedelta
) -> None:
    assert due(Outcome(True, asked), now, jitter, pace).at - now >= min(asked, CEILING)


@given(PACES, TIMES, JITTER, LENGTHS, st.integers(0, 10**6), st.sampled_from([None, 403, 429, 500, 503]))
def test_a_bad_feed_waits_at_least_as_long_as_it_is_told_and_a_day_at_most(
    pace: Pace, now: datetime, jitter: float, after: timedelta, failures: int, status: int | None
) -> None:
    wait = due(Outcome(False, retry_after=after, status=status), now, jitter, pace, failures).at - now
    assert max(timedelta(minutes=5), min(after, CEILING)) <= wait <= CEILING * (1 + SPREAD)


@given(st.sampled_from([None, 403, 404, 429, 500, 503]), st.integers(0, 40), TIMES)
def test_each_further_failure_waits_at_least_as_long_as_the_one_before(
    status: int | None, failures: int, now: datetime
) -> None:
    waits = [due(Outcome(False, status=status), now, 0.0, Pace(), failures + more).at for more in (0, 1)]
    assert waits[0] <= waits[1]


@given(TIMES, st.sets(st.integers(-3, 30)), st.sets(st.integers(-3, 10)))
def test_a_skipped_hour_or_day_is_waited_out_and_nothing_more(
    at: datetime, hours: set[int], days: set[int]
) -> None:
    open_at = not_skipped(at, hours, days)
    assert timedelta(0) <= open_at - at <= timedelta(days=8)
    if set(range(24)) <= hours or set(range(7)) <= days:
        assert open_at == at
    else:
        assert open_at.hour not in hours
        assert open_at.weekday() not in days
        assert open_at == at or (open_at - timedelta(seconds=1)).hour in hours | {23} or open_at.hour == 0


@given(PACES, TIMES)
def test_the_same_makes_the_same(pace: Pace, now: datetime) -> None:
    assert due(Outcome(True), now, 0.3, pace) == due(Outcome(True), now, 0.3, pace)


@given(PACES, TIMES, st.floats(1e-6, 1e6), st.floats(1, 100))
def test_a_dearer_request_is_made_later_and_a_feed_that_matters_more_is_read_sooner(
    pace: Pace, now: datetime, price: float, factor: float
) -> None:
    slack = timedelta(milliseconds=1)
    assert worth_waiting(pace, now, price) <= worth_waiting(pace, now, price * factor) + slack
    heavier = replace(pace, weight=pace.weight * factor)
    assert worth_waiting(heavier, now, price) <= worth_waiting(pace, now, price) + slack


@given(PACES, TIMES)
def test_a_feed_that_outran_its_reading_is_read_sooner(pace: Pace, now: datetime) -> None:
    hasty = replace(pace, haste=hastened(pace.haste, overflow=True))
    assert window_lasts(hasty, now) <= window_lasts(pace, now)
    assert 1 <= hastened(pace.haste, overflow=False) <= pace.haste


@given(RHYTHMS, st.lists(TIMES | st.none(), max_size=40), TIMES)
def test_whatever_dates_a_feed_claims_its_rhythm_stays_a_number(
    rhythm: Rhythm, claimed: list[datetime | None], now: datetime
) -> None:
    learned = learn(rhythm, claimed, now)
    assert learned.learned == now
    assert all(one >= 0 for one in (*learned.hours, *learned.days, learned.exposure, learned.recent, learned.expected))
    assert learned.habit(now) > 0
    assert 0 < learned.pull(now) < 1e6


@given(RHYTHMS, TIMES, LENGTHS)
def test_a_clock_that_is_put_back_or_forward_makes_no_feed_due_too_early_or_never(
    rhythm: Rhythm, now: datetime, jump: timedelta
) -> None:
    for then in (now - min(jump, now - datetime(1980, 1, 1, tzinfo=UTC)), now + jump):
        pace = Pace(learn(learn(rhythm, [], now), [now], then))
        assert FLOOR <= due(Outcome(True), then, 0.0, pace).at - then <= CEILING


@given(st.lists(st.builds(Appetite, st.floats(1e-4, 100), LENGTHS), min_size=1, max_size=30), st.floats(1, 5_000))
def test_all_feeds_together_keep_to_the_budget_unless_a_reading_a_day_is_more(
    appetites: list[Appetite], budget: float
) -> None:
    price = price_for(appetites, budget)
    assert price >= least_price()
    assert readings(appetites, price) <= max(budget, len(appetites) / 24) * 1.001


@given(st.floats(-5, 1e6), st.booleans())
def test_matches_only_ever_raise_what_a_feed_is_worth(matches: float, urgent: bool) -> None:
    assert 1 <= weight_of(matches, urgent=urgent) <= 64
    assert weight_of(matches, urgent=True) > weight_of(matches, urgent=False)
