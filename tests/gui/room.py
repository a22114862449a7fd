"""A small archive of made-up news, and the window over it with a stand-in for the monitor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from pytestqt.qtbot import QtBot

from tocsin.core.model import Article, Entry, Feed, How
from tocsin.core.query import Judge, Query, read
from tocsin.store import Scope, Store
from tocsin.ui.deeds import Deeds
from tocsin.ui.desk import Desk
from tocsin.ui.monitor_link import MonitorLink
from tocsin.ui.store_thread import StoreThread

NOW = datetime.now(UTC)

HERALD = (
    ("Nato chief warns of a long winter", "He asked NATO members to order more.\n\nNATO has no budget of its own."),
    ("Le Pen opens her campaign", "Marine Le Pen spoke on Saturday."),
    ("Senator signs", "Nothing about the alliance."),
)
GAZETTE = (
    ("Turkey signals the end of its veto", "The accession to NATO goes to parliament."),
    ("北约秘书长警告说冬天将很漫长", "北约成员国必须增加订单。"),
    ("الناتو يحذر من شتاء طويل", "قال الأمين العام لحلف الناتو."),
    ("👨‍👩‍👧‍👦 🇫🇮 Finland joins NATO 🎉", "People danced 💃🏽 as NATO flags went up."),
)
HOSTILE = (
    (
        "<img src=x onerror=alert(1)><b>NATO</b> & Co \u202egnp.exe",
        "<script>x</script> NATO <a href='file:///etc'>x</a>",
    ),
    ("NATO " + "x" * 10_000, "word " * 2_000 + "NATO"),
    ("", "No headline, but NATO."),
)


class QuietLink(MonitorLink):
    """A link that starts nothing: keeps the wishes, and says what the test lets it say."""

    def __init__(self) -> None:
        super().__init__([])
        self.wishes: list[tuple[str, object]] = []

    def wish(self, name: str, about: object = None) -> None:
        self.wishes.append((name, about))

    def say(self, name: str, **more: object) -> None:
        self.heard.emit(name, {"event": name, **more})


@dataclass
class Room:
    """The window and what stands behind it."""

    qtbot: QtBot
    store: Store
    deeds: Deeds
    desk: Desk
    link: QuietLink
    writer: StoreThread
    searcher: StoreThread

    def settle(self) -> None:
        """Wait until everything asked of the two threads is done and told."""
        done: list[object] = []
        for thread in (self.writer, self.searcher):
            thread.ask(lambda _: None, done.append)
        self.qtbot.waitUntil(lambda: len(done) == 2, timeout=10_000)
        self.qtbot.wait(1)

    def is_read(self, article_id: int) -> bool:
        return self.store.articles.with_marks(article_id)[1].read

    def watch(self, name: str) -> int:
        return self.store.watches.by_name(name).id

    def go_to(self, name: str) -> None:
        """Choose a watch by its name."""
        assert self.desk.places.choose(Scope("watch", self.watch(name)))


def fill(store: Store) -> None:
    """Make three sources, two watches and a dozen articles, all new."""
    then = NOW - timedelta(hours=2)
    store.watches.add("NATO", "NATO OR 北约 OR الناتو", watchlist="Europe", how=How.URGENT, now=then)
    store.watches.add("Le Pen", '"le pen"', now=then)
    for url, title, folder, news in (
        ("https://herald.example/feed", "The Herald", "Press", HERALD),
        ("https://gazette.example/feed", "Gazette", "Press", GAZETTE),
        ("https://hostile.example/feed", "<b>Hostile</b> & Sons", "", HOSTILE),
    ):
        feed = store.feeds.add(url, title=title, folder=folder, now=then)
        add(store, feed, news, then)


def add(store: Store, feed: Feed, news: tuple[tuple[str, str], ...], now: datetime) -> list[Article]:
    """Save news as the monitor does: articles and matches in one transaction; the first is the oldest."""
    entries = [
        Entry(f"{feed.id}-{at}-{now.timestamp()}", title, f"https://{feed.id}.example/{at}", text, outlet=feed.title)
        for at, (title, text) in enumerate(news)
    ]
    queries: dict[int, Query] = {}
    for watch in store.watches.all():
        query = read(watch.query)
        assert isinstance(query, Query)
        queries[watch.id] = query
    judge = Judge(queries)
    with store.writing():
        new = store.arriving.add(feed, entries[::-1], now).new
        for article in new:
            store.matches.add(judge.judge(article, now=now))
    return list(new)


def nothing_yet() -> list[Any]:
    """A list for what a signal will bring."""
    return []
