"""Whether a match owes an alert, or why it is held back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from tocsin.core.model import Held, How, Match, Reason, Watch, Where

_QUIET = frozenset({How.SILENT, How.BADGE, How.DIGEST})
_PLACES = {
    Where.ANYWHERE: None,
    Where.LEAD: frozenset({"title", "lead"}),
    Where.TITLE: frozenset({"title"}),
}


class Arrival(StrEnum):
    """How an article came to be judged."""

    NEWS = "news"
    BASELINE = "baseline"
    """With the first poll of its feed: the feed's past."""
    BACKFILL = "backfill"
    """An old entry with a new id, or the archive of a feed announced again."""
    EDIT = "edit"
    """Known before; its wording changed."""


@dataclass(frozen=True, slots=True)
class Mute:
    """The user wants to hear nothing of a story or an outlet, in one watch (0: in any), until a time (None: ever)."""

    id: int
    watch_id: int = 0
    story_id: int = 0
    outlet: str = ""
    until: datetime | None = None

    def covers(self, watch_id: int, story_id: int, outlet: str, now: datetime) -> bool:
        """Tell whether it holds for this match now."""
        if self.until is not None and self.until <= now:
            return False
        if self.watch_id not in (0, watch_id):
            return False
        if self.story_id:
            return self.story_id == story_id
        return bool(self.outlet) and self.outlet.casefold() == outlet.casefold()


@dataclass(frozen=True, slots=True)
class Told:
    """An alert that this story and watch have already."""

    reason: Reason
    held: Held | None
    """None: owed or rung."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known when a match is decided."""

    arrival: Arrival
    story_id: int
    outlet: str = ""
    outlets: int = 1
    """Independent outlets that carry the story, with this one."""
    told: tuple[Told, ...] = ()
    """The alerts of this story and watch so far."""
    named_before: bool = False
    """An earlier match of this story and watch stood in a headline."""
    matched_before: bool = False
    """This very article matched before the edit."""
    mutes: tuple[Mute, ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a match comes to. `reason` with `held` None: an alert is owed from now on."""

    reason: Reason
    held: Held | None = None


_PAST = {Arrival.BASELINE: Held.BASELINE, Arrival.BACKFILL: Held.BACKFILL}
_MAY_STILL_RING = frozenset({Held.BASELINE, Held.BACKFILL, Held.PLACE, Held.THRESHOLD, Held.MUTED, Held.SILENT})


def decide(watch: Watch, match: Match, now: datetime, seen: Situation) -> Decision:
    """Say whether a match rings.

    The first match of a story rings. The story rings once more only when it changed in kind: its headline now
    names what only the text did, or a correction brought the term in. What was held back for the place, the
    number of outlets or the past rings as soon as a later match of the story satisfies the watch.
    """
    reason = _reason(match, seen)
    if reason is Reason.SAME:
        return Decision(Reason.SAME, Held.SAME_STORY)
    return Decision(reason, _held(watch, match, now, seen))


def _reason(match: Match, seen: Situation) -> Reason:
    first = next((one for one in seen.told if one.reason is Reason.FIRST), None)
    if first is None or first.held in _MAY_STILL_RING:
        if seen.arrival is Arrival.EDIT and seen.matched_before and first is not None:
            # The wording changed, not whether it answers; only the place can have become another.
            return Reason.FIRST if first.held is Held.PLACE and match.field == "title" else Reason.SAME
        return Reason.FIRST
    told = {one.reason for one in seen.told}
    if match.field == "title" and not seen.named_before and Reason.HEADLINE not in told:
        return Reason.HEADLINE
    if seen.arrival is Arrival.EDIT and not seen.matched_before and Reason.CORRECTION not in told:
        return Reason.CORRECTION
    return Reason.SAME


def _held(watch: Watch, match: Match, now: datetime, seen: Situation) -> Held | None:
    past = _PAST.get(seen.arrival)
    if past is not None:
        return past
    if watch.how in _QUIET:
        return Held.SILENT
    if any(mute.covers(watch.id, seen.story_id, seen.outlet, now) for mute in seen.mutes):
        return Held.MUTED
    places = _PLACES[watch.where]
    if places is not None and match.field not in places:
        return Held.PLACE
    if seen.outlets < watch.at_least:
        return Held.THRESHOLD
    return None


def withdrawn(told: Iterable[Told]) -> bool:
    """Tell whether a correction that took the term out is worth a notice: only when the story has rung before."""
    known = list(told)
    return any(one.held is None for one in known) and all(one.reason is not Reason.CORRECTION for one in known)
