"""How a notice reads: headline, outlets, age, watch, and the sentence that hit. Plain text, cleaned and cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from tocsin.core.alarm.sounding import sound_of
from tocsin.core.model import How, Notice, Reason, Rung, Sound
from tocsin.core.text import clean

TITLE_LENGTH, BODY_LENGTH = 200, 400
"""How much of a headline and of a sentence a notice shows at most, in characters."""

NAME_LENGTH = 60
LISTED = 3
"""Headlines in a notice that stands for many stories."""

_ACTIONS = (("default", "Open"), ("open", "Open"), ("keep", "Keep"), ("mute", "Mute story"), ("snooze", "Snooze"))

SAID = {
    Reason.HEADLINE: "now in the headline",
    Reason.CORRECTION: "corrected",
    Reason.WITHDRAWN: "corrected: no longer names it",
}


def of_story(alerts: Sequence[Rung], now: datetime) -> Notice:
    """Make the notice of one story, for all the watches that it rings. It says what is newest of it."""
    first = alerts[-1] if alerts[-1].alert.reason is Reason.WITHDRAWN else alerts[0]
    said = dict.fromkeys(SAID.get(one.alert.reason, "") for one in alerts)
    watches = ", ".join(dict.fromkeys(clean(one.watch, NAME_LENGTH) for one in alerts))
    headline = clean(first.headline, TITLE_LENGTH)
    sentence = clean(first.sentence, BODY_LENGTH)
    line = " · ".join(part for part in (outlets(first), age(first, now), watches, *said) if part)
    return Notice(
        key=f"story-{first.alert.story_id}",
        title=headline or watches,
        body=line if not sentence or sentence == headline else f"{line}\n{sentence}",
        alerts=tuple(one.alert.id for one in alerts),
        article_id=first.alert.article_id,
        urgent=any(one.how is How.URGENT for one in alerts),
        actions=_ACTIONS,
        sound=sound_of(alerts),
    )


def of_watch(alerts: Sequence[Rung]) -> Notice:
    """Make the one notice that stands for several stories of a watch, given in the order of their weight."""
    first = alerts[0]
    stories = stories_of(alerts)
    return Notice(
        key=f"watch-{first.alert.watch_id}-{min(one.alert.id for one in alerts)}",
        title=f"{clean(first.watch, NAME_LENGTH)}: {count_of_stories(len(stories))}",
        body=_listed(stories),
        alerts=tuple(one.alert.id for one in alerts),
        article_id=first.alert.article_id,
        urgent=any(one.how is How.URGENT for one in alerts),
        actions=(*_ACTIONS[:2], ("snooze", "Snooze")),
        sound=sound_of(alerts),
    )


def summary(alerts: Sequence[Rung]) -> Notice:
    """Make the one notice that stands for everything that did not fit, of all watches."""
    stories = stories_of(alerts)
    watches = list(dict.fromkeys(clean(one.watch, NAME_LENGTH) for one in alerts))
    names = ", ".join(watches[:LISTED]) + (f" and {len(watches) - LISTED} more" if len(watches) > LISTED else "")
    return Notice(
        key=f"summary-{min(one.alert.id for one in alerts)}",
        title=f"{count_of_stories(len(stories), more=True)}: {names}",
        body=_listed(stories),
        alerts=tuple(one.alert.id for one in alerts),
        article_id=0,
        urgent=any(one.how is How.URGENT for one in alerts),
        actions=_ACTIONS[:2],
        sound=sound_of(alerts),
    )


def discreet(notice: Notice, stories: int) -> Notice:
    """Say only how many stories there are, without a sound: others can see the screen."""
    return replace(notice, title=count_of_stories(stories), body="", sound=Sound.NONE)


def stories_of(alerts: Sequence[Rung]) -> list[Rung]:
    """Give one alert a story, in the order in which the stories come."""
    stories: dict[int, Rung] = {}
    for one in alerts:
        stories.setdefault(one.alert.story_id, one)
    return list(stories.values())


def count_of_stories(number: int, *, more: bool = False) -> str:
    """Write a number of stories: "1 new story"; `more`: beside others that were told."""
    word = "more" if more else "new"
    return f"{number:,} {word} {'story' if number == 1 else 'stories'}"


def _listed(stories: Sequence[Rung]) -> str:
    lines = [f"• {clean(one.headline, 100)}" for one in stories[:LISTED]]
    rest = len(stories) - LISTED
    return "\n".join([*lines, f"and {rest:,} more"] if rest > 0 else lines)


def outlets(one: Rung) -> str:
    """Name the outlet, and how many others carry the story."""
    name = clean(one.outlet, NAME_LENGTH)
    others = one.outlets - 1
    if others < 1:
        return name
    return f"{name} + {others} other{'' if others == 1 else 's'}"


def age(one: Rung, now: datetime) -> str:
    """Give how old the article is by its own claim, which may be long ago but not in the future."""
    claimed = min(one.published or one.seen, one.seen)
    minutes = int((now - claimed).total_seconds() // 60)
    if minutes < 1:
        return "now"
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return f"{minutes // 60} h"
    return f"{minutes // (24 * 60)} days"
