"""Prints what one whole round over the saved feeds of the data folder comes to, with the program as a person runs it.

python tests/bench/round.py [--rows]

The feeds are served on loopback, followed through an OPML list and read by `tocsin monitor --once`.
"""

from __future__ import annotations

import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from servers.web import Web
from tocsin.feeds.opml import OpmlFeed, write
from tocsin.store import Store

DATA = Path(os.environ.get("TOCSIN_DATA") or Path(__file__).resolve().parents[3] / "shared") / "feeds"


def tocsin(profile: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tocsin", "--profile", str(profile), *words],
        capture_output=True, text=True, check=False, timeout=1800,
    )  # fmt: skip


def serve(web: Web, rows: list[dict[str, str]]) -> bytes:
    feeds = []
    for row in rows:
        web.serve(f"/{row['file']}", (DATA / row["file"]).read_bytes())
        folder, _, name = row["file"].partition("/")
        feeds.append(OpmlFeed(url=web.url(f"/{row['file']}"), title=name, folder=folder, site=""))
    return write(feeds)


def main() -> None:
    if not (DATA / "MANIFEST.tsv").exists():
        print(f"skipped: there is no {DATA / 'MANIFEST.tsv'} (TOCSIN_DATA names the data folder)")
        return
    with (DATA / "MANIFEST.tsv").open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened, delimiter="\t", quoting=csv.QUOTE_NONE))
    with tempfile.TemporaryDirectory() as folder, Web() as web:
        profile, listed = Path(folder) / "profile", Path(folder) / "feeds.opml"
        listed.write_bytes(serve(web, rows))
        print(tocsin(profile, "feed", "import", str(listed)).stdout.strip())
        for name, query in (("Le Pen", '"Le Pen"'), ("NATO", "NATO")):
            tocsin(profile, "watch", "add", name, query)
        report(profile, rows, *round_of(profile))
        print("and again, with nothing new:")
        report(profile, rows, *round_of(profile))


def round_of(profile: Path) -> tuple[dict[str, object], float, float]:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    done = tocsin(profile, "monitor", "--once", "--now", "--events")
    took = time.monotonic() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    ended = next(line for line in lines if line["event"] == "round-ended")
    for line in lines:
        if line["event"] == "trouble":
            print("TROUBLE", line)
    return ended, took, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def report(profile: Path, rows: list[dict[str, str]], ended: dict[str, object], took: float, cpu: float) -> None:
    with Store.open(profile / "tocsin.db") as store:
        feeds = store.feeds.all()
        by_file = {feed.own_title and f"{feed.folder}/{feed.own_title}": feed for feed in feeds}
        kept = {
            feed.id: number
            for feed, number in ((feed, store.counts.total("feed", feed.id)) for feed in feeds)
        }
        expected = {row["file"]: int(row["entries"]) for row in rows}
        same = sum(1 for file, feed in by_file.items() if kept[feed.id] == expected[str(file)])
        print(
            f"{len(feeds)} feeds in {took:.1f} s ({cpu:.1f} s of CPU): {ended['read']} read, {ended['failed']} failed, "
            f"{ended['new']} new articles; {sum(kept.values())} kept of {sum(expected.values())} entries, "
            f"{same} feeds exactly as many as expected"
        )
        for file, feed in sorted(by_file.items()):
            if feed.trouble:
                print(f"  {file}: {feed.trouble}")
            elif "--rows" in sys.argv and kept[feed.id] != expected[str(file)]:
                print(f"  {file}: {kept[feed.id]} of {expected[str(file)]}")
        for one in store.alerts.ledger(limit=20):
            held = one.alert.held.value if one.alert.held else "rings"
            print(f"  {one.watch} ({held}): {one.headline[:90]} · {one.outlet[:40]}")


if __name__ == "__main__":
    main()
