"""Recognises entries of a feed that come under a new key; reads `articles`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tocsin.core.identity import alike, same_day
from tocsin.core.links import canonical
from tocsin.core.model import Entry
from tocsin.store.database import Database, from_ms

MOST_LOOKED_AT = 300
"""Articles of the feed, newest first, among which an entry without a known address is looked for."""


@dataclass(frozen=True, slots=True)
class Renamed:
    """An entry under a new key, and the article that it is."""

    entry: Entry
    article_id: int
    same: bool
    """Title and text have not changed."""


def renamed(db: Database, feed_id: int, entries: Iterable[Entry], offered: set[int]) -> Iterator[Renamed]:
    """Those of the entries, all of unknown key, that are articles of the feed: by address, else by their words.

    The same address and the same title or text make the same article. Where no address tells, the title, the day and
    nearly the same text do, unless the feed still offers that article (`offered`) under its old key.
    """
    recent: list[tuple[int, str, int | None]] | None = None
    for entry in entries:
        row = db.one(
            "SELECT id, title, text FROM articles WHERE feed_id = ? AND canonical = ? AND canonical != '' "
            "AND (title = ? OR (text = ? AND text != '')) LIMIT 1",
            (feed_id, canonical(entry.link), entry.title, entry.text),
        )
        if row is None and entry.title:
            if recent is None:
                sql = "SELECT id, title, published FROM articles WHERE feed_id = ? ORDER BY id DESC LIMIT ?"
                recent = [(one[0], one[1], one[2]) for one in db.rows(sql, (feed_id, MOST_LOOKED_AT))]
            for article_id, title, published in recent:
                if title != entry.title or article_id in offered or not same_day(from_ms(published), entry.published):
                    continue
                found = db.one("SELECT id, title, text FROM articles WHERE id = ?", (article_id,))
                if found is not None and alike(found["text"], entry.text):
                    row = found
                    break
        if row is not None:
            offered.add(row["id"])
            yield Renamed(entry, row["id"], (row["title"], row["text"]) == (entry.title, entry.text))
