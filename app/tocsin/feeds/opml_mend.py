"""Finds the outlines in an OPML file by its tags alone, so that nothing broken around them matters; touches nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

DEEPEST = 20
_DROPPED = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_START = re.compile(r"<(/?)outline\b", re.I)
_ATTRIBUTE = re.compile(r"""\s*([A-Za-z_:][\w:.-]{0,60})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]*))""")
_END = re.compile(r"\s*(/?)\s*>")
_LONGEST_TAG = 20_000


@dataclass(frozen=True, slots=True)
class Outline:
    """One outline that is no folder."""

    title: str
    url: str
    site: str
    folders: tuple[str, ...]
    says_feed: bool
    """It calls itself a feed, by its type."""
    alone: bool
    """Nothing stands inside it."""


@dataclass(frozen=True, slots=True)
class Outlines:
    """All of a file, in its order."""

    outlines: tuple[Outline, ...]
    losses: tuple[str, ...]


def outlines(text: str) -> Outlines | None:
    """What the file holds; None where it holds no outline. Bare `&`, stray tags and a missing end do not matter."""
    text = _DROPPED.sub("", text)
    found: list[Outline] = []
    losses: list[str] = []
    folders: list[str | None] = []
    at, seen = 0, False
    while (start := _START.search(text, at)) is not None:
        at = start.end()
        seen = True
        if start[1]:
            if folders:
                folders.pop()
            continue
        attributes, at, ending = _attributes(text, at)
        if ending is None:
            losses.append(f"The entry in line {text.count(chr(10), 0, start.start()) + 1} breaks off and was left out.")
            continue
        outline = _outline(attributes, folders, alone=bool(ending))
        if outline.url or outline.says_feed:
            found.append(outline)
        if not ending:
            folders.append(outline.title if not outline.url else None)
    if seen or re.search(r"<opml[\s>]", text, re.I):
        return Outlines(tuple(found), tuple(losses))
    return None


def _attributes(text: str, at: int) -> tuple[dict[str, str], int, str | None]:
    """The attributes from `at` on, where their tag ends, and its closing slash; None for a tag that never ends."""
    attributes: dict[str, str] = {}
    limit = at + _LONGEST_TAG
    while True:
        end = _END.match(text, at)
        if end:
            return attributes, end.end(), end[1]
        one = _ATTRIBUTE.match(text, at, limit)
        if one:
            value = one[2] if one[2] is not None else one[3] if one[3] is not None else one[4]
            attributes.setdefault(one[1].lower(), unescape(value))
            at = one.end()
            continue
        stray = re.compile(r"[^\s<>]+|\s+").match(text, at, limit)
        if stray is None:
            return attributes, at, None
        at = stray.end()


def _outline(attributes: dict[str, str], folders: list[str | None], *, alone: bool) -> Outline:
    kind = attributes.get("type", "").lower()
    url = attributes.get("xmlurl") or (attributes.get("url", "") if kind in {"rss", "atom", "link"} else "")
    return Outline(
        title=attributes.get("text") or attributes.get("title") or "",
        url=url,
        site=attributes.get("htmlurl", ""),
        folders=tuple(name for name in folders if name)[:DEEPEST],
        says_feed=kind in {"rss", "atom", "rss1", "feed"},
        alone=alone,
    )
