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
_PARAGRAPHS = "p h1 h2 h3 h4 h5 h6 blockquote ul ol dl table pre figure hr article section header footer aside"
_LINES = "div li tr dt dd figcaption caption address details summary main"
_SOFT = "\x1e"
"""Stands where a line ends unless it has ended already."""
_MEANT = {
    **{slash + name: "\n\n" for name in _set(_PARAGRAPHS) for slash in ("", "/")},
    **{slash + name: _SOFT for name in _set(_LINES) for slash in ("", "/")},
    **{slash + name: " " for name in ("td", "th") for slash in ("", "/")},
    "br": "\n",
}
"""What a tag means for the text that it stands in; nothing for all others."""
_BLANKS = re.compile("  +")
_ODD_BLANKS = re.compile(r"[ \t\r\f]+")
_KNOWN_TAG = re.compile(
    r"</?(?:a|abbr|b|big|blockquote|br|cite|code|del|div|em|font|h[1-6]|hr|i|img|ins|li|mark|nobr|ol|p|pre|q|s|small|span"
    r"|strike|strong|sub|sup|table|td|th|tr|tt|u|ul|wbr)(?:\s[^<>]*|/)?>",
    re.I,
)
_BREAKING = re.compile(r"</?(?:br|p|div|li|hr|h\d|tr|td)\b", re.I)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_CONTROLS = bytes({*range(0x20), 0x7F} - {0x09, 0x0A, 0x0D})


def clean(source: str, base: str = "") -> str:
    """A harmless HTML fragment: no scripts, styles, forms or frames; links and images absolute, http and https only."""
    source = wanted(source[:MOST_HTML])
    if "<" not in source and "&" not in source:
        return source
    if _depth(source) > DEEPEST:
        return entities.escape(_without_tags(source), quote=False)
    try:
        cleaned = _cleaner(base).clean(source)
    except ValueError:
        cleaned = _cleaner("").clean(source)
    return (_IMAGE.sub(_worth_showing, cleaned) if "<img" in cleaned else cleaned).strip()


def text_of(cleaned: str) -> str:
    """The plain text of a fragment that `clean` gave: an element that begins a line begins one here."""
    if "<" not in cleaned and "&" not in cleaned:
        return _folded(wanted(cleaned))
    first, *pieces = b" ".join(wanted(cleaned).encode().split()).decode().split("<")
    text = [first]
    for piece in pieces:
        tag, _, after = piece.partition(">")
        meant = _MEANT.get(tag)
        if meant is None and " " in tag:
            meant = _MEANT.get(tag[: tag.index(" ")])
        if meant:
            text.append(meant)
            if after == " ":
                continue
        text.append(after)
    flat = "".join(text)
    if "  " in flat:
        flat = _BLANKS.sub(" ", flat)
    if _SOFT in flat:
        flat = _shrunk(flat.replace(f" {_SOFT}", _SOFT).replace(f"{_SOFT} ", _SOFT), _SOFT * 2, _SOFT)
        flat = flat.replace(f"{_SOFT}\n", "\n").replace(f"\n{_SOFT}", "\n").replace(_SOFT, "\n")
    return _folded(wanted(_once_more(entities.unescape(flat))) if "&" in flat else flat)


def wanted(text: str) -> str:
    """The text without controls, lone surrogates and what is no character. Cheap for a text that has none."""
    try:
        raw = text.encode()
    except UnicodeEncodeError:
        return _UNWANTED.sub("", text)
    if len(raw.translate(None, _CONTROLS)) == len(raw) and b"\xef\xbf\xbe" not in raw and b"\xef\xbf\xbf" not in raw:
        return text
    return _UNWANTED.sub("", text)


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
    text = "\n".join(" ".join(line.split()) for line in wanted(source[:MOST_TEXT]).splitlines())
    text = _shrunk(text, "\n\n\n", "\n\n").strip()
    return entities.escape(text, quote=False).replace("\n", "<br>\n"), text


def line(source: str, *, is_html: bool, limit: int) -> str:
    """A title or a name as one line of plain text. Entities are decoded, those escaped twice, too."""
    if len(source) <= limit and source.isascii() and source.isprintable() and "&" not in source and "<" not in source:
        return " ".join(source.split())
    text = wanted(source[: limit * 8])
    if is_html and "<" in text:
        text = _KNOWN_TAG.sub(lambda tag: " " if _BREAKING.match(tag[0]) else "", text)
    if "&" in text:
        text = wanted(_once_more(entities.unescape(text)) if is_html else _once_more(text))
    return " ".join(text.split())[:limit].rstrip()


def first_image(cleaned: str) -> str:
    """The address of the first image in a fragment that `clean` gave."""
    for image in _IMAGE.finditer(cleaned) if "<img" in cleaned else ():
        found = dict(_ATTRIBUTE.findall(image[1]))
        if "src" in found:
            return entities.unescape(found["src"])
    return ""


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
        if name in _SELF_CLOSING or name.lower() in _SELF_CLOSING:
            continue
        if not closing:
            depth += 1
            deepest = max(deepest, depth)
        elif depth:
            depth -= 1
    return deepest


def _without_tags(source: str) -> str:
    return entities.unescape(re.sub(r"<[^<>]{0,10000}>", " ", source))


def _once_more(text: str) -> str:
    """Decodes again what was escaped twice (`&amp;amp;`), and what only looks like it stays."""
    return _ENTITY.sub(lambda entity: entities.unescape(entity[0]), text) if "&" in text else text


def _folded(text: str) -> str:
    """No blanks at the ends of lines, no more than one empty line, none at the ends."""
    if "\xa0" in text:
        text = text.replace("\xa0", " ")
    if "\t" in text or "\r" in text:
        text = _ODD_BLANKS.sub(" ", text)
    elif "  " in text:
        text = _BLANKS.sub(" ", text)
    if "\n" in text:
        text = _shrunk(text.replace(" \n", "\n").replace("\n ", "\n"), "\n\n\n", "\n\n")
    return text.strip()


def _shrunk(text: str, longer: str, shorter: str) -> str:
    """The text with runs of one sign no longer than wanted."""
    while longer in text:
        text = text.replace(longer, shorter)
    return text
