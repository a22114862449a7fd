"""When owed alerts ring, and what waits for what: quiet hours, snoozing, coming back after an absence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Literal

from tocsin.core.alarm.bounds import GATHERING, WINDOW, Showed, Waiting, in_groups, within_bounds
from tocsin.core.alarm.deciding import Mute
from tocsin.core.alarm.notices import discreet
from tocsin.core.alarm.quiet import Quiet
from tocsin.core.brief.times import Times
from tocsin.core.errors import WrongUse
from tocsin.core.model import Held, How, Notice, Rung

LONG_ABSENCE = timedelta(minutes=45)
"""Sleep, closed, offline: after this much, what arrived is one notice a watch."""

_WAITED = frozenset({Held.QUIET_HOURS, Held.SNOOZED, Held.CATCH_UP, Held.DIGEST})
_NO_NOTICE = frozenset({How.SILENT, How.BADGE})


@dataclass(frozen=True, slots=True)
class House:
    """What holds for all watches."""

    zone: tzinfo = UTC
    """The clock on the user's wall."""
    quiet: Quiet = field(default_factory=Quiet)
    presenting: bool = False
    """Others can see the screen: notices say only that there is a story."""
    briefs: Times = field(default_factory=Times)
    """When what is read later is gathered."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do with what is owed. Each alert is in one notice, or waits, or needs no notice."""

    notices: tuple[Notice, ...] = ()
    waiting: Mapping[int, Waiting] = field(default_factory=dict)
    muted: tuple[int, ...] = ()
    """Alerts whose story or outlet the user has muted since they were owed: their debt is forgiven."""
    read: tuple[int, ...] = ()
    """Alerts whose article the user has read while they waited, or whose watch makes no notices any more: the list
    has rung them."""

    def look_again(self, now: datetime) -> datetime | None:
        """Give the earliest time at which the plan may be another."""
        times = [one.until for one in self.waiting.values() if one.until is not None and one.until > now]
        return min(times, default=None)


Presence = Literal["here", "coming-back", "came-back"]
"""here: as usual. coming-back: the first round after a long absence is under way. came-back: it has just ended."""


def plan(
    owed: Sequence[Rung],
    now: datetime,
    *,
    house: House,
    shown: Iterable[Showed] = (),
    mutes: Sequence[Mute] = (),
    presence: Presence = "here",
    patience: timedelta = GATHERING,
) -> Plan:
    """Say what rings now, in which notices, and what waits for when.

    What waited in quiet hours, snoozed, or through an absence comes as one notice a watch, with all else that is due
    for that watch. What is read later makes no notice: the next brief rings it. `patience`: how long a summary waits
    for more; zero for a program that is about to end.
    """
    waiting: dict[int, Waiting] = {}
    muted: list[int] = []
    read: list[int] = []
    ready: list[Rung] = []
    later = any(one.how is How.DIGEST for one in owed)
    brief = Waiting(Held.DIGEST, house.briefs.next(now, house.zone) if later else None)
    for one in owed:
        alert = one.alert
        if any(mute.covers(alert.watch_id, alert.story_id, one.outlet, now) for mute in mutes):
            muted.append(alert.id)
            continue
        if one.read or one.how in _NO_NOTICE:
            read.append(alert.id)
            continue
        hold = _hold(one, now, house, presence, brief)
        if hold is None:
            ready.append(one)
        else:
            waiting[alert.id] = hold
    recent = [one for one in shown if now - one.at < WINDOW]
    gathered = {one.alert.watch_id for one in ready if presence == "came-back" or one.alert.held in _WAITED}
    notices, late = within_bounds(in_groups(ready, gathered), now, recent, patience)
    waiting.update(late)
    if house.presenting:
        stories = {one.alert.id: one.alert.story_id for one in ready}
        notices = [discreet(one, len({stories[alert] for alert in one.alerts})) for one in notices]
    return Plan(tuple(notices), waiting, tuple(muted), tuple(read))


def _hold(one: Rung, now: datetime, house: House, presence: Presence, brief: Waiting) -> Waiting | None:
    if one.snoozed_until is not None and one.snoozed_until > now:
        return Waiting(Held.SNOOZED, one.snoozed_until)
    if one.how is How.DIGEST:
        return brief
    quiet = _quiet_of(one, house)
    if quiet.at(now, house.zone) and not (one.how is How.URGENT and one.breaks_quiet):
        return Waiting(Held.QUIET_HOURS, quiet.until(now, house.zone))
    if presence == "coming-back":
        return Waiting(Held.CATCH_UP, None)
    return None


def _quiet_of(one: Rung, house: House) -> Quiet:
    if not one.quiet:
        return house.quiet
    try:
        return Quiet.read(one.quiet)
    except WrongUse:  # written by a hand that is not ours: the profile's own hours hold
        return house.quiet
