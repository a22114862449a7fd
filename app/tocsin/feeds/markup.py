"""HTML from strangers, made harmless, and made plain text; touches nothing."""

from __future__ import annotations

import html as entities
import re
from functools import lru_cache

import nh3

MOST_HTML = 1_000_000
MOST_TEXT = 200_000
DEEPEST = 800
"""Open elements; the cleaner's time grows with the square of the depth."""


def _set(names: str) -> frozenset[str]:
    return frozenset(names.split())


_KEPT_TAGS = _set(
    "a abbr address article aside b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt "
    "em figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark ol p pre q rp rt ruby s samp "
    "section small span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr"
)
_DROPPED_WHOLE = _set(
    "script style iframe frame frameset noframes noembed object embed applet template title svg canvas "
    "audio video select option textarea button datalist dialog"
)
_ATTRIBUTES = {
    "*": {"dir", "lang", "title"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "ol": {"start"},
    "time": {"datetime"},
    "blockquote": {"cite"},
    "q": {"cite"},
}
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)((?:\"[^\"]*\"|[^\">])*)>")
_IMAGE = re.compile(r"<img\b((?:\"[^\"]*\"|[^\">])*)>")
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')
_OPENING = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
_SELF_CLOSING = _set("area base br col embed hr img input link meta param source track wbr p li td th tr dt dd option")
_PARAGRAPHS = _set("p h1 h2 h3 h4 h5 h6 blockquote ul ol dl table pre figure hr article section header footer aside")
_LINES = _set("div li tr dt dd figcaption caption address details summary main")
_SOFT = "\x1e"
"""Stands where a line ends unless it has ended already."""
_CELLS = {"td", "th"}
_KNOWN_TAG = re.compile(
    r"</?(?:a|abbr|b|big|blockquote|br|cite|code|del|div|em|font|h[1-6]|hr|i|img|ins|li|mark|nobr|ol|p|pre|q|s|small|span"
    r"|strike|strong|sub|sup|table|td|th|tr|tt|u|ul|wbr)(?:\s[^<>]*|/)?>",
    re.I,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean(source: str, base: str = "") -> str:
    """A harmless HTML fragment: no scripts, styles, forms or frames; links and images absolute, http and https only."""
    source = _UNWANTED.sub("", source[:MOST_HTML])
    if "<" not in source and "&" not in source:
        return source
    if _depth(source) > DEEPEST:
        return entities.escape(_without_tags(source), quote=False)
    try:
        cleaned = _cleaner(base).clean(source)
    except ValueError:
        cleaned = _cleaner("").clean(source)
    return _IMAGE.sub(_worth_showing, cleaned).strip()


def text_of(cleaned: str) -> str:
    """The plain text of a fragment that `clean` gave: an element that begins a line begins one here."""
    if "<" not in cleaned and "&" not in cleaned:
        return _folded(cleaned)
    pieces: list[str] = []
    at = 0
    cleaned = _UNWANTED.sub("", cleaned)
    for tag in _TAG.finditer(cleaned):
        pieces.append(_blank(cleaned[at : tag.start()]))
        at = tag.end()
        name = tag[2]
        if name in _PARAGRAPHS:
            pieces.append("\n\n")
        elif name == "br":
            pieces.append("\n")
        elif name in _LINES:
            pieces.append(_SOFT)
        elif name in _CELLS:
            pieces.append(" ")
    pieces.append(_blank(cleaned[at:]))
    text = re.sub(r" {2,}", " ", "".join(pieces))
    text = re.sub(rf" ?{_SOFT}[ {_SOFT}]*", _SOFT, text)
    text = re.sub(rf"{_SOFT}?\n{_SOFT}?", "\n", text).replace(_SOFT, "\n")
    return _folded(_once_more(entities.unescape(text)))


def body(source: str, base: str = "") -> tuple[str, str]:
    """An entry's HTML as a harmless fragment and as plain text. Markup that was escaped twice is unescaped."""
    if "&lt;" in source and "<" not in source:
        inner = entities.unescape(source)
        if re.search(r"</(?:p|a|div|b|i|strong|em|li|span|h\d)>|<br\s*/?>|<(?:p|img\s[^<>]{0,2000})>", inner, re.I):
            source = inner
    cleaned = clean(source, base)
    return cleaned, text_of(cleaned)[:MOST_TEXT]


def plain_body(source: str) -> tuple[str, str]:
    """The same for what says that it is plain text: its lines are kept."""
    text = "\n".join(" ".join(line.split()) for line in _UNWANTED.sub("", source[:MOST_TEXT]).splitlines())
    text = re.sub(r"\n{3,}", "\n\n", text).strip()
    return entities.escape(text, quote=False).replace("\n", "<br>\n"), text


def line(source: str, *, is_html: bool, limit: int) -> str:
    """A title or a name as one line of plain text. Entities are decoded, those escaped twice, too."""
    text = _UNWANTED.sub("", source[: limit * 8])
    if is_html and "<" in text:
        text = _KNOWN_TAG.sub(
            lambda tag: " " if re.match(r"(?i)</?(?:br|p|div|li|hr|h\d|tr|td)\b", tag[0]) else "", text
        )
    if "&" in text:
        text = _once_more(entities.unescape(text)) if is_html else _once_more(text)
    return " ".join(_UNWANTED.sub("", text).split())[:limit].rstrip()


def images(cleaned: str) -> list[str]:
    """The addresses of the images in a fragment that `clean` gave."""
    found = (dict(_ATTRIBUTE.findall(image[1])) for image in _IMAGE.finditer(cleaned))
    return [entities.unescape(image["src"]) for image in found if "src" in image]


@lru_cache(maxsize=64)
def _cleaner(base: str) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(_KEPT_TAGS),
        clean_content_tags=set(_DROPPED_WHOLE),
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https"},
        url_relative=("rewrite_with_base", base) if base else "deny",
        strip_comments=True,
    )


def _worth_showing(image: re.Match[str]) -> str:
    """Nothing for an image without an address and for one that only counts readers."""
    found = dict(_ATTRIBUTE.findall(image[1]))
    if "src" not in found:
        return ""
    tiny = [found[side].strip().removesuffix("px") in {"0", "1"} for side in ("width", "height") if side in found]
    return "" if tiny and all(tiny) else image[0]


def _depth(source: str) -> int:
    """Roughly how many elements are open at once; only counted where there are enough to matter."""
    if source.count("<") <= DEEPEST:
        return 0
    deepest = depth = 0
    for closing, name in _OPENING.findall(source):
        if name.lower() in _SELF_CLOSING:
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _without_tags(source: str) -> str:
    return entities.unescape(re.sub(r"<[^<>]{0,10000}>", " ", source))


def _blank(piece: str) -> str:
    return re.sub(r"[ \t\r\n\f]+", " ", piece)


def _once_more(text: str) -> str:
    """Decodes again what was escaped twice (`&amp;amp;`), and what only looks like it stays."""
    return _ENTITY.sub(lambda entity: entities.unescape(entity[0]), text) if "&" in text else text


def _folded(text: str) -> str:
    """No blanks at the ends of lines, no more than one empty line, none at the ends."""
    text = _UNWANTED.sub("", text).replace("\xa0", " ")
    text = re.sub(r"[ \t\r\f]+", " ", text).replace(" \n", "\n").replace("\n ", "\n")
    return re.sub(r"\n{3,}", "\n\n", text).strip()
