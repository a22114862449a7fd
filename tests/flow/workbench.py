"""A monitor on a workbench: a real database, a hand-written web and clock, everything it says kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from queue import SimpleQueue
from xml.sax.saxutils import escape

from tocsin.core.model import Feed, How, Notice, Rung, Watch
from tocsin.feeds.fetch_values import Failed, Fetched, Outcome, Request, Unchanged
from tocsin.feeds.parse import parse
from tocsin.monitor.events import Event, Wish
from tocsin.monitor.parsing import Parse
from tocsin.monitor.ringing import LoneRinger
from tocsin.monitor.worker import Monitor
from tocsin.store import Store

MORNING = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
UNREACHABLE = Failed("news.example could not be reached.", None, None, "refused")


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = MORNING
        self._slept = timedelta(0)

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **time: float) -> None:
        self.now += timedelta(**time)

    def steady(self) -> float:
        """Give the seconds of a clock that stands still while the computer sleeps, and is never set."""
        return (self.now - MORNING - self._slept).total_seconds()

    def sleep(self, **time: float) -> None:
        """Sleep so long, or set the clock; back, where it is less than nothing."""
        self._slept += timedelta(**time)
        self.pass_(**time)


class PaperWeb:
    """Answers from a table of addresses."""

    def __init__(self) -> None:
        self.answers: dict[str, Outcome] = {}
        self.asked: list[Request] = []
        self.before_each: Callable[[], None] = lambda: None

    def serve(self, url: str, *entries: str, title: str = "The Herald") -> None:
        """Put a feed with these entries (the newest first) at an address."""
        body = f"<rss version='2.0'><channel><title>{title}</title>{''.join(entries)}</channel></rss>".encode()
        self.answers[url] = Fetched(url, body, "application/rss+xml", "", "", 200, "", None)

    def fetch(
        self,
        requests: Iterable[Request],
        stop: Callable[[], bool] = lambda: False,
        more: Callable[[], Iterable[Request]] = tuple,
    ) -> Iterator[tuple[Request, Outcome]]:
        waiting = list(requests)
        while waiting and not stop():
            self.before_each()
            request = waiting.pop(0)
            self.asked.append(request)
            yield request, self.answers.get(request.url, UNREACHABLE)
            waiting += more()


class PaperBell:
    """Remembers the notices; refuses them when it is told to."""

    name = "paper"

    def __init__(self) -> None:
        self.shown: list[Notice] = []
        self.refusal: str | None = None

    def show(self, notice: Notice) -> str | None:
        if self.refusal is None:
            self.shown.append(notice)
        return self.refusal


class Workbench:
    """One profile and its monitor."""

    def __init__(self, folder: Path, parse_with: Parse = parse) -> None:
        self.path = folder / "tocsin.db"
        self.store = Store.open(self.path)
        self.web = PaperWeb()
        self.clock = Clock()
        self.bell = PaperBell()
        self.said: list[Event] = []
        self.told: list[tuple[Rung, str]] = []
        self.wishes: SimpleQueue[Wish] = SimpleQueue()
        self.parse = parse_with
        self.wait_seconds = 0.0
        self.chance = 0.0

    def monitor(self, *, alone: bool = True) -> Monitor:
        ring = LoneRinger(
            self.store, self.bell, self.said.append, lambda one, bell: self.told.append((one, bell)),
            clock=self.clock, zone=UTC,
        )  # fmt: skip
        return Monitor(
            self.store, self.web, self.parse, say=self.said.append, wishes=self.wishes, clock=self.clock,
            chance=lambda: self.chance, password=lambda url, user: "", ring=ring if alone else None,
            wait_seconds=self.wait_seconds, steady=self.clock.steady,
        )  # fmt: skip

    def round(self, *, alone: bool = True, all_due: bool = True) -> None:
        """Let the monitor read every feed once and ring."""
        self.monitor(alone=alone).run(once=True, all_due=all_due)

    def follow(self, url: str = "https://news.example/rss", **options: str | bool) -> Feed:
        return self.store.feeds.add(url, now=self.clock(), **options)  # type: ignore[arg-type]

    def watch(self, query: str, name: str = "", how: How = How.NOTICE) -> Watch:
        return self.store.watches.add(name or query, query, how=how, now=self.clock())

    def close(self) -> None:
        self.store.close()

    def __enter__(self) -> Workbench:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def entry(title: str, text: str = "", *, guid: str = "", link: str = "", published: datetime | None = None) -> str:
    """Write one RSS entry."""
    address = link or f"https://news.example/{abs(hash(title))}"
    date = f"<pubDate>{published:%a, %d %b %Y %H:%M:%S} +0000</pubDate>" if published else ""
    return (
        f"<item><guid isPermaLink='false'>{guid or title}</guid><title>{escape(title)}</title>"
        f"<link>{escape(address)}</link><description>{escape(text)}</description>{date}</item>"
    )


def unlike(word: str, number: int) -> list[str]:
    """Make headlines that hold a word and tell as many different stories: no two share another word."""

    def name(seed: int) -> str:
        heads, middles, tails = "bdfgklmprstvz", "aeiou", ("lna", "rko", "sbe", "ndu", "xti", "mpo", "ghe")
        parts = (heads[seed % 13], middles[seed % 5], heads[seed // 13 % 13], middles[seed // 5 % 5], tails[seed % 7])
        return "".join(parts).title()

    return [f"{name(n * 4)} {name(n * 4 + 1)} {word} {name(n * 4 + 2)} {name(n * 4 + 3)}" for n in range(number)]


__all__ = ["MORNING", "UNREACHABLE", "Clock", "PaperBell", "PaperWeb", "Unchanged", "Workbench", "entry", "unlike"]
