"""What a list shows of an article: values."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime

from tocsin.core.model import Match
from tocsin.store.database import from_ms, moment


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list."""

    id: int
    title: str
    outlet: str
    feed_id: int
    link: str
    seen: datetime
    published: datetime | None
    language: str
    read: bool
    kept: bool
    sentence: str = ""
    sentence_spans: tuple[tuple[int, int], ...] = ()
    field: str = ""
    handled: bool = False
    noted: bool = False
    tags: tuple[str, ...] = ()
    """The user's own."""


@dataclass(frozen=True, slots=True)
class Found:
    """An article that a search found, and why."""

    row: Row
    match: Match


OWN = (
    "EXISTS (SELECT 1 FROM own_notes o WHERE o.article_id = a.id) AS noted, (SELECT group_concat(o.tag, char(10)) FROM "
    "(SELECT tag FROM own_tags WHERE article_id = a.id ORDER BY added, folded) o) AS own"
)
"""What the user wrote to an article `a`."""

COLUMNS = (
    "a.id, a.title, coalesce(nullif(a.outlet, ''), nullif(p.title, ''), f.url) AS outlet, a.feed_id, a.link, "
    "a.seen, a.published, coalesce(nullif(a.language, ''), nullif(f.language, ''), p.language) AS language, "
    f"m.read_at, m.kept_at, m.handled_at, {OWN}"
)
JOINS = (
    "JOIN feeds f ON f.id = a.feed_id JOIN polls p ON p.feed_id = a.feed_id LEFT JOIN marks m ON m.article_id = a.id"
)


def spans(text: str) -> tuple[tuple[int, int], ...]:
    """Read spans from a column."""
    return tuple((int(start), int(end)) for start, end in json.loads(text))


def tags_of(text: str | None) -> tuple[str, ...]:
    """Read tags from the column `own`."""
    return tuple(text.split("\n")) if text else ()


def row_of(row: sqlite3.Row, *, why: bool = False) -> Row:
    """Make a list's line from the COLUMNS; `why`: with the match's sentence, spans and field."""
    return Row(
        id=row["id"],
        title=row["title"],
        outlet=row["outlet"],
        feed_id=row["feed_id"],
        link=row["link"],
        seen=moment(row["seen"]),
        published=from_ms(row["published"]),
        language=row["language"],
        read=row["read_at"] is not None,
        kept=row["kept_at"] is not None,
        sentence=row["sentence"] if why else "",
        sentence_spans=spans(row["spans"]) if why else (),
        field=row["field"] if why else "",
        handled=row["handled_at"] is not None,
        noted=bool(row["noted"]),
        tags=tags_of(row["own"]),
    )
