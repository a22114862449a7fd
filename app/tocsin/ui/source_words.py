"""Says what the program knows of a source, beside what the user chose; knows no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tocsin.core.model import Feed
from tocsin.core.schedule import Pace, next_read
from tocsin.core.text import clean
from tocsin.store.moves import Note
from tocsin.ui.words import counted, moment

ENOUGH = 5.0
"""So many entries must have been seen, faded as they age, before anything is said about a day."""


def known(feed: Feed, pace: Pace, notes: Sequence[Note], now: datetime) -> list[str]:
    """Say when a source was read, when it is read next and why, what it brings, and what became of its address."""
    said = [_read(feed, now)]
    said.append(next_read(feed, now, lambda then: moment(then, now)))
    if pace.rhythm.entries >= ENOUGH:
        said.append(_brings(pace.rhythm.habit(now) * 24))
    said += [f"{moment(note.at, now)}: {clean(note.sentence, 300)}" for note in notes[:2]]
    return said


def _read(feed: Feed, now: datetime) -> str:
    if feed.last_polled is None:
        return "It has not been read yet."
    if not feed.trouble:
        return f"Read {moment(feed.last_polled, now)}."
    well = f"read well {moment(feed.last_good, now)}" if feed.last_good is not None else "never read well"
    return f"Tried {moment(feed.last_polled, now)}, {well}; {counted(feed.failures, 'failure')} in a row."


def _brings(a_day: float) -> str:
    if a_day >= 1.5:
        return f"It brings about {round(a_day):,} entries a day."
    if a_day >= 0.8:
        return "It brings about one entry a day."
    return f"It brings about {counted(max(1, round(a_day * 7)), 'entry', 'entries')} a week."


def remedy(mend: str, trouble: str) -> str:
    """Name what opens a source's dialog where a source is in trouble; empty: it is in none."""
    if not trouble:
        return ""
    return {"password": "Give a password…", "address": "Change the address…"}.get(mend, "Source…")
