"""Answers the two questions: why did this ring, and why was I not told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from tocsin.core.links import canonical
from tocsin.core.model import Article, Feed, Held, Rung, Watch
from tocsin.core.query import Mistake, missing, read
from tocsin.core.schedule import next_read
from tocsin.core.text import clean
from tocsin.store import Store

Verdict = Literal["rang", "owed", "held", "history", "no match", "not read"]

_HELD = {
    Held.BASELINE: "it was there when the feed was read for the first time: a new feed's past does not ring",
    Held.BACKFILL: "the feed brought it late, with an old date: a feed's past does not ring",
    Held.SAME_STORY: "it belongs to a story that had rung before",
    Held.QUIET_HOURS: "these are quiet hours",
    Held.BURST: "too much rang at once, and it waits for the summary",
    Held.CATCH_UP: "the program has just come back and gathers what happened meanwhile",
    Held.SNOOZED: "the watch is snoozed",
    Held.THRESHOLD: "too few independent outlets carry the story yet",
    Held.MUTED: "its story or its outlet is muted",
    Held.SILENT: "the watch is set to make no notices",
    Held.PLACE: "the term does not stand where the watch wants it",
    Held.DIGEST: "the watch is read later, and the next brief tells it",
}
_FIELDS = {"title": "the headline", "lead": "the lead", "body": "the text", "author": "the author's name",
           "url": "the address", "tag": "the tags", "": "the article"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known about one article and one watch, or about an article that is not there."""

    verdict: Verdict
    sentence: str
    watch: str = ""
    article_id: int = 0
    headline: str = ""
    clause: str = ""
    field: str = ""
    hit: str = ""
    """The sentence that answers the watch."""
    hit_spans: tuple[tuple[int, int], ...] = ()


def why(store: Store, text: str, now: datetime, watch: Watch | None = None) -> list[Answer]:
    """Say of an article, given by its address or headline, what it came to for one watch or for all."""
    wanted = text.strip()
    articles = _found(store, wanted, now)
    if not articles:
        return [_not_read(store, wanted, now)]
    watches = [watch] if watch is not None else store.watches.all()
    if not watches:
        return [Answer("no match", "It was read, but nothing is followed yet.", headline=articles[0].title)]
    answers = [_one(store, article, one, now) for article in articles for one in watches]
    told = [one for one in answers if one.verdict != "no match"]
    return told if told and watch is None else answers


def _is_address(text: str) -> bool:
    return text.startswith(("http://", "https://")) and " " not in text


def _found(store: Store, wanted: str, now: datetime) -> list[Article]:
    if _is_address(wanted):
        return [store.articles.get(one) for one in store.articles.with_link(canonical(wanted), limit=5)]
    words = clean(wanted, 300).replace('"', " ")
    query = read(f'title:"{words}"')
    if isinstance(query, Mistake):
        return []
    return [store.articles.get(one.row.id) for one in store.articles.search(query, now=now, limit=3)]


def _one(store: Store, article: Article, watch: Watch, now: datetime) -> Answer:
    about = Answer("no match", "", watch.name, article.id, article.title)
    match = next((one for one in store.matches.of(article.id) if one.watch_id == watch.id), None)
    if match is None:
        return replace(about, sentence=_no_match(store, article, watch, now))
    place = f"“{match.clause}” stands in {_FIELDS.get(match.field, 'the text')}."
    verdict, sentence = _decided(store, article, watch)
    return replace(
        about,
        verdict=verdict,
        sentence=f"{place} {sentence}",
        clause=match.clause,
        field=match.field,
        hit=match.sentence,
        hit_spans=match.sentence_spans,
    )


def _no_match(store: Store, article: Article, watch: Watch, now: datetime) -> str:
    query = read(watch.query, named=store.names.of)
    if isinstance(query, Mistake):
        return f"The query of {watch.name} cannot be read: {query.sentence}"
    _, marks = store.articles.with_marks(article.id)
    return missing(query, article, marks, now=now) or "It answers the watch, but was not judged for it yet."


def _decided(store: Store, article: Article, watch: Watch) -> tuple[Verdict, str]:
    """Say what a match came to."""
    decision = store.matches.decision(watch.id, article.id)
    story = store.stories.of(article.id)
    alerts = store.alerts.about(watch.id, story.id) if story is not None else []
    own = next((one.alert for one in alerts if one.alert.article_id == article.id), None)
    if own is not None and own.rung is not None:
        return "rang", f"It rang {_moment(own.rung)} by {own.bell}.{_elsewhere(store, own.id)}"
    if own is not None and own.owed is not None:
        until = f" Until {_moment(own.until)}." if own.until else ""
        return "owed", (f"It waits, because {_HELD[own.held]}.{until}" if own.held else "It is about to ring.")
    if decision is None and own is None:
        return "history", "It was in the archive when the watch was made."
    held = (decision.held if decision is not None else own.held if own is not None else None) or Held.SAME_STORY
    more = _story_sentence(alerts) if held is Held.SAME_STORY else ""
    return "held", f"It did not ring, because {_HELD[held]}.{more}"


def _elsewhere(store: Store, alert_id: int) -> str:
    """Name the other bells that rang it, or are to."""
    others = store.deliveries.of_alerts([alert_id]).get(alert_id, [])
    sent = ", ".join(f"{clean(one.bell, 40)} {_moment(one.sent)}" for one in others if one.sent)
    owed = ", ".join(clean(one.bell, 40) for one in others if not one.sent and not one.gave_up)
    lost = ", ".join(clean(one.bell, 40) for one in others if one.gave_up)
    parts = (("Sent to", sent), ("Still owed to", owed), ("Given up after a day:", lost))
    return "".join(f" {word} {names}." for word, names in parts if names)


def _story_sentence(alerts: Sequence[Rung]) -> str:
    rung = next((one for one in alerts if one.alert.rung is not None), None)
    if rung is None:
        return ""
    return f" “{clean(rung.headline, 120)}” ({clean(rung.outlet, 60)}) rang {_moment(rung.alert.rung)}."


def _not_read(store: Store, wanted: str, now: datetime) -> Answer:
    feeds = store.feeds.all()
    if not feeds:
        return Answer("not read", "No source is followed yet.")
    if not _is_address(wanted):
        return Answer("not read", f"No article with this headline has been read. {_sources(feeds, now)}")
    host = canonical(wanted).partition("/")[0]
    of_host = [feed for feed in feeds if _same_site(host, feed)]
    if not of_host:
        return Answer("not read", f"{host} is not followed: none of your sources is from there.")
    feed = max(of_host, key=lambda one: one.last_good or one.next_due)
    if feed.trouble:
        return Answer(
            "not read",
            f"{feed.title} could not be read: {feed.trouble} It was last read {_moment(feed.last_good)}. "
            f"{next_read(feed, now, _clock)}",
        )
    return Answer(
        "not read",
        f"{feed.title} did not carry it. It was last read {_moment(feed.last_good)}. {next_read(feed, now, _clock)}",
    )


def _same_site(host: str, feed: Feed) -> bool:
    hosts = {canonical(feed.url).partition("/")[0], canonical(feed.site).partition("/")[0]}
    return any(one and (one == host or one.endswith(f".{host}") or host.endswith(f".{one}")) for one in hosts)


def _sources(feeds: Sequence[Feed], now: datetime) -> str:
    failing = sum(1 for feed in feeds if feed.failures)
    newest = max((feed.last_good for feed in feeds if feed.last_good), default=None)
    good = f"{len(feeds)} source{'' if len(feeds) == 1 else 's'} followed, last read {_moment(newest)}"
    return f"{good}; {failing} cannot be read." if failing else f"{good}."


def _clock(moment: datetime) -> str:
    return moment.astimezone().strftime("%H:%M on %d %b")


def _moment(moment: datetime | None) -> str:
    return moment.astimezone().strftime("on %d %b at %H:%M") if moment is not None else "never"
