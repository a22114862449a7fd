"""The names, addresses and texts of XML elements as feedparser gives them; touches nothing."""

from __future__ import annotations

import html.entities
import re
from html import escape
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from tocsin.feeds.quick_names import HTML_ELEMENTS, KNOWN, PREFIXES, XHTML, XML, NotPlain

_TYPES = {
    "text": "text/plain",
    "plain": "text/plain",
    "html": "text/html",
    "xhtml": "application/xhtml+xml",
    "text/plain": "text/plain",
    "text/html": "text/html",
    "application/xhtml+xml": "application/xhtml+xml",
}
_XHTML_TYPE = "application/xhtml+xml"
XML_BASE, XML_LANG = f"{{{XML}}}base", f"{{{XML}}}lang"
_HANGING = re.compile(r"^([A-Za-z][A-Za-z0-9+-.]*://)/+")
_WINDOWS = {number: bytes([number]).decode("cp1252", "ignore") or chr(number) for number in range(0x80, 0xA0)}
MOST_ATTRIBUTES = 100


def attributes(element: etree._Element) -> dict[str, str]:
    """The attributes that have no namespace, in small letters, `rel` and `type` wholly so."""
    found = element.items()
    if len(found) > MOST_ATTRIBUTES:
        raise NotPlain
    kept = {name.lower(): value for name, value in found if name[0] != "{"}
    if len(kept) < len(found):
        for name, value in found:
            if name[0] != "{":
                continue
            space, _, local = name[1:].rpartition("}")
            if not PREFIXES.get(space.lower()):  # feedparser takes it for an attribute of no namespace
                kept.setdefault(local.lower(), value)
    for name in ("rel", "type"):
        if name in kept:
            kept[name] = kept[name].lower()
    return kept


def known_prefix(space: str) -> str | None:
    """The prefix that a namespace is known by."""
    space = space.lower()
    return "" if not space or "backend.userland.com/rss" in space else PREFIXES.get(space)


class Texts:
    """How texts are read in this feed: what it is written in, and whether it needs care for addresses and signs."""

    def __init__(self, prefixes: dict[str, str]) -> None:
        self._prefixes = prefixes
        self.atom = False
        self.unwrap = False
        """XHTML stands in a `div` of which nobody speaks."""
        self.bases: dict[etree._Element, str] | None = None
        """What links count from, where the feed says it anywhere."""
        self.languages = False
        self.windows = False
        """Signs occur that only Windows gives a meaning."""

    def name(self, element: etree._Element) -> tuple[str, bool]:
        """The element's name with the prefix it is known by, and whether all of its tag are named so."""
        tag = element.tag
        space, _, local = tag[1:].rpartition("}") if tag[0] == "{" else ("", "", tag)
        local = local.lower()
        known = known_prefix(space)
        prefix = (element.prefix or "" if known is None else known).lower()
        prefix = self._prefixes.get(prefix, prefix)
        name = f"{prefix}_{local}" if prefix else local
        return name, known is not None or (local not in KNOWN and name not in KNOWN)

    def whole(self, element: etree._Element) -> str:
        """The element's own text."""
        text = element.text or ""
        if len(element):
            text += "".join([child.tail or "" for child in element])
        return self.repaired(text.strip())

    def repaired(self, text: str) -> str:
        """UTF-8 that was taken for Latin-1 and written as UTF-8 again is put right, and so are Windows' signs."""
        if text.isascii():
            return text
        try:  # noqa: SIM105 - it nearly always fails, and `suppress` takes longer than all the rest
            text = text.encode("iso-8859-1").decode("utf-8")
        except UnicodeError:
            pass
        return text.translate(_WINDOWS) if self.windows else text

    def resolved(self, element: etree._Element, uri: str) -> str:
        """The address counted from the element's `xml:base`; as it is where there is none."""
        if ":///" in uri:
            uri = _HANGING.sub(r"\1", uri)
        if self.bases is None:
            return uri
        try:
            return urljoin(self.bases[element], uri)
        except ValueError:
            return ""

    def content(self, element: etree._Element, kind: str) -> dict[str, Any]:
        """A text that may be HTML: `value`, `type`, `language`, `base`."""
        if element.attrib:
            found = attributes(element)
            if "type" in found:
                kind = _TYPES.get(found["type"], "")
            if not kind or found.get("mode") == "base64":
                raise NotPlain
        if kind == _XHTML_TYPE:
            value = self.repaired(self._markup(element))
        else:
            if len(element):
                raise NotPlain
            value = self.repaired((element.text or "").strip())
            if kind == "text/plain" and not self.atom and ("&" in value or "<" in value) and _looks_like_html(value):
                kind = "text/html"
        return {
            "value": value,
            "type": kind,
            "language": self._language(element) if self.languages else None,
            "base": "" if self.bases is None else self.bases[element],
        }

    def _markup(self, element: etree._Element) -> str:
        """XHTML written out; the one `div` that Atom wants around it taken off."""
        if not self.atom:
            raise NotPlain
        inside = element
        if (
            self.unwrap
            and len(element) == 1
            and element[0].tag == f"{{{XHTML}}}div"
            and not (element.text or "").strip()
            and not (element[0].tail or "").strip()
        ):
            inside = element[0]
            _plain_xhtml(inside)
        pieces = [escape(inside.text or "", quote=False)]
        for child in inside:
            _written(child, pieces)
        return "".join(pieces).strip()

    def _language(self, element: etree._Element) -> str | None:
        for one in (element, *element.iterancestors()):
            found = one.get(XML_LANG, one.get("lang"))
            if found is not None:
                return str(found).replace("_", "-") or None
        return None


def _plain_xhtml(element: etree._Element) -> str:
    space, _, local = element.tag.rpartition("}")
    local = str(local).lower()
    if space != f"{{{XHTML}" or local in {"body", "svg", "math"}:
        raise NotPlain
    return local


def _written(element: etree._Element, pieces: list[str], depth: int = 0) -> None:
    name = _plain_xhtml(element)
    if depth > 200:
        raise NotPlain
    written = []
    for key, value in element.attrib.items():
        if key[0] == "{" and not key.startswith(f"{{{XML}}}"):
            raise NotPlain
        kept = key.lower() if key[0] != "{" else f"xml:{key[len(XML) + 2 :].lower()}"
        said = value.lower() if kept in {"rel", "type"} else value
        said = escape(said, quote=False).replace('"', "&quot;")
        written.append(f' {kept}="{said}"')
    pieces.append(f"<{name}{''.join(written)}>{escape(element.text or '', quote=False)}")
    for child in element:
        _written(child, pieces, depth + 1)
    pieces.append(f"</{name}>{escape(element.tail or '', quote=False)}")


def _looks_like_html(text: str) -> bool:
    """Whether a text that should be plain is HTML: a closing tag or an entity, and nothing that HTML has not."""
    if not re.search(r"</\w+>|&#?\w+;", text):
        return False
    if any(tag.lower() not in HTML_ELEMENTS for tag in re.findall(r"</?(\w+)", text)):
        return False
    return all(name in html.entities.entitydefs for name in re.findall(r"&(\w+);", text))
