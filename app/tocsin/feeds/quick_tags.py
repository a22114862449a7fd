"""Collects an entry's tags as feedparser does; touches nothing."""

from __future__ import annotations

from tocsin.feeds.drafting import Found

ITUNES = "http://www.itunes.com/"
MEDIA = "http://search.yahoo.com/mrss/category_schema"


def add(entry: Found, term: str | None, scheme: str | None = None, label: str | None = None) -> None:
    """One more tag, unless it says nothing or stands there already."""
    tags = entry.setdefault("tags", [])
    tag = {"term": term, "scheme": scheme, "label": label}
    if (term or scheme or label) and tag not in tags:
        tags.append(tag)


def finish(entry: Found, written: str) -> None:
    """An element's text is the term of the last tag where that has none, else one more tag."""
    tags = entry["tags"]
    if written and tags and not tags[-1]["term"]:
        tags[-1]["term"] = written
    elif written:
        add(entry, written)
