"""Matches: which article answered which watch, and why; touches the table `matches`."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable

from tocsin.core.model import Hit, Match
from tocsin.store.counts import WATCH, CountTable
from tocsin.store.database import Database, marks_for
from tocsin.store.rows import spans


def _match(row: sqlite3.Row) -> Match:
    return Match(
        watch_id=row["watch_id"],
        article_id=row["article_id"],
        clause=row["clause"],
        field=row["field"],
        sentence=row["sentence"],
        sentence_spans=spans(row["spans"]),
        hits=tuple(Hit(str(name), int(start), int(end)) for name, start, end in json.loads(row["hits"])),
    )


class Matches:
    """Every match is kept, whether it rang or not."""

    def __init__(self, database: Database, counts: CountTable) -> None:
        self._db = database
        self._counts = counts

    def add(self, matches: Iterable[Match]) -> list[Match]:
        """Keep matches; those whose pair is known are written anew. Returns the new ones. Inside a transaction."""
        new: list[Match] = []
        for match in matches:
            values = (
                match.clause, match.field, match.sentence, json.dumps(match.sentence_spans),
                json.dumps([(hit.field, hit.start, hit.end) for hit in match.hits]), match.watch_id, match.article_id,
            )  # fmt: skip
            changed = self._db.run(
                "UPDATE matches SET clause = ?, field = ?, sentence = ?, spans = ?, hits = ? "
                "WHERE watch_id = ? AND article_id = ?",
                values,
            )
            if not changed:
                self._db.run(
                    "INSERT INTO matches (clause, field, sentence, spans, hits, watch_id, article_id) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?)",
                    values,
                )
                new.append(match)
        self._count(new, 1)
        return new

    def remove(self, watch_ids: Iterable[int], article_id: int) -> None:
        """Take back matches that an edit of the article ended. Inside a transaction."""
        gone = [
            Match(one, article_id, "", "", "")
            for one in watch_ids
            if self._db.one("SELECT 1 FROM matches WHERE watch_id = ? AND article_id = ?", (one, article_id))
        ]
        self._count(gone, -1)
        self._db.run_many(
            "DELETE FROM matches WHERE watch_id = ? AND article_id = ?",
            ((one.watch_id, one.article_id) for one in gone),
        )

    def _count(self, matches: list[Match], step: int) -> None:
        read: set[int] = set()
        ids = sorted({one.article_id for one in matches})
        for start in range(0, len(ids), 500):
            part = ids[start : start + 500]
            sql = f"SELECT article_id FROM marks WHERE read_at IS NOT NULL AND article_id IN ({marks_for(len(part))})"  # noqa: S608
            read.update(row[0] for row in self._db.rows(sql, part))
        unread = Counter(one.watch_id for one in matches if one.article_id not in read)
        total = Counter(one.watch_id for one in matches)
        self._counts.move(WATCH, {one: (unread[one] * step, total[one] * step) for one in total})

    def of(self, article_id: int) -> list[Match]:
        """Give every match of one article with a watch that is still kept."""
        sql = (
            "SELECT m.* FROM matches m JOIN watches w ON w.id = m.watch_id "
            "WHERE m.article_id = ? AND w.removed IS NULL ORDER BY m.watch_id"
        )
        return [_match(row) for row in self._db.rows(sql, (article_id,))]

    def total(self, watch_id: int) -> int:
        """Give how many matches a watch has."""
        return self._counts.total(WATCH, watch_id)
