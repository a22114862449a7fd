"""Clippings as JSON: one array, each clipping on a line of its own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from tocsin.core.clippings.values import Clipping, Cover, iso


def values(one: Clipping) -> dict[str, Any]:
    """Give a clipping as values that JSON can hold; times in UTC ISO 8601; `text` only where it was asked for."""
    made: dict[str, Any] = {
        "article": one.article_id, "headline": one.headline, "outlet": one.outlet, "author": one.author,
        "published": iso(one.published), "seen": iso(one.seen), "url": one.link, "language": one.language,
        "sentence": one.sentence, "spans": [list(span) for span in one.spans], "state": one.state.value,
        "note": one.note, "tags": list(one.tags),
    }  # fmt: skip
    return made | ({"text": "\n".join(one.paragraphs)} if one.text else {})


@dataclass(frozen=True, slots=True)
class Data:
    """The keys are those of values(); more may be added."""

    def begin(self, cover: Cover) -> str:
        """Open the array."""
        return "["

    def one(self, clipping: Clipping, *, first: bool) -> str:
        """Write its object."""
        return ("\n" if first else ",\n") + json.dumps(values(clipping), ensure_ascii=False)

    def end(self) -> str:
        """Close the array."""
        return "\n]\n"
