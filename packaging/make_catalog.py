"""Makes the catalogue that is shipped, resources/catalog/feeds.tsv, from collected lists; writes nothing else."""

from __future__ import annotations

import argparse
import csv
import os
import re
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
SOURCE = Path(os.environ.get("TOCSIN_DATA", ROOT.parent / "shared")) / "catalog" / "feeds.tsv"
TARGET = ROOT / "resources" / "catalog" / "feeds.tsv"

ALLOWED = {"yavuz": "MIT", "plenary": "CC0-1.0"}
"""Lists whose licences let their facts be passed on; a row that only another list names is left out."""

CREDIT = """\
# The catalogue of sources, made by packaging/make_catalog.py: facts only.
# From github.com/yavuz/news-feed-list-of-countries at 26a26b6a (by its authors, under the MIT License) and from
# github.com/plenaryapp/awesome-rss-feeds at 9ff012e4 (CC0 1.0); only what could be read in March 2026.
# The better known ones of a country stand first: those that both lists name.
"""
COLUMNS = ("title", "url", "site", "country", "language", "topics")

GENERIC = frozenset(
    ("ai", "am", "cc", "co", "eu", "fm", "gg", "im", "io", "is", "it", "la", "li", "ly", "me", "mu", "nu", "pw", "sh",
     "st", "su", "tk", "to", "tv", "vc", "ws")
)  # fmt: skip
"""Endings that belong to a country, or to several, and are taken for their sound; they contradict no country."""

ENDINGS = {"uk": "GB", "ps": "PS", "hk": "HK"}
"""Endings that are not the country's two letters."""

TOGETHER = (frozenset({"CN", "HK", "MO"}), frozenset({"GB", "IM", "JE", "GG"}), frozenset({"FR", "RE", "PF", "NC"}))
"""Places whose sources are at home at each other's endings."""

SERVICES = (
    "feedburner.com", "feedburner.google.com", "google.com", "googleapis.com", "feedblitz.com", "feedportal.com",
    "pheedo.com", "arcpublishing.com", "cloudfront.net", "uecdn.es", "rss.app", "fivefilters.org",
)  # fmt: skip
"""Hosts that carry other people's feeds: their name says nothing about whose a feed is."""

ONE_HOUSE = (frozenset({"bbc", "bbci"}), frozenset({"xinhuanet", "news"}), frozenset({"impresa", "expresso"}),
             frozenset({"rr", "sapo"}), frozenset({"srf", "sf"}))  # fmt: skip
"""Names under which one publisher is known."""

WRONG = frozenset({("Vancouver Sun", "torontosun.com")})
"""Titles at hosts that no rule finds and a reader does."""

SECOND = frozenset(
    ("com", "co", "org", "net", "gov", "edu", "ac", "gob", "gouv", "or", "ne", "go", "info", "nom", "web", "blogspot")
)
"""Second levels under which sites are registered."""

LONGEST_TITLE = 48

TOPICS = {"tech": "technology", "ui - ux": "design", "business & economy": "business", "it": "technology",
          "personal finance": "money", "random": "", "youtube": "video"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One feed as the collected lists have it."""

    title: str
    url: str
    site: str
    country: str
    language: str
    topics: tuple[str, ...]
    live: bool
    lists: frozenset[str]


def collected(lines: Iterable[str]) -> Iterator[Row]:
    """Read the collected lists."""
    for line in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        yield Row(
            title=titled(line["title"]),
            url=line["url"].strip(),
            site=line["site"].strip(),
            country=line["country"].strip(),
            language=line["language"].strip().rstrip("~"),
            topics=tuple(topic.strip() for topic in line["topic"].split(",") if topic.strip()),
            live=line["status"].startswith("active"),
            lists=frozenset(line["source"].split(",")),
        )


def titled(text: str) -> str:
    """Give the title without what was glued to it for search engines: only its first part, where it is long."""
    text = re.sub(r"\s*[-|–]\s*(rss( feed)?|home)$", "", " ".join(unescape(text).split()), flags=re.I)
    return re.split(r" [-|–:•] ", text)[0] if len(text) > LONGEST_TITLE else text


def why_not(row: Row) -> str:
    """Say by which rule a row is left out; empty: it stays."""
    host, site = _host(row.url), _host(row.site)
    if (row.title, host) in WRONG:
        return "seen to be another paper's feed"
    if not row.lists & ALLOWED.keys():
        return "the licence of its list"
    if not row.live:
        return "not known to be live"
    if not row.title or not host or not site or row.title.startswith("http"):
        return "no title, address or site"
    if urlsplit(row.url).scheme not in ("http", "https") or len(row.url) > 500:
        return "no address of the web"
    if row.country and _contradicts(host, row.country):
        return "the ending of its address is another country's"
    if row.country and _contradicts(site, row.country):
        return "the ending of its site is another country's"
    if not _service(host) and not _kin(host, site):
        return "address and site have no name in common"
    return ""


def _host(url: str) -> str:
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return host.encode("idna").decode() if host and not host.isascii() else host


def _contradicts(host: str, country: str) -> bool:
    ending = host.rpartition(".")[2]
    if len(ending) != 2 or ending in GENERIC or not ending.isascii():
        return False
    home = ENDINGS.get(ending, ending.upper())
    return home != country and not any({home, country} <= places for places in TOGETHER)


def _service(host: str) -> bool:
    return any(host == one or host.endswith("." + one) for one in SERVICES)


def name_of(host: str) -> str:
    """Give the part of a host's name that a person knows it by: "herald" of news.herald.co.uk."""
    labels = host.split(".")[:-1]
    while len(labels) > 1 and labels[-1] in SECOND:
        labels.pop()
    return labels[-1] if labels else host


def _kin(one: str, other: str) -> bool:
    first, second = name_of(one), name_of(other)
    if first == second or any({first, second} <= names for names in ONE_HOUSE):
        return True
    return min(len(first), len(second)) >= 4 and (first in second or second in first)


def chosen(rows: Iterable[Row]) -> tuple[list[Row], Counter[str]]:
    """Give the rows that are shipped, in order, and how many each rule left out."""
    kept: dict[str, Row] = {}
    out: Counter[str] = Counter()
    for row in rows:
        reason = why_not(row)
        if not reason:
            key = re.sub(r"^https?://(www\.)?|/+$", "", row.url.lower())
            reason = "the same address" if key in kept else ""
            kept.setdefault(key, row)
        if reason:
            out[reason] += 1
    told: dict[tuple[str, str], Row] = {}
    for row in sorted(kept.values(), key=_order):
        told.setdefault((row.title.casefold(), name_of(_host(row.site))), row)
    out["the title and site of another row: nobody could tell them apart"] += len(kept) - len(told)
    return list(told.values()), out


def _order(row: Row) -> tuple[str, int, int, str]:
    known = -len(row.lists & ALLOWED.keys())
    depth = urlsplit(row.url).path.strip("/").count("/")  # a front page's feed lies higher than a section's
    return row.country or "~", known, depth, row.title.casefold()


def _topics(row: Row) -> str:
    """Give the topics; "news" is one only where nothing narrower is said."""
    topics = [TOPICS.get(topic, topic) for topic in row.topics]
    narrow = [topic for topic in topics if topic not in ("", "news")]
    return ",".join(dict.fromkeys(narrow)) or "news"


def _language(row: Row, abroad: Collection[str]) -> str:
    """Give the language: what the address says, or what was taken from the country unless that is in doubt.

    It is where the publisher has sources in several countries, or an English name.
    """
    if re.search(r"//en\.|/(?:en|eng|english)(?:/|$|\.)|-en\.|[-/]en/", row.url):
        return "en"
    in_doubt = name_of(_host(row.site)) in abroad or _ENGLISH.search(row.title)
    return "" if row.language != "en" and in_doubt else row.language


_ENGLISH = re.compile(r"\b(Herald|Times|Today|Tribune|Weekly|Observer|The|News On|English|Guardian)\b")


def written(rows: Iterable[Row]) -> str:
    """Write the catalogue."""
    rows, lines = list(rows), ["\t".join(COLUMNS)]
    places: dict[str, set[str]] = {}
    for row in rows:
        places.setdefault(name_of(_host(row.site)), set()).add(row.country)
    abroad = {name for name, countries in places.items() if len(countries - {""}) > 1}
    for row in rows:
        cells = (row.title, row.url, row.site, row.country, _language(row, abroad), _topics(row))
        lines.append("\t".join(" ".join(cell.split()) for cell in cells))
    return CREDIT + "\n".join(lines) + "\n"


def main() -> int:
    """Write the catalogue, and say what was left out and why."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("source", nargs="?", type=Path, default=SOURCE)
    asked.add_argument("--show", metavar="RULE", help="print the rows that a rule leaves out, and write nothing")
    given = asked.parse_args()
    rows = list(collected(given.source.read_text(encoding="utf-8").splitlines()))
    if given.show:
        for row in rows:
            if why_not(row) == given.show:
                print(row.country or "--", row.title, row.url, row.site, sep="\t")
        return 0
    kept, out = chosen(rows)
    TARGET.write_text(written(kept), encoding="utf-8")
    print(f"{len(kept)} of {len(rows)} rows written; left out:")
    for reason, number in out.most_common():
        print(f"  {number:5}  {reason}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
