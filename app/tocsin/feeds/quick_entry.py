"""Reads the elements of a plain entry or head into what feedparser would have found there; touches nothing.

feedparser takes what is in an entry in order, wherever it is nested, and has rules of its own for which of two texts
stays. They are kept here, so that a feed says the same whichever way it is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from tocsin.feeds.drafting import Found
from tocsin.feeds.quick_names import KNOWN, MEANT, OPEN, OURS, TEXT_ONLY, NotPlain
from tocsin.feeds.quick_text import Texts, attributes

LONGEST_PERSON = 500
MOST_ALIKE = 200
MOST_ATTRIBUTES = 100
_BARE_MAIL = r"[A-Za-z0-9_.+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,4}"
_ADDRESS = re.compile(r"[A-Za-z0-9_.+-]@(?:\[|[A-Za-z0-9-]+\.)")
_MAIL = re.compile(rf"({_BARE_MAIL})(?:\s+\(([^()<>@]*)\))?")
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
        name = self._names.get(element.tag)
        if name is None:
            name = self.name(element)
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
        name, sure = self.texts.name(element)
        if name in OURS:
            raise NotPlain
        if sure:
            self._names[element.tag] = name
        return name

    def image(self, element: etree._Element, depth: int) -> None:
        """The head's image or text input: nothing in it counts, but a title there is one more title."""
        self._title_depth = -1
        for child in element:
            name = self.name(child)
            if len(child) or name not in {"title", "link", "description", "url", "href", "width", "height", "name"}:
                raise NotPlain
            if name == "title" and not element.tag.endswith("image") and self.texts.whole(child):
                self._title_depth = depth + 1

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
            self._context["link"] = written = re.sub(r"&([A-Za-z0-9_]+);", r"&\1", written)
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
        if len(element) > MOST_ALIKE:
            raise NotPlain
        if not self.in_entry:
            self._only_people(element)
            return
        people = self._context.setdefault("authors", [])
        people.append({})
        written = element.text or ""
        for child in element:
            name = self.name(child)
            written += child.tail or ""
            if len(child) or name in MEANT - {"title"} or len(child.text or "") > LONGEST_PERSON:
                raise NotPlain
            if name in {"name", "itunes_name", "email", "itunes_email"}:
                self._person(name.rpartition("_")[2], (child.text or "").strip())
            elif name in {"url", "uri", "homepage"}:
                self._person("href", self.texts.whole(child))
            elif (name in KNOWN and name != "title") or (child.attrib and (child.text or "").strip()):
                raise NotPlain
        if len(written) > LONGEST_PERSON:
            raise NotPlain
        self._put("author", self.texts.repaired(written.strip()), depth)
        self._agree()

    def _only_people(self, element: etree._Element) -> None:
        for child in element:
            name = self.name(child)
            if len(child) or (name in KNOWN and name not in TEXT_ONLY and name != "title"):
                raise NotPlain

    def _person(self, key: str, value: str) -> None:
        self._agree()
        self._context["authors"][-1][key] = value

    def _agree(self) -> None:
        """The last author's parts and the author as one text are made of each other."""
        detail = self._context["authors"][-1]
        if detail:
            name, mail = detail.get("name"), detail.get("email")
            if name or mail:
                self._context["author"] = f"{name} ({mail})" if name and mail else name or mail
            return
        written = self._context.get("author")
        if not written:
            return
        if not _ADDRESS.search(written):
            detail["name"] = written
            return
        found = _MAIL.fullmatch(written)
        if found is None:
            raise NotPlain
        if (found[2] or "").strip():
            detail["name"] = found[2].strip()
        detail["email"] = found[1]

    def _category(self, element: etree._Element, name: str, _depth: int) -> None:
        if len(element) and name != "itunes_category":
            raise NotPlain
        if not self.in_entry:
            return
        found = attributes(element) if element.attrib else {}
        tags = self._context.setdefault("tags", [])
        if name == "itunes_category":
            self._tag(found.get("text"), "http://www.itunes.com/", None)
            self.children(element, _depth + 1)
        else:
            scheme = found.get("scheme", found.get("domain"))
            if name == "media_category" and scheme is None:
                scheme = "http://search.yahoo.com/mrss/category_schema"
            self._tag(found.get("term"), scheme, found.get("label"))
        value = self.texts.whole(element)
        if value:
            if tags and not tags[-1]["term"]:
                tags[-1]["term"] = value
            else:
                self._tag(value, None, None)

    def _tag(self, term: str | None, scheme: str | None, label: str | None) -> None:
        tag = {"term": term, "scheme": scheme, "label": label}
        if (term or scheme or label) and tag not in self._context["tags"]:
            self._context["tags"].append(tag)

    def _keywords(self, element: etree._Element, name: str, _depth: int) -> None:
        if len(element):
            raise NotPlain
        if self.in_entry and not element.attrib:
            self._context.setdefault("tags", [])
            for term in self.texts.whole(element).split(","):
                if term.strip():
                    self._tag(term.strip(), "http://www.itunes.com/" if name == "itunes_keywords" else None, None)

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
        if not self.in_entry or len(element) > MOST_ALIKE:
            raise NotPlain
        self._title_depth = -1
        title = ""
        for child in element:
            name = self.name(child)
            if name == "title":
                detail = self.texts.content(child, "text/plain")
                if not -1 < self._title_depth <= depth + 1:
                    title = detail["value"]
                if detail["value"]:
                    self._title_depth = depth + 1
            elif name in {"author", "contributor"}:
                self._only_people(child)
            elif (name in KNOWN and name not in _IN_SOURCE) or len(child):
                raise NotPlain
        self._context["source"] = {"title": self.texts.whole(element) or title}

    def _picture(self, element: etree._Element, _name: str, depth: int) -> None:
        found = attributes(element)
        href = found.get("href") or found.get("url")
        if href:
            self._context["image"] = {"href": href}
        self.children(element, depth + 1)

    def _own_image(self, element: etree._Element, _name: str, _depth: int) -> None:
        """An image in RSS's own way: only feeds have those, and nothing is read of an entry's."""
        self._title_depth = -1
        for child in element:
            name = self.name(child)
            if len(child) or name not in {"title", "url", "href", "width", "height", "link"}:
                raise NotPlain
            if name == "link" and child.attrib:
                raise NotPlain


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
