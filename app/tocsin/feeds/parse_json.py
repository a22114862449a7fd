"""Reads JSON Feed 1 and 1.1; touches nothing."""

from __future__ import annotations

import json
from typing import Any

from tocsin.core.model import ParsedFeed
from tocsin.feeds import imprints, shape
from tocsin.feeds.address import web_link
from tocsin.feeds.shape import Draft, Words


class NoJsonFeed(ValueError):
    """JSON, or nearly, but not a feed."""


def read(text: str, url: str, before: bytes = b"") -> ParsedFeed:
    """The feed; `before`: the imprints of last time. Raises `NoJsonFeed` for any other JSON and for what is none."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NoJsonFeed from error
    if not isinstance(found, dict) or not isinstance(found.get("items"), list):
        raise NoJsonFeed
    version = _text(found.get("version"))
    if "jsonfeed.org/version" not in version and "title" not in found:
        raise NoJsonFeed
    items = [item for item in found["items"] if isinstance(item, dict)]
    warnings = []
    if len(items) > shape.MOST_ENTRIES:
        warnings.append(f"Only the first {shape.MOST_ENTRIES} of {len(items)} entries were read.")
    shaped, same, stamps = imprints.entries([_draft(item, found) for item in items[: shape.MOST_ENTRIES]], url, before)
    return ParsedFeed(
        format="JSON Feed 1.1" if version.rstrip("/").endswith("1.1") else "JSON Feed 1",
        title=shape.name(_text(found.get("title"))),
        entries=shaped,
        language=shape.language(_text(found.get("language"))),
        site=web_link(_text(found.get("home_page_url")), url),
        warnings=tuple(warnings),
        same=same,
        imprints=stamps,
    )


def _draft(item: dict[str, Any], feed: dict[str, Any]) -> Draft:
    bodies = []
    if _text(item.get("content_html")):
        bodies.append(Words(_text(item.get("content_html"))))
    if _text(item.get("content_text")):
        bodies.append(Words(_text(item.get("content_text")), is_html=False))
    return Draft(
        guid=_text(item.get("id")),
        link=_text(item.get("url")) or _text(item.get("external_url")),
        title=Words(_text(item.get("title")), is_html=False),
        summary=Words(_text(item.get("summary")), is_html=False),
        bodies=tuple(bodies),
        authors=tuple(_authors(item) or _authors(feed)),
        images=(_text(item.get("image")), _text(item.get("banner_image"))),
        tags=tuple(_text(tag) for tag in _list(item.get("tags"))),
        published=_text(item.get("date_published")),
        updated=_text(item.get("date_modified")),
        language=_text(item.get("language")),
    )


def _authors(value: dict[str, Any]) -> list[str]:
    people = [*_list(value.get("authors")), value.get("author")]
    return [name for person in people if isinstance(person, dict) and (name := _text(person.get("name")))]


def _text(value: object) -> str:
    """A string as it is, a number as digits (some give numbers for ids), else nothing."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _list(value: object) -> list[Any]:
    return value[:200] if isinstance(value, list) else []
