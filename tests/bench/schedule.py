"""Prints how long real news wait for the next poll, by rhythm and at fixed intervals, with equally many requests.

python tests/bench/schedule.py

Replays the arrival times of eight months. Of every second week there is nothing in the data, so those weeks are cut
out of the calendar, for both. The rhythm is learned online: a poll knows what earlier polls have brought, and nothing
else. No feed here feeds a watch, says how often it wants to be read, or has a window that rolls over.
"""

from __future__ import annotations

import csv
import heapq
import os
import statistics
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from tocsin.core.model import Feed
from tocsin.core.schedule import FLOOR, URGENT_FLOOR, Outcome, Pace, appetite, learn, next_due, price_for

DATA = Path(os.environ.get("TOCSIN_DATA") or Path(__file__).resolve().parents[3] / "shared")
STREAM = DATA / "corpora" / "stream-2022.tsv"
WARM_UP = timedelta(weeks=4)
"""Left out of the second figure: by then each feed's habits are known."""


def arrivals() -> dict[str, list[datetime]]:
    """Give each source's times, in order, with the empty weeks cut out."""
    csv.field_size_limit(10**8)
    with STREAM.open(encoding="utf-8", newline="") as opened:
        rows = [
            (datetime.fromisoformat(row["published"].replace("Z", "+00:00")), row["source"])
            for row in csv.DictReader(opened, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]
    first = min(time for time, _ in rows)
    monday = (first - timedelta(days=first.weekday())).replace(hour=0, minute=0, second=0)
    weeks = sorted({(time - monday).days // 7 for time, _ in rows})
    cut = {week: timedelta(weeks=week - place) for place, week in enumerate(weeks)}
    found: dict[str, list[datetime]] = defaultdict(list)
    for time, source in sorted(rows):
        found[source].append(time - cut[(time - monday).days // 7])
    return found


@dataclass(slots=True)
class Waited:
    requests: int = 0
    delays: list[tuple[datetime, float]] = field(default_factory=list)
    """(arrival, minutes until it was seen)."""

    def since(self, moment: datetime) -> tuple[float, float]:
        """Give the mean and the 90th percentile, in minutes, of what arrived since."""
        minutes = sorted(delay for arrival, delay in self.delays if arrival >= moment)
        return statistics.fmean(minutes), minutes[int(len(minutes) * 0.9)]


def fixed(news: dict[str, list[datetime]], begin: datetime, end: datetime, interval: timedelta) -> Waited:
    """Poll every feed at one interval, each with a phase of its own."""
    waited, chance = Waited(), Random(11)
    for times in news.values():
        at, place = begin + interval * chance.random(), 0
        while at < end:
            waited.requests += 1
            while place < len(times) and times[place] <= at:
                waited.delays.append((times[place], (at - times[place]).total_seconds() / 60))
                place += 1
            at += interval
    return waited


def by_rhythm(
    news: dict[str, list[datetime]], begin: datetime, end: datetime, budget: float, floor: timedelta
) -> Waited:
    """Poll every feed when core.schedule says so; prices are made anew every hour."""
    waited, chance = Waited(), Random(11)
    feeds = {source: Feed(number, source, source) for number, source in enumerate(news, 1)}
    paces = {source: Pace() for source in news}
    places = dict.fromkeys(news, 0)
    line = [(begin, source) for source in news]
    heapq.heapify(line)
    priced = begin - timedelta(days=1)
    price = 0.0
    while line:
        at, source = heapq.heappop(line)
        if at >= end:
            continue
        if at - priced >= timedelta(hours=1):
            price = price_for([appetite(pace, at, floor) for pace in paces.values()], budget, floor)
            priced = at
        waited.requests += 1
        times, place = news[source], places[source]
        new = []
        while place < len(times) and times[place] <= at:
            waited.delays.append((times[place], (at - times[place]).total_seconds() / 60))
            new.append(times[place])
            place += 1
        places[source] = place
        if new or paces[source].rhythm.learned is None:
            paces[source] = replace(paces[source], rhythm=learn(paces[source].rhythm, new, at))
        due = next_due(feeds[source], Outcome(True), at, chance.random(), floor=floor, pace=paces[source], price=price)
        heapq.heappush(line, (due.at, source))
    return waited


def main() -> None:
    if not STREAM.exists():
        print(f"skipped: there is no {STREAM} (TOCSIN_DATA names the data folder)")
        return
    news = arrivals()
    begin = min(times[0] for times in news.values()).replace(hour=0, minute=0, second=0, tzinfo=UTC)
    end = max(times[-1] for times in news.values()) + timedelta(days=1)
    print(f"{sum(map(len, news.values())):,} entries of {len(news)} feeds in {(end - begin).days // 7} weeks")
    print(f"{'':<34}requests   mean min   90 % min   without the first four weeks")
    for floor in (FLOOR, URGENT_FLOOR):
        for minutes in (15, 30, 60, 120, 240):
            compare(news, begin, end, minutes, floor)


def compare(
    news: dict[str, list[datetime]], begin: datetime, end: datetime, minutes: int, floor: timedelta
) -> None:
    """Print one budget: what the rhythm makes of it, and the fixed interval with the very same number of requests."""
    hours = (end - begin).total_seconds() / 3600
    rhythm = by_rhythm(news, begin, end, len(news) * 60 / minutes, floor)
    same = timedelta(hours=hours * len(news) / rhythm.requests)
    steady = fixed(news, begin, end, same)
    name = f"{len(news) * 60 / minutes:g} an hour, floor {floor.total_seconds() / 60:g} min"
    for label, one in ((f"{name}: rhythm", rhythm), (f"  fixed, every {same.total_seconds() / 60:.0f} min", steady)):
        (mean, tail), (later, later_tail) = one.since(begin), one.since(begin + WARM_UP)
        print(f"{label:<34}{one.requests:>8}{mean:>11.1f}{tail:>11.1f}{later:>11.1f}{later_tail:>11.1f}")
    print(f"{'':<34}mean delay {rhythm.since(begin)[0] / steady.since(begin)[0]:.2f} of the fixed one")


if __name__ == "__main__":
    main()
