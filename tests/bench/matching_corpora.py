"""Finds the real texts for the measurements, which are no part of the project."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tocsin.core.model import Article


def folder() -> Path | None:
    """Return the folder of real texts (TOCSIN_DATA, else `shared` beside the project), or None."""
    given = os.environ.get("TOCSIN_DATA")
    place = Path(given) if given else Path(__file__).resolve().parents[2].parent / "shared"
    return place if (place / "corpora").is_dir() else None


def rows(place: Path, name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table."""
    csv.field_size_limit(10_000_000)
    with (place / "corpora" / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def documents(place: Path, name: str) -> Iterator[dict[str, Any]]:
    """Yield the objects of a file with one JSON object a line."""
    with (place / "corpora" / name).open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def article(text: str, title: str = "", language: str = "", number: int = 1, link: str = "") -> Article:
    """Return an article of that text."""
    return Article(number, 1, str(number), title, link, text, datetime(2026, 1, 1, tzinfo=UTC), language=language)
