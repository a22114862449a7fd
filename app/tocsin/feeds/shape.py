"""Raw pieces of an entry, from whichever reader, made an `Entry` within bounds; touches nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from tocsin.core.model import Entry
from tocsin.feeds import dates, markup
from tocsin.feeds.address import web_link

MOST_ENTRIES = 5_000
LONGEST_TITLE = 2_000
LONGEST_SUMMARY = 20_000
LONGEST_NAME = 300
LONGEST_KEY = 1_000
MOST_TAGS = 32


class Words(NamedTuple):
    """A text as the feed holds it, and whether it is HTML."""

    source: str
    is_html: bool = True
    base: str = ""
    """The address that relative links in it count from."""


class Draft(NamedTuple):
    """What a reader found for one entry; anything may be missing, odd or huge."""

    guid: str = ""
    link: str = ""
    title: Words = Words("")
    summary: Words = Words("")
    bodies: tuple[Words, ...] = ()
    authors: tuple[str, ...] = ()
    outlet: str = ""
    images: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    published: str = ""
    updated: str = ""
    language: str = ""


def entry(draft: Draft, base: str) -> Entry:
    """The entry; its key is the guid, else the link, else a digest of what it says."""
    title = markup.line(draft.title.source, is_html=draft.title.is_html, limit=LONGEST_TITLE)
    link = web_link(draft.link, base)
    cleaned, text, summary = _bodies(draft, base)
    updated = when(draft.updated)
    return Entry(
        key=own_key(draft, base) or "sha256:" + hashlib.sha256(f"{title}\n{text}".encode()).hexdigest(),
        title=title,
        link=link,
        text=text,
        summary=summary,
        html=cleaned,
        author=names(draft.authors),
        outlet=name(draft.outlet),
        image=_image(draft.images, cleaned, base),
        tags=_tags(draft.tags),
        published=when(draft.published) or updated,
        updated=updated,
        language=language(draft.language),
    )


def own_key(draft: Draft, base: str) -> str:
    """The key as far as the draft holds it: the guid, else the link; empty where it takes what is made of the draft."""
    guid = markup.line(draft.guid, is_html=False, limit=LONGEST_KEY + 1)
    if len(guid) > LONGEST_KEY:
        return "sha256:" + hashlib.sha256(guid.encode()).hexdigest()
    return guid or web_link(draft.link, base)[:LONGEST_KEY]


def when(text: str) -> datetime | None:
    """The moment that the feed's text names, in UTC."""
    return dates.read(text) if text else None


def name(text: str) -> str:
    """One line of plain text, short enough for a name."""
    return markup.line(text, is_html=True, limit=LONGEST_NAME)


def names(authors: Iterable[str]) -> str:
    """The names, each once, in order, with commas between."""
    found = dict.fromkeys(filter(None, (name(author) for author in list(authors)[:20])))
    return ", ".join(found)[:LONGEST_NAME]


def language(text: str) -> str:
    """A language tag in its usual spelling (`en-GB`); empty for what is none."""
    parts = text.strip().replace("_", "-").split("-")
    if len(text) > 40 or not all(part.isascii() and part.isalnum() for part in parts) or not 2 <= len(parts[0]) <= 3:
        return ""
    rest = [part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part.lower() for part in parts[1:]]
    return "-".join([parts[0].lower(), *rest])


def _bodies(draft: Draft, base: str) -> tuple[str, str, str]:
    """The fullest body as a fragment and as text, and the summary as text."""
    short_html, short = _read(draft.summary, base)
    best_html, best = short_html, short
    for words in draft.bodies[:8]:
        long_html, long = _read(words, base) if words != draft.summary else (short_html, short)
        if len(long) > len(best) or not best_html:
            best_html, best = long_html, long
    if short:
        return best_html, best, short[:LONGEST_SUMMARY]
    return best_html, best, best[:LONGEST_SUMMARY]


def _read(words: Words, base: str) -> tuple[str, str]:
    if not words.source:
        return "", ""
    if not words.is_html:
        return markup.plain_body(words.source)
    return markup.body(words.source, words.base or base)


def _image(images: tuple[str, ...], cleaned: str, base: str) -> str:
    for image in images[:8]:
        found = web_link(image, base) if image else ""
        if found:
            return found
    return web_link(markup.first_image(cleaned), base)


def _tags(tags: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (name(tag) for tag in tags[: MOST_TAGS * 4]))))[:MOST_TAGS]
