"""Decides whether a word in the text speaks for an acronym or is the ordinary word of the same letters.

Capitals that the writer chose are evidence; capitals that the place forces (a sentence's start, a headline with a
capital on each word, a line in capitals) are none where the letters also make an ordinary word of the language.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tocsin.core.text import breaks
from tocsin.core.text.common import ARTICLES, CONTENT, FUNCTION, PREPOSITIONS, VERBS
from tocsin.core.text.folding import scan
from tocsin.core.text.language import known

if TYPE_CHECKING:
    from tocsin.core.query.scene import Scene, Spot
    from tocsin.core.query.terms import Reading

_PARTICIPLES = {
    "it": re.compile(r"\w+(?:[aiu]t|es|ert|ort|ost)[oaie]$"),
    "es": re.compile(r"\w+[ai]d[oa]s?$"),
    "pt": re.compile(r"\w+[ai]d[oa]s?$"),
}
"""Endings of participles, as folded; they begin sentences with a preposition after them ("Born in …")."""
_JOINS = frozenset(["e", "ed", "o", "y", "et", "and", "und", "ou"])
_NO_ADJECTIVE = frozenset(["contro", "verso", "dentro", "sono", "hanno", "quando"])
_TITLED = ("en",)
"""Where titles inside a sentence have capitals on small words too (The Who, It), so that these are no evidence."""
LIKELY = 0.25
"""How likely the languages must be, together, in which the letters are an ordinary word."""
_NEXT = re.compile(r"([^\w\n]{0,4})([^\W_]+)(?:[\s'’]{1,2}([^\W_]+))?")
_TOKENS = re.compile(r"[^\W\d_]{2,}")


def speaks_for(scene: Scene, read: Reading, spot: Spot) -> bool:
    """Tell whether what is written at a spot may stand for the acronym."""
    text = scene.texts[spot.field]
    letters = [c for c in text[spot.start : spot.end] if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    if not letters or capitals == 0 or (capitals == 1 and not letters[0].isupper()):
        return False
    word = read.pieces[0].text
    if capitals > 1:
        return not (_all_capitals(scene, spot) and _ordinary(scene, word, text[spot.end : spot.end + 80].lower()))
    if breaks.at_start(text, scene.near(spot), spot.start) or _headline_case(scene, spot):
        return not (_ordinary(scene, word, text[spot.end : spot.end + 80]) or _in_lower_case(scene, read))
    return not ("en" in known(word) and _likely(scene, word, _TITLED))


def small_word(scene: Scene, read: Reading, spot: Spot) -> bool:
    """Tell whether a term that is written like a name is here a small word of the language (Nato; nato: then)."""
    if not known(read.pieces[0].text):
        return False
    text = scene.texts[spot.field]
    written = text[spot.start : spot.end]
    forced = written.islower() or (written.istitle() and breaks.at_start(text, scene.near(spot), spot.start))
    return forced and _small(scene, read.pieces[0].text)


def _small(scene: Scene, word: str) -> bool:
    """Tell whether a word is a small word (the, who, nato) of the language that the article is likely in."""
    codes = known(word)
    return bool(codes) and _likely(scene, word, codes)


def _likely(scene: Scene, word: str, codes: Sequence[str]) -> bool:
    weights = scene.languages(word)
    return sum(weights[code] for code in codes) >= LIKELY


def _ordinary(scene: Scene, word: str, after: str) -> bool:
    """Tell whether the letters are here an ordinary word of one of the article's languages; `after` is what follows."""
    codes = [code for code in FUNCTION if _ordinary_in(code, word, after)]
    return bool(codes) and _likely(scene, word, codes)


def _ordinary_in(code: str, word: str, rest: str) -> bool:
    if word in FUNCTION[code] or word in CONTENT.get(code, ()):
        return True
    gap, following, after = _following(rest)
    if word in VERBS.get(code, ()):
        return not gap and following in ARTICLES.get(code, ())
    participle = _PARTICIPLES.get(code)
    return participle is not None and participle.match(word) is not None and _born(code, word, gap, following, after)


def _born(code: str, word: str, gap: str, following: str, after: str) -> bool:
    """Tell whether what follows a participle is what follows one at a sentence's start ("Born in …")."""
    participle = _PARTICIPLES[code]
    if gap in {"", ","} and following.islower() and participle.match(scan(following).strip()):
        return True
    if gap:
        return False
    if following in _JOINS and after.islower() and participle.match(scan(after).strip()):
        return True
    if following[:1].isdigit() or following in PREPOSITIONS.get(code, ()) or following in ARTICLES.get(code, ()):
        return True
    agrees = following.islower() and len(following) > 3 and following[-1] == word[-1] == "o"
    return agrees and following not in _NO_ADJECTIVE


def _following(text: str) -> tuple[str, str, str]:
    """Return the punctuation at the beginning, the next word, and the one after."""
    found = _NEXT.match(text)
    if found is None:
        return ".", "", ""
    return found[1].strip(), found[2], found[3] or ""


def _sentence(scene: Scene, spot: Spot) -> str:
    text = scene.texts[spot.field]
    first, last = breaks.around(scene.near(spot), len(text), spot.start, spot.end)
    return f"{text[first : spot.start]} {text[spot.end : last]}"


def _all_capitals(scene: Scene, spot: Spot) -> bool:
    others = _TOKENS.findall(_sentence(scene, spot))
    return len(others) >= 2 and all(word.isupper() for word in others)


def _headline_case(scene: Scene, spot: Spot) -> bool:
    """Tell whether every longer word around begins with a capital, so that a capital says nothing."""
    others = [word for word in _TOKENS.findall(_sentence(scene, spot)) if len(word) > 3]
    return len(others) >= 3 and sum(word[0].isupper() for word in others) >= 0.85 * len(others)


def _in_lower_case(scene: Scene, read: Reading) -> bool:
    """Tell whether the article also has the word in lower case, in its title or text."""
    return any(scene.texts[field][start:end].islower() for field, start, end in scene.letters_of(read) if field <= 1)
