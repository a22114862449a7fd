"""Reads the catalogue of sources that is shipped, and finds in it; touches nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tocsin.core.text import fold
from tocsin.feeds.address import host_of, key, web_link

FILE = "catalog/feeds.tsv"
"""Where it lies among the program's resources."""

MOST = 10_000
LONGEST = 4 * 2**20
_MARKS = dict.fromkeys(map(ord, ".,:;-|/()[]'\"«»&_"), " ")
NEWS = frozenset({"news", "world"})


@dataclass(frozen=True, slots=True)
class Listed:
    """A source that the catalogue knows."""

    title: str
    url: str
    site: str = ""
    country: str = ""
    """Two letters as in ISO 3166; empty: the world, or no country."""
    language: str = ""
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; what is empty does not matter."""

    country: str = ""
    language: str = ""
    topic: str = ""
    words: str = ""
    """All of them must stand in the title, the host, or the topics, as beginnings of words."""


def read(body: bytes) -> tuple[Listed, ...]:
    """Give the rows of the catalogue in their order; what is no row, or has no web address, is left out."""
    rows: list[Listed] = []
    for line in body[:LONGEST].decode("utf-8", "replace").splitlines():
        cells = [cell.strip() for cell in line.split("\t")]
        if line.startswith("#") or len(cells) != 6 or cells[0] == "title":
            continue
        title, url, site, country, language, topics = cells
        url = web_link(url)
        if url and title and len(rows) < MOST:
            named = tuple(topic for topic in topics.split(",") if topic)
            rows.append(Listed(title[:200], url, web_link(site), country[:2].upper(), language[:8].lower(), named))
    return tuple(rows)


def find(rows: Iterable[Listed], wanted: Wanted) -> list[Listed]:
    """Give the rows that are wanted, in the catalogue's order."""
    country, language = wanted.country.upper(), wanted.language.lower()
    words = _plain(wanted.words).split()
    return [
        row for row in rows
        if (not country or row.country == country)
        and (not language or row.language == language)
        and (not wanted.topic or wanted.topic.lower() in row.topics)
        and (not words or _holds(row, words))
    ]  # fmt: skip


def _plain(text: str) -> str:
    """Fold a text, and let its marks be blanks; letters of every script stay, with the signs that belong to them."""
    return fold(text).translate(_MARKS)


def _holds(row: Listed, words: Sequence[str]) -> bool:
    text = _text(row)
    return all(f" {word}" in text for word in words)


@lru_cache(maxsize=MOST)
def _text(row: Listed) -> str:
    """Give what words are looked for in; kept, since a person types letter after letter."""
    return " " + _plain(f"{row.title} {host_of(row.url)} {host_of(row.site)} {' '.join(row.topics)}")


def suggested(
    rows: Iterable[Listed], country: str, language: str = "", topic: str = "", most: int = 12
) -> list[Listed]:
    """Give the best known sources of a topic (else of news) in a country; one a site.

    Without a country: those that belong to none, and the best known one of each. The catalogue has the best known
    ones of a country first.
    """
    about = {topic} if topic else NEWS
    sites: dict[str, Listed] = {}
    for row in find(rows, Wanted(country, language)):
        if about & set(row.topics):
            sites.setdefault(host_of(row.site) or host_of(row.url), row)
    if country:
        return list(sites.values())[:most]
    nowhere = [row for row in sites.values() if not row.country][:most]
    first: dict[str, Listed] = {}
    for row in sites.values():
        if row.country:
            first.setdefault(row.country, row)
    return [*nowhere, *first.values()]


def not_followed(rows: Iterable[Listed], addresses: Iterable[str]) -> list[Listed]:
    """Give the rows that none of these addresses is a spelling of."""
    known, hosts = set(), set()
    for address in addresses:
        known.add(key(address))
        hosts.add(host_of(address))
    return [row for row in rows if host_of(row.url) not in hosts or key(row.url) not in known]


def countries(rows: Iterable[Listed]) -> list[str]:
    """Give the countries that there are sources for, as two letters."""
    return sorted({row.country for row in rows if row.country})


def languages(rows: Iterable[Listed]) -> list[str]:
    """Give the languages that sources are known to be in."""
    return sorted({row.language for row in rows if row.language})


def topics(rows: Iterable[Listed]) -> list[str]:
    """Give the topics, those with most sources first."""
    counted: dict[str, int] = {}
    for row in rows:
        for topic in row.topics:
            counted[topic] = counted.get(topic, 0) + 1
    return sorted(counted, key=lambda topic: (-counted[topic], topic))
