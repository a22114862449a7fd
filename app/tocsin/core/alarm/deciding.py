"""Whether a match owes an alert, or why it is held back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from tocsin.core.model import Held, How, Match, Reason, Watch, Where

_NO_NOTICE = frozenset({How.SILENT, How.BADGE})
_PLACES = {Where.LEAD: frozenset({"title", "lead"}), Where.TITLE: frozenset({"title"})}


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
    answered_elsewhere: bool = False
    """Another article of the story answers the watch now."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a match comes to. `reason` with `held` None: an alert is owed from now on."""

    reason: Reason
    held: Held | None = None


_PAST = {Arrival.BASELINE: Held.BASELINE, Arrival.BACKFILL: Held.BACKFILL}


def decide(watch: Watch, match: Match, now: datetime, seen: Situation) -> Decision:
    """Say whether a match rings.

    The first match of a story rings. The story rings once more only when it changed in kind: its headline now
    names what only the text did, or a correction brought the term back into a story that had lost it. What was
    held back rings as soon as a later match of the story satisfies the watch.
    """
    reason = _reason_of_edit(watch, match, seen) if seen.matched_before else _reason(match, seen)
    if reason is Reason.SAME:
        return Decision(Reason.SAME, Held.SAME_STORY)
    return Decision(reason, _held(watch, match, now, seen))


def withdrawn(watch: Watch, now: datetime, seen: Situation) -> bool:
    """Tell whether an edit that took the term out of an article is worth a notice.

    Only when the story has rung, no other article of it answers any longer, and it has not been said before.
    """
    rung = {one.reason for one in seen.told if one.held is None}
    if not rung or Reason.WITHDRAWN in rung or seen.answered_elsewhere:
        return False
    return watch.how not in _NO_NOTICE | {How.DIGEST} and not _muted(watch, now, seen)


def _reason(match: Match, seen: Situation) -> Reason:
    """Say what a new article brings to the story, or an edit that made an article answer."""
    told = {one.reason: one.held for one in seen.told}
    if told.get(Reason.FIRST, Held.BASELINE) is not None:
        return Reason.FIRST
    if seen.arrival is Arrival.EDIT and not seen.answered_elsewhere:  # the story had lost the term
        return Reason.SAME if told.get(Reason.CORRECTION, Held.BASELINE) is None else Reason.CORRECTION
    held_back = told.get(Reason.HEADLINE) is not None
    if match.field == "title" and (held_back or (Reason.HEADLINE not in told and not seen.named_before)):
        return Reason.HEADLINE
    return Reason.SAME


def _reason_of_edit(watch: Watch, match: Match, seen: Situation) -> Reason:
    """Say what the edit of an article changed that answered before and does still: only the place can be another.

    A story of the past stays the past, unless its headline names now what only the text did.
    """
    told = {one.reason: one.held for one in seen.told}
    first = told.get(Reason.FIRST)
    if first is Held.PLACE:
        return Reason.FIRST if _in_place(watch, match) else Reason.SAME
    named_now = match.field == "title" and not seen.named_before and Reason.HEADLINE not in told
    return Reason.HEADLINE if named_now and first in (None, Held.BASELINE, Held.BACKFILL) else Reason.SAME


def _held(watch: Watch, match: Match, now: datetime, seen: Situation) -> Held | None:
    past = _PAST.get(seen.arrival)
    if past is not None:
        return past
    if watch.how in _NO_NOTICE:
        return Held.SILENT
    if _muted(watch, now, seen):
        return Held.MUTED
    if not _in_place(watch, match):
        return Held.PLACE
    if seen.outlets < watch.at_least:
        return Held.THRESHOLD
    return None


def _muted(watch: Watch, now: datetime, seen: Situation) -> bool:
    return any(mute.covers(watch.id, seen.story_id, seen.outlet, now) for mute in seen.mutes)


def _in_place(watch: Watch, match: Match) -> bool:
    places = _PLACES.get(watch.where)
    return places is None or match.field in places
