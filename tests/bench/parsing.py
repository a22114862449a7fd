"""Prints what the parser finds in the saved feeds against their MANIFEST, and how fast, beside feedparser alone.

python tests/bench/parsing.py [--misses]
"""

from __future__ import annotations

import csv
import io
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import feedparser

from tocsin.core.model import ParsedFeed
from tocsin.feeds import imprints, markup, quick
from tocsin.feeds.charset import decode
from tocsin.feeds.parse import NotAFeed, parse
from tocsin.feeds.quick_names import NotPlain
from tocsin.monitor.saving import content_hash
from tocsin.store import Store

DATA = Path(os.environ.get("TOCSIN_DATA") or Path(__file__).resolve().parents[3] / "shared") / "feeds"
URL = "https://feeds.example/"
FACTS = ("entries", "first title", "first link", "first date")
ROUNDS = 3
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """What one of the two says of a feed."""

    entries: int = 0
    title: str = ""
    link: str = ""
    date: str = ""


def ours(feed: ParsedFeed) -> Said:
    if not feed.entries:
        return Said()
    first = feed.entries[0]
    date = first.published.strftime("%Y-%m-%dT%H:%M:%SZ") if first.published else ""
    return Said(len(feed.entries), first.title, first.link, date)


def theirs(body: bytes) -> Said:
    """What feedparser makes of it when it is called as everybody does."""
    found: Any = alone(body)
    if not found.entries:
        return Said()
    first = found.entries[0]
    moment = first.get("published_parsed") or first.get("updated_parsed")
    date = time.strftime("%Y-%m-%dT%H:%M:%SZ", moment) if moment else ""
    return Said(len(found.entries), first.get("title", ""), first.get("link", ""), date)


def alone(body: bytes) -> Any:
    return feedparser.parse(io.BytesIO(body), response_headers={"content-location": URL})


def facts(row: Row, said: Said, url: str) -> Iterator[tuple[str, bool, str]]:
    """Each fact that the manifest knows of the file: its name, whether it was found, what was found instead."""
    yield "entries", said.entries == int(row["entries"]), f"{said.entries} for {row['entries']}"
    if row["first_title"]:
        written = " ".join(row["first_title"].split())
        same = " ".join(said.title.split()) in {written, markup.line(written, is_html=True, limit=2000)}
        yield "first title", same, f"{said.title!r} for {written!r}"
    if row["first_link"]:
        link, written = said.link, row["first_link"]
        same = link in {written, urljoin(url, written)} or (bool(link) and link.endswith("/" + written.lstrip("/")))
        yield "first link", same, f"{link!r} for {written!r}"
    if row["first_date_utc"]:
        yield "first date", said.date == row["first_date_utc"], f"{said.date!r} for {row['first_date']!r}"


def score(name: str, rows: list[Row], read: Callable[[bytes, str], Said]) -> None:
    """Print how many facts `read` finds, and with --misses which not."""
    good: Counter[tuple[str, str]] = Counter()
    known: Counter[tuple[str, str]] = Counter()
    misses = []
    for row in rows:
        said = read((DATA / row["file"]).read_bytes(), URL + row["file"])
        kind = "well-formed" if row["well_formed"] == "yes" else "broken"
        for fact, found, instead in facts(row, said, URL + row["file"]):
            known[fact, kind] += 1
            good[fact, kind] += found
            if not found:
                misses.append(f"  {row['file']}: {fact}: {instead}")
    print(f"{name:18}{'well-formed':>14}{'broken':>14}")
    for fact in FACTS:
        cells = (f"{good[fact, kind]} of {known[fact, kind]}" for kind in ("well-formed", "broken"))
        print(f"  {fact:16}" + "".join(f"{cell:>14}" for cell in cells))
    share = 100 * sum(good.values()) / sum(known.values())
    print(f"  {sum(good.values())} of {sum(known.values())} facts: {share:.1f} %")
    if "--misses" in sys.argv:
        print("\n".join(misses) or "  No misses.")


def _ours(body: bytes, url: str) -> Said:
    try:
        return ours(parse(body, url))
    except NotAFeed:
        return Said()


def refusals(rows: list[Row]) -> None:
    """Print how many of the well-formed feeds the quick way leaves to feedparser."""
    wanted = [row for row in rows if row["well_formed"] == "yes" and not row["format"].startswith("JSON")]
    ordinary = [row for row in wanted if row["format"].startswith(("RSS 1", "RSS 2", "Atom 1"))]
    refused = {row["file"] for row in wanted if _is_refused((DATA / row["file"]).read_bytes())}
    those = sum(row["file"] in refused for row in ordinary)
    print(f"quick way: refuses {len(refused)} of {len(wanted)} well-formed feeds in XML,")
    print(f"  {those} of {len(ordinary)} that are RSS 1.0, RSS 2.0 or Atom 1.0")
    if "--misses" in sys.argv:
        print("\n".join(f"  {file}" for file in sorted(refused)))


def _is_refused(body: bytes) -> bool:
    try:
        quick.read(decode(body)[0].lstrip(), URL)
    except NotPlain:
        return True
    return False


def speed(name: str, bodies: list[bytes]) -> None:
    """Print feeds a second, the best of some rounds, in turn with feedparser alone, in seconds of CPU.

    Cold: all entries are new. Warm: the archive knows all but the first entry, or one in twenty of them, as at the
    next poll of a feed that has moved on. Not changed: it knows all, but for the entries without a key of their own.
    """
    found = [_parsed(body) for body in bodies]
    states = {
        "cold": [b""] * len(bodies),
        "warm": [_all_but_a_few(one) for one in found],
        "not changed": [one.imprints if one else b"" for one in found],
    }
    best = {"feedparser alone": float("inf"), **{state: float("inf") for state in states}}
    for _ in range(ROUNDS):
        began = time.process_time()
        for body in bodies:
            alone(body)
        best["feedparser alone"] = min(best["feedparser alone"], time.process_time() - began)
        for state, known in states.items():
            began = time.process_time()
            for body, before in zip(bodies, known, strict=True):
                _parsed(body, before)
            best[state] = min(best[state], time.process_time() - began)
    entries = sum(one.window for one in found if one)
    print(f"{name}: {len(bodies)} feeds, {sum(map(len, bodies)) / 1e6:.1f} MB, {entries} entries, feeds a second:")
    for state, spent in best.items():
        new = sum(len(again.entries) for again in map(_parsed, bodies, states.get(state, [])) if again)
        ratio = f"  {best['feedparser alone'] / spent:4.1f} times as fast, {new} entries made"
        print(f"  {state:17}{len(bodies) / spent:6.0f}{ratio if state in states else ''}")


def _all_but_a_few(found: ParsedFeed | None) -> bytes:
    """The imprints of a feed as it was some entries ago."""
    if found is None:
        return b""
    return found.imprints[imprints.SIZE * -(-found.window // 20) :]


def unchanged(bodies: list[bytes]) -> None:
    """Print what a body costs that is the same as last time, and what the same entries cost in a body that is not."""
    began = time.process_time()
    for body in bodies:
        content_hash(body)
    print(f"a body that is the same is not parsed: {1e6 * (time.process_time() - began) / len(bodies):.0f} µs a feed")
    parsed = [found for body in bodies if (found := _parsed(body)) is not None and found.entries]
    now = datetime(2026, 2, 18, tzinfo=UTC)
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "tocsin.db") as store:
        feeds = [store.feeds.add(f"{URL}{number}", now=now) for number in range(len(parsed))]
        for name in ("first", "again"):
            began, new, edited = time.process_time(), 0, 0
            for feed, found in zip(feeds, parsed, strict=True):
                with store.writing():
                    came = store.arriving.add(feed, found.entries, now)
                    store.imprints.keep(feed.id, found.imprints)
                new, edited = new + len(came.new), edited + len(came.edited)
            spent = 1e3 * (time.process_time() - began) / len(feeds)
            print(f"entries of {len(feeds)} feeds, {name}: {new} stored, {edited} edited, {spent:.2f} ms a feed")


def _parsed(body: bytes, before: bytes = b"") -> ParsedFeed | None:
    try:
        return parse(body, URL, "", before)
    except NotAFeed:
        return None


def main() -> int:
    if not DATA.is_dir():
        print(f"There are no saved feeds in {DATA}; set TOCSIN_DATA.")
        return 1
    with (DATA / "MANIFEST.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    score("ours", rows, _ours)
    score("feedparser alone", rows, lambda body, _url: theirs(body))
    refusals(rows)
    in_xml = [row for row in rows if not row["format"].startswith("JSON")]
    by_kind = {
        kind: [(DATA / row["file"]).read_bytes() for row in in_xml if row["well_formed"] == kind]
        for kind in ("yes", "no")
    }
    speed("well-formed XML", by_kind["yes"])
    speed("broken XML", [body for body in by_kind["no"] if body.strip()])
    unchanged(by_kind["yes"])
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
