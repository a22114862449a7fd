"""Guesses the language of a text by its small words; touches nothing."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.core.text.common import FUNCTION

WORDS_READ = 250
_WIDE = frozenset(["en", "fr", "de", "it", "es", "pt"])
_VOWELS = frozenset("aeiou")


def _shares() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for code, listed in FUNCTION.items():
        for word in listed:
            found[word] = (*found.get(word, ()), code)
    return found


_KNOWN = _shares()


def weights(words: Sequence[str], declared: str = "", without: str = "") -> dict[str, float]:
    """Return how likely each language is, of folded words; the sum is 1.

    A small word speaks for each language that has it, the less the more these are. What the feed declares counts like
    one word that only this language has: it settles a short headline and loses against a text that is plainly in
    another language. `without` is a word that may not speak (it is the one in question).
    """
    scores = {code: 0.3 if code in _WIDE else 0.05 for code in FUNCTION}
    read = [word for word in words[:WORDS_READ] if word != without]
    for word in read:
        codes = _KNOWN.get(word, ())
        for code in codes:
            scores[code] += 1 / len(codes)
    long = [word for word in read[:12] if len(word) > 2]
    if long and all(word[-1] in _VOWELS for word in long):
        scores["it"] += 0.3
    said = declared.lower().replace("_", "-").partition("-")[0]
    if said:
        scores[said] = scores.get(said, 0.05) + 1
    total = sum(score * score for score in scores.values())
    return {code: score * score / total for code, score in scores.items()}

