"""A workbench for alerts: feeds that can be told what to announce, and a hand-written say in which story is which."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from flow.workbench import Workbench, entry, unlike
from tocsin.core.model import Article, Feed, Rung, Story
from tocsin.monitor.ringing import LoneRinger
from tocsin.monitor.saving import Placing
from tocsin.monitor.worker import Monitor
from tocsin.store import Store


class ByKey:
    """Articles whose keys begin alike, up to a slash, tell one story; each feed is an independent outlet."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def place(self, article: Article) -> Story:
        name, slash, _ = article.key.partition("/")
        rows = self._store.database.rows(
            "SELECT sa.story_id, a.feed_id FROM articles a JOIN story_articles sa ON sa.article_id = a.id "
            "WHERE a.key LIKE ?",
            (f"{name}/%" if slash else article.key,),
        )
        if not rows:
            return self._store.stories.begin(article)
        outlets = {row["feed_id"] for row in rows} | {article.feed_id}
        return self._store.stories.join(rows[0]["story_id"], article, outlets=len(outlets))

    def prepare(self, now: datetime, stop: Callable[[], bool]) -> None:
        """There is nothing to make ready."""

    def split(self, article_id: int, now: datetime) -> Story:
        raise AssertionError("stories told by hand are not taken apart")

    def forget(self) -> None:
        """Everything is asked of the database."""


class Newsroom(Workbench):
    """A workbench whose feeds keep what they announced before, and whose stories are told by hand."""

    def __init__(self, folder: Path, placing: Callable[[Store], Placing] = ByKey) -> None:
        super().__init__(folder)
        self._placing = placing(self.store)
        self._pages: dict[str, list[str]] = {}

    def __enter__(self) -> Self:
        return self

    def monitor(self, *, alone: bool = True) -> Monitor:
        ring = LoneRinger(
            self.store, self.bell, self.said.append, lambda one, bell: self.told.append((one, bell)),
            clock=self.clock, zone=UTC,
        )  # fmt: skip
        return Monitor(
            self.store, self.web, self.parse, say=self.said.append, wishes=self.wishes, clock=self.clock,
            chance=lambda: 0.0, password=lambda url, user: "", ring=ring if alone else None, wait_seconds=0.0,
            placing=self._placing, steady=self.clock.steady,
        )  # fmt: skip

    def outlet(self, name: str) -> Feed:
        """Follow an outlet whose past has been read."""
        feed = self.follow(f"https://{name}.example/rss")
        self.announce(name, entry("An old tale", guid=f"{name}-old", link=f"https://{name}.example/old"))
        self.round()
        return feed

    def announce(self, name: str, *entries: str) -> None:
        """Let an outlet announce entries, the newest first, above what it has."""
        url = f"https://{name}.example/rss"
        self._pages[url] = [*entries, *self._pages.get(url, [])]
        self.web.serve(url, *self._pages[url], title=name.title())

    def replace(self, name: str, *entries: str) -> None:
        """Let an outlet's feed hold these entries and nothing else."""
        self._pages[f"https://{name}.example/rss"] = []
        self.announce(name, *entries)

    def later(self, **time: float) -> None:
        """Let time pass, and the monitor do its round."""
        self.clock.pass_(**time)
        self.round()

    def titles(self) -> list[str]:
        """Give the titles of all notices so far."""
        return [notice.title for notice in self.bell.shown]

    def ledger(self) -> list[Rung]:
        """Give the whole ledger, newest first."""
        return self.store.alerts.ledger(limit=10_000)

    def written(self) -> list[str]:
        """Say in words what the ledger has of each alert, the oldest first."""
        return [_said(one) for one in reversed(self.ledger())]


def _said(one: Rung) -> str:
    if one.alert.rung is not None:
        return f"{one.alert.reason} rung"
    return f"{one.alert.reason} {'owed' if one.alert.owed else 'held'}: {one.alert.held}"


def news(name: str, word: str, number: int, *, published: datetime | None = None) -> list[str]:
    """Make entries of an outlet that tell so many different stories."""
    place = f"https://{name}.example/{word.replace(' ', '-')}"
    return [
        entry(headline, guid=f"{name}-{word}-{n}", link=f"{place}/{n}", published=published)
        for n, headline in enumerate(unlike(word, number))
    ]


__all__ = ["ByKey", "Newsroom", "entry", "news"]
