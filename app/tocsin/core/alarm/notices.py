"""Which matches ring, and in how many notices: decided from values alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tocsin.core.model import Alert, Held, How, Match, Notice, Rung, Watch, Where
from tocsin.core.text import clean

MOST_AT_ONCE = 6
"""More notices than this at one time are gathered: one for each watch."""

TITLE_LENGTH, BODY_LENGTH = 200, 400
"""How much of a headline and of a sentence a notice shows at most, in characters."""

_QUIET = frozenset({How.SILENT, How.BADGE, How.DIGEST})
_PLACES = {
    Where.ANYWHERE: None,
    Where.LEAD: frozenset({"title", "lead"}),
    Where.TITLE: frozenset({"title"}),
}
_ACTIONS = (("default", "Open"), ("open", "Open"), ("keep", "Keep"))


def decide(watch: Watch, match: Match, story_id: int, now: datetime, *, baseline: bool) -> Alert:
    """Say whether a match rings, or why it is held back.

    `baseline`: the article came with the first poll of its feed, which is the feed's past and not news.
    """
    held = _held(watch, match, baseline)
    return Alert(
        id=0,
        watch_id=watch.id,
        story_id=story_id,
        article_id=match.article_id,
        matched=now,
        owed=None if held else now,
        held=held,
    )


def _held(watch: Watch, match: Match, baseline: bool) -> Held | None:
    if baseline:
        return Held.BASELINE
    if watch.how in _QUIET:
        return Held.SILENT
    places = _PLACES[watch.where]
    if places is not None and match.field not in places:
        return Held.PLACE
    return None


def notices(owed: Sequence[Rung], now: datetime) -> list[Notice]:
    """Make the notices that ring these alerts: one a story, or one a watch when there are too many at once.

    Every alert is in exactly one notice.
    """
    by_story: dict[int, list[Rung]] = {}
    for one in owed:
        by_story.setdefault(one.alert.story_id, []).append(one)
    if len(by_story) <= MOST_AT_ONCE:
        return [_of_story(story, alerts, now) for story, alerts in by_story.items()]
    by_watch: dict[int, list[Rung]] = {}
    for one in owed:
        by_watch.setdefault(one.alert.watch_id, []).append(one)
    return [_of_watch(alerts) for alerts in by_watch.values()]


def _of_story(story: int, alerts: list[Rung], now: datetime) -> Notice:
    first = alerts[0]
    watches = ", ".join(dict.fromkeys(clean(one.watch, 60) for one in alerts))
    line = " · ".join(part for part in (clean(first.outlet, 60), _age(first, now), watches) if part)
    sentence = clean(first.sentence, BODY_LENGTH)
    headline = clean(first.headline, TITLE_LENGTH)
    body = line if not sentence or sentence == headline else f"{line}\n{sentence}"
    return Notice(
        key=f"story-{story}",
        title=headline or watches,
        body=body,
        alerts=tuple(one.alert.id for one in alerts),
        article_id=first.alert.article_id,
        urgent=any(one.how is How.URGENT for one in alerts),
        actions=_ACTIONS,
    )


def _of_watch(alerts: list[Rung]) -> Notice:
    first, count = alerts[0], len(alerts)
    newest = [clean(one.headline, 100) for one in alerts[-3:][::-1]]
    more = count - len(newest)
    lines = [f"• {headline}" for headline in newest] + ([f"and {more} more"] if more else [])
    return Notice(
        key=f"watch-{first.alert.watch_id}-{first.alert.id}",
        title=f"{clean(first.watch, 60)}: {count} new {'story' if count == 1 else 'stories'}",
        body="\n".join(lines),
        alerts=tuple(one.alert.id for one in alerts),
        article_id=alerts[-1].alert.article_id,
        urgent=any(one.how is How.URGENT for one in alerts),
        actions=_ACTIONS[:2],
    )


def _age(one: Rung, now: datetime) -> str:
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
