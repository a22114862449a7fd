"""When owed alerts ring, and in how many notices: quiet hours, snoozing, bursts, coming back after an absence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Literal

from tocsin.core.alarm.deciding import Mute
from tocsin.core.alarm.notices import of_story, of_watch, summary
from tocsin.core.alarm.quiet import Quiet
from tocsin.core.errors import WrongUse
from tocsin.core.model import Held, How, Notice, Rung

WINDOW = timedelta(minutes=10)
"""The time over which notices are counted."""

MOST_OF_A_WATCH, MOST_OF_ALL = 3, 6
"""Notices in that time; what is more is gathered in one summary."""

GATHERING = timedelta(seconds=60)
"""How long a summary waits for more."""

LONG_ABSENCE = timedelta(minutes=45)
"""Sleep, closed, offline: after this much, what arrived is one notice a watch."""


@dataclass(frozen=True, slots=True)
class House:
    """What holds for all watches."""

    zone: tzinfo = UTC
    """The clock on the user's wall."""
    quiet: Quiet = field(default_factory=Quiet)
    presenting: bool = False
    """Others can see the screen: notices say only that there is a story."""


@dataclass(frozen=True, slots=True)
class Showed:
    """A notice that was shown: for counting bursts."""

    at: datetime
    key: str
    watches: frozenset[int] = frozenset()

    @property
    def is_summary(self) -> bool:
        """Tell whether it was a summary of a burst."""
        return self.key.startswith("summary")


@dataclass(frozen=True, slots=True)
class Waiting:
    """An owed alert whose time has not come."""

    held: Held
    until: datetime | None
    """When to look again; None: when something changes."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do with what is owed. Each alert is in one notice, or waits, or is dropped as muted."""

    notices: tuple[Notice, ...] = ()
    waiting: Mapping[int, Waiting] = field(default_factory=dict)
    muted: tuple[int, ...] = ()
    """Alerts whose story or outlet the user has muted since they were owed: their debt is forgiven."""

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

    `patience`: how long a summary waits for more; zero for a program that is about to end.
    """
    waiting: dict[int, Waiting] = {}
    muted: list[int] = []
    ready: list[Rung] = []
    for one in owed:
        alert = one.alert
        if any(mute.covers(alert.watch_id, alert.story_id, one.outlet, now) for mute in mutes):
            muted.append(alert.id)
            continue
        hold = _hold(one, now, house, presence)
        if hold is None:
            ready.append(one)
        else:
            waiting[alert.id] = hold
    gathered = [one for one in ready if presence == "came-back" or _was_waiting(one)]
    ids = {one.alert.id for one in gathered}
    made = _catch_up(gathered, now)
    fresh = [one for one in ready if one.alert.id not in ids]
    notices, late = _within_bounds(fresh, now, [one for one in shown if now - one.at < WINDOW], patience)
    waiting.update(late)
    made += notices
    if house.presenting:
        made = [_discreet(notice) for notice in made]
    return Plan(tuple(made), waiting, tuple(muted))


def _hold(one: Rung, now: datetime, house: House, presence: Presence) -> Waiting | None:
    if one.snoozed_until is not None and one.snoozed_until > now:
        return Waiting(Held.SNOOZED, one.snoozed_until)
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


def _was_waiting(one: Rung) -> bool:
    return one.alert.held in (Held.QUIET_HOURS, Held.SNOOZED, Held.CATCH_UP)


def _by_story(alerts: Iterable[Rung]) -> dict[int, list[Rung]]:
    stories: dict[int, list[Rung]] = {}
    for one in alerts:
        stories.setdefault(one.alert.story_id, []).append(one)
    return stories


def _catch_up(alerts: Sequence[Rung], now: datetime) -> list[Notice]:
    """One notice a watch, its largest stories first; a single story is shown as itself."""
    watches: dict[int, list[Rung]] = {}
    for one in alerts:
        watches.setdefault(one.alert.watch_id, []).append(one)
    made = []
    for of_one_watch in watches.values():
        stories = _by_story(of_one_watch)
        if len(stories) == 1:
            made.append(of_story(of_one_watch, now))
        else:
            made.append(of_watch(sorted(of_one_watch, key=lambda one: (-one.outlets, -one.articles, one.alert.id))))
    return made


def _within_bounds(
    alerts: Sequence[Rung], now: datetime, shown: Sequence[Showed], patience: timedelta
) -> tuple[list[Notice], dict[int, Waiting]]:
    """Show stories as long as the bounds allow; the rest waits for one summary."""
    of_all = sum(1 for one in shown if not one.is_summary)
    of_watch_: dict[int, int] = {}
    for one in shown:
        if not one.is_summary:
            for watch in one.watches:
                of_watch_[watch] = of_watch_.get(watch, 0) + 1
    made: list[Notice] = []
    rest: list[Rung] = []
    stories = sorted(_by_story(alerts).values(), key=lambda group: all(one.how is not How.URGENT for one in group))
    for group in stories:
        watches = {one.alert.watch_id for one in group}
        held_before = any(one.alert.held is Held.BURST for one in group)
        full = of_all >= MOST_OF_ALL or all(of_watch_.get(watch, 0) >= MOST_OF_A_WATCH for watch in watches)
        if full or held_before:
            rest += group
            continue
        made.append(of_story(group, now))
        of_all += 1
        for watch in watches:
            of_watch_[watch] = of_watch_.get(watch, 0) + 1
    if not rest:
        return made, {}
    due = _summary_due(rest, now, shown, patience)
    if due <= now:
        made.append(summary(sorted(rest, key=lambda one: one.alert.id)))
        return made, {}
    return made, {one.alert.id: Waiting(Held.BURST, due) for one in rest}


def _summary_due(rest: Sequence[Rung], now: datetime, shown: Sequence[Showed], patience: timedelta) -> datetime:
    """Some time after the first that did not fit, and never two in ten minutes."""
    started = min((one.alert.until for one in rest if one.alert.held is Held.BURST and one.alert.until), default=None)
    due = min(now + patience, started) if started is not None else now + patience
    last = max((one.at for one in shown if one.is_summary), default=None)
    return max(due, last + WINDOW) if last is not None else due


def _discreet(notice: Notice) -> Notice:
    stories = len(notice.alerts)
    title = "1 new story" if stories <= 1 or notice.key.startswith("story-") else f"{stories} new stories"
    return Notice(
        key=notice.key,
        title=title,
        body="",
        alerts=notice.alerts,
        article_id=notice.article_id,
        urgent=notice.urgent,
        actions=notice.actions,
    )
