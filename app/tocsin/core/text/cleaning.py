"""Makes any text fit to be shown on one line; touches nothing."""

from __future__ import annotations

import re
import unicodedata

_UNSHOWN = re.compile(
    "[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff\u00ad]"
)
_CONTROL = re.compile("[\u0000-\u001f\u007f-\u009f\u2028\u2029]")
_SPACE = re.compile(r"\s+")
_HEAP = re.compile("([\u0300-\u036f\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{4})[\u0300-\u036f\u0489"
                   "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")  # fmt: skip
_SIGNS = (
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u0f71-\u0f84\u0f8d-\u0fbc\u0941-\u0948"
    "\u102d-\u103e\u17b4-\u17d3"
)
_PILE = re.compile(f"([{_SIGNS}]{{6}})[{_SIGNS}]+")
"""Signs of scripts that write them above and below a letter, further on than any of them goes."""

VIRAMA = 9
"""The combining class of the sign that ties a consonant to the next one (Unicode, chapter 12)."""

_FLAGS = re.compile("[\U0001f1e6-\U0001f1ff]+$")
"""Letters of flags, of which two are one flag."""


def clean(text: str, limit: int) -> str:
    """Return the text on one line without what cannot or must not be shown, at most `limit` characters.

    Control characters, overrides of direction and lone surrogates go; white space is folded; heaps of
    combining marks are thinned. A text that is too long is cut between words where one is near, and ends in "…".
    """
    text = text[: max(0, limit) * 8 + 1000]
    text = _UNSHOWN.sub("", _CONTROL.sub(" ", text))
    text = _PILE.sub(r"\1", _HEAP.sub(r"\1", _SPACE.sub(" ", text))).strip()
    if len(text) <= limit:
        return text
    if limit < 1:
        return ""
    return _cut(text, limit - 1).rstrip() + "…"


def _cut(text: str, at: int) -> str:
    """Cut before `at`: between two words if one ends in the last half, and never before a mark or a joiner."""
    space = text.rfind(" ", at - at // 2, at + 1)
    if space > 0:
        return text[:space]
    for _ in range(16):
        if at <= 0 or not _clings(text, at):
            break
        at -= 1
    return text[:at]


def _clings(text: str, at: int) -> bool:
    after = text[at] if at < len(text) else ""
    if not after:
        return False
    if after == "\u200d" or text[at - 1] == "\u200d" or 0x1F3FB <= ord(after) <= 0x1F3FF:
        return True
    if unicodedata.combining(text[at - 1]) == VIRAMA or unicodedata.category(after)[0] == "M":
        return True
    flags = _FLAGS.search(text, 0, at)
    return flags is not None and len(flags[0]) % 2 == 1 and _FLAGS.match(after) is not None


def still(text: str) -> str:
    """Replace each character that must not be shown by a space, so that every offset stays true."""
    return _UNSHOWN.sub(" ", _CONTROL.sub(" ", text))
