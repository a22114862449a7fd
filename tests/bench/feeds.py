"""Prints what the program finds in the saved feeds of the data folder, fetched from loopback, against their MANIFEST.

python tests/bench/feeds.py [--misses]
"""

from __future__ import annotations

import csv
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from servers.web import Web
from tocsin.core.model import ParsedFeed
from tocsin.feeds import markup
from tocsin.feeds.fetch import Fetched, Fetcher, Request
from tocsin.feeds.parse import NotAFeed, parse

DATA = Path(os.environ.get("TOCSIN_DATA") or Path(__file__).resolve().parents[3] / "shared") / "feeds"
FACTS = ("entries", "first title", "first link", "first date")
Row = dict[str, str]


def manifest() -> list[Row]:
    with (DATA / "MANIFEST.tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def facts(row: Row, feed: ParsedFeed | None, url: str) -> Iterator[tuple[str, bool, str]]:
    """Each fact that the manifest knows of the file: its name, whether it was found, what was found instead."""
    entries = feed.entries if feed else ()
    first = entries[0] if entries else None
    yield "entries", len(entries) == int(row["entries"]), f"{len(entries)} for {row['entries']}"
    if row["first_title"]:
        written = " ".join(row["first_title"].split())
        title = first.title if first else ""
        yield (
            "first title",
            title in {written, markup.line(written, is_html=True, limit=2000)},
            f"{title!r} for {written!r}",
        )
    if row["first_link"]:
        link, written = first.link if first else "", row["first_link"]
        same = link in {written, urljoin(url, written)} or (bool(link) and link.endswith("/" + written.lstrip("/")))
        yield "first link", same, f"{link!r} for {written!r}"
    if row["first_date_utc"]:
        date = first.published.strftime("%Y-%m-%dT%H:%M:%SZ") if first and first.published else ""
        yield "first date", date == row["first_date_utc"], f"{date!r} for {row['first_date']!r}"


def main() -> int:
    if not DATA.is_dir():
        print(f"There are no saved feeds in {DATA}; set TOCSIN_DATA.")
        return 1
    rows = manifest()
    good: Counter[tuple[str, str]] = Counter()
    known: Counter[tuple[str, str]] = Counter()
    refused, misses, spent, size = [], [], 0.0, 0
    with Web() as web:
        for row in rows:
            web.serve("/" + row["file"], (DATA / row["file"]).read_bytes(), content_type="application/octet-stream")
        fetcher = Fetcher(user_agent="Tocsin/bench")
        by_url = {web.url("/" + row["file"]): row for row in rows}
        for request, outcome in fetcher.fetch(Request(url) for url in by_url):
            row = by_url[request.url]
            assert isinstance(outcome, Fetched), outcome
            began = time.process_time()
            try:
                feed = parse(outcome.body, outcome.url, outcome.content_type)
            except NotAFeed as reason:
                feed = None
                refused.append(f"{row['file']}: {reason}")
            spent += time.process_time() - began
            size += len(outcome.body)
            kind = "well-formed" if row["well_formed"] == "yes" else "broken"
            for name, found, instead in facts(row, feed, outcome.url):
                known[name, kind] += 1
                good[name, kind] += found
                if not found:
                    misses.append(f"{row['file']}: {name}: {instead}")
        fetcher.close()
    print(f"{'':14}{'well-formed':>16}{'broken':>16}")
    for name in FACTS:
        cells = (f"{good[name, kind]} of {known[name, kind]}" for kind in ("well-formed", "broken"))
        print(f"{name:14}" + "".join(f"{cell:>16}" for cell in cells))
    print(
        f"{sum(good.values())} of {sum(known.values())} facts: {100 * sum(good.values()) / sum(known.values()):.1f} %"
    )
    print(f"{len(rows)} files, {size / 1e6:.1f} MB, parsed in {spent:.1f} s of CPU; {len(refused)} refused:")
    print("\n".join(f"  {line}" for line in refused))
    if "--misses" in sys.argv:
        print("\n".join(misses) or "No misses.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
