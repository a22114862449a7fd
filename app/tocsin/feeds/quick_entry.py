"""Reads the elements of a plain entry or head into what feedparser would have found there; touches nothing.

feedparser takes what is in an entry in order, wherever it is nested, and has rules of its own for which of two texts
stays. They are kept here, so that a feed says the same whichever way it is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from tocsin.feeds import quick_aside, quick_people, quick_tags
from tocsin.feeds.drafting import Found
from tocsin.feeds.quick_names import KNOWN, MOST_ALIKE, OPEN, OURS, TEXT_ONLY, NotPlain
from tocsin.feeds.quick_text import Texts, attributes

_KEPT_UNKNOWN = frozenset({"ttl", "sy_updateperiod", "sy_updatefrequency", "news_source"})


class Reading:
    """What was found of a feed up to here. `context` is the entry that is being read, or the head."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        self.head: Found = {}
        self.entries: list[Found] = []
        self.in_entry = False
        self.in_feed = True
        self._context: Found = self.head
        self._depths: dict[str, int] = {}
        self._title_depth = -1
        self._has_content = False
        self._names: dict[str, str] = {}

    def begin(self, about: str) -> None:
        """An entry begins; `about` is its `rdf:about`."""
        self._context = {"id": about} if about else {}
        self.entries.append(self._context)
        self._depths = {}
        self._title_depth = -1
        self.in_entry = True

    def end(self) -> None:
        """The entry ends; what follows belongs to the head."""
        self._context = self.head
        self._has_content = False
        self.in_entry = False

    def children(self, parent: etree._Element, depth: int) -> None:
        """Take in all that is in an element, `depth` being that of its children."""
        if len(parent) > MOST_ALIKE:
            raise NotPlain
        for element in parent:
            self.one(element, depth)

    def one(self, element: etree._Element, depth: int) -> None:
        """Take in one element with all that is in it."""
        name = self._names.get(element.tag) or self.name(element)
        take = _TAKERS.get(name)
        if take is not None:
            take(self, element, name, depth)
        elif name in OPEN:
            self.children(element, depth + 1)
        elif name not in KNOWN:
            self._unknown(element, name, depth)
        elif name not in TEXT_ONLY or len(element):
            raise NotPlain

    def name(self, element: etree._Element) -> str:
        """The name that feedparser gives the element."""
        tag = element.tag
        known = self._names.get(tag)
        if known is not None:
            return known
        name, sure = self.texts.name(element)
        if name in OURS:
            raise NotPlain
        if sure:
            self._names[tag] = name
        return name

    def image(self, element: etree._Element, depth: int) -> None:
        """The head's image or text input: nothing in it counts, but a title there is one more title."""
        self._title_depth = quick_aside.image(element, depth, self.texts, self.name)

    def _put(self, key: str, value: str, depth: int) -> None:
        """Of two texts for one thing the later one stays, unless it is deeper inside."""
        if self.in_entry:
            before = self._depths.get(key)
            if before is not None and depth > before:
                return
            self._depths[key] = depth
            self._context[key] = value
        elif self.in_feed:
            self._context[key] = value

    def _unknown(self, element: etree._Element, name: str, depth: int) -> None:
        if name in _KEPT_UNKNOWN:
            if len(element) or element.attrib:
                raise NotPlain
            self._put(name, self.texts.whole(element), depth)
        elif len(element):
            self.children(element, depth + 1)

    def _title(self, element: etree._Element, name: str, depth: int) -> None:
        detail = self.texts.content(element, "text/plain")
        if not -1 < self._title_depth <= depth and (self.in_entry or self.in_feed):
            self._put("title", detail["value"], depth)
            self._context["title_detail"] = detail
        if detail["value"] and name != "media_title":
            self._title_depth = depth

    def _link(self, element: etree._Element, _name: str, _depth: int) -> None:
        if len(element):
            raise NotPlain
        found = attributes(element)
        found.setdefault("rel", "alternate")
        found.setdefault("type", "application/atom+xml" if found["rel"] == "self" else "text/html")
        href = found.get("url", found.get("uri", found.get("href")))
        links = self._context.setdefault("links", [])
        links.append(found)
        if href:
            found.pop("url", None)
            found.pop("uri", None)
            found["href"] = href
        if "href" in found:
            found["href"] = self.texts.resolved(element, found["href"])
            if found["rel"] == "alternate" and found["type"] in {"html", "xhtml", "text/html", "application/xhtml+xml"}:
                self._context["link"] = found["href"]
        elif self.in_entry or self.in_feed:
            written = self.texts.whole(element)
            if written:
                written = self.texts.resolved(element, written)
            if self.in_entry:
                written = written.replace("&amp;", "&")
            if "&" in written:
                written = re.sub(r"&([A-Za-z0-9_]+);", r"&\1", written)
            self._context["link"] = written
            if written or not self.in_entry:
                found["href"] = written

    def _guid(self, element: etree._Element, _name: str, depth: int) -> None:
        if len(element):
            raise NotPlain
        acts_as_link = not element.attrib or attributes(element).get("ispermalink", "true") == "true"
        value = self.texts.whole(element)
        if acts_as_link and value:
            value = self.texts.resolved(element, value)
        self._put("id", value, depth)
        self._context.setdefault("guidislink", acts_as_link and "link" not in self._context)
        if acts_as_link:
            self._context.setdefault("link", value)

    def _description(self, element: etree._Element, name: str, depth: int) -> None:
        if name != "abstract" and "summary" in self._context and not self._has_content:
            self._content(element, "content", depth)
            return
        detail = self.texts.content(element, "text/plain" if name == "abstract" else "text/html")
        key = "summary" if self.in_entry else "subtitle"
        self._put(key, detail["value"], depth)
        if self.in_entry or self.in_feed:
            self._context[key + "_detail"] = detail

    def _summary(self, element: etree._Element, _name: str, depth: int) -> None:
        if "summary" in self._context and not self._has_content:
            self._content(element, "content", depth)
            return
        detail = self.texts.content(element, "text/plain")
        self._put("summary", detail["value"], depth)
        if self.in_entry or self.in_feed:
            self._context["summary_detail"] = detail

    def _content(self, element: etree._Element, name: str, _depth: int) -> None:
        self._has_content = True
        detail = self.texts.content(element, "text/plain" if name == "content" else "text/html")
        if self.in_entry:
            self._context.setdefault("content", []).append(detail)
        self._context.setdefault("summary", detail["value"])

    def _date(self, element: etree._Element, name: str, depth: int) -> None:
        if len(element):
            raise NotPlain
        self._put(_DATES[name], self.texts.whole(element), depth)

    def _author(self, element: etree._Element, _name: str, depth: int) -> None:
        if not self.in_entry:
            quick_people.nobody(element, self.name)
            return
        written = quick_people.author(element, self._context, self.texts, self.name)
        self._put("author", written, depth)
        quick_people.agree(self._context)

    def _category(self, element: etree._Element, name: str, depth: int) -> None:
        if len(element) and name != "itunes_category":
            raise NotPlain
        if not self.in_entry:
            return
        found = attributes(element) if element.attrib else {}
        if name == "itunes_category":
            quick_tags.add(self._context, found.get("text"), quick_tags.ITUNES)
            self.children(element, depth + 1)
        else:
            scheme = found.get("scheme", found.get("domain"))
            if name == "media_category" and scheme is None:
                scheme = quick_tags.MEDIA
            quick_tags.add(self._context, found.get("term"), scheme, found.get("label"))
        quick_tags.finish(self._context, self.texts.whole(element))

    def _keywords(self, element: etree._Element, name: str, _depth: int) -> None:
        if len(element):
            raise NotPlain
        if self.in_entry and not element.attrib:
            scheme = quick_tags.ITUNES if name == "itunes_keywords" else None
            for term in self.texts.whole(element).split(","):
                if term.strip():
                    quick_tags.add(self._context, term.strip(), scheme)

    def _enclosure(self, element: etree._Element, _name: str, depth: int) -> None:
        found = attributes(element)
        href = found.get("url", found.get("uri", found.get("href")))
        if href:
            found["href"] = href
            found.pop("url", None)
        self._context.setdefault("links", []).append({**found, "rel": "enclosure"})
        self.children(element, depth + 1)

    def _media(self, element: etree._Element, name: str, depth: int) -> None:
        found = attributes(element)
        self._context.setdefault(name, []).append(found)
        self.children(element, depth + 1)
        if name == "media_thumbnail":
            written = self.texts.whole(element)
            if written:
                found.setdefault("url", self.texts.resolved(element, written))

    def _source(self, element: etree._Element, _name: str, depth: int) -> None:
        if not self.in_entry:
            raise NotPlain
        title, self._title_depth = quick_aside.source(element, depth, self.texts, self.name)
        self._context["source"] = {"title": title}

    def _picture(self, element: etree._Element, _name: str, depth: int) -> None:
        found = attributes(element)
        href = found.get("href") or found.get("url")
        if href:
            self._context["image"] = {"href": href}
        self.children(element, depth + 1)

    def _own_image(self, element: etree._Element, _name: str, _depth: int) -> None:
        self._title_depth = -1
        quick_aside.own_image(element, self.name)


_DATES = {
    **dict.fromkeys(("published", "pubdate", "issued", "dcterms_issued"), "published"),
    **dict.fromkeys(("updated", "modified", "lastbuilddate", "dc_date", "dcterms_modified"), "updated"),
    **dict.fromkeys(("created", "dcterms_created"), "created"),
}
_Taker = Callable[[Reading, etree._Element, str, int], None]
_TAKERS: dict[str, _Taker] = {
    **dict.fromkeys(("title", "dc_title", "media_title"), Reading._title),
    "link": Reading._link,
    **dict.fromkeys(("guid", "id"), Reading._guid),
    **dict.fromkeys(("description", "dc_description", "media_description", "abstract"), Reading._description),
    **dict.fromkeys(("summary", "itunes_summary"), Reading._summary),
    **dict.fromkeys(("content", "content_encoded", "fullitem"), Reading._content),
    **dict.fromkeys(_DATES, Reading._date),
    **dict.fromkeys(("author", "managingeditor", "dc_author", "dc_creator", "itunes_author"), Reading._author),
    **dict.fromkeys(("category", "keywords", "dc_subject", "media_category", "itunes_category"), Reading._category),
    **dict.fromkeys(("media_keywords", "itunes_keywords"), Reading._keywords),
    "enclosure": Reading._enclosure,
    **dict.fromkeys(("media_content", "media_thumbnail"), Reading._media),
    "source": Reading._source,
    **dict.fromkeys(("itunes_image", "itunes_link"), Reading._picture),
    "image": Reading._own_image,
}
