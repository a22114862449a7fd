"""Small repairs that let a strict reader read a feed that is not well-formed; touches nothing."""

from __future__ import annotations

import html.entities
import re

from lxml import etree

_OUTSIDE_CDATA = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>|\Z))", re.S)
_BARE = re.compile(r"&(?!(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)")
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_XML_NAMES = {"amp", "lt", "gt", "quot", "apos"}
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_DECLARATION = re.compile(r"\A\s*<\?xml\b[^>]{0,400}>\s*")
_DOCTYPE = re.compile(r"<!DOCTYPE\b[^<>\[]{0,2000}(?:\[.*?\]\s*)?>", re.S | re.I)
_PREFIXED = re.compile(r"<([A-Za-z]{1,20}):(?:rss|RDF|feed|channel|item)[\s>]")
_NESTED_TITLE = re.compile(
    r"(<(image|author)\b[^<>]{0,1000}>(?:(?!</?\2\b|<item|<entry|<title).){0,3000})"
    r"<title\b[^<>]{0,1000}>(?:[^<]|<!\[CDATA\[.*?\]\]>){0,2000}</title>",
    re.S,
)
"""A picture's or a person's title, which feedparser takes for the entry's."""
DEEPEST = 500


class TooDeep(ValueError):
    """The elements stand so deep in each other that nobody could mean it."""


def mend(text: str) -> tuple[str, bool]:
    """The text without XML declaration and with what can be repaired repaired; and whether it was in order before.

    Entities that a document defines for itself go with its DOCTYPE: nobody needs them and bombs are made of them.
    """
    text = _DECLARATION.sub("", _NOT_XML.sub("", text), count=1)
    start = text.find("<")
    junk, text = text[:start].strip(), text[max(0, start) :]
    text = _DOCTYPE.sub("", text, count=1)
    if _depth_is_mad(text):
        raise TooDeep
    text = _NESTED_TITLE.sub(r"\1", text)
    if _is_well_formed(text):
        return text, not junk
    text = _without_second_declarations(text)
    prefix = _PREFIXED.search(text[:20_000])
    if prefix and f"xmlns:{prefix[1]}" not in text[:20_000]:
        text = re.sub(rf"(</?){prefix[1]}:", r"\1", text)
    pieces = _OUTSIDE_CDATA.split(text)
    pieces[::2] = [_BARE.sub("&amp;", _NAMED.sub(_numbered, piece)) for piece in pieces[::2]]
    return "".join(pieces), False


def _without_second_declarations(text: str) -> str:
    """`<?xml … ?>` may only stand at the head, and not as `<?xml?xml … ??>`."""
    return re.sub(r"<\?xml\b[^>]{0,400}>", "", text)


def _numbered(found: re.Match[str]) -> str:
    """HTML's named characters, which XML does not know, as themselves."""
    if found[1] in _XML_NAMES:
        return found[0]
    char = html.entities.html5.get(found[1] + ";")
    return char if char is not None else f"&amp;{found[1]};"


def _is_well_formed(text: str) -> bool:
    try:
        etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError):
        return False
    return True


def _depth_is_mad(text: str) -> bool:
    """Whether more elements are open at once than any feed needs; only counted where there are enough of them."""
    if text.count("<") <= DEEPEST:
        return False
    depth = 0
    for tag in re.finditer(
        r"<(/?)[A-Za-z][^<>]{0,10000}?(/?)>|<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)", text, re.S
    ):
        if tag[1] is None or tag[2] == "/":
            continue
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > DEEPEST * 10:
            return True
    return False
