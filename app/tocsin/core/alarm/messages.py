"""How a message to an other bell reads: plain text, cleaned and bounded, with the addresses of the articles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

from tocsin.core.alarm.notices import (
    BODY_LENGTH,
    NAME_LENGTH,
    SAID,
    TITLE_LENGTH,
    count_of_stories,
    outlets,
    stories_of,
)
from tocsin.core.model import Rung
from tocsin.core.text import clean

MOST_STORIES = 20
"""Stories that a message names at most; the rest is counted."""

LINK_LENGTH, TEXT_LENGTH, TEXT_LINES = 1000, 50_000, 2000


def message(alerts: Sequence[Rung], zone: tzinfo, *, discreet: bool = False) -> tuple[str, str]:
    """Give title and body of the message about these alerts, oldest first; `discreet` names no story and no watch."""
    stories = stories_of(alerts)
    if discreet:
        return f"Tocsin: {count_of_stories(len(stories))}", "Open Tocsin to read."
    if len(stories) == 1:
        return clean(stories[0].headline, TITLE_LENGTH) or _watches(alerts), _story(alerts, zone, headline=False)
    shown = stories[:MOST_STORIES]
    parts = [
        _story([one for one in alerts if one.alert.story_id == story.alert.story_id], zone, headline=True)
        for story in shown
    ]
    if len(stories) > len(shown):
        parts.append(f"and {len(stories) - len(shown):,} more, in the ledger of Tocsin")
    return f"{count_of_stories(len(stories))}: {_watches(alerts)}", "\n\n".join(parts)


def text(title: str, body: str) -> tuple[str, str]:
    """Give a text as it may be sent: each line cleaned, the whole bounded."""
    lines = [clean(line, TEXT_LENGTH) for line in body[:TEXT_LENGTH].splitlines()[:TEXT_LINES]]
    return clean(title, TITLE_LENGTH), "\n".join(lines).strip()


def _story(alerts: Sequence[Rung], zone: tzinfo, *, headline: bool) -> str:
    first = alerts[0]
    said = dict.fromkeys(SAID.get(one.alert.reason, "") for one in alerts)
    line = " · ".join(part for part in (outlets(first), _watches(alerts), *said) if part)
    sentence, title = clean(first.sentence, BODY_LENGTH), clean(first.headline, TITLE_LENGTH)
    parts = [
        title if headline else "",
        line,
        _times(first, zone),
        "" if sentence == title else sentence,
        clean(first.url, LINK_LENGTH) if first.url.startswith(("https://", "http://")) else "",
    ]
    return "\n".join(part for part in parts if part)


def _times(one: Rung, zone: tzinfo) -> str:
    seen = f"seen {_moment(one.seen, zone)}"
    return f"published {_moment(one.published, zone)} · {seen}" if one.published is not None else seen


def _moment(then: datetime, zone: tzinfo) -> str:
    return then.astimezone(zone).strftime("%Y-%m-%d %H:%M")


def _watches(alerts: Sequence[Rung]) -> str:
    names = list(dict.fromkeys(clean(one.watch, NAME_LENGTH) for one in alerts))
    return ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
