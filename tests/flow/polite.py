"""A monitor that reads over real HTTP from servers on loopback, with a clock that is moved by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from queue import SimpleQueue
from typing import Self

from flow.workbench import Clock
from servers.web import Asked, Web
from tocsin.core.model import Feed
from tocsin.core.schedule import Cause
from tocsin.feeds.fetch import Fetcher
from tocsin.feeds.parse import parse
from tocsin.monitor.events import Event, Wish
from tocsin.monitor.manners import Manners, usual_spacing
from tocsin.monitor.worker import Monitor
from tocsin.store import Store
from tocsin.store.moves import NoteKind


def feed_body(asks: str = "") -> bytes:
    """Write a feed of one entry; `asks` stands in its head."""
    entry = "<item><guid>1</guid><title>One</title></item>"
    return f"<rss version='2.0'><channel><title>The Herald</title>{asks}{entry}</channel></rss>".encode()


class Reading:
    """One profile, one server, one feed, read as the monitor reads it. Chance is 0: no jitter."""

    def __init__(self, folder: Path, web: Web, spacing: Callable[[str], timedelta] = usual_spacing) -> None:
        self.web = web
        self.clock = Clock()
        self.store = Store.open(folder / "tocsin.db")
        self.fetcher = Fetcher(user_agent="Tocsin/test")
        self.said: list[Event] = []
        self.wishes: SimpleQueue[Wish] = SimpleQueue()
        self.chance: Callable[[], float] = lambda: 0.0
        self.manners = Manners(self.store, spacing)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.fetcher.close()
        self.store.close()

    def follow(self, path: str = "/feed") -> Feed:
        """Follow an address of the server."""
        return self.store.feeds.add(self.web.url(path), now=self.clock())

    def round(self, *, refresh: bool = False) -> None:
        """Do one round of what is due, or of all as a person who asks for it."""
        Monitor(
            self.store, self.fetcher, parse, say=self.said.append, wishes=self.wishes, clock=self.clock,
            chance=self.chance, password=lambda url, user: "", wait_seconds=0.0, manners=self.manners,
        ).run(once=True, all_due=refresh)  # fmt: skip

    def poll(self, path: str = "/feed") -> Asked:
        """Let the feed's time come, read it, and give what was asked."""
        due = self.store.feeds.next_due()
        assert due is not None
        self.clock.now = max(self.clock.now, due)
        before = len(self.web.asked)
        self.round()
        return next(asked for asked in self.web.asked[before:] if asked.path == path)

    @property
    def feed(self) -> Feed:
        """The first feed, as it is now."""
        return self.store.feeds.get(1)

    def wait(self) -> timedelta:
        """Give how long from now the feed is due."""
        return self.feed.next_due - self.clock()

    def cause(self) -> Cause:
        """Give what decided it."""
        return Cause(self.feed.cause)

    def noted(self) -> list[NoteKind]:
        """Give the kinds of all notes, oldest first."""
        return [note.kind for note in reversed(self.store.notes.all())]

    def later(self, **time: float) -> datetime:
        """Let time pass."""
        self.clock.pass_(**time)
        return self.clock()
