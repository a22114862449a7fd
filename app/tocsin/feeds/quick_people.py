"""Reads an entry's authors as feedparser does: a name, an address and a text of each; touches nothing."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from tocsin.feeds.drafting import Found
from tocsin.feeds.quick_names import KNOWN, MEANT, MOST_ALIKE, TEXT_ONLY, NotPlain
from tocsin.feeds.quick_text import Texts

LONGEST = 500
_ADDRESS = re.compile(r"[A-Za-z0-9_.+-]@(?:\[|[A-Za-z0-9-]+\.)")
_MAIL = re.compile(r"([A-Za-z0-9_.+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,4})(?:\s+\(([^()<>@]*)\))?")
_PARTS = {"name": "name", "itunes_name": "name", "email": "email", "itunes_email": "email"}

NameOf = Callable[[etree._Element], str]


def author(element: etree._Element, entry: Found, texts: Texts, name_of: NameOf) -> str:
    """Add an author with the parts that stand in the element to the entry's; give the text beside them."""
    if len(element) > MOST_ALIKE:
        raise NotPlain
    entry.setdefault("authors", []).append({})
    written = element.text or ""
    for child in element:
        name = name_of(child)
        written += child.tail or ""
        if len(child) or len(child.text or "") > LONGEST:
            raise NotPlain
        if name in _PARTS:
            _part(entry, _PARTS[name], (child.text or "").strip())
        elif name in {"url", "uri", "homepage"}:
            _part(entry, "href", texts.whole(child))
        elif name != "title" and (name in KNOWN or (child.attrib and (child.text or "").strip())):
            raise NotPlain
    if len(written) > LONGEST:
        raise NotPlain
    return texts.repaired(written.strip())


def nobody(element: etree._Element, name_of: NameOf) -> None:
    """Somebody who is no entry's author: nothing counts, as long as nothing else stands there."""
    for child in element:
        name = name_of(child)
        if len(child) or name in MEANT - {"title"} or name in KNOWN - TEXT_ONLY - {"title"}:
            raise NotPlain


def agree(entry: Found) -> None:
    """The last author's parts and the entry's author as one text are made of each other."""
    detail = entry["authors"][-1]
    if detail:
        name, mail = detail.get("name"), detail.get("email")
        if name or mail:
            entry["author"] = f"{name} ({mail})" if name and mail else name or mail
        return
    written = entry.get("author")
    if not written:
        return
    entry.setdefault("author_detail", detail)
    if not _ADDRESS.search(written):
        detail["name"] = written
        return
    found = _MAIL.fullmatch(written)
    if found is None:
        raise NotPlain
    if (found[2] or "").strip():
        detail["name"] = found[2].strip()
    detail["email"] = found[1]


def _part(entry: Found, key: str, value: str) -> None:
    entry.setdefault("author_detail", {})[key] = value  # which may be an earlier author: that is how it is
    agree(entry)
    entry["authors"][-1][key] = value
