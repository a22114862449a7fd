"""Gathers what is known of one article: which watches it answers, what became of that, and who else reports it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tocsin.core.errors import TocsinError
from tocsin.core.model import Article, Held, Match, Rung, Story
from tocsin.store import Store
from tocsin.ui.ledger_words import held, said
from tocsin.ui.words import dated, moment

MOST_OTHERS = 40


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an article is here: the match, the name of its watch, what became of it and when."""

    watch: str
    match: Match
    words: str = ""
    times: str = ""
    rung: datetime | None = None


@dataclass(frozen=True, slots=True)
class Other:
    """Another article of the same story."""

    id: int
    outlet: str
    headline: str
    dated: datetime
    copy: bool
    """It is nearly the same text as another one of the story."""


@dataclass(frozen=True, slots=True)
class Account:
    """Everything that the box "why" and the list below the text say."""

    reasons: tuple[Reason, ...] = ()
    story: Story | None = None
    others: tuple[Other, ...] = ()

    @property
    def rang(self) -> datetime | None:
        """When the article rang first."""
        return min((one.rung for one in self.reasons if one.rung), default=None)


def account(store: Store, article: Article, now: datetime) -> Account:
    """Gather it; short questions only."""
    story = store.stories.of(article.id)
    watches = {watch.id: watch.name for watch in store.watches.all()}
    matches = [match for match in store.matches.of(article.id) if match.watch_id in watches]
    reasons = [_reason(store, watches[match.watch_id], match, story, now) for match in matches]
    return Account(tuple(reasons), story, _others(store, article, story))


def _reason(store: Store, watch: str, match: Match, story: Story | None, now: datetime) -> Reason:
    alerts = store.alerts.about(match.watch_id, story.id) if story is not None else []
    own = next((one for one in alerts if one.alert.article_id == match.article_id), None)
    if own is not None:
        return Reason(watch, match, said(own, now).words, _times(own, now), own.alert.rung)
    decision = store.matches.decision(match.watch_id, match.article_id)
    if decision is None:
        return Reason(watch, match, "Did not ring: it was in the archive when the watch was made")
    rung = next((one for one in alerts if one.alert.rung is not None), None)
    if decision.held not in (None, Held.SAME_STORY) or rung is None:
        return Reason(watch, match, held(decision.held or Held.SAME_STORY))
    words = f"Did not ring again: {rung.outlet} had rung {moment(rung.alert.rung or now, now)}"
    return Reason(watch, match, words)


def _times(one: Rung, now: datetime) -> str:
    alert = one.alert
    parts = [f"matched {moment(alert.matched, now)}"]
    if alert.owed is not None:
        parts.append(f"owed {moment(alert.owed, now)}")
    if alert.rung is not None:
        parts.append(f"rung {moment(alert.rung, now)}")
    if alert.acted and alert.acted_at is not None:
        parts.append(f"{alert.acted} {moment(alert.acted_at, now)}")
    return " · ".join(parts)


def _others(store: Store, article: Article, story: Story | None) -> tuple[Other, ...]:
    if story is None or story.articles < 2:
        return ()
    copies = store.stories.copies(story.id)
    found = []
    for one in store.stories.articles_of(story.id)[: MOST_OTHERS + 1]:
        if one == article.id:
            continue
        try:
            other = store.articles.get(one)
        except TocsinError:
            continue
        outlet = other.outlet or other.feed_title or other.feed_url
        found.append(Other(one, outlet, other.title, dated(other.published, other.seen), one in copies))
    return tuple(found[:MOST_OTHERS])
