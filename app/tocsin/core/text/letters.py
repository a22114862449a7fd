"""What one character folds to; touches nothing."""

from __future__ import annotations

import unicodedata

RUN_RANGES = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Burmese
    (0x1100, 0x11FF),  # Hangul jamo
    (0x1780, 0x17FF),  # Khmer
    (0x2E80, 0x2FDF),  # Han radicals
    (0x3005, 0x3007),
    (0x3021, 0x3029),
    (0x3031, 0x312F),  # Kana, Bopomofo
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xA960, 0xA97F),
    (0xA9E0, 0xA9FF),
    (0xAA60, 0xAA7F),
    (0xAC00, 0xD7FF),  # Hangul
    (0xF900, 0xFAFF),
    (0x1B000, 0x1B16F),
    (0x20000, 0x3FFFF),
)
"""Scripts that are written without spaces between words, and Hangul, whose endings stick to the word."""

APOSTROPHES = "'\u2018\u2019\u201b\u2032\u2035`\u00b4\u02b9\u02bb\u02bc\u02bd\u02bf\u02be\u055a\u05f3\ua78c\uff07"
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u05be\u1806\u2e3a\u2e3b\ufe58\ufe63\uff0d"

LETTERS = {
    "đ": "d", "ð": "d", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ȷ": "j", "þ": "th", "ħ": "h",
    "ŧ": "t", "ŋ": "n", "ĸ": "k", "ə": "e", "ƒ": "f", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y", "ɛ": "e", "ɔ": "o",
    "ɖ": "d", "ɣ": "g", "ʋ": "v", "ɨ": "i", "ʉ": "u", "ɵ": "o", "ƶ": "z", "ȥ": "z", "ǥ": "g", "ꞌ": " ",
    "ё": "е", "ѐ": "е", "ѝ": "и",
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ٲ": "ا", "ٳ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ـ": "",
}  # fmt: skip
"""Letters that do not decompose, or not the way we want."""

_DROPPED_MARKS = (
    (0x0300, 0x036F), (0x0483, 0x0489), (0x0591, 0x05BD), (0x05BF, 0x05BF), (0x05C1, 0x05C2), (0x05C4, 0x05C5),
    (0x05C7, 0x05C7), (0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670), (0x06D6, 0x06DC), (0x06DF, 0x06E4),
    (0x06E7, 0x06E8), (0x06EA, 0x06ED), (0x08D3, 0x08FF), (0x135D, 0x135F), (0x180B, 0x180F), (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE00, 0xFE0F), (0xFE20, 0xFE2F), (0xE0100, 0xE01EF),
)  # fmt: skip
_FILLERS = frozenset("\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800")


def in_run(char: str) -> bool:
    """Tell whether a character belongs to a script in which a term matches inside a run."""
    code = ord(char)
    return code >= 0x0E00 and any(low <= code <= high for low, high in RUN_RANGES)


def _dropped(char: str) -> bool:
    code = ord(char)
    return char in _FILLERS or any(low <= code <= high for low, high in _DROPPED_MARKS)


def _bare(char: str) -> str:
    """Take the accents off a Latin or Greek letter; leave the letters of other scripts whole."""
    if char in LETTERS:
        return LETTERS[char]
    if ord(char) < 0x80 or (in_run(char) and not 0x1000 <= ord(char) <= 0x109F):
        return char
    name = unicodedata.name(char, "")
    if name.startswith(("LATIN", "GREEK")):
        taken = "".join(c for c in unicodedata.normalize("NFD", char) if not unicodedata.combining(c))
        return "".join(LETTERS.get(c, c) for c in taken)
    if name.startswith(("CYRILLIC", "ARABIC")):
        return char
    return unicodedata.normalize("NFD", char)


def folded(char: str) -> str:
    """Return what one code point folds to; punctuation stays, in one form for each apostrophe and dash."""
    category = unicodedata.category(char)
    if category[0] == "Z" or category in {"Cc", "Cs", "Cn", "Co"}:
        return " "
    if category == "Cf" or _dropped(char):
        return ""
    if char in APOSTROPHES:
        return "'"
    if char in DASHES or category == "Pd":
        return "-"
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if category[0] == "S" or (category == "No" and unicodedata.decomposition(char).startswith("<super>")):
        return char
    text = _bare(char) if 0x1F00 <= ord(char) <= 0x1FFF else char
    for _ in range(4):
        wide = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
        after = "".join(_bare(c) for c in wide if not _dropped(c) and unicodedata.category(c) != "Cf")
        if after == text:
            break
        text = after
    return "".join(_mark(c) for c in text)


def _mark(char: str) -> str:
    if unicodedata.category(char)[0] in "ZC":
        return " "
    return "'" if char in APOSTROPHES else "-" if char in DASHES else char


def scanned(char: str) -> str:
    """Return what one code point is in the scanned form: only letters, digits and marks of words, all else a space."""
    if char == "_" or (char in APOSTROPHES or char in DASHES):
        return " "
    parts: list[str] = []
    for c in folded(char):
        category = unicodedata.category(c)
        if category[0] not in "LNM" or category == "Me" or _symbolic(c, category):
            parts.append(" ")
        elif in_run(c):
            parts.append(f" {c} ")
        else:
            parts.append(c)
    made = "".join(parts)
    return made if made.strip() or not made else " "


def _symbolic(char: str, category: str) -> bool:
    return category == "No" and unicodedata.decomposition(char).startswith("<super>")
