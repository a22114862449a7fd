"""The lines of a list of stories: a story, or one of its articles below it; knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tocsin.store import Listing, Row, StoryRow
from tocsin.ui.ledger_words import others
from tocsin.ui.plain import one_line
from tocsin.ui.words import age, counted, dated

SHOWN_TAGS = 3
"""A row names so many tags."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: `article` is None where it is the story's own."""

    story: StoryRow
    article: Row | None = None
    day: int = 0
    """The day under which it stands, as a local ordinal; 0: the list is not by days."""
    open: bool = False
    """The story's articles stand below it."""

    @property
    def row(self) -> Row:
        """The article that the line shows."""
        return self.article or self.story.head

    @property
    def expandable(self) -> bool:
        """Say whether it has articles to show."""
        return self.article is None and self.story.articles > 1

    @property
    def new(self) -> bool:
        """Say whether it is to be drawn as new."""
        return self.story.new if self.article is None else not self.article.read


def day_of(story: StoryRow, listing: Listing) -> int:
    """Give the local day of a story's arrival, by which the list is in order; 0 where it is not."""
    return 0 if listing.sort == "outlets" else story.head.seen.astimezone().toordinal()


def below(line: Line, now: datetime) -> str:
    """Give the line below the headline: outlet "+ 4 others", age, state."""
    row = line.row
    return " · ".join((carried(line), age(dated(row.published, row.seen), now), *states(line)))


def carried(line: Line) -> str:
    """Say who carries it: "The Herald + 4 others", "The Herald, 3 articles"."""
    story, outlet = line.story, one_line(line.row.outlet)[:200]
    if line.article is None and story.outlets == 1 and story.articles > 1:
        return f"{outlet}, {counted(story.articles, 'article')}"
    return others(outlet, story.outlets) if line.article is None else outlet


def states(line: Line) -> tuple[str, ...]:
    """Give the words for what the user did with it."""
    what = line.story if line.article is None else line.article
    named = (("Handled", what.handled), ("Kept", what.kept), ("Note", what.noted))
    tags = what.tags[:SHOWN_TAGS]
    more = (f"+{len(what.tags) - len(tags)}",) if len(what.tags) > len(tags) else ()
    return (*(word for word, there in named if there), *(f"#{one_line(tag)}" for tag in tags), *more)


def spoken(line: Line, now: datetime) -> str:
    """Return a line as a screen reader says it."""
    row = line.row
    state = "".join(f"{word}. " for word in (*(("New",) if line.new else ()), *states(line)))
    where = f"{carried(line)}, {age(dated(row.published, row.seen), now)}"
    told = f"{state}{one_line(row.title) or 'No headline'}. {where}. {one_line(row.sentence)}".strip()
    if line.expandable:
        told += f" {counted(line.story.articles, 'article')}, {'shown below' if line.open else 'not shown'}."
    return told
