"""Finds the outlines in an OPML file by its tags alone, so that nothing broken around them matters; touches nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

DEEPEST = 20
_DROPPED = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_START = re.compile(r"<(/?)outline\b", re.I)
_ATTRIBUTE = re.compile(r"""\s*([A-Za-z_:][\w:.-]{0,60})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]*))""")
_END = re.compile(r"(/?)\s{0,50}>(?=\s*(?:</?(?:outline|body|opml|head)\b|\Z))|(?=<outline\b)|\Z", re.I)
_STRAY = re.compile(r"\S{1,2000}")
_LONGEST_TAG = 20_000
_MOST_PLACES = 200


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
        end = _END.search(text, at)
        attributes = _attributes(text, at, min(end.start() if end else len(text), at + _LONGEST_TAG))
        at = end.end() if end else len(text)
        ending = end[1] if end else None
        if ending is None and not attributes.get("xmlurl"):
            losses.append(_broken_off(text, start.start()) if len(losses) < _MOST_PLACES else "An entry breaks off.")
            continue
        outline = _outline(attributes, folders, alone=ending != "")
        if outline.url or outline.says_feed:
            found.append(outline)
        if ending == "":
            folders.append(outline.title if not outline.url else None)
    if seen or re.search(r"<opml[\s>]", text, re.I):
        return Outlines(tuple(found), tuple(losses))
    return None


def _broken_off(text: str, at: int) -> str:
    line = text.count("\n", 0, at) + 1
    return f"The entry in line {line} breaks off and was left out."


def _attributes(text: str, at: int, end: int) -> dict[str, str]:
    """The attributes between the two places; quotation marks inside values leave strays, which are passed over."""
    attributes: dict[str, str] = {}
    while at < end:
        one = _ATTRIBUTE.match(text, at, end)
        if one:
            value = next(group for group in one.groups()[1:] if group is not None)
            attributes.setdefault(one[1].lower(), unescape(value))
            at = one.end()
            continue
        stray = _STRAY.search(text, at, end)
        if stray is None:
            break
        at = stray.end()
    return attributes


def _outline(attributes: dict[str, str], folders: list[str | None], *, alone: bool) -> Outline:
    kind = attributes.get("type", "").lower()
    url = attributes.get("xmlurl") or (attributes.get("url", "") if kind in {"rss", "atom", "link"} else "")
    return Outline(
        title=attributes.get("text") or attributes.get("title") or "",
        url=url,
        site=attributes.get("htmlurl", ""),
        folders=tuple(name for name in folders[:DEEPEST] if name),
        says_feed=kind in {"rss", "atom", "rss1", "feed"},
        alone=alone,
    )
