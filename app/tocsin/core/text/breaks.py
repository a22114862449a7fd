"""Finds where sentences begin and the sentence around a hit; touches nothing."""

from __future__ import annotations

import re
from bisect import bisect_right

_ENDS = re.compile("[.…!?؟۔।॥܀。！？｡\n]+")
_WIDE = frozenset("。！？｡")
_CLOSING = "\"'”’»)]」』）"
ABBREVIATIONS = frozenset(
    word
    for line in (
        "mr mrs ms dr st ste prof gen sen rep gov lt col sgt capt cmdr adm maj brig hon rev fr sr jr messrs",
        "inc ltd corp vs approx dept est ave blvd mt ft hal dl art op cf ed eds vol pp fig",
        "mm mme mmes mlle mlles me mgr sig sigg dott avv ing geom arch sra sres dra ud uds lic",
        "hr bzw ca evtl ggf inkl usw nr str tel bd abs jan feb mar apr jun jul aug sep sept oct okt nov dec dez",
        "tzv tzn tj např npr oz itd itp np ul św ks dyr mjr gdzie im pl al red",
        "г гг ул им т проф акад стр руб тыс млн млрд др см св ген пол",
    )
    for word in line.split()
)
"""What a full stop may follow without ending a sentence."""
_BEFORE_A_NUMBER = frozenset(["no", "nos", "art", "nr", "n", "º", "p", "pp", "ch", "vol", "fig", "č", "br", "ст"])
_OPENING = "\"'“”‘’«»„‹›([{¿¡*•-–—"


def starts(text: str) -> list[int]:
    """Return the offsets at which a sentence begins, 0 first."""
    found = [0]
    size = len(text)
    for end in _ENDS.finditer(text):
        marks, after = end[0], end.end()
        while after < size and text[after] in _CLOSING:
            after += 1
        quoted = after > end.end()
        spaced = after
        while after < size and text[after].isspace():
            after += 1
        if after < size and _is_break(text, end.start(), marks, quoted, spaced, after) and found[-1] != after:
            found.append(after)
    return found


def _is_break(text: str, at: int, marks: str, quoted: bool, spaced: int, after: int) -> bool:
    """Tell whether the signs at `at` end a sentence; white space begins at `spaced`, the next word at `after`."""
    if "\n" in marks and (text.count("\n", at, after) > 1 or marks[0] != "\n"):
        return True
    if marks[0] in _WIDE:
        return True
    if after == spaced or marks[0] == "\n":
        return False
    if marks[0] in ".…":
        return _ends_here(text, at, marks, after)
    return not (quoted and text[after].islower())


def _ends_here(text: str, dot: int, dots: str, after: int) -> bool:
    """Tell whether the full stop at `dot` ends a sentence, with the next word at `after`."""
    following = text[after]
    if following in _OPENING and after + 1 < len(text):
        following = text[after + 1]
    if following.islower():
        return False
    if dots != ".":
        return True
    first = dot
    while first > 0 and text[first - 1].isalnum() and dot - first < 24:
        first -= 1
    word = text[first:dot]
    if not word:
        return True
    if len(word) == 1 and word.isalpha():
        return False
    if word.isdigit():
        return len(word) > 2
    low = word.lower()
    return not (low in ABBREVIATIONS or (low in _BEFORE_A_NUMBER and following.isdigit()))


def between(text: str, start: int, end: int) -> bool:
    """Tell whether a sentence begins after `start` and not after `end`."""
    first = max(0, start - 30)
    return any(start < first + at <= end for at in starts(text[first : end + 2]))


def near(text: str, start: int, end: int, reach: int = 400) -> list[int]:
    """Return where sentences begin near a place; the first may only be where the looking begins."""
    first = max(0, start - reach)
    return [first + at for at in starts(text[first : end + reach])]


def around(begin: list[int], length: int, start: int, end: int, limit: int = 300) -> tuple[int, int]:
    """Return the offsets of the sentence that holds a hit, cut to about `limit` characters around it."""
    at = bisect_right(begin, start) - 1
    first = begin[at]
    following = bisect_right(begin, max(start, end - 1))
    last = begin[following] if following < len(begin) else length
    if last - first > limit:
        first = max(first, start - limit // 3)
        last = min(last, max(end, first + limit))
    return first, last


def trimmed(text: str, first: int, last: int, start: int, end: int) -> tuple[int, int]:
    """Move both ends of a piece inwards, to whole words and over white space, never into the hit."""
    if first > 0 and not text[first - 1].isspace():
        step = first
        while step < start and not text[step].isspace() and step - first < 30:
            step += 1
        first = step if step < start and text[step].isspace() else first
    if last < len(text) and last > end and not text[last].isspace() and not text[last - 1].isspace():
        step = last
        while step > end and not text[step - 1].isspace() and last - step < 30:
            step -= 1
        last = step if step > end else last
    while first < start and text[first].isspace():
        first += 1
    while last > end and text[last - 1].isspace():
        last -= 1
    return first, last


def same(begin: list[int], one: int, other: int) -> bool:
    """Tell whether two offsets lie in one sentence."""
    return bisect_right(begin, one) == bisect_right(begin, other)


def at_start(text: str, begin: list[int], offset: int) -> bool:
    """Tell whether a word begins a sentence, a quotation, or what follows a colon, dash or bullet, or a line."""
    first = begin[bisect_right(begin, offset) - 1]
    at = offset
    while at > first:
        char = text[at - 1]
        if char == "\n" or char in ":;|•":
            return True
        if char.isspace():
            at -= 1
            continue
        if char in _OPENING:
            if char in "-–—" and at >= 2 and not text[at - 2].isspace():
                return False
            return char not in "'’" or at < 2 or not text[at - 2].isalnum()
        return False
    return True
