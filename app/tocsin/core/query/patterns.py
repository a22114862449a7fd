"""Compiles regular expressions with a linear-time engine and limits on their size."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import re2

LONGEST = 1_000
_MEMORY = 1 << 20
MOST_HITS = 200


@lru_cache(maxsize=1024)
def compiled(source: str) -> Any | None:
    """Return the compiled expression, or None when the engine refuses it (wrong, or too large when unfolded)."""
    if len(source) > LONGEST or not source:
        return None
    options = re2.Options()
    options.max_mem = _MEMORY
    options.log_errors = False
    options.case_sensitive = _has_capital(source)
    options.dot_nl = False
    try:
        return re2.compile(source, options)
    except (re2.error, UnicodeError, ValueError):
        return None


def _has_capital(source: str) -> bool:
    """Tell whether an upper-case letter stands in an expression, other than in an escape such as \\W or \\pL."""
    at = 0
    while at < len(source):
        if source[at] == "\\":
            at += 2
            if source[at - 1 : at] in "pP" and source[at : at + 1] == "{":
                end = source.find("}", at)
                at = len(source) if end < 0 else end + 1
            elif source[at - 1 : at] in "pP":
                at += 1
            continue
        if source[at].isupper():
            return True
        at += 1
    return False


def spans(source: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield where an expression matches, at most MOST_HITS times; empty matches are passed over."""
    expression = compiled(source)
    if expression is None:
        return
    try:
        found = expression.finditer(text)
        for count, hit in enumerate(found):
            if count >= MOST_HITS:
                return
            if hit.end() > hit.start():
                yield hit.start(), hit.end()
    except UnicodeError:
        yield from spans(source, text.encode("utf-8", "replace").decode("utf-8"))
