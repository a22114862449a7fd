"""Names of countries and languages in plain words, and where this computer is at home; asks Qt for both."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from PySide6.QtCore import QLocale

_SHORTER = {
    "US": "United States", "MM": "Myanmar", "HK": "Hong Kong", "MO": "Macao", "PS": "Palestine",
    "CD": "Congo (Kinshasa)", "CG": "Congo (Brazzaville)",
}  # fmt: skip
_MORE = {"sh": "Serbo-Croatian", "tl": "Filipino"}


def country_name(code: str) -> str:
    """Name a country by its two letters; letters that nobody knows stay as they are."""
    code = code.upper()
    if code in _SHORTER:
        return _SHORTER[code]
    found = QLocale.codeToTerritory(code) if len(code) == 2 else QLocale.Country.AnyTerritory
    return QLocale.territoryToString(found) if found != QLocale.Country.AnyTerritory else code


def language_name(code: str) -> str:
    """Name a language by its two or three letters; letters that nobody knows stay as they are."""
    found = QLocale.codeToLanguage(code.partition("-")[0])
    if code in _MORE or found in (QLocale.Language.AnyLanguage, QLocale.Language.C):
        return _MORE.get(code, code)
    return QLocale.languageToString(found)


@cache
def all_countries() -> tuple[str, ...]:
    """Give the two letters of every country, in the order of their names."""
    codes = {QLocale.territoryToCode(one) for one in QLocale.Country}
    return tuple(by_name((code for code in codes if len(code) == 2 and code.isalpha()), country_name))


@cache
def all_languages() -> tuple[str, ...]:
    """Give the two letters of every language that has them, in the order of their names."""
    codes = {QLocale.languageToCode(one) for one in QLocale.Language}
    return tuple(by_name((code for code in codes if len(code) == 2), language_name))


def by_name(codes: Iterable[str], name: Callable[[str], str] = country_name) -> list[str]:
    """Put codes in the order of their names."""
    return sorted(codes, key=lambda code: name(code).casefold())


def home() -> str:
    """Give the two letters of the country that this computer is set to; empty: none."""
    code = QLocale.territoryToCode(QLocale.system().territory())
    return code if len(code) == 2 and code.isalpha() else ""
