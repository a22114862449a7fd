"""Guesses the language of a text by its small words; touches nothing."""

from __future__ import annotations

from tocsin.core.text.common import FUNCTION
from tocsin.core.text.folding import scan

_WORDS_READ = 250
_SHARES: dict[str, tuple[tuple[str, ...], float]] = {}
for _code, _listed in FUNCTION.items():
    for _word in _listed:
        _SHARES[_word] = ((*_SHARES.get(_word, ((), 0.0))[0], _code), 0.0)
_SHARES = {word: (codes, 1 / len(codes)) for word, (codes, _) in _SHARES.items()}


def guesses(text: str, declared: str = "") -> tuple[str, ...]:
    """Return the languages that a text may be in, the likeliest first; none when nothing tells.

    The small words of the text decide; a language that the feed declares counts like a few of them, so that it
    settles short headlines and loses against a text that is plainly in another language.
    """
    scores: dict[str, float] = {}
    for word in scan(text[:3000]).split()[:_WORDS_READ]:
        codes, share = _SHARES.get(word, ((), 0.0))
        for code in codes:
            scores[code] = scores.get(code, 0.0) + share
    said = declared.lower().replace("_", "-").partition("-")[0]
    if said:
        scores[said] = scores.get(said, 0.0) + 1
    if not scores:
        return ()
    ranked = sorted(scores.items(), key=lambda one: -one[1])
    top = ranked[0][1]
    return tuple(code for code, score in ranked if score >= 0.6 * top)
