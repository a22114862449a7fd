"""Watches, matches and owed alerts for the tests of the alarm, and their outcome in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from tocsin.core.alarm import (
    Arrival,
    House,
    Mute,
    Plan,
    Presence,
    Quiet,
    Showed,
    Situation,
    Told,
    decide,
    plan,
)
from tocsin.core.model import Alert, Held, How, Match, Notice, Reason, Rung, Watch, Where

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
"""A Tuesday."""


def watch(**policy: Any) -> Watch:
    return Watch(1, "NATO", "NATO", **policy)


def told(**alerts: Held | None) -> tuple[Told, ...]:
    """The alerts of the story so far: told(first=None) has rung, told(first=Held.BASELINE) was held back."""
    return tuple(Told(Reason(reason), held) for reason, held in alerts.items())


def outcome(field: str = "title", arrival: Arrival = Arrival.NEWS, policy: Watch | None = None, **seen: Any) -> str:
    """Say in words what a match in a field comes to."""
    situation = Situation(arrival, 5, "The Herald", **seen)
    match = Match(1, 7, "nato", field, "NATO meets")
    decision = decide(policy or watch(), match, NOW, situation)
    if decision.reason is Reason.SAME:
        assert decision.held is Held.SAME_STORY
        return "same story"
    return f"held: {decision.held}" if decision.held else f"rings: {decision.reason}"


def rung(
    number: int, *, of: int = 1, story: int = 0, held: Held | None = None, until: datetime | None = None,
    reason: Reason = Reason.FIRST, **more: Any,
) -> Rung:  # fmt: skip
    """Make an owed alert; each is about its own story unless told otherwise."""
    alert = Alert(number, of, story or number, number, NOW, NOW, held=held, until=until, reason=reason)
    of_rung: dict[str, Any] = {
        "how": How.NOTICE, "headline": f"Headline {number}", "outlet": "The Herald", "sentence": f"Headline {number}",
        "url": "https://news.example/1", "published": None, "seen": NOW, "clause": "nato", "field": "title",
    }  # fmt: skip
    return Rung(alert, f"Watch {of}", **(of_rung | more))


def planned(
    *owed: Rung, now: datetime = NOW, quiet: str = "", presenting: bool = False, shown: tuple[Showed, ...] = (),
    mutes: tuple[Mute, ...] = (), presence: Presence = "here", patience: timedelta = timedelta(seconds=60),
) -> Plan:  # fmt: skip
    """Plan, and see to it that every alert is in one place."""
    made = plan(
        owed, now, house=House(UTC, Quiet.read(quiet), presenting), shown=shown, mutes=mutes, presence=presence,
        patience=patience,
    )  # fmt: skip
    ringing = [alert for notice in made.notices for alert in notice.alerts]
    assert sorted([*ringing, *made.waiting, *made.muted, *made.read]) == sorted(one.alert.id for one in owed)
    assert len({notice.key for notice in made.notices}) == len(made.notices)
    return made


def kinds(made: Plan) -> list[str]:
    """Name the notices by what they stand for: story, watch or summary."""
    return [notice.key.partition("-")[0] for notice in made.notices]


def waits(made: Plan) -> dict[int, Held]:
    """Give why each alert waits."""
    return {alert: one.held for alert, one in made.waiting.items()}


def showed(*ago: float, of: int = 1, key: str = "story") -> tuple[Showed, ...]:
    """Make notices that were shown so many minutes ago."""
    return tuple(
        Showed(NOW - timedelta(minutes=minutes), f"{key}-{of}{number}", frozenset({of}))
        for number, minutes in enumerate(ago)
    )


__all__ = [
    "NOW", "Arrival", "Held", "How", "Mute", "Notice", "Reason", "Where", "kinds", "outcome", "planned", "rung",
    "showed", "told", "waits", "watch",
]  # fmt: skip
