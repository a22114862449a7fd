"""Numbers that the window shows at every glance, kept instead of computed; touches the table `counts`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tocsin.store.database import Database, marks_for
from tocsin.store.days import DayTable

WATCH, FEED, KEPT = "watch", "feed", "kept"


@dataclass(frozen=True, slots=True)
class Counts:
    """Unread articles by watch and by feed (ids without unread ones are missing), and over all."""

    watches: Mapping[int, int] = field(default_factory=dict)
    feeds: Mapping[int, int] = field(default_factory=dict)
    unread: int = 0
    kept: int = 0


class CountTable:
    """Reads the numbers, and moves them when articles come, go or are marked."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self.days = DayTable(database)

    def all(self) -> Counts:
        """Give every number at once: one short read."""
        by_kind: dict[str, dict[int, int]] = {WATCH: {}, FEED: {}, KEPT: {}}
        for row in self._db.rows("SELECT kind, id, unread FROM counts WHERE unread > 0"):
            by_kind.setdefault(row["kind"], {})[row["id"]] = row["unread"]
        removed = {row["id"] for row in self._db.rows("SELECT id FROM feeds WHERE removed IS NOT NULL")}
        feeds = {one: number for one, number in by_kind[FEED].items() if one not in removed}
        return Counts(by_kind[WATCH], feeds, sum(feeds.values()), by_kind[KEPT].get(0, 0))

    def total(self, kind: str, one: int) -> int:
        """Give how many articles a watch or a feed has in all."""
        return self._db.number("SELECT total FROM counts WHERE kind = ? AND id = ?", (kind, one))

    def move(self, kind: str, changes: Mapping[int, tuple[int, int]]) -> None:
        """Add (unread, total) to the numbers of each id. Inside a transaction."""
        self._db.run_many(
            "INSERT INTO counts (kind, id, unread, total) VALUES (?, ?, max(0, ?), max(0, ?)) "
            "ON CONFLICT (kind, id) DO UPDATE SET unread = max(0, unread + ?), total = max(0, total + ?)",
            ((kind, one, u, t, u, t) for one, (u, t) in changes.items() if u or t),
        )

    def marked(self, articles: Iterable[int], step: int) -> None:
        """Move the unread numbers of the feeds and watches of these articles by `step` each."""
        ids = list(articles)
        for kind, sql in (
            (FEED, "SELECT feed_id FROM articles WHERE id IN ({})"),
            (WATCH, "SELECT watch_id FROM matches WHERE article_id IN ({})"),
        ):
            tally: Counter[int] = Counter()
            for start in range(0, len(ids), 500):
                part = ids[start : start + 500]
                tally.update(row[0] for row in self._db.rows(sql.format(marks_for(len(part))), part))
            self.move(kind, {one: (number * step, 0) for one, number in tally.items()})

    def recount(self) -> None:
        """Count everything anew from the rows themselves (after a repair; takes a while)."""
        unread = "count(*) - count(m.read_at)"
        with self._db.writing():
            self._db.run("DELETE FROM counts")
            self._db.run(
                f"INSERT INTO counts SELECT 'feed', a.feed_id, {unread}, count(*) "  # noqa: S608
                "FROM articles a LEFT JOIN marks m ON m.article_id = a.id GROUP BY a.feed_id"
            )
            self._db.run(
                f"INSERT INTO counts SELECT 'watch', x.watch_id, {unread}, count(*) "  # noqa: S608
                "FROM matches x LEFT JOIN marks m ON m.article_id = x.article_id GROUP BY x.watch_id"
            )
            self._db.run("INSERT INTO counts SELECT 'kept', 0, count(*), count(*) FROM marks WHERE kept_at IS NOT NULL")
            self.days.recount()
