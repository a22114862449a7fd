"""Articles with HTML in the archive of a test, saved as the monitor saves them, and what the reader shows of them."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtGui import QTextDocument

from gui.room import NOW, Room
from tocsin.core.model import Article, Entry
from tocsin.core.query import Judge, Query, read
from tocsin.feeds.markup import body
from tocsin.store import Store


def save(room: Room, html: str, title: str = "Nato meets", *, key: str = "rich", **more: object) -> Article:
    """Save an article of a feed (`feed_url`), or a new wording of the one with that key."""
    feed_url = str(more.pop("feed_url", "https://rich.example/feed"))
    now = more.pop("now", NOW)
    assert isinstance(now, datetime)
    with Store.open(room.store.database.path) as store:
        feed = store.feeds.by_url(feed_url) or store.feeds.add(feed_url, title="Rich & Sons", now=now)
        cleaned, text = body(html, "https://rich.example/")
        entry = Entry(key, title, f"https://rich.example/{key}", text, html=cleaned, outlet="Rich & Sons", **more)  # type: ignore[arg-type]
        queries: dict[int, Query] = {}
        for watch in store.watches.all():
            query = read(watch.query)
            assert isinstance(query, Query)
            queries[watch.id] = query
        with store.writing():
            arrivals = store.arriving.add(feed, [entry], now)
            (article,) = (*arrivals.new, *arrivals.edited)
            store.matches.add(Judge(queries).judge(article, now=now))
    return article


def marked(document: QTextDocument, tint: object) -> list[str]:
    """Return the words that are marked as hits: tinted and underlined."""
    found = []
    block = document.begin()
    while block.isValid():
        for span in block.textFormats():
            if span.format.background().color() == tint and span.format.fontUnderline():
                text = block.text().encode("utf-16-le")[span.start * 2 : (span.start + span.length) * 2]
                found.append(text.decode("utf-16-le"))
        block = block.next()
    return found


def links(document: QTextDocument) -> list[str]:
    """Return every address that a press could lead to."""
    found = []
    block = document.begin()
    while block.isValid():
        found += [span.format.anchorHref() for span in block.textFormats() if span.format.anchorHref()]
        block = block.next()
    return list(dict.fromkeys(found))
