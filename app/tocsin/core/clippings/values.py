"""What a clipping is, and how its facts read: frozen values and a few words; touches nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Protocol

from tocsin.core.model import Article, Marks, Match, State
from tocsin.core.text import clean, still

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NO_HEADLINE = "(no headline)"


@dataclass(frozen=True, slots=True)
class Clipping:
    """One article as it is taken elsewhere: what it says, why it is here, and what the user made of it."""

    article_id: int
    identity: str
    """What makes it this article on every computer: its feed's address and its name there."""
    headline: str
    outlet: str
    author: str
    link: str
    """Empty where it does not lead to the web."""
    published: datetime | None
    seen: datetime
    language: str
    state: State
    sentence: str = ""
    spans: tuple[tuple[int, int], ...] = ()
    """The hits in the sentence."""
    note: str = ""
    tags: tuple[str, ...] = ()
    text: str = ""
    """The whole text, where it was asked for."""

    @property
    def paragraphs(self) -> list[str]:
        """The lines of the text that say something, fit to be shown."""
        return [still(line).strip() for line in self.text.splitlines() if line.strip()]

    @property
    def note_lines(self) -> list[str]:
        """The lines of the note, fit to be shown."""
        return [still(line).rstrip() for line in self.note.splitlines()]


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands above clippings."""

    title: str
    """What they are of: a watch, a day, "Kept"."""
    what: str
    """Which they are, in words: "Since 3 Nov 2026, kept"; empty: all of it."""
    made: datetime


class Form(Protocol):
    """A way to write clippings, one after another, so that no number of them has to be held at once."""

    def begin(self, cover: Cover) -> str:
        """Write what stands before the first."""

    def one(self, clipping: Clipping, *, first: bool) -> str:
        """Write one; `first`: no other stands before it."""

    def end(self) -> str:
        """Write what stands behind the last."""


def clipping(article: Article, marks: Marks, match: Match | None, note: str, *, whole: bool) -> Clipping:
    """Make a clipping of what the archive knows; `whole`: with the text."""
    web = article.link[:8].lower().startswith(("http://", "https://"))
    return Clipping(
        article_id=article.id,
        identity=f"{article.feed_url}\n{article.key}",
        headline=clean(article.title, 2_000),
        outlet=clean(article.outlet, 300),
        author=clean(article.author, 300),
        link=clean(article.link, 5_000).replace(" ", "%20") if web else "",
        published=article.published,
        seen=article.seen,
        language=article.language,
        state=marks.state,
        sentence=still(match.sentence) if match is not None else "",
        spans=match.sentence_spans if match is not None else (),
        note=note,
        tags=marks.tags,
        text=article.text if whole else "",
    )


def moment(then: datetime, zone: tzinfo) -> str:
    """Give day and time in full: "24 Nov 2026 14:03"."""
    here = then.astimezone(zone)
    return f"{here.day} {_MONTHS[here.month - 1]} {here.year} {here.hour}:{here.minute:02}"


def facts(one: Clipping, zone: tzinfo) -> str:
    """Give the line below a headline, but for the outlet: author, times, state."""
    published = f"published {moment(one.published, zone)}" if one.published is not None else ""
    parts = (one.author, published, f"seen {moment(one.seen, zone)}", *state(one))
    return " · ".join(part for part in parts if part)


def state(one: Clipping) -> tuple[str, ...]:
    """Give the word for the state; none for what nobody has decided about."""
    return (one.state.value.capitalize(),) if one.state in (State.KEPT, State.HANDLED) else ()


def iso(then: datetime | None) -> str | None:
    """Write a time in UTC as ISO 8601; None stays None."""
    return then.isoformat().replace("+00:00", "Z") if then is not None else None
