"""Which stories a brief tells, in which order, and how many it leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from tocsin.core.brief.values import Brief, Chosen, Section, Told
from tocsin.core.model import Held, Reason, Rung, Watch
from tocsin.core.text import clean, still

MOST_STORIES, MOST_WATCHES = 8, 60
"""Stories of a watch, and watches, that a brief tells at most; the others are counted."""

HEADLINE_LENGTH, SENTENCE_LENGTH, NAME_LENGTH, LINK_LENGTH = 300, 500, 80, 2_000
NAMED_OUTLETS = 3

_PLACES = {"title": 0, "lead": 1, "body": 2}
_PAST = frozenset({Held.BASELINE, Held.BACKFILL})
_REFUSED = frozenset({Held.MUTED, Held.PLACE, Held.THRESHOLD, Held.SAME_STORY})

_NOTES = {
    Reason.HEADLINE: "now in the headline",
    Reason.CORRECTION: "corrected",
    Reason.WITHDRAWN: "corrected: no longer names it",
}


def belongs(one: Rung, since: datetime, until: datetime) -> bool:
    """Tell whether an alert is of a period, for a brief that looks back and settles nothing.

    What the policy of the watch refused does not belong. A feed's past does where its own date is of the period.
    """
    if not since < one.alert.matched <= until or one.alert.held in _REFUSED:
        return False
    if one.alert.held in _PAST and one.alert.owed is None:
        # What a feed dates in the future is as old as when it was first seen.
        return one.published is not None and since < min(one.published, one.seen) <= until
    return True


def choose(
    alerts: Iterable[Rung], watches: Sequence[Watch], *, stories: int = MOST_STORIES, most_watches: int = MOST_WATCHES
) -> tuple[list[Chosen], int]:
    """Choose the top stories of each watch, in the order of the watches; also says how many watches had no room.

    A story is told once in a brief: under the first watch that has room for it.
    """
    by_watch: dict[int, list[Rung]] = {}
    for one in alerts:
        by_watch.setdefault(one.alert.watch_id, []).append(one)
    answering = [watch for watch in watches if watch.id in by_watch]
    told: set[int] = set()
    of: list[tuple[Watch, tuple[Rung, ...], set[int]]] = []
    for watch in answering[:most_watches]:
        ranked = rank(by_watch[watch.id])
        top = tuple([one for one in ranked if one.alert.story_id not in told][:stories])
        told |= {one.alert.story_id for one in top}
        of.append((watch, top, {one.alert.story_id for one in ranked} - {one.alert.story_id for one in top}))
    chosen = [
        Chosen(watch.id, watch.name, top, more=len(others - told), elsewhere=len(others & told))
        for watch, top, others in of
    ]
    return chosen, max(0, len(answering) - most_watches)


def rank(alerts: Sequence[Rung]) -> list[Rung]:
    """Give one alert a story, the best first: more independent outlets, a better place of the hit, more recent."""
    best: dict[int, Rung] = {}
    for one in sorted(alerts, key=_weight):
        best.setdefault(one.alert.story_id, one)
    return list(best.values())


def _weight(one: Rung) -> tuple[int, int, float, int]:
    return (-one.outlets, _PLACES.get(one.field, 3), -one.seen.timestamp(), -one.alert.id)


def write(
    chosen: Sequence[Chosen], alerts: Iterable[Rung], outlets: Mapping[int, Sequence[str]], *,
    made: datetime, since: datetime, more_watches: int = 0,
) -> Brief:  # fmt: skip
    """Write the brief: `alerts` are all that it stands for, `outlets` the names by story, oldest article first."""
    everything = list(alerts)
    names: dict[int, dict[str, None]] = {}
    for one in everything:
        names.setdefault(one.alert.story_id, {})[clean(one.watch, NAME_LENGTH)] = None
    sections = tuple(
        Section(
            part.watch_id,
            clean(part.watch, NAME_LENGTH),
            tuple(
                _told(one, outlets.get(one.alert.story_id, ()), names[one.alert.story_id]) for one in part.alerts
            ),
            part.more,
            part.elsewhere,
        )
        for part in chosen
    )
    stories, watches = len(names), len({one.alert.watch_id for one in everything})
    return Brief(0, made, since, sections, stories, watches, more_watches)


def _told(one: Rung, outlets: Sequence[str], watches: Iterable[str]) -> Told:
    headline = clean(one.headline, HEADLINE_LENGTH)
    sentence, spans = _sentence(one)
    if one.field == "title" and sentence and sentence in headline:
        shift = headline.find(sentence)
        sentence, spans = "", tuple((start + shift, end + shift) for start, end in spans)
    elif sentence == headline:
        sentence, spans = "", ()
    mine = clean(one.outlet, NAME_LENGTH)
    others = dict.fromkeys(clean(name, NAME_LENGTH) for name in outlets if name)
    named = [mine, *(name for name in others if name != mine)][:NAMED_OUTLETS]
    link = one.url if one.url.lower().startswith(("http://", "https://")) and len(one.url) <= LINK_LENGTH else ""
    here = clean(one.watch, NAME_LENGTH)
    return Told(
        one.alert.story_id, one.alert.article_id, headline, tuple(named), max(0, one.outlets - len(named)), sentence,
        _inside(spans, sentence or headline) if sentence or one.field == "title" else (), link, one.seen, one.language,
        _NOTES.get(one.alert.reason, ""), tuple(name for name in watches if name != here),
    )  # fmt: skip


def _inside(spans: Sequence[tuple[int, int]], text: str) -> tuple[tuple[int, int], ...]:
    return tuple(sorted((start, end) for start, end in spans if 0 <= start < end <= len(text)))


def _sentence(one: Rung) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Give the sentence that hit with its hits; one that has to be changed to be shown loses them."""
    text = still(one.sentence)
    shown = clean(text, SENTENCE_LENGTH)
    if shown == text:
        return shown, one.sentence_spans
    if shown.endswith("…") and text.startswith(shown[:-1]):
        end = len(shown) - 1
        return shown, tuple((start, min(stop, end)) for start, stop in one.sentence_spans if start < end)
    return shown, ()


def renumbered(brief: Brief, number: int) -> Brief:
    """Give the brief with the number under which it is kept."""
    return replace(brief, id=number)
