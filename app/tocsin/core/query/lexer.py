"""Cuts a query into tokens with their columns; never raises."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tocsin.core.query.nodes import ZONES, Mistake

LONGEST = 10_000
MOST_TOKENS = 2_000

OPENING = {'"': '"', "“": "”“", "„": "“”‟", "«": "»", "»": "«", "”": "”", "＂": "＂", "「": "」", "『": "』"}
_FIELD = re.compile(r"([A-Za-z]+):")
_NEAR = re.compile(r"NEAR(?:/(\d{0,9}))?$")
_STOPS = set("()|（）")
_HEBREW_MARK = re.compile('(?<=[\u05d0-\u05ea])"(?=[\u05d0-\u05ea])')
VALUED = frozenset(["source", "feed", "lang", "country", "age", "after", "before", "is", "has", "sources"])
FIELDS = frozenset([*ZONES, *VALUED, "atleast"])


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query; `kind` is one of ( ) or and not near sentence term pattern field named minus equals end."""

    kind: str
    text: str
    column: int
    glued: bool = False
    """No white space before it."""
    quoted: bool = False


def tokens(source: str) -> list[Token] | Mistake:
    """Return the tokens, or what is wrong with the first that cannot be read."""
    if len(source) > LONGEST:
        return Mistake(LONGEST + 1, f"A query may have at most {LONGEST:,} characters; this one has {len(source):,}.")
    source = _HEBREW_MARK.sub("״", source)
    found: list[Token] = []
    at, glued = 0, False
    while at < len(source):
        if source[at].isspace() or not source[at].isprintable():
            at, glued = at + 1, False
            continue
        asks = glued and found[-1].kind == "field" and found[-1].text in VALUED
        read = _value(source, at) if asks else _one(source, at, glued)
        if isinstance(read, Mistake):
            return read
        token, at = read
        glued = True
        found.append(token)
        if len(found) > MOST_TOKENS:
            return Mistake(token.column, f"A query may have at most {MOST_TOKENS:,} words and operators.")
    found.append(Token("end", "", len(source) + 1))
    return found


def _value(source: str, at: int) -> tuple[Token, int] | Mistake:
    """Read what follows source: and its like, whatever signs it begins with."""
    if source[at] in OPENING:
        return _quotation(source, at, glued=True)
    end = at
    while end < len(source) and not source[end].isspace() and source[end] not in "()|":
        end += 1
    return Token("term", source[at : max(end, at + 1)], at + 1, glued=True), max(end, at + 1)


def _one(source: str, at: int, glued: bool) -> tuple[Token, int] | Mistake:
    char, column = source[at], at + 1
    if char in "(（":
        return Token("(", char, column, glued), at + 1
    if char in ")）":
        return Token(")", char, column, glued), at + 1
    if char == "|":
        return Token("or", char, column, glued), at + (2 if source[at : at + 2] == "||" else 1)
    if char in OPENING:
        return _quotation(source, at, glued)
    if char == "/":
        return _pattern(source, at, glued)
    if char == "=" and at + 1 < len(source) and not source[at + 1].isspace():
        return Token("equals", char, column, glued), at + 1
    if char in "-–−" and at + 1 < len(source) and not source[at + 1].isspace() and source[at + 1] not in ")|":
        return Token("minus", char, column, glued), at + 1
    if char == "@" and at + 1 < len(source):
        return _name(source, at, glued)
    field = _FIELD.match(source, at)
    if field is not None and field[1].lower() in FIELDS:
        return Token("field", field[1].lower(), column, glued), field.end()
    return _word(source, at, glued)


def _quotation(source: str, at: int, glued: bool) -> tuple[Token, int] | Mistake:
    closing = OPENING[source[at]]
    end = at + 1
    while end < len(source) and source[end] not in closing:
        end += 1
    if end >= len(source):
        return Mistake(at + 1, f"The quotation mark at column {at + 1} is never closed.", _closed(source, closing[0]))
    return Token("term", source[at + 1 : end], at + 1, glued, quoted=True), end + 1


def _closed(source: str, mark: str) -> str | None:
    end = source.rstrip()
    stripped = end.rstrip(")") if mark == '"' and end.count("(") == end.count(")") else end
    return f"{stripped}{mark}{end[len(stripped) :]}" if len(end) < 500 else None


def _pattern(source: str, at: int, glued: bool) -> tuple[Token, int] | Mistake:
    end, inside = at + 1, False
    while end < len(source):
        char = source[end]
        if char == "\\":
            end += 2
            continue
        if char == "[":
            inside = True
        elif char == "]":
            inside = False
        elif char == "/" and not inside:
            return Token("pattern", source[at + 1 : end], at + 1, glued), end + 1
        end += 1
    return Mistake(
        at + 1,
        f"The regular expression that begins at column {at + 1} is never closed with a slash.",
        f"{source.rstrip()}/" if len(source) < 500 and not source.rstrip().endswith("\\") else None,
    )


def _name(source: str, at: int, glued: bool) -> tuple[Token, int] | Mistake:
    if source[at + 1] in OPENING:
        read = _quotation(source, at + 1, glued)
        if isinstance(read, Mistake):
            return read
        return Token("named", " ".join(read[0].text.split()), at + 1, glued), read[1]
    end = at + 1
    while end < len(source) and (source[end].isalnum() or source[end] in "_-"):
        end += 1
    return Token("named", source[at + 1 : end], at + 1, glued), end


def _word(source: str, at: int, glued: bool) -> tuple[Token, int]:
    end = at
    while end < len(source) and not source[end].isspace() and source[end] not in _STOPS and source[end] not in OPENING:
        end += 1
    text = source[at : max(end, at + 1)]
    kind = {"AND": "and", "OR": "or", "NOT": "not", "SENTENCE": "sentence"}.get(text, "term")
    if _NEAR.match(text):
        kind = "near"
    return Token(kind, text, at + 1, glued), max(end, at + 1)
