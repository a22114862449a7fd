"""What a receipt counts: only what fell into the time that was asked for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tocsin.monitor.receipts import _polls_since
from tocsin.store.readings import Reading

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def run(hours: float, polls: int) -> Reading:
    return Reading(1, NOON - timedelta(hours=hours), NOON, polls, 0, "", False)


def test_a_run_that_began_before_counts_by_the_part_that_fell_into_the_time() -> None:
    day = NOON - timedelta(days=1)
    assert _polls_since(run(12, 48), day) == 48
    assert _polls_since(run(240, 960), day) == 96
    assert _polls_since(run(240, 2), day) == 1, "the last one did fall into it"
    assert _polls_since(run(240, 1), day) == 1
