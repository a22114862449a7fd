"""Reads a camel-case hashtag as its words; touches nothing."""

from __future__ import annotations

import re
from functools import lru_cache

_TAG = re.compile(r"[#＃](\w{3,80})")
_AT_MOST = 60


def _cuts(word: str) -> list[int]:
    """Return where a new word begins inside: aB → a|B, ABc → A|Bc."""
    cuts: list[int] = []
    for i in range(1, len(word)):
        here, before = word[i], word[i - 1]
        after = word[i + 1] if i + 1 < len(word) else ""
        if here.isupper() and (before.islower() or before.isdigit() or (before.isupper() and after.islower())):
            cuts.append(i)
    return cuts


@lru_cache(maxsize=64)
def camel_words(text: str) -> tuple[tuple[int, str], ...]:
    """Return (offset, word) for each word inside the camel-case hashtags; after each hashtag one empty word."""
    found: list[tuple[int, str]] = []
    for number, tag in enumerate(_TAG.finditer(text)):
        if number >= _AT_MOST:
            break
        word, start = tag[1], tag.start(1)
        cuts = _cuts(word)
        if not cuts:
            continue
        for a, b in zip([0, *cuts], [*cuts, len(word)], strict=True):
            found.append((start + a, word[a:b]))
        found.append((start + len(word), ""))
    return tuple(found)
