"""Shows text on a terminal: hits in colour, mistakes with their column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

import click

from tocsin.cli.common import complain
from tocsin.core.query import Mistake
from tocsin.core.text import clean

_LONGEST = 100_000


def marked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Give the text with the spans coloured (colour goes away when the output is no terminal)."""
    parts: list[str] = []
    at = 0
    for start, end in sorted(spans):
        if start < at or end > len(text):
            continue
        parts += [_plain(text[at:start]), click.style(_plain(text[start:end]), fg="yellow", bold=True)]
        at = end
    return "".join([*parts, _plain(text[at:])])


def _plain(text: str) -> str:
    """Give a piece of text without anything that moves the cursor or turns the direction, blanks at its ends kept."""
    if not text:
        return ""
    head = " " if text[0].isspace() else ""
    tail = " " if text[-1].isspace() and len(text) > 1 else ""
    return f"{head}{clean(text, _LONGEST)}{tail}"


def refuse(mistake: Mistake) -> NoReturn:
    """Say where a query is wrong and what would be right; exit status 2."""
    complain(f"column {mistake.column}: {mistake.sentence}")
    if mistake.repair:
        complain(f"perhaps: {mistake.repair}")
    raise SystemExit(2)
