"""Guesses the encoding of undeclared text that is not UTF-8, by the letters that it would show; touches nothing."""

from __future__ import annotations

import re
from collections.abc import Callable

_SAMPLE = 100_000
_KANA = ("\u3041", "\u30f6")
_HANGUL = ("\uac00", "\ud7a3")


def guess(body: bytes) -> str:
    """The name of the likeliest encoding; windows-1252 when nothing speaks for another."""
    sample = body[:_SAMPLE]
    high = re.findall(rb"[\x80-\xff]+", sample)
    total = sum(map(len, high))
    if not total:
        return "cp1252"
    runs = sum(len(run) for run in high if len(run) > 1) / total
    scores = {encoding: score(sample, encoding) for encoding in _JUDGES}
    best = max(scores, key=lambda encoding: scores[encoding])
    return best if scores[best] > 0.6 and runs > 0.5 else "cp1252"


def score(sample: bytes, encoding: str) -> float:
    """Of the letters beyond ASCII that the bytes show in this encoding, how many are usual ones: 0 to about 1."""
    text = sample.decode(encoding, "replace")
    letters = [char for char in text if char >= "\x80"]
    if not letters:
        return 0.0
    return _JUDGES[encoding](letters, sample) - 4 * text.count("\ufffd") / len(letters)


def _share(letters: list[str], low: str, high: str) -> float:
    return sum(low <= char <= high for char in letters) / len(letters)


def _japanese(letters: list[str], _: bytes) -> float:
    """Kana and the usual Chinese characters; half-width kana speak against it."""
    kana = _share(letters, *_KANA)
    han = _share(letters, "\u4e00", "\u9fff")
    return min(1.0, kana * 1.6 + han * 0.6) - 2 * _share(letters, "\uff61", "\uff9f") if kana > 0.15 else 0.0


def _korean(letters: list[str], _: bytes) -> float:
    return _share(letters, *_HANGUL) + _share(letters, "\u3000", "\u3002")


def _chinese(letters: list[str], sample: bytes) -> float:
    """Characters of the first level, whose lead bytes are B0 to D7."""
    pairs = re.findall(rb"[\x81-\xfe][\x40-\xfe]", sample)
    common = sum(0xB0 <= pair[0] <= 0xD7 and pair[1] >= 0xA1 for pair in pairs)
    marks = sum(0xA1 <= pair[0] <= 0xA3 and pair[1] >= 0xA1 for pair in pairs)
    usual: float = (common + marks) / max(1, len(pairs))
    return usual * _share(letters, "\u2000", "\uffff")


def _traditional(letters: list[str], sample: bytes) -> float:
    pairs = re.findall(rb"[\x81-\xfe][\x40-\x7e\xa1-\xfe]", sample)
    common = sum(0xA4 <= pair[0] <= 0xC6 or pair[0] == 0xA1 for pair in pairs)
    low_trail = sum(pair[1] < 0x80 for pair in pairs)
    usual: float = common / max(1, len(pairs))
    return 0.99 * usual if low_trail > len(pairs) / 20 else 0.0


def _cyrillic(letters: list[str], _: bytes) -> float:
    """Small letters are the many; in the wrong one of two encodings capitals are."""
    return _share(letters, "\u0430", "\u045f") - 0.5 * _share(letters, "\u2500", "\u25ff")


def _greek(letters: list[str], _: bytes) -> float:
    return _share(letters, "\u03ac", "\u03ce")


def _hebrew(letters: list[str], _: bytes) -> float:
    return 1.05 * _share(letters, "\u05d0", "\u05ea")


def _arabic(letters: list[str], _: bytes) -> float:
    return _share(letters, "\u0621", "\u064a")


def _thai(letters: list[str], _: bytes) -> float:
    """Half of a Thai text are consonants whose bytes no Cyrillic or Greek small letter has."""
    return _share(letters, "\u0e01", "\u0e4e") if _share(letters, "\u0e01", "\u0e1f") > 0.25 else 0.0


_JUDGES: dict[str, Callable[[list[str], bytes], float]] = {
    "cp932": _japanese,
    "euc_jp": _japanese,
    "cp949": _korean,
    "gb18030": _chinese,
    "big5hkscs": _traditional,
    "koi8_r": _cyrillic,
    "cp1251": _cyrillic,
    "cp1253": _greek,
    "cp1255": _hebrew,
    "cp1256": _arabic,
    "cp874": _thai,
}
