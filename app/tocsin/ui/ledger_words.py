"""Says what became of a match, in plain words: when it rang and by which bell, or why it did not; knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tocsin.core.model import Alert, Held, How, Reason, Rung
from tocsin.ui.words import clock, counted, moment

State = Literal["rang", "waits", "held"]

BELLS = {
    "desktop": "by a notice",
    "tray": "by the tray",
    "plyer": "by a notice of the system",
    "line": "by a printed line",
    "brief": "by a brief",
    "list": "in this list only: no notice could be shown",
}

HELD = {
    Held.BASELINE: "it stood in the feed when that was read for the first time",
    Held.BACKFILL: "the feed brought it late, with an old date",
    Held.SAME_STORY: "its story had rung before",
    Held.QUIET_HOURS: "quiet hours",
    Held.BURST: "many stories at once",
    Held.CATCH_UP: "coming back from an absence",
    Held.SNOOZED: "the watch was snoozed",
    Held.THRESHOLD: "too few independent outlets carry it yet",
    Held.MUTED: "its story or its outlet is muted",
    Held.SILENT: "the watch makes no notices",
    Held.PLACE: "the term does not stand where the watch wants it",
    Held.DIGEST: "it is read later",
}
WAITS = {
    Held.QUIET_HOURS: "Quiet hours",
    Held.SNOOZED: "Snoozed",
    Held.BURST: "Waits for the summary",
    Held.CATCH_UP: "Waits for the end of this round",
    Held.DIGEST: "Waits for the brief",
}
WAITED = {
    Held.QUIET_HOURS: "after quiet hours",
    Held.SNOOZED: "after the snooze",
    Held.BURST: "in a summary",
    Held.CATCH_UP: "on coming back",
}
REASONS = {
    Reason.HEADLINE: "now in the headline",
    Reason.CORRECTION: "after a correction",
    Reason.WITHDRAWN: "a correction took the term out",
}


@dataclass(frozen=True, slots=True)
class Said:
    """What became of a match: one of three states, its shape, and the words."""

    state: State
    icon: str
    words: str


def state_of(alert: Alert) -> State:
    """Say whether an alert rang, still waits, or was held back for good."""
    if alert.rung is not None:
        return "rang"
    return "waits" if alert.owed is not None else "held"


def said(one: Rung, now: datetime) -> Said:
    """Say what became of a line of the ledger."""
    alert, state = one.alert, state_of(one.alert)
    if state == "rang":
        return Said(state, "bell-urgent" if one.how is How.URGENT else "bell-rang", rang(alert, now))
    if state == "waits":
        icon = "snooze" if alert.held is Held.SNOOZED else "clock"
        return Said(state, icon, waits(alert, now))
    return Said(state, "bell-quiet", held(alert.held, one))


def rang(alert: Alert, now: datetime) -> str:
    """Say when it rang, by which bell, why so late, and what the user did."""
    assert alert.rung is not None
    bell = BELLS.get(alert.bell, f"by {alert.bell}" if alert.bell else "")
    late = WAITED.get(alert.waited, "") if alert.waited is not None else ""
    words = " ".join(part for part in (f"Rang {moment(alert.rung, now)}", bell) if part)
    return " · ".join(part for part in (words, late, REASONS.get(alert.reason, ""), alert.acted) if part)


def waits(alert: Alert, now: datetime) -> str:
    """Say what it waits for, and until when."""
    if alert.held is None:
        return "Is about to ring"
    words = WAITS.get(alert.held, HELD[alert.held].capitalize())
    if alert.held is Held.DIGEST:
        return f"{words} of {until(alert.until, now)}" if alert.until is not None else words
    if alert.until is None or alert.held in (Held.BURST, Held.CATCH_UP):
        return words
    return f"{words} until {until(alert.until, now)}"


def held(why: Held | None, one: Rung | None = None) -> str:
    """Say why it did not ring."""
    if why is None:
        return "Held back"
    if why is Held.THRESHOLD and one is not None:
        return f"Held back: only {counted(one.outlets, 'independent outlet')} so far"
    return f"Held back: {HELD[why]}"


def until(then: datetime, now: datetime) -> str:
    """Give an end as short as it can be: "7:00" today or next morning, else with its day."""
    here, today = then.astimezone(), now.astimezone()
    days = (here.date() - today.date()).days
    if days == 0 or (days == 1 and here.hour < 12 <= today.hour):
        return clock(then)
    return f"tomorrow {clock(then)}" if days == 1 else moment(then, now)


def others(outlet: str, outlets: int) -> str:
    """Give an outlet and how many others carry the story: "The Herald + 4 others"."""
    more = outlets - 1
    return outlet if more < 1 else f"{outlet} + {counted(more, 'other')}"
