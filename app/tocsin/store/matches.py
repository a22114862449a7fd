"""Matches: which article answered which watch, and why; touches the table `matches`."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from datetime import datetime

from tocsin.core.alarm import Decision
from tocsin.core.model import Held, Hit, Match, Reason
from tocsin.store.counts import WATCH, CountTable
from tocsin.store.database import Database, to_ms
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
        self._counts.matched([(one.watch_id, one.article_id) for one in new], 1)
        return new

    def remove(self, watch_ids: Iterable[int], article_id: int) -> None:
        """Take back matches that an edit of the article ended. Inside a transaction."""
        gone = [
            (one, article_id)
            for one in watch_ids
            if self._db.one("SELECT 1 FROM matches WHERE watch_id = ? AND article_id = ?", (one, article_id))
        ]
        self._counts.matched(gone, -1)
        self._db.run_many(
            "DELETE FROM matches WHERE watch_id = ? AND article_id = ?",
            gone,
        )

    def of(self, article_id: int) -> list[Match]:
        """Give every match of one article with a watch that is still kept."""
        sql = (
            "SELECT m.* FROM matches m JOIN watches w ON w.id = m.watch_id "
            "WHERE m.article_id = ? AND w.removed IS NULL ORDER BY m.watch_id"
        )
        return [_match(row) for row in self._db.rows(sql, (article_id,))]

    def decided(self, match: Match, decision: Decision) -> None:
        """Write down what a match came to: whether it rang, and if not, why. Inside a transaction."""
        self._db.run(
            "UPDATE matches SET reason = ?, held = ? WHERE watch_id = ? AND article_id = ?",
            (decision.reason.value, decision.held.value if decision.held else None, match.watch_id, match.article_id),
        )

    def decision(self, watch_id: int, article_id: int) -> Decision | None:
        """Give what a match came to; None for a match of a watch's history, which is never decided."""
        row = self._db.one(
            "SELECT reason, held FROM matches WHERE watch_id = ? AND article_id = ? AND reason != ''",
            (watch_id, article_id),
        )
        return Decision(Reason(row["reason"]), Held(row["held"]) if row["held"] else None) if row is not None else None

    def since(self, watch_id: int, moment: datetime) -> int:
        """Count a watch's matches among the articles seen since a time."""
        sql = (
            "SELECT count(*) FROM matches m JOIN articles a ON a.id = m.article_id WHERE m.watch_id = ? AND a.seen >= ?"
        )
        return self._db.number(sql, (watch_id, to_ms(moment)))

    def there(self, watch_id: int, article_id: int) -> bool:
        """Tell whether an article matches a watch."""
        return bool(self._db.one("SELECT 1 FROM matches WHERE watch_id = ? AND article_id = ?", (watch_id, article_id)))

    def named(self, watch_id: int, story_id: int, *, but_not: int) -> bool:
        """Tell whether another article of a story has the watch's term in its headline."""
        sql = (
            "SELECT 1 FROM story_articles s JOIN matches m ON m.article_id = s.article_id "
            "WHERE s.story_id = ? AND m.watch_id = ? AND m.field = 'title' AND m.article_id != ? LIMIT 1"
        )
        return self._db.one(sql, (story_id, watch_id, but_not)) is not None

    def answered(self, watch_id: int, story_id: int, *, but_not: int) -> bool:
        """Tell whether another article of a story matches the watch."""
        sql = (
            "SELECT 1 FROM story_articles s JOIN matches m ON m.article_id = s.article_id "
            "WHERE s.story_id = ? AND m.watch_id = ? AND m.article_id != ? LIMIT 1"
        )
        return self._db.one(sql, (story_id, watch_id, but_not)) is not None

    def total(self, watch_id: int) -> int:
        """Give how many matches a watch has."""
        return self._counts.total(WATCH, watch_id)
