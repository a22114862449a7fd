"""Guesses the language of a text by its small words; touches nothing."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.core.text.common import FUNCTION

WORDS_READ = 150
_WIDE = frozenset(["en", "fr", "de", "it", "es", "pt"])
_VOWELS = frozenset("aeiou")


def _shares() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for code, listed in FUNCTION.items():
        for word in listed:
            found[word] = (*found.get(word, ()), code)
    return found


_KNOWN = _shares()
_TELLING = {word: (codes, 1 / len(codes)) for word, codes in _KNOWN.items() if len(codes) <= 8}
"""What more than eight languages have says little and costs as much."""


def scores(words: Sequence[str], declared: str = "") -> dict[str, float]:
    """Return how much speaks for each language, of folded words.

    A small word speaks for each language that has it, the less the more these are. What the feed declares counts like
    one word that only this language has: it settles a short headline and loses against a text that is plainly in
    another language.
    """
    found = {code: 0.3 if code in _WIDE else 0.05 for code in FUNCTION}
    for word in words[:WORDS_READ]:
        telling = _TELLING.get(word)
        if telling is not None:
            for code in telling[0]:
                found[code] += telling[1]
    long = [word for word in words[:12] if len(word) > 2]
    if long and all(word[-1] in _VOWELS for word in long):
        found["it"] += 0.3
    said = declared.lower().replace("_", "-").partition("-")[0]
    if said:
        found[said] = found.get(said, 0.05) + 1
    return found


def weights(found: dict[str, float], without: str = "", times: int = 0) -> dict[str, float]:
    """Return how likely each language is, by its score; the sum is 1.

    `without` is a word that may not speak, as it is the one in question; it stood so many times among the words.
    """
    if times and without in _TELLING:
        codes, share = _TELLING[without]
        found = {**found, **{code: max(0.05, found[code] - times * share) for code in codes}}
    total = sum(score * score for score in found.values())
    return {code: score * score / total for code, score in found.items()}


def known(word: str) -> tuple[str, ...]:
    """Return the languages that have a folded word among their small words."""
    return _KNOWN.get(word, ())
