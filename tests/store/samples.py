"""Small articles to be saved."""

from __future__ import annotations

from datetime import UTC, datetime

from tocsin.core.model import Article, Entry, Feed
from tocsin.store import Store

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def entry(title: str, text: str = "", *, key: str = "", **more: object) -> Entry:
    return Entry(key=key or title, title=title, link=f"https://news.example/{len(title)}", text=text, **more)  # type: ignore[arg-type]


def followed(store: Store, url: str = "https://news.example/rss", folder: str = "") -> Feed:
    return store.feeds.add(url, now=NOW, folder=folder)


def saved(store: Store, feed: Feed, *entries: Entry, now: datetime = NOW) -> list[Article]:
    with store.writing():
        return list(store.arriving.add(feed, entries, now).new)
