"""Says what the full-text index should offer for a query: too much, never too little."""

from __future__ import annotations

import unicodedata

from tocsin.core.model import Article
from tocsin.core.query.nodes import And, AtLeast, Named, Near, Node, Or, Query, Term, Together, Zone
from tocsin.core.query.scene import fields_of
from tocsin.core.query.terms import Piece, reading
from tocsin.core.text.folding import Scanned

TOKENIZE = "unicode61 remove_diacritics 0 categories 'L* M* N* Co'"
"""The tokenizer of the full-text index; the words that it gets are already ours."""
MOST_PHRASES = 300
DEEPEST = 8
_OLD = unicodedata.ucd_3_2_0


def index_words(article: Article) -> tuple[str, str, str]:
    """Return what goes into the columns title, text and extra of the full-text index."""
    title, text, author, url, tags = fields_of(article)
    extra = "\n".join((author, url, tags, article.outlet[:500], article.feed_title[:500]))
    return Scanned(title).scan, Scanned(text).scan, Scanned(extra).scan


def nominate(query: Query) -> str | None:
    """Return an FTS5 expression over the columns title, text and extra; None: any article may answer."""
    found = _offer(query.tree, "", 0)
    return None if found is None or found.count('"') > 2 * MOST_PHRASES else found


def _offer(node: Node, zone: str, depth: int) -> str | None:
    if depth > DEEPEST:
        return None
    match node:
        case Term():
            return _term(node, zone)
        case Or():
            each = [_offer(part, zone, depth + 1) for part in node.parts]
            known = [one for one in each if one is not None]
            return f"({' OR '.join(known)})" if len(known) == len(each) else None
        case And():
            return _all([_offer(part, zone, depth + 1) for part in node.parts])
        case Near() | Together():
            return _all([_offer(part, zone, depth + 1) for part in (node.left, node.right)])
        case Zone():
            return _offer(node.part, node.name, depth + 1)
        case AtLeast() | Named():
            return _offer(node.part, zone, depth + 1)
        case _:
            return None


def _all(each: list[str | None]) -> str | None:
    known = [one for one in each if one is not None]
    if not known:
        return None
    return known[0] if len(known) == 1 else f"({' AND '.join(known)})"


def _term(term: Term, zone: str) -> str | None:
    read = reading(term)
    whole = all(len(p.forms) == 1 for p in read.pieces) and not any(p.prefix for p in read.pieces[:-1])
    if whole:
        words = " ".join(p.text for p in read.pieces)
        phrase = _phrase(words, prefix=read.pieces[-1].prefix)
    else:
        phrase = _all([_piece(piece) for piece in read.pieces])
    if phrase is None:
        return None
    if read.dotted:
        phrase = f'({phrase} OR "{read.dotted}")'
    column = (
        "extra" if zone in {"author", "url", "tag"} else {"title": "title", "lead": "text", "body": "text"}.get(zone)
    )
    return f"{column} : {phrase}" if column else f"{{title text}} : {phrase}"


def _piece(piece: Piece) -> str | None:
    each = [_phrase(form, prefix=piece.prefix) for form in piece.forms]
    known = [one for one in each if one is not None]
    if len(known) < len(each):
        return None
    return known[0] if len(known) == 1 else f"({' OR '.join(known)})"


def _phrase(words: str, *, prefix: bool) -> str | None:
    """Return a phrase; None when the index may know none of its letters and would find nothing at all."""
    if not all(any(_OLD.category(c)[0] in "LN" for c in word) for word in words.split()):
        return None
    return f'"{" ".join(words.split())}"{" *" if prefix else ""}'
