"""How many notices are shown: what is gathered is one a watch, and what does not fit is one summary."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tocsin.core.alarm.notices import of_story, of_watch, summary
from tocsin.core.model import Held, How, Notice, Rung

WINDOW = timedelta(minutes=10)
"""The time over which notices are counted."""

MOST_OF_A_WATCH, MOST_OF_ALL = 3, 6
"""Notices in that time; what is more is gathered in one summary."""

GATHERING = timedelta(seconds=60)
"""How long a summary waits for more."""


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
class Group:
    """Alerts that are shown together: those of one story, or the gathered ones of one watch."""

    alerts: tuple[Rung, ...]
    of_watch: bool = False

    @property
    def urgent(self) -> bool:
        """Tell whether one of them is."""
        return any(one.how is How.URGENT for one in self.alerts)

    @property
    def fresh_watches(self) -> set[int]:
        """The watches with nothing in the group that waits for the summary already."""
        late = {one.alert.watch_id for one in self.alerts if one.alert.held is Held.BURST and not self.of_watch}
        return {one.alert.watch_id for one in self.alerts} - late

    def notice(self, now: datetime) -> Notice:
        """Make the notice."""
        return of_watch(self.alerts) if self.of_watch else of_story(self.alerts, now)


@dataclass(slots=True)
class _Counted:
    """The notices of the last minutes."""

    of_all: int = 0
    of_watch: dict[int, int] = field(default_factory=dict)

    def add(self, watches: Iterable[int]) -> None:
        self.of_all += 1
        for watch in watches:
            self.of_watch[watch] = self.of_watch.get(watch, 0) + 1

    def has_room(self, group: Group) -> bool:
        """Tell whether it may be shown; one watch with room is enough, the others are named in the same notice."""
        if self.of_all >= MOST_OF_ALL:
            return False
        return any(self.of_watch.get(watch, 0) < MOST_OF_A_WATCH for watch in group.fresh_watches)


def in_groups(alerts: Sequence[Rung], gathered: Collection[int]) -> list[Group]:
    """Put together what is shown together. `gathered`: watches of which everything comes as one notice.

    Such a watch with only one story shows the story itself, with the other watches that it rings.
    """
    of_watches: dict[int, list[Rung]] = {}
    for one in alerts:
        if one.alert.watch_id in gathered:
            of_watches.setdefault(one.alert.watch_id, []).append(one)
    many = {watch for watch, group in of_watches.items() if len({one.alert.story_id for one in group}) > 1}
    stories: dict[int, list[Rung]] = {}
    for one in alerts:
        if one.alert.watch_id not in many:
            stories.setdefault(one.alert.story_id, []).append(one)
    groups = [Group(tuple(_by_weight(of_watches[watch])), of_watch=True) for watch in of_watches if watch in many]
    return groups + [Group(tuple(group)) for group in stories.values()]


def within_bounds(
    groups: Sequence[Group], now: datetime, shown: Sequence[Showed], patience: timedelta
) -> tuple[list[Notice], dict[int, Waiting]]:
    """Show groups as long as the bounds allow, urgent ones first; the rest waits for one summary.

    `shown`: the notices of the last ten minutes. What has once begun to wait for the summary stays in it.
    """
    counted = _Counted()
    # One from the future was shown while the clock was wrong; it would hold everything back until then.
    shown = [one for one in shown if one.at <= now]
    for one in shown:
        if not one.is_summary:
            counted.add(one.watches)
    made: list[Notice] = []
    rest: list[Rung] = []
    for group in sorted(groups, key=lambda group: not group.urgent):
        if counted.has_room(group):
            made.append(group.notice(now))
            counted.add({one.alert.watch_id for one in group.alerts})
        else:
            rest += group.alerts
    if not rest:
        return made, {}
    due = _summary_due(rest, now, shown, patience)
    if due <= now:
        made.append(summary(_by_weight(rest)))
        return made, {}
    return made, {one.alert.id: Waiting(Held.BURST, due) for one in rest}


def _summary_due(rest: Sequence[Rung], now: datetime, shown: Sequence[Showed], patience: timedelta) -> datetime:
    """Some time after the first that did not fit, and never two in ten minutes."""
    started = min((one.alert.until for one in rest if one.alert.held is Held.BURST and one.alert.until), default=None)
    due = min(now + patience, started) if started is not None else now + patience
    last = max((one.at for one in shown if one.is_summary), default=None)
    return max(due, last + WINDOW) if last is not None else due


def _by_weight(alerts: Iterable[Rung]) -> list[Rung]:
    """The most widely carried first."""
    return sorted(alerts, key=lambda one: (-one.outlets, -one.articles, one.alert.id))
