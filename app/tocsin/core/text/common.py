"""Common words of many languages: what an acronym may be mistaken for, and what a language is known by."""

from __future__ import annotations

_ENGLISH = "who us it aid is as at in on or an am be by do go he if me my no of so to up we all and any are can for has his its new not now one our out she the too was why you act arm art"

COMMON: dict[str, frozenset[str]] = {"en": frozenset(_ENGLISH.split())}


def languages_of(word: str) -> tuple[str, ...]:
    """Return the languages in which a folded word is a common word."""
    return tuple(code for code, words in COMMON.items() if word in words)
