"""Clippings page by page, newest first; reads articles, marks, matches and what the user wrote."""

# ruff: noqa: S608 - questions are put together from the texts of these files alone

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tocsin.core.clippings import Clipping, clipping
from tocsin.core.model import Match
from tocsin.core.notes import tag_key
from tocsin.core.query import Query, judge_one, required
from tocsin.store.articles import Articles
from tocsin.store.database import Database, to_ms
from tocsin.store.matches import Matches
from tocsin.store.own import Own
from tocsin.store.scopes import WITH_STATE, Listing, Scope, candidates, inside, values

PAGE = 200
"""Articles that are held at once."""

LOOK = 5_000
"""Articles that one question looks through at the most, so that somebody who waits can be told how far it is."""

CLOCKS_MAY_JUMP = timedelta(days=1)
"""By so much an article may be seen "before" one that came earlier."""

_END = 2**62


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which articles: those of a scope for which everything that is named here holds; `ids`: among these alone."""

    scope: Scope = field(default_factory=lambda: Scope("all"))
    since: datetime | None = None
    until: datetime | None = None
    """Seen before this moment."""
    kept: bool = False
    handled: bool = False
    tag: str = ""
    """The user's own."""
    query: Query | None = None
    ids: tuple[int, ...] | None = None
    whole: bool = False
    """With the text."""


class Clippings:
    """What is to be taken elsewhere, a page at a time."""

    def __init__(self, database: Database, articles: Articles, matches: Matches, own: Own) -> None:
        self._db, self._articles, self._matches, self._own = database, articles, matches, own

    def page(
        self, wanted: Wanted, now: datetime, *, start: int | None = None, most: int | None = None
    ) -> tuple[list[Clipping], int | None]:
        """Give at most so many clippings from `start` on, and where the next page goes on: None, when nothing is left.

        A page may be empty, and yet more may follow.
        """
        ids, on = self._ids(wanted, _END if start is None else start, most or PAGE)
        return [one for each in ids if (one := self._clipping(wanted, each, now)) is not None], on

    def all(self, wanted: Wanted, now: datetime) -> Iterator[Clipping]:
        """Give every clipping, of which only a page is held at once."""
        start: int | None = _END
        while start is not None:
            found, start = self.page(wanted, now, start=start)
            yield from found

    # -- parts

    def _ids(self, wanted: Wanted, start: int, most: int) -> tuple[list[int], int | None]:
        """Give the ids of a page, and where to go on."""
        where, known = self._where(wanted)
        if wanted.ids is not None:
            left = sorted((one for one in set(wanted.ids) if one < start), reverse=True)
            part = left[:most]
            among = ",".join(str(one) for one in part)
            sql = f"SELECT a.id FROM articles a WHERE {where} AND a.id IN ({among}) ORDER BY a.id DESC"
            return [row[0] for row in self._db.rows(sql, known)], part[-1] if len(left) > most else None
        if wanted.until is not None:
            start = min(start, self._before(wanted.until + CLOCKS_MAY_JUMP))
        floor = self._before(wanted.since - CLOCKS_MAY_JUMP) if wanted.since is not None else 0
        known |= {"from": start, "slice": LOOK, "most": most, "floor": floor}
        among = candidates(Listing(wanted.scope))
        table = f"({among}) c CROSS JOIN articles a ON a.id = c.id"
        sql = f"SELECT a.id FROM {table} WHERE a.id >= :floor AND {where} ORDER BY a.id DESC LIMIT :most"
        ids = [row[0] for row in self._db.rows(sql, known)]
        if len(ids) == most:
            return ids, ids[-1]
        row = self._db.one(f"SELECT min(id), count(*) FROM ({among})", known)
        return ids, (row[0] if row is not None and row[1] == LOOK and row[0] > floor else None)

    def _before(self, moment: datetime) -> int:
        """Give the id of the first article that was seen at a time or after it: ids follow the order of first sight."""
        low, high = 0, self._db.number("SELECT coalesce(max(id), 0) + 1 FROM articles")
        while low < high:
            middle = (low + high) // 2
            row = self._db.one("SELECT id, seen FROM articles WHERE id >= ? ORDER BY id LIMIT 1", (middle,))
            if row is None or row["seen"] >= (to_ms(moment) or 0):
                high = middle
            else:
                low = row["id"] + 1
        return low

    def _where(self, wanted: Wanted) -> tuple[str, dict[str, Any]]:
        known: dict[str, Any] = dict(values(Listing(wanted.scope)))
        parts = ["1"] if wanted.ids is not None else [inside(wanted.scope, "a")]
        for sign, moment, name in ((">=", wanted.since, "since"), ("<", wanted.until, "until")):
            if moment is not None:
                parts.append(f"a.seen {sign} :{name}")
                known[name] = to_ms(moment)
        states = {"kept": wanted.kept, "handled": wanted.handled}
        parts += [f"a.id IN ({WITH_STATE[one]})" for one, asked in states.items() if asked]
        if wanted.query is not None:
            parts += [f"a.id IN ({WITH_STATE[one]})" for one in required(wanted.query) if one in WITH_STATE]
        if wanted.tag:
            parts.append("a.id IN (SELECT article_id FROM own_tags WHERE folded = :tag)")
            known["tag"] = tag_key(wanted.tag)
        return " AND ".join(parts), known

    def _clipping(self, wanted: Wanted, article_id: int, now: datetime) -> Clipping | None:
        article, marks = self._articles.with_marks(article_id)
        match: Match | None
        if wanted.query is not None:
            match = judge_one(wanted.query, article, marks, now=now)
            if match is None:
                return None
        else:
            there = self._matches.of(article_id)
            own = (one for one in there if wanted.scope.kind == "watch" and one.watch_id == wanted.scope.id)
            match = next(own, there[0] if there else None)
        note = self._own.note(article_id) if marks.noted else ""
        return clipping(article, marks, match, note, whole=wanted.whole)
