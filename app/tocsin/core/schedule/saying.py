"""Says in a sentence when a feed is read next, and why then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from tocsin.core.model import NEVER, Feed
from tocsin.core.schedule.due import Cause


def because(feed: Feed) -> str:
    """Give the reason for a feed's next reading as the end of a sentence."""
    if feed.last_polled is None:
        return "it has not been read yet"
    asked = timedelta(seconds=feed.asked)
    times = f"{feed.failures:,} times in a row" if feed.failures > 1 else "the last time"
    return {
        Cause.NEW: "you asked for it",
        Cause.FLOOR: "it brings so much that it is read as often as any",
        Cause.RHYTHM: "at this time of the week it seldom brings something sooner",
        Cause.WINDOW: "what stands in it is soon pushed out by newer entries",
        Cause.ASKED: f"it asks for {lasting(asked)} between two readings",
        Cause.QUIET: "it asks not to be read earlier, at these hours or on these days",
        Cause.TROUBLE: f"it could not be read {times}, and each failure doubles the wait",
        Cause.REFUSED: "its server asks to be left alone until then",
        Cause.HOST: "other readings from the same site come first, and they are spaced out",
        Cause.OFFLINE: "there was no network, and it is tried again soon",
        Cause.CEILING: "every source is read once a day, however little it brings",
    }[_cause(feed.cause)]


def next_read(feed: Feed, now: datetime, written: Callable[[datetime], str]) -> str:
    """Say when a feed is read next and why, in one sentence; `written` writes a time as the user reads it."""
    if feed.gone is not None:
        return "Not read any more: its server says that it is gone for good."
    if feed.paused:
        return "Not read: it is paused."
    if feed.next_due <= NEVER:
        return f"Read next as soon as possible, because {because(feed)}."
    at = "Due since" if feed.next_due <= now else "Read next at"
    return f"{at} {written(feed.next_due)}, because {because(feed)}."


def lasting(length: timedelta) -> str:
    """Write a length of time: "40 minutes", "an hour", "3 hours", "a day"."""
    minutes = max(1, round(length.total_seconds() / 60))
    if minutes < 60:
        return f"{minutes} minutes" if minutes > 1 else "a minute"
    hours = round(minutes / 60)
    if hours < 24:
        return f"{hours} hours" if hours > 1 else "an hour"
    days = round(hours / 24)
    return f"{days} days" if days > 1 else "a day"


def _cause(text: str) -> Cause:
    try:
        return Cause(text)
    except ValueError:
        return Cause.RHYTHM
