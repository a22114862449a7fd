"""When an other bell that failed is tried again, and when its debts are given up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from tocsin.core.model import Delivery

FIRST_RETRY, LONGEST_RETRY = timedelta(minutes=1), timedelta(hours=1)
"""How long after the first failure it is tried again; each further one doubles it, up to an hour."""

PATIENCE = timedelta(days=1)
"""What was owed for longer when a try fails is given up: nobody wants yesterday's alarm."""


def next_try(tries: int, now: datetime) -> datetime:
    """Give the time of the next try after `tries` that failed."""
    doublings = min(max(tries - 1, 0), 10)
    return now + min(FIRST_RETRY * (1 << doublings), LONGEST_RETRY)


def given_up(deliveries: Iterable[Delivery], now: datetime) -> list[int]:
    """Give the ids of those that are tried no more after a try that failed now."""
    return [one.id for one in deliveries if now - one.owed >= PATIENCE]


def is_due(when: datetime, now: datetime) -> bool:
    """Say whether a try's time has come; one further away than any wait was written by a clock that was ahead."""
    return when <= now or when - now > LONGEST_RETRY
