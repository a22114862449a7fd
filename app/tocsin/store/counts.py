"""Numbers that the window shows at every glance, kept instead of computed; touches the table `counts`."""

# ruff: noqa: S608 - questions are put together from the texts of these files alone

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tocsin.store.database import Database
from tocsin.store.days import DayTable

WATCH, FEED, ALL, KEPT = "watch", "feed", "all", "kept"


@dataclass(frozen=True, slots=True)
class Counts:
    """Stories with something unread, by watch, by feed (ids without any are missing) and over all; articles kept.

    A story is counted once in each place where an unread article of it stands, so the numbers of two places may
    count the same story; `unread` counts each story once.
    """

    watches: Mapping[int, int] = field(default_factory=dict)
    feeds: Mapping[int, int] = field(default_factory=dict)
    unread: int = 0
    kept: int = 0


_UNREAD = "NOT EXISTS (SELECT 1 FROM marks k WHERE k.article_id = {0} AND k.read_at IS NOT NULL)"
_FOLLOWED = "(SELECT id FROM feeds WHERE removed IS NULL)"

# For each kind of place: the places of an article `a`, and how an article `b` is found to stand in place `t.place`.
_PLACES = {
    FEED: ("a.feed_id", "", "", "b.feed_id = t.place"),
    ALL: ("0", "", f"a.feed_id IN {_FOLLOWED}", f"b.feed_id IN {_FOLLOWED}"),
    WATCH: (
        "x.watch_id",
        "JOIN matches x ON x.article_id = a.id",
        "",
        "EXISTS (SELECT 1 FROM matches y WHERE y.watch_id = t.place AND y.article_id = b.id)",
    ),
}


def _turning(kind: str) -> str:
    """Count, by place, the stories of some articles of which nothing else in the place is unread."""
    place, join, where, there = _PLACES[kind]
    return (
        "WITH turning AS MATERIALIZED (SELECT value AS id FROM json_each(?)) "
        f"SELECT t.place, count(*) FROM (SELECT DISTINCT {place} AS place, s.story_id, coalesce(s.story_id, -a.id) "
        f"FROM turning c CROSS JOIN articles a ON a.id = c.id {join} LEFT JOIN story_articles s ON s.article_id = a.id "
        f"{'WHERE ' + where if where else ''}) t WHERE t.story_id IS NULL OR NOT EXISTS ("
        "SELECT 1 FROM story_articles n CROSS JOIN articles b ON b.id = n.article_id "
        f"WHERE n.story_id = t.story_id AND n.article_id NOT IN (SELECT id FROM turning) "
        f"AND {_UNREAD.format('n.article_id')} AND {there}) GROUP BY t.place"
    )


_PAIRS = (
    "WITH pairs AS MATERIALIZED (SELECT value ->> 0 AS watch, value ->> 1 AS id "
    "FROM json_each(?)) "
    "SELECT t.watch, count(*) FROM (SELECT DISTINCT p.watch, s.story_id, coalesce(s.story_id, -p.id) FROM pairs p "
    "LEFT JOIN story_articles s ON s.article_id = p.id "
    f"WHERE {_UNREAD.format('p.id')}) t WHERE t.story_id IS NULL OR NOT EXISTS ("
    "SELECT 1 FROM story_articles n CROSS JOIN matches y ON y.watch_id = t.watch AND y.article_id = n.article_id "
    f"WHERE n.story_id = t.story_id AND {_UNREAD.format('n.article_id')} "
    "AND (t.watch, n.article_id) NOT IN (SELECT watch, id FROM pairs)) GROUP BY t.watch"
)

_UNREAD_STORIES = "count(DISTINCT CASE WHEN m.read_at IS NULL THEN coalesce(s.story_id, -a.id) END), count(*)"
_WITH_MARKS = "LEFT JOIN marks m ON m.article_id = a.id LEFT JOIN story_articles s ON s.article_id = a.id"


class CountTable:
    """Reads the numbers, and moves them when articles come, go, are marked, or change their story."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self.days = DayTable(database)

    def all(self) -> Counts:
        """Give every number at once: one short read."""
        by_kind: dict[str, dict[int, int]] = {WATCH: {}, FEED: {}, ALL: {}, KEPT: {}}
        for row in self._db.rows("SELECT kind, id, unread FROM counts WHERE unread > 0"):
            by_kind.setdefault(row["kind"], {})[row["id"]] = row["unread"]
        removed = {row["id"] for row in self._db.rows("SELECT id FROM feeds WHERE removed IS NOT NULL")}
        feeds = {one: number for one, number in by_kind[FEED].items() if one not in removed}
        return Counts(by_kind[WATCH], feeds, by_kind[ALL].get(0, 0), by_kind[KEPT].get(0, 0))

    def total(self, kind: str, one: int) -> int:
        """Give how many articles a watch or a feed has in all."""
        return self._db.number("SELECT total FROM counts WHERE kind = ? AND id = ?", (kind, one))

    def move(self, kind: str, changes: Mapping[int, tuple[int, int]]) -> None:
        """Add (unread stories, articles in all) to the numbers of each id. Inside a transaction."""
        self._db.run_many(
            "INSERT INTO counts (kind, id, unread, total) VALUES (?, ?, max(0, ?), max(0, ?)) "
            "ON CONFLICT (kind, id) DO UPDATE SET unread = max(0, unread + ?), total = max(0, total + ?)",
            ((kind, one, u, t, u, t) for one, (u, t) in changes.items() if u or t),
        )

    def turned(self, articles: Sequence[int], step: int) -> None:
        """Move the unread numbers because exactly these articles turned unread (1) or read, or go (-1).

        All at once, after their marks were written: a story counts by what is unread beside them.
        """
        ids = json.dumps(list(articles))
        for kind in (FEED, WATCH, ALL):
            found = self._db.rows(_turning(kind), (ids,)) if articles else []
            self.move(kind, {row[0]: (row[1] * step, 0) for row in found})

    def arrived(self, feed_id: int, number: int) -> None:
        """Count so many new articles of a feed, each a story of its own until it joins one."""
        self.move(FEED, {feed_id: (number, number)})
        if self._followed(feed_id):
            self.move(ALL, {0: (number, number)})

    def going(self, article_id: int, feed_id: int) -> None:
        """Count an article no more; call it while it is still there."""
        if self._db.number(f"SELECT {_UNREAD.format('?')}", (article_id,)):
            self.turned([article_id], -1)
        self.move(FEED, {feed_id: (0, -1)})
        if self._followed(feed_id):
            self.move(ALL, {0: (0, -1)})

    def _followed(self, feed_id: int) -> bool:
        return bool(self._db.number("SELECT removed IS NULL FROM feeds WHERE id = ?", (feed_id,)))

    def matched(self, pairs: Sequence[tuple[int, int]], step: int) -> None:
        """Move the numbers of watches for (watch, article) pairs that were added (1), or will be removed (-1)."""
        if not pairs:
            return
        total: dict[int, int] = {}
        for watch, _ in pairs:
            total[watch] = total.get(watch, 0) + step
        unread = {row[0]: row[1] * step for row in self._db.rows(_PAIRS, (json.dumps(pairs),))}
        self.move(WATCH, {one: (unread.get(one, 0), number) for one, number in total.items()})
        ids = json.dumps([article for _, article in pairs])
        seen = self._db.rows("SELECT a.id, a.seen FROM json_each(?) c CROSS JOIN articles a ON a.id = c.value", (ids,))
        known = {row[0]: row[1] for row in seen}
        self.days.move(((watch, known[article]) for watch, article in pairs if article in known), step)

    def met(self, one: Iterable[int], other: Iterable[int], step: int) -> None:
        """Move the numbers because these two groups of articles became one story (-1), or two (1)."""
        groups = (json.dumps(list(one)), json.dumps(list(other)))
        for kind, (place, join, where, _) in _PLACES.items():
            half = (
                f"SELECT {place} FROM json_each(?) c CROSS JOIN articles a ON a.id = c.value {join} "
                f"WHERE {where or '1'} AND {_UNREAD.format('a.id')}"
            )
            self.move(kind, {row[0]: (step, 0) for row in self._db.rows(f"{half} INTERSECT {half}", groups)})

    def follow(self, feed_id: int, on: bool) -> None:
        """Count a feed's stories among all, or no longer; call it while the feed is *not* followed."""
        # With the feed left out, what is unread elsewhere is exactly what goes on being counted.
        unread = self._db.number(
            "SELECT count(*) FROM (SELECT DISTINCT s.story_id, coalesce(s.story_id, -a.id) FROM articles a "
            "LEFT JOIN story_articles s ON s.article_id = a.id "
            f"WHERE a.feed_id = ? AND {_UNREAD.format('a.id')}) t WHERE t.story_id IS NULL OR NOT EXISTS ("
            "SELECT 1 FROM story_articles n CROSS JOIN articles b ON b.id = n.article_id "
            f"WHERE n.story_id = t.story_id AND b.feed_id IN {_FOLLOWED} AND {_UNREAD.format('b.id')})",
            (feed_id,),
        )
        total = self.total(FEED, feed_id)
        self.move(ALL, {0: (unread, total) if on else (-unread, -total)})

    def recount(self) -> None:
        """Count everything anew from the rows themselves (after a repair; takes a while)."""
        with self._db.writing():
            self._db.run("DELETE FROM counts")
            for what in (
                "'feed', a.feed_id, {} FROM articles a {} GROUP BY a.feed_id",
                "'watch', x.watch_id, {} FROM matches x JOIN articles a ON a.id = x.article_id {} GROUP BY x.watch_id",
                f"'all', 0, {{}} FROM articles a {{}} WHERE a.feed_id IN {_FOLLOWED}",
            ):
                self._db.run("INSERT INTO counts SELECT " + what.format(_UNREAD_STORIES, _WITH_MARKS))
            self._db.run("INSERT INTO counts SELECT 'kept', 0, count(*), count(*) FROM marks WHERE kept_at IS NOT NULL")
            self.days.recount()
