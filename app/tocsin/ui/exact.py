"""Puts the exact spelling into a query where a warning says that capitals alone would be a common word; no Qt."""

from __future__ import annotations

import re
from collections.abc import Callable

from tocsin.core.query import Query, read

_ADVISED = re.compile(r"\bwrite =(\w+) ")
_QUOTED = re.compile(r'("[^"]*")')


def exact(text: str, warnings: tuple[str, ...], named: Callable[[str], str | None]) -> tuple[str, str] | None:
    """Give the first advised spelling ("=WHO") and the query with it; None where nothing is advised or it fails.

    The outcome is read again: it counts only when it is a query that is warned of less.
    """
    for warning in warnings:
        advised = _ADVISED.search(warning)
        if advised is None:
            continue
        changed = _with(text, advised[1])
        found = read(changed, named=named)
        if isinstance(found, Query) and len(found.warnings) < len(warnings):
            return f"={advised[1]}", changed
    return None


def _with(text: str, word: str) -> str:
    bare = re.compile(rf"(?<![\w=*@]){re.escape(word)}(?![\w*:])")
    parts = _QUOTED.split(text)
    for at, part in enumerate(parts):
        if at % 2 == 0:
            parts[at] = bare.sub(f"={word}", part)
        elif part == f'"{word}"' and not parts[at - 1].endswith("="):
            parts[at] = f"={word}"
    return "".join(parts)
