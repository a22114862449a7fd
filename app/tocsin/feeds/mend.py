"""Makes well-formed XML of what feeds send, so that a strict reader can read it in bounded time; touches nothing."""

from __future__ import annotations

import html.entities
import re
from collections import Counter
from dataclasses import dataclass

from lxml import etree

_OUTSIDE_CDATA = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>|\Z))", re.S)
_BARE = re.compile(r"&(?!(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)")
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_XML_NAMES = {"amp", "lt", "gt", "quot", "apos"}
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(r"&#(?:([0-9]{1,9})|[xX]([0-9a-fA-F]{1,8}));")
_DECLARATION = re.compile(r"\A\s*<\?xml\b[^>]{0,400}>\s*")
_DECLARATION_ANYWHERE = re.compile(r"<\?xml\b[^>]{0,400}>")
_FEED = re.compile(r"<(?:[A-Za-z][\w.-]{0,30}:)?(?:rss|rdf|feed|channel)[\s/>]", re.I)
_DOCTYPE = re.compile(r"<!DOCTYPE\b[^<>\[]{0,2000}([\[>])", re.I)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_UNQUOTED = re.compile(r"<[A-Za-z][^<>]{0,500}=[^\"'<>\s][^<>]{0,500}>")
_PREFIXED = re.compile(r"<([A-Za-z]{1,20}):(?:rss|RDF|feed|channel|item)[\s>]")
_PREFIXES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "itunes": "http://www.itunes.com/DTDs/PodCast-1.0.dtd",
    "media": "http://search.yahoo.com/mrss/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
}
"""What a prefix stands for in a feed that forgets to say it."""

_PEOPLE = ("{*}author", "{*}managingEditor", "{*}webMaster", "{*}creator", "{*}publisher", "{*}name", "{*}email")
LONGEST_NAME = 500


MOST_ATTRIBUTES = 100
MOST_ELEMENTS = 250_000
MOST_ALIKE = 200
"""Elements of one name in one entry."""


class Hopeless(ValueError):
    """Not even a beginning of XML, or more of it than anybody can read."""


@dataclass(frozen=True, slots=True)
class Mended:
    """The feed as well-formed XML in UTF-8."""

    xml: bytes
    in_order: bool
    """It was well-formed before."""
    left_out: int = 0
    """Entries beyond those that were wanted."""
    wanted: int = 0

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a reader should know of it, in sentences."""
        said = [] if self.in_order else ["The feed is not well-formed XML; what could be read was read."]
        if self.left_out:
            said.append(f"Only the first {self.wanted} of {self.wanted + self.left_out} entries were read.")
        return tuple(said)


def mend(text: str, most_entries: int) -> Mended:
    """The feed made well-formed and free of what keeps a reader busy for ever. Raises `Hopeless`.

    Entities that a document defines for itself go with its DOCTYPE: nobody needs them and bombs are made of them.
    """
    text = _DECLARATION.sub("", _REFERENCE.sub(_character, _NOT_XML.sub("", text)), count=1)
    start = _beginning(text)
    junk, text = text[:start].strip(), without_doctype(text[max(0, start) :])
    tree = _strictly(text)
    in_order = tree is not None and not junk
    if tree is None:
        text = _mended(text)
        tree = _strictly(text)
    if tree is None:
        tree = _somehow(text)
    left_out = _shortened(tree, most_entries)
    if sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
        raise Hopeless
    if _tidied(tree) or left_out or not in_order:
        return Mended(etree.tostring(tree, encoding="utf-8"), in_order, left_out, most_entries)
    return Mended(text.encode(), in_order)


def _beginning(text: str) -> int:
    """Give where the feed begins: at its first tag, or behind the markup of another kind that stands before it.

    That is most often a warning of the program that makes the feed (`<br /><b>Warning</b>: …`).
    """
    first = at = text.find("<")
    for _ in range(100):
        if text.startswith("<!--", at):
            end = text.find("-->", at)
        elif text[at + 1 : at + 2] in ("?", "!"):
            end = text.find(">", at)
        else:
            break
        at = text.find("<", end) if end > 0 else -1
    if at < 0 or _FEED.match(text, at):
        return first
    root = _FEED.search(text[:100_000], at)
    return root.start() if root else first


def _character(found: re.Match[str]) -> str:
    """A reference to a character that XML does not know, a lone surrogate for one, stands for nothing."""
    number = int(found[1]) if found[1] else int(found[2], 16)
    return found[0] if 0 < number < 0x110000 and not _NOT_XML.match(chr(number)) else ""


def without_doctype(text: str) -> str:
    """The text without its first DOCTYPE, where one stands near the head."""
    head = text[:20_000]
    found = _DOCTYPE.search(head) if "<!d" in head or "<!D" in head else None
    if not found:
        return text
    end = found.end()
    if found[1] == "[":
        inner = re.compile(r"\]\s{0,100}>").search(text, end)
        if not inner:
            return text
        end = inner.end()
    return text[: found.start()] + text[end:]


def _strictly(text: str) -> etree._Element | None:
    try:
        return etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError):
        return None


def _somehow(text: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        tree = etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Hopeless from error
    if tree is None:
        raise Hopeless
    return tree


def _mended(text: str) -> str:
    """The text with forgotten prefixes dropped, bare `&` and HTML's named characters written as XML wants them."""
    prefix = _PREFIXED.search(text[:20_000])
    if prefix and f"xmlns:{prefix[1]}" not in text[:20_000]:
        text = re.sub(rf"(</?){prefix[1]}:", r"\1", text)
    pieces = _OUTSIDE_CDATA.split(text)
    pieces[::2] = [_mended_piece(piece) for piece in pieces[::2]]
    return "".join(pieces)


def _mended_piece(piece: str) -> str:
    """A piece outside CDATA without comments and late declarations (`<?xml?xml … ??>`), each `&` with a meaning."""
    piece = _DECLARATION_ANYWHERE.sub("", _COMMENT.sub("", piece))
    piece = _UNQUOTED.sub(_quoted, piece)
    return _BARE.sub("&amp;", _NAMED.sub(_numbered, piece))


def _quoted(tag: re.Match[str]) -> str:
    """A tag whose attributes stand in quotation marks."""
    return re.sub(r"(\s[A-Za-z_:][\w:.-]{0,60}=)([^\s\"'<>]{1,1000})(?=[\s>])", r'\1"\2"', tag[0])


def _numbered(found: re.Match[str]) -> str:
    """HTML's named characters, which XML does not know, as themselves."""
    if found[1] in _XML_NAMES:
        return found[0]
    char = html.entities.html5.get(found[1] + ";")
    return char if char is not None else f"&amp;{found[1]};"


def _shortened(tree: etree._Element, most_entries: int) -> int:
    """Removes the entries after the first `most_entries`; says how many those were."""
    entries = list(tree.iter("{*}item", "{*}entry"))
    for entry in entries[most_entries:]:
        _drop(entry)
    return max(0, len(entries) - most_entries)


def _tidied(tree: etree._Element) -> bool:
    """Takes out what misleads a reader or keeps it busy for ever; says whether there was any."""
    changed = False
    for element in tree.iter(etree.Entity):
        element.tail = f"&{element.name};{element.tail or ''}"
        _drop(element)
        changed = True
    for element in tree.iter("{*}image", "{*}author"):
        for title in list(element.iterchildren("{*}title")):
            _drop(title)
            changed = True
    for element in tree.iter(*_PEOPLE):
        if element.text and len(element.text) > LONGEST_NAME:
            element.text = element.text[:LONGEST_NAME]
            changed = True
    for element in tree.iter("{*}item", "{*}entry", "{*}channel", "{*}feed", "{*}author"):
        if len(element) > MOST_ALIKE:
            changed = _thinned(element) or changed
    for element in tree.iter("{}*"):
        changed = _with_known_prefix(element) or changed
    for element in tree.iter("*"):
        for name in element.attrib.keys()[MOST_ATTRIBUTES:]:
            del element.attrib[name]
            changed = True
    return changed


def _with_known_prefix(element: etree._Element) -> bool:
    """Gives an element whose prefix was never declared the namespace that everybody means, or no prefix at all."""
    if ":" not in element.tag:
        return False
    prefix, _, name = element.tag.partition(":")
    name = name.replace(":", "_") or "_"  # a feed may break off between the two
    element.tag = f"{{{_PREFIXES[prefix]}}}{name}" if prefix in _PREFIXES else f"{prefix}_{name}"
    for attribute in [attribute for attribute in element.attrib if ":" in attribute and "{" not in attribute]:
        del element.attrib[attribute]
    return True


def _thinned(element: etree._Element) -> bool:
    """Removes what stands in an element more often than anybody needs; entries stay."""
    seen: Counter[str] = Counter()
    changed = False
    for child in list(element.iterchildren("*")):
        seen[child.tag] += 1
        if seen[child.tag] > MOST_ALIKE and not child.tag.endswith(("item", "entry")):
            _drop(child)
            changed = True
    return changed


def _drop(element: etree._Element) -> None:
    """Removes an element and keeps the text behind it."""
    parent, before, tail = element.getparent(), element.getprevious(), element.tail
    if parent is None:
        return
    parent.remove(element)
    if not tail:
        return
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
