"""What the program can be asked to open: `tocsin:` and `feed:` addresses, and lists of sources.

Any page and any message can hold such an address, so none of them changes anything: they show a place, or open a
dialog that the user still has to confirm.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qs, unquote, urlsplit

LONGEST = 2_000
"""Characters of an address; longer ones are not read."""

Kind = Literal["raise", "add", "search", "watch", "article", "refresh", "list"]


@dataclass(frozen=True, slots=True)
class DeepLink:
    """What is to be shown."""

    kind: Kind
    text: str = ""
    """The address for "add", the query for "search", the file's name for "list"."""
    id: int = 0
    """Of the watch or the article."""


def read(word: str) -> DeepLink | None:
    """Read one word of the command line or one opened address; None: nothing that can be opened.

    `tocsin:add?url=ADDRESS`, `tocsin:search?q=QUERY`, `tocsin:watch/7`, `tocsin:article/7`, `tocsin:refresh`,
    `tocsin:` alone, `feed:ADDRESS`, and files that end in `.opml` (also as `file:` addresses).
    """
    if len(word) > LONGEST or any(ord(sign) < 32 for sign in word):
        return None
    scheme, colon, rest = word.partition(":")
    scheme = scheme.casefold()
    if colon and scheme in ("feed", "feeds"):
        return DeepLink("add", word) if rest.strip("/") else None
    if colon and scheme == "tocsin":
        return _own(rest)
    if colon and scheme == "file":
        word = unquote(urlsplit(word).path)
    return DeepLink("list", word) if word.casefold().endswith(".opml") else None


def _own(rest: str) -> DeepLink | None:
    parts = urlsplit(rest.lstrip("/"))
    name, _, number = parts.path.strip("/").partition("/")
    asked = parse_qs(parts.query, max_num_fields=5)
    if name == "":
        return DeepLink("raise")
    if name == "refresh":
        return DeepLink("refresh")
    if name == "add":
        return DeepLink("add", asked.get("url", [""])[0])
    if name == "search" and asked.get("q"):
        return DeepLink("search", asked["q"][0])
    if name == "watch" and _is_number(number):
        return DeepLink("watch", id=int(number))
    if name == "article" and _is_number(number):
        return DeepLink("article", id=int(number))
    return None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 16
