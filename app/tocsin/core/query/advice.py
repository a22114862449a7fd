"""Warnings and hints for the person who writes a query."""

from __future__ import annotations

import difflib
import re

from tocsin.core.query.lexer import FIELDS, Token
from tocsin.core.query.nodes import Node, Term, parts
from tocsin.core.query.terms import reading
from tocsin.core.text.common import languages_of

_FIELD = re.compile(r"([A-Za-z]{3,12}):(\S.*)")
_SPOKEN = frozenset(["en", "fr", "de", "it", "es", "pt", "nl", "pl"])
"""Whose common words are warned of; a warning for every word of every language would be read by nobody."""
_SMALL = frozenset({"or", "and", "not", "near"})


def similar(text: str) -> tuple[str, str] | None:
    """For a term that begins with a misspelled field, return that and the whole with the field that was meant."""
    field = _FIELD.fullmatch(text)
    if field is None or field[2].startswith("//"):
        return None
    name = field[1].lower()
    close = difflib.get_close_matches(name, FIELDS, 1, 0.75)
    return (field[1], f"{close[0]}:{field[2]}") if close else None


def warnings(tree: Node, found: list[Token]) -> tuple[str, ...]:
    """Return what the editor should say about a query that could be read."""
    said: list[str] = []
    for token in found[1:-2]:
        if token.kind == "term" and not token.quoted and token.text in _SMALL:
            said.append(f"“{token.text}” is looked for as a word; as an operator it is written {token.text.upper()}.")
    for term in terms(tree):
        if reading(term).acronym and _SPOKEN.intersection(languages_of(term.text.casefold())):
            word = term.text
            said.append(
                f"{word} is also a common word ({word.lower()}); write ={word} to match only exactly these capitals."
            )
    for name in _loose_names(found):
        said.append(f"The words of {name} are looked for one by one; write \"{name}\" for the name.")
    return tuple(dict.fromkeys(said))


def _loose_names(found: list[Token]) -> list[str]:
    """Return runs of bare words that are written like a name, as in `Le Pen`."""
    names: list[str] = []
    run: list[str] = []
    for token in [*found, None]:
        bare = token is not None and token.kind == "term" and not token.quoted
        if bare and token is not None and token.text.isalpha() and token.text.istitle():
            run.append(token.text)
            continue
        if len(run) > 1:
            names.append(" ".join(run))
        run = []
    return names


def terms(node: Node) -> list[Term]:
    """Return the terms of a tree, in order, those of saved queries apart."""
    stack, found = [node], []
    while stack:
        one = stack.pop()
        if isinstance(one, Term):
            found.append(one)
        stack.extend(reversed(parts(one)))
    return found
