"""When a feed is read: what a poll says about the next one, its rhythm, its worth, and the manners of its host."""

from tocsin.core.schedule.due import SPREAD, Cause, Due, Outcome, next_due, not_skipped
from tocsin.core.schedule.limits import PICTURE_SPACING, SPACING, spacing_of
from tocsin.core.schedule.moving import Move, moved
from tocsin.core.schedule.pace import (
    BUDGET,
    CEILING,
    FLOOR,
    URGENT_FLOOR,
    Appetite,
    Pace,
    appetite,
    hastened,
    least_price,
    price_for,
    readings,
    weight_of,
    window_lasts,
    worth_waiting,
)
from tocsin.core.schedule.rhythm import Rhythm, learn
from tocsin.core.schedule.saying import because, lasting, next_read

__all__ = [
    "BUDGET",
    "CEILING",
    "FLOOR",
    "PICTURE_SPACING",
    "SPACING",
    "SPREAD",
    "URGENT_FLOOR",
    "Appetite",
    "Cause",
    "Due",
    "Move",
    "Outcome",
    "Pace",
    "Rhythm",
    "appetite",
    "because",
    "hastened",
    "lasting",
    "learn",
    "least_price",
    "moved",
    "next_due",
    "next_read",
    "not_skipped",
    "price_for",
    "readings",
    "spacing_of",
    "weight_of",
    "window_lasts",
    "worth_waiting",
]
