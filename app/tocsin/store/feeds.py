"""Feeds: what the user follows and how reading them went; touches the tables `feeds` and `polls`."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from tocsin.core.errors import WrongUse
from tocsin.core.model import Feed, ImageRule
from tocsin.store.counts import CountTable
from tocsin.store.database import Database, from_ms, moment, to_ms

_SELECT = """
SELECT f.id, f.url, f.own_title, f.folder, f.language AS own_language, f.country, f.user, f.ring_first, f.paused,
       f.images, p.title, p.site, p.language, p.etag, p.last_modified, p.content_hash, p.baseline, p.next_due,
       p.last_polled, p.last_good, p.failures, p.trouble, p.mend, p.cause, p.asked, p.every, p.skip_hours, p.skip_days,
       p.last_body, p.unchanged, p.gone
FROM feeds f JOIN polls p ON p.feed_id = f.id
"""
_OWN = frozenset({"url", "own_title", "folder", "language", "country", "user", "ring_first", "paused", "images"})
_FOUND = frozenset(
    {
        "title", "site", "language", "etag", "last_modified", "content_hash", "baseline", "next_due",
        "last_polled", "last_good", "failures", "trouble", "mend", "cause", "asked", "every", "skip_hours",
        "skip_days", "last_body", "unchanged", "gone",
    }
)  # fmt: skip
_IMAGES = frozenset(ImageRule)

CLOCK_SLACK = timedelta(minutes=1)
"""A time this little in the future is no sign that the clock was wrong."""


class AlreadyFollowed(WrongUse):
    """This address is followed already; `feed` is the one that has it."""

    def __init__(self, feed: Feed) -> None:
        super().__init__(f"{feed.title} is followed already ({feed.url}).")
        self.feed = feed


def _feed(row: sqlite3.Row) -> Feed:
    host = urlsplit(row["url"]).hostname or row["url"]
    title = row["own_title"] or row["title"] or host
    return Feed(
        id=row["id"],
        url=row["url"],
        title=title,
        outlet=row["title"] or host,
        site=row["site"],
        folder=row["folder"],
        language=row["own_language"] or row["language"],
        country=row["country"],
        ring_first=bool(row["ring_first"]),
        paused=bool(row["paused"]),
        user=row["user"],
        etag=row["etag"],
        last_modified=row["last_modified"],
        content_hash=row["content_hash"],
        baseline=from_ms(row["baseline"]),
        next_due=moment(max(0, row["next_due"])),
        planned=moment(abs(row["next_due"])),
        last_polled=from_ms(row["last_polled"]),
        last_good=from_ms(row["last_good"]),
        failures=row["failures"],
        trouble=row["trouble"],
        mend=row["mend"],
        own_title=row["own_title"],
        own_language=row["own_language"],
        images=ImageRule(row["images"]) if row["images"] in _IMAGES else ImageRule.ASK,
        cause=row["cause"],
        asked=row["asked"],
        every=row["every"],
        skip_hours=_numbers(row["skip_hours"]),
        skip_days=_numbers(row["skip_days"]),
        last_body=from_ms(row["last_body"]),
        unchanged=row["unchanged"],
        gone=from_ms(row["gone"]),
    )


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(one) for one in text.split(",")) if text else ()


def _plain(value: str | int | datetime | Collection[int] | None) -> str | int | None:
    if isinstance(value, datetime):
        return to_ms(value)
    return value if value is None or isinstance(value, str | int) else ",".join(str(one) for one in sorted(value))


class Feeds:
    """The feeds that are followed."""

    def __init__(self, database: Database, counts: CountTable) -> None:
        self._db = database
        self._counts = counts

    def all(self) -> list[Feed]:
        """Give every feed that is followed, by folder and title."""
        feeds = [_feed(row) for row in self._db.rows(_SELECT + "WHERE f.removed IS NULL")]
        return sorted(feeds, key=lambda feed: (feed.folder.casefold(), feed.title.casefold(), feed.id))

    def get(self, feed_id: int) -> Feed:
        """Give one feed, also a removed one; raises WrongUse when there never was one with this id."""
        row = self._db.one(_SELECT + "WHERE f.id = ?", (feed_id,))
        if row is None:
            raise WrongUse(f"There is no feed with the number {feed_id}.")
        return _feed(row)

    def by_url(self, url: str) -> Feed | None:
        """Give the followed feed with exactly this address."""
        row = self._db.one(_SELECT + "WHERE f.url = ? AND f.removed IS NULL", (url,))
        return _feed(row) if row is not None else None

    def addresses(self) -> list[tuple[int, str]]:
        """Give the (id, address) of every followed feed, for finding one by another spelling."""
        return [(row["id"], row["url"]) for row in self._db.rows("SELECT id, url FROM feeds WHERE removed IS NULL")]

    def add(
        self, url: str, *, now: datetime, title: str = "", folder: str = "", user: str = "",
        language: str = "", country: str = "", ring_first: bool = False,
    ) -> Feed:  # fmt: skip
        """Follow an address, due at once. One that was removed comes back with its articles.

        Raises AlreadyFollowed.
        """
        with self._db.writing(durable=True):
            row = self._db.one("SELECT id, removed FROM feeds WHERE url = ?", (url,))
            if row is not None and row["removed"] is None:
                raise AlreadyFollowed(self.get(row["id"]))
            own: dict[str, Any] = {
                "own_title": title, "folder": folder, "user": user, "language": language, "country": country,
                "ring_first": int(ring_first), "paused": 0, "removed": None,
            }  # fmt: skip
            if row is not None:
                self._counts.follow(row["id"], True)
                self._db.tables.table("feeds").update(row["id"], own)
                self._db.run("UPDATE polls SET next_due = 0, baseline = NULL WHERE feed_id = ?", (row["id"],))
                return self.get(row["id"])
            self._db.tables.table("feeds").insert({"url": url, "added": to_ms(now), **own})
            added = self._db.number("SELECT id FROM feeds WHERE url = ?", (url,))
            self._db.run("INSERT INTO polls (feed_id) VALUES (?)", (added,))
            return self.get(added)

    def edit(self, feed_id: int, **own: str | bool | int) -> Feed:
        """Change what the user chose of a feed: own_title, folder, language, country, user, paused, ring_first,
        images, url."""
        if set(own) - _OWN:
            raise ValueError(f"not the user's to change: {sorted(set(own) - _OWN)}")
        with self._db.writing(durable=True):
            if own.get("url", self.get(feed_id).url) != self.get(feed_id).url:
                # What the old address's server said of its body means nothing to another one.
                self.polled(feed_id, etag="", last_modified="", unchanged=0, gone=None)
            self._db.tables.table("feeds").update(feed_id, own)
        return self.get(feed_id)

    def put(self, ids: Iterable[int], folder: str) -> None:
        """Put feeds into a folder; empty: into none."""
        with self._db.writing(durable=True):
            self._db.run_many("UPDATE feeds SET folder = ? WHERE id = ?", ((folder, one) for one in ids))

    def remove(self, feed_id: int, now: datetime) -> None:
        """Stop following a feed. Its articles stay until they grow old; restore() undoes it."""
        with self._db.writing(durable=True):
            if self._db.run("UPDATE feeds SET removed = ? WHERE id = ? AND removed IS NULL", (to_ms(now), feed_id)):
                self._counts.follow(feed_id, False)

    def remove_all(self, ids: Iterable[int], now: datetime) -> None:
        """Stop following several feeds."""
        with self._db.writing(durable=True):
            for one in ids:
                self.remove(one, now)

    def restore(self, feed_id: int) -> Feed:
        """Follow a removed feed again, as it was."""
        with self._db.writing(durable=True):
            if self._db.one("SELECT 1 FROM feeds WHERE id = ? AND removed IS NOT NULL", (feed_id,)):
                self._counts.follow(feed_id, True)
                self._db.run("UPDATE feeds SET removed = NULL WHERE id = ?", (feed_id,))
        return self.get(feed_id)

    def due(self, now: datetime, limit: int = 10_000) -> list[Feed]:
        """Give the feeds that should be read now, longest overdue first.

        One that was last read in the future is among them: the clock has been put right since.
        """
        sql = (
            _SELECT + "WHERE f.removed IS NULL AND NOT f.paused AND p.gone IS NULL "
            "AND (p.next_due <= ? OR p.last_polled > ?) ORDER BY p.next_due LIMIT ?"
        )
        return [_feed(row) for row in self._db.rows(sql, (to_ms(now), to_ms(now + CLOCK_SLACK), limit))]

    def asked_for(self, but_not: Collection[int]) -> list[Feed]:
        """Give the feeds that were made due by make_due() or are new, except those with these ids."""
        ids = self._db.rows(
            "SELECT f.id FROM polls p JOIN feeds f ON f.id = p.feed_id "
            "WHERE f.removed IS NULL AND NOT f.paused AND p.gone IS NULL AND p.next_due <= 0"
        )
        return [self.get(row[0]) for row in ids if row[0] not in but_not]

    def follows(self, feed_id: int) -> bool:
        """Tell whether a feed is followed still."""
        return self._db.one("SELECT 1 FROM feeds WHERE id = ? AND removed IS NULL", (feed_id,)) is not None

    def next_due(self) -> datetime | None:
        """Give when the next feed is due; None when nothing is followed."""
        row = self._db.one(
            "SELECT min(p.next_due) AS due FROM polls p JOIN feeds f ON f.id = p.feed_id "
            "WHERE f.removed IS NULL AND NOT f.paused AND p.gone IS NULL"
        )
        return moment(max(0, row["due"])) if row is not None and row["due"] is not None else None

    def absent_since(self, now: datetime, long: timedelta, last_beat: datetime | None) -> datetime | None:
        """Give the last time at which any feed could be read, if that is longer ago than `long`, though not by design.

        It should not be when feeds were overdue, all of them failed, or the monitor was not there (`last_beat`):
        sleep, a closed program and being offline. None: the monitor has been reading as it should.
        """
        row = self._db.one(
            "SELECT max(p.last_good) AS good, min(CASE WHEN p.next_due > 0 THEN p.next_due END) AS due, "
            "min(p.failures) AS failures "
            "FROM polls p JOIN feeds f ON f.id = p.feed_id "
            "WHERE f.removed IS NULL AND NOT f.paused AND p.gone IS NULL AND p.last_polled IS NOT NULL"
        )
        if row is None or row["good"] is None:
            return None
        good, limit = moment(row["good"]), now - long
        overdue = row["due"] is not None and moment(row["due"]) < limit
        away = last_beat is not None and last_beat < limit
        return good if good < limit and (overdue or away or row["failures"] > 0) else None

    def make_due(self, feed_id: int | None = None) -> None:
        """Make one feed, or all, due at once. One that is gone is only tried again when it is named.

        When it would have been due is kept, as a negative number: a wish makes no gap in what was read.
        """
        with self._db.writing():
            if feed_id is None:
                self._db.run("UPDATE polls SET next_due = -abs(next_due), cause = ''")
            else:
                self._db.run(
                    "UPDATE polls SET next_due = -abs(next_due), cause = '', gone = NULL WHERE feed_id = ?", (feed_id,)
                )

    def resume(self, cause: str, now: datetime) -> None:
        """Make due now what was put off for this cause, unless it is due already."""
        with self._db.writing():
            sql = "UPDATE polls SET next_due = ? WHERE cause = ? AND next_due > ?"
            self._db.run(sql, (to_ms(now), cause, to_ms(now)))

    def taken(self, url: str) -> bool:
        """Tell whether a feed has exactly this address, be it a removed one."""
        return self._db.one("SELECT 1 FROM feeds WHERE url = ?", (url,)) is not None

    def polled(self, feed_id: int, **found: str | int | datetime | Collection[int] | None) -> None:
        """Write down what a poll found; the names are those of Feed. Inside a transaction or alone."""
        if set(found) - _FOUND:
            raise ValueError(f"no poll finds that: {sorted(set(found) - _FOUND)}")
        names = ", ".join(f"{name} = ?" for name in found)  # each is one of ours
        with self._db.writing():
            self._db.run(
                f"UPDATE polls SET {names} WHERE feed_id = ?",  # noqa: S608
                (*(_plain(value) for value in found.values()), feed_id),
            )
