"""What the user did with articles: read, kept, handled; touches the table `marks` alone, so that a poll never can."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tocsin.core.model import State
from tocsin.store.counts import KEPT, CountTable
from tocsin.store.database import Database, marks_for, to_ms
from tocsin.store.scopes import SLIM, Listing, Scope, candidates, inside, values


@dataclass(frozen=True, slots=True)
class Stamps:
    """When an article was marked, in the form in which times are stored; None: it is not."""

    article_id: int
    read: int | None = None
    kept: int | None = None
    handled: int | None = None


class MarkTable:
    """The user's marks. Each call is one short transaction of its own."""

    def __init__(self, database: Database, counts: CountTable) -> None:
        self._db = database
        self._counts = counts

    def read(self, ids: Sequence[int], on: bool, now: datetime) -> list[int]:
        """Mark articles as read, or as new again; returns those that this changed, for undoing it."""
        with self._db.writing(durable=True):
            changed = self._differing(ids, "read_at", on)
            self._set(changed, "read_at", to_ms(now) if on else None)
            self._counts.turned(changed, -1 if on else 1)
        return changed

    def keep(self, ids: Sequence[int], on: bool, now: datetime) -> list[int]:
        """Keep articles for good, or no longer; returns those that this changed."""
        with self._db.writing(durable=True):
            changed = self._differing(ids, "kept_at", on)
            self._set(changed, "kept_at", to_ms(now) if on else None)
            step = len(changed) if on else -len(changed)
            self._counts.move(KEPT, {0: (step, step)})
        return changed

    def move(self, ids: Sequence[int], state: State, now: datetime) -> list[Stamps]:
        """Bring articles to a state: the marks beyond it go; returns, of those that this changed, how they were.

        What is kept or handled has been seen. What is handled and was kept stays kept.
        """
        at = to_ms(now)

        def moved(old: Stamps) -> Stamps:
            read = None if state is State.NEW else old.read or at
            kept = old.kept if state is State.HANDLED else (old.kept or at) if state is State.KEPT else None
            return Stamps(old.article_id, read, kept, (old.handled or at) if state is State.HANDLED else None)

        with self._db.writing(durable=True):
            before = self._stamps(ids)
            return self._rewrite([(old, moved(old)) for old in before])

    def unhandle(self, ids: Sequence[int]) -> list[Stamps]:
        """Let articles be handled no longer; returns, of those that were, how they were."""
        with self._db.writing(durable=True):
            return self._rewrite([(old, replace(old, handled=None)) for old in self._stamps(ids)])

    def restore(self, before: Sequence[Stamps]) -> list[Stamps]:
        """Mark articles as they were; returns, of those that this changed, how they were until now."""
        with self._db.writing(durable=True):
            now = {one.article_id: one for one in self._stamps([one.article_id for one in before])}
            return self._rewrite([(now[one.article_id], one) for one in before if one.article_id in now])

    def _stamps(self, ids: Iterable[int]) -> list[Stamps]:
        found: list[Stamps] = []
        wanted = list(dict.fromkeys(ids))
        for start in range(0, len(wanted), 500):
            part = wanted[start : start + 500]
            sql = (
                "SELECT a.id, m.read_at, m.kept_at, m.handled_at FROM articles a "  # noqa: S608
                f"LEFT JOIN marks m ON m.article_id = a.id WHERE a.id IN ({marks_for(len(part))})"
            )
            found += [Stamps(*row) for row in self._db.rows(sql, part)]
        return found

    def _rewrite(self, pairs: Sequence[tuple[Stamps, Stamps]]) -> list[Stamps]:
        """Write marks anew, and move the numbers that hang on them. Inside a transaction."""
        changed = [(old, new) for old, new in pairs if old != new]
        self._db.run_many(
            "INSERT INTO marks (article_id, read_at, kept_at, handled_at) VALUES (?, ?, ?, ?) ON CONFLICT (article_id) "
            "DO UPDATE SET read_at = excluded.read_at, kept_at = excluded.kept_at, handled_at = excluded.handled_at",
            ((new.article_id, new.read, new.kept, new.handled) for _, new in changed),
        )
        for step, turned in (
            (-1, [new for old, new in changed if old.read is None and new.read is not None]),
            (1, [new for old, new in changed if old.read is not None and new.read is None]),
        ):
            if turned:
                self._counts.turned([one.article_id for one in turned], step)
        kept = sum((new.kept is not None) - (old.kept is not None) for old, new in changed)
        if kept:
            self._counts.move(KEPT, {0: (kept, kept)})
        return [old for old, _ in changed]

    def read_of(self, ids: Sequence[int]) -> list[int]:
        """Give those of these articles that have been read."""
        new = set(self._differing(ids, "read_at", True))
        return [one for one in ids if one not in new]

    def read_scope(self, scope: Scope, up_to: int, now: datetime) -> list[int]:
        """Mark the stories of a scope as read, up to the newest article that the user could see (its id)."""
        listing = Listing(scope)
        unread = "NOT EXISTS (SELECT 1 FROM marks m WHERE m.article_id = {} AND m.read_at IS NOT NULL)".format
        rows = self._db.rows(
            f"WITH there AS MATERIALIZED (SELECT c.id FROM ({candidates(listing)}) c "  # noqa: S608
            f"CROSS JOIN articles a {SLIM} ON a.id = c.id WHERE {inside(scope, 'a')} AND {unread('c.id')}) "
            "SELECT id FROM there UNION "
            "SELECT n.article_id FROM there CROSS JOIN story_articles s ON s.article_id = id "
            "CROSS JOIN story_articles n ON n.story_id = s.story_id "
            f"WHERE n.article_id < :from AND {unread('n.article_id')}",
            {**values(listing), "from": up_to + 1, "slice": -1},
        )
        return self.read([row[0] for row in rows], True, now)

    def _differing(self, ids: Iterable[int], column: str, on: bool) -> list[int]:
        wanted = list(dict.fromkeys(ids))
        marked: set[int] = set()
        there: set[int] = set()
        for start in range(0, len(wanted), 500):
            part = wanted[start : start + 500]
            places = marks_for(len(part))
            sql = f"SELECT article_id FROM marks WHERE {column} IS NOT NULL AND article_id IN ({places})"  # noqa: S608
            marked.update(row[0] for row in self._db.rows(sql, part))
            there.update(row[0] for row in self._db.rows(f"SELECT id FROM articles WHERE id IN ({places})", part))  # noqa: S608
        return [one for one in wanted if one in there and (one in marked) != on]

    def _set(self, ids: Iterable[int], column: str, value: int | None) -> None:
        self._db.run_many(
            f"INSERT INTO marks (article_id, {column}) VALUES (?, ?) "  # noqa: S608
            f"ON CONFLICT (article_id) DO UPDATE SET {column} = excluded.{column}",
            ((one, value) for one in ids),
        )
