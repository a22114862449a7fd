"""Reads what stands in a feed beside its entries: images, text inputs, the sources of entries; touches nothing."""

from __future__ import annotations

from lxml import etree

from tocsin.feeds.quick_names import KNOWN, MOST_ALIKE, NotPlain
from tocsin.feeds.quick_people import NameOf, nobody
from tocsin.feeds.quick_text import Texts

_SIZES = frozenset({"url", "href", "width", "height"})
_IN_IMAGE = _SIZES | {"title", "link", "description", "name"}
_IN_SOURCE = frozenset(
    {
        "id",
        "guid",
        "link",
        "updated",
        "published",
        "subtitle",
        "rights",
        "generator",
        "category",
        "name",
        "email",
        "uri",
    }
)


def image(element: etree._Element, depth: int, texts: Texts, name_of: NameOf) -> int:
    """A head's image or text input; gives how deep the last title stands, -1: nowhere."""
    title_depth = -1
    for child in element:
        name = name_of(child)
        if len(child) or name not in _IN_IMAGE:
            raise NotPlain
        if name == "title" and not element.tag.endswith("image") and texts.whole(child):
            title_depth = depth + 1
    return title_depth


def own_image(element: etree._Element, name_of: NameOf) -> None:
    """An image in RSS's own way in an entry: only feeds have those, and nothing is read of it."""
    for child in element:
        name = name_of(child)
        if len(child) or (name not in _SIZES and name != "title" and (name != "link" or child.attrib)):
            raise NotPlain


def source(element: etree._Element, depth: int, texts: Texts, name_of: NameOf) -> tuple[str, int]:
    """The title of the feed that an entry was taken from, and how deep it stands, -1: nowhere."""
    if len(element) > MOST_ALIKE:
        raise NotPlain
    title, title_depth = "", -1
    for child in element:
        name = name_of(child)
        if name == "title":
            found = texts.content(child, "text/plain")["value"]
            if title_depth == -1:
                title = found
            if found:
                title_depth = depth + 1
        elif name in {"author", "contributor"}:
            nobody(child, name_of)
        elif (name in KNOWN and name not in _IN_SOURCE) or len(child):
            raise NotPlain
    return texts.whole(element) or title, title_depth
