"""A profile as it looks after some days: the demo's newsroom, read by the real monitor while a hand-moved clock ran."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from flow.workbench import PaperBell, Workbench
from tocsin.core.brief import Choices, Times
from tocsin.core.model import How
from tocsin.demo import press
from tocsin.demo.newsroom import Newsroom, Outlet, Piece
from tocsin.demo.run import load
from tocsin.feeds.fetch_values import Failed, Fetched, refusal
from tocsin.store import Store

DAYS = 6.0
"""How far back the news go."""

AGO = {
    "balloons": 2.5, "training-centre": 6, "oak": 9, "strike-ends": 13, "fair": 27, "run-in-the-rain": 33,
    "hospital-strike": 50, "lighthouse": 76, "night-train": 99,
}  # fmt: skip
"""Hours since each story of the newsroom began; what is none of them is spread over all days."""

LAST = 206.0
"""The second of the newsroom at which that ends; what it would say later is not said."""

SLOWER = 150
"""So many seconds of a story here are one in the newsroom."""

ROUND = timedelta(minutes=40)
"""Less than an absence."""


def address(outlet: Outlet) -> str:
    return f"https://{outlet.host}/feed"


@dataclass(frozen=True)
class Stretched:
    """The newsroom with its seconds turned into real ones, counted back from `now`."""

    newsroom: Newsroom
    now: datetime

    def date(self, at: float) -> datetime:
        return self.now + timedelta(seconds=at)


def stretch(newsroom: Newsroom, now: datetime) -> Stretched:
    """Spread the stories over days, the newest closest together; the articles of a story stay within hours."""
    begins: dict[str, float] = {}
    for piece in newsroom.pieces:
        begins[piece.story] = min(piece.at, begins.get(piece.story, piece.at))

    def moved(piece: Piece, at: float) -> float:
        if at < 0:
            return at - DAYS * 86_400
        if piece.story in AGO:
            return min((at - begins[piece.story]) * SLOWER - AGO[piece.story] * 3_600, -120.0)
        return -240.0 - DAYS * 86_400 * (max(0.0, LAST - at) / LAST) ** 1.5

    def placed(piece: Piece) -> Piece:
        changed = None if piece.changed is None else moved(piece, piece.changed)
        return replace(piece, at=moved(piece, piece.at), changed=changed)

    pieces = tuple(placed(piece) for piece in newsroom.pieces if piece.at <= LAST)
    corrections = tuple(placed(piece) for piece in newsroom.corrections if (piece.changed or 0) <= LAST)
    return Stretched(Newsroom(newsroom.outlets, pieces, corrections), now)


def fill(folder: Path, now: datetime) -> None:
    """Make the profile: sources, watches, a week of rounds, and what a person did meanwhile."""
    folder.mkdir(parents=True, exist_ok=True)
    newsroom, samples = load()
    times = stretch(newsroom, now)
    bell = PaperBell()
    bell.name = "desktop"
    with Workbench(folder) as bench:
        bench.bell = bell
        bench.clock.now = now - timedelta(days=DAYS, hours=6)
        for outlet in newsroom.outlets:
            bench.follow(address(outlet), folder=outlet.folder)
        for sample in samples:
            bench.store.watches.add(sample.name, sample.query, watchlist=sample.watchlist, now=bench.clock())
        more = ("Night trains", '"night train" OR "train de nuit" OR nachtzug OR "pociąg"', How.DIGEST)
        bench.store.watches.add(more[0], more[1], watchlist="Europe", how=more[2], now=bench.clock())
        bench.store.watches.edit(bench.store.watches.by_name("Hospital strikes").id, how=How.URGENT.value)
        bench.store.briefs.choose(Choices(Times.read("8:00 18:00"), all_watches=True), bench.clock())
        while bench.clock() < now:
            _print(bench, times)
            bench.round()
            bench.clock.now += ROUND
        bench.clock.now = now - timedelta(seconds=70)
        _print(bench, times)
        bench.round()
        _live(bench.store, now)


def _print(bench: Workbench, times: Stretched) -> None:
    """Put on the paper web what each outlet says now."""
    elapsed = (bench.clock() - times.now).total_seconds()
    for outlet in times.newsroom.outlets:
        printed = press.feed(outlet, times.newsroom.front(outlet.key, elapsed), times.date, f"https://{outlet.host}")
        url = address(outlet)
        bench.web.answers[url] = Fetched(url, printed.body, printed.content_type, "", "", 200, "", None)


def _live(store: Store, now: datetime) -> None:
    """Read what is older than a day, keep an article."""
    articles = [article for article, _ in store.articles.many(0, 1_000_000, 1_000)]
    old = now - timedelta(hours=30)
    store.marks.read([one.id for one in articles if one.seen < old], True, now)
    store.marks.keep([one.id for one in articles if one.title.startswith("NATO opens")][:1], True, now)


def copied(folder: Path, to: Path, now: datetime) -> Path:
    """Copy a profile, so that one picture leaves nothing behind for the next; no source is due while it is taken."""
    shutil.copytree(folder, to)
    if (to / "tocsin.db").exists():
        with Store.open(to / "tocsin.db") as store:
            for at, feed in enumerate(store.feeds.all()):
                store.feeds.polled(feed.id, next_due=now + timedelta(minutes=9 + at))
    return to


def make_trouble(folder: Path, now: datetime) -> None:
    """Let three sources fail in three ways, several times."""
    newsroom, _ = load()
    times = stretch(newsroom, now)
    with Workbench(folder) as bench:
        bench.clock.now = now - timedelta(seconds=60)
        _print(bench, times)
        hosts = {outlet.key: outlet.host for outlet in newsroom.outlets}
        refused = "could not be reached."
        for key, answer in {
            "kurier": refusal(hosts["kurier"], 401, None),
            "veleta": Failed(f"{hosts['veleta']} {refused}", None, None, "refused"),
            "fanal": refusal(hosts["fanal"], 410, None),
        }.items():
            bench.web.answers[f"https://{hosts[key]}/feed"] = answer
        for _ in range(3):
            bench.round()
            bench.clock.now += timedelta(seconds=10)
