"""A profile as after years of use: 500 feeds, 500,000 articles, 1,000 watches; always the same, kept between runs."""

from __future__ import annotations

import json
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tocsin.store import Store
from tocsin.store.database import to_ms

FEEDS, ARTICLES, WATCHES = 500, 500_000, 1_000
UNREAD, KEPT = 3_000, 2_000
"""So many of the newest articles are unread; so many are kept."""

LANGUAGES = ("en", "en", "en", "de", "fr", "es", "it", "ar", "zh", "ru")
SYLLABLES = ("ba", "co", "den", "fir", "gol", "har", "in", "ka", "lor", "men", "nor", "os", "pa", "quin", "ros", "ta")
MADE = "made-4"
"""Another name makes it anew."""

DAYS, GOOD_FOR = timedelta(days=60), timedelta(days=20)
"""Articles are spread over so many days; so long nothing in it is old enough for the monitor to drop."""


def words(chance: random.Random) -> list[str]:
    """Make up a vocabulary."""
    return sorted({"".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(9_000)})


def large_profile() -> Path:
    """Return the folder of the profile, made now unless it is there from an earlier run."""
    folder = Path(tempfile.gettempdir()) / "tocsin-bench" / MADE
    done = folder / "done"
    if not done.exists() or time.time() - done.stat().st_mtime > GOOD_FOR.total_seconds():
        shutil.rmtree(folder.parent, ignore_errors=True)
        folder.mkdir(parents=True)
        began = time.perf_counter()
        print("Making the profile …", file=sys.stderr)
        with Store.open(folder / "tocsin.db") as store:
            _fill(store)
        done.touch()
        print(f"made in {time.perf_counter() - began:.0f} s", file=sys.stderr)
    return folder


def _fill(store: Store) -> None:
    chance = random.Random(5)
    known, now = words(chance), datetime.now(UTC)
    db = store.database
    for number in range(FEEDS):
        feed = store.feeds.add(
            f"https://outlet{number}.example/feed", now=now, folder=f"Folder {number % 40}",
            language=LANGUAGES[number % 10], country=("GB", "DE", "FR", "US")[number % 4], title=f"Outlet {number}",
        )  # fmt: skip
        later = now + timedelta(days=1)
        polled = {"last_polled": now, "last_good": now, "baseline": now, "next_due": later}
        store.feeds.polled(feed.id, title=f"Outlet {number}", **polled)
    for number in range(WATCHES):
        word = known[number * 7 % len(known)]
        store.watches.add(f"Watch {number}", word, watchlist=f"List {number % 25}", now=now - DAYS)
    db.run("UPDATE watches SET history_done = 1, judged_to = ?", (ARTICLES,))
    step = DAYS / ARTICLES
    stories: list[list[int]] = []
    for start in range(1, ARTICLES + 1, 10_000):
        seen = now - step * (ARTICLES - start)
        with store.writing():
            _articles(store, start, chance, known, to_ms(seen) or 0)
            _stories(store, start, chance, to_ms(seen) or 0, stories)
            _matches(store, start, chance)
    with store.writing():
        stamp = to_ms(now)
        db.run_many("INSERT INTO marks (article_id, read_at) VALUES (?, ?)", _read(stamp))
        for one in chance.sample(range(1, ARTICLES), KEPT):
            db.run("INSERT INTO marks (article_id, kept_at) VALUES (?, ?) ON CONFLICT DO UPDATE SET kept_at = ?", (one, stamp, stamp))  # noqa: E501
    store.counts.recount()
    db.run("INSERT INTO article_words (article_words) VALUES ('optimize')")
    db.run("ANALYZE")


def _read(stamp: int | None) -> Iterator[tuple[int, int | None]]:
    return ((one, stamp) for one in range(1, ARTICLES - UNREAD + 1))


def _articles(store: Store, start: int, chance: random.Random, known: list[str], seen: int) -> None:
    rows, indexed = [], []
    for one in range(start, start + 10_000):
        title = " ".join(chance.choices(known, k=9)).capitalize()
        text = " ".join(chance.choices(known, k=60)).capitalize() + "."
        rows.append((one, one * 7 % FEEDS + 1, str(one), title, f"https://news.example/{one}", text, seen + one))
        indexed.append((one, title, text, ""))
    db = store.database
    db.run_many(
        "INSERT INTO articles (id, feed_id, key, title, link, text, seen) VALUES (?, ?, ?, ?, ?, ?, ?)", rows
    )
    db.run_many("INSERT INTO article_words (rowid, title, text, extra) VALUES (?, ?, ?, ?)", indexed)


def _stories(store: Store, start: int, chance: random.Random, seen: int, recent: list[list[int]]) -> None:
    """Two in five articles join one of the recent stories."""
    db, members = store.database, []
    for one in range(start, start + 10_000):
        if recent and chance.random() < 0.4:
            joined = chance.choice(recent[-300:])
            joined[1] += 1
        else:
            joined = [one, 1]
            recent.append(joined)
        members.append((one, joined[0]))
    for story, size in recent:
        db.run(
            "INSERT INTO stories (id, headline_id, first_seen, last_seen, articles, outlets) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT DO UPDATE SET articles = excluded.articles, outlets = excluded.outlets",
            (story, story, seen, seen, size, size),
        )
    db.run_many("INSERT INTO story_articles (article_id, story_id) VALUES (?, ?)", members)
    del recent[:-300]


def _matches(store: Store, start: int, chance: random.Random) -> None:
    """Watch 1 matches every fifth article, watch n every 5 n-th or so."""
    rows = []
    for watch in range(1, WATCHES + 1):
        many = 10_000 / (5 * watch)
        for one in chance.sample(range(start, start + 10_000), int(many) + (chance.random() < many % 1)):
            rows.append((watch, one, "c", "body", "Here it stands, in the text.", json.dumps([[5, 7]]), "[]"))
    store.database.run_many(
        "INSERT INTO matches (watch_id, article_id, clause, field, sentence, spans, hits) VALUES (?, ?, ?, ?, ?, ?, ?)",
        sorted(rows),
    )


if __name__ == "__main__":
    print(large_profile())
