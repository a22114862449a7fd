"""Addresses as people type and servers send them, made fit to be fetched and compared; touches nothing."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from tocsin.core.errors import WrongUse

LONGEST = 2048
_SCHEME = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]*):")
_USUAL = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(?:[/?#][!-~]*)?")
"""An address that is absolute and of ASCII alone, as nearly all are."""
_PORTS = {"http": 80, "https": 443}
_LABEL = re.compile(r"^(?!-)[a-z0-9_-]{1,63}(?<!-)$")
_KEEP = "!#$%&'()*+,/:;=?@[]~-._"


class BadAddress(WrongUse):
    """What was given cannot be the address of a feed."""


def normal(text: str) -> str:
    """The address as it is stored and fetched: with a scheme, an ASCII host, no blanks. A password stays in it."""
    typed = _peel(re.sub(r"[\t\r\n\x00]+", "", text.strip()))
    if not typed:
        raise BadAddress("The address is empty.")
    if len(typed) > LONGEST:
        raise BadAddress(f"The address is longer than {LONGEST} characters.")
    try:
        parts = urlsplit(typed)
        port = parts.port
        host = _host(parts.hostname or "", text)
    except BadAddress:
        raise
    except ValueError as error:
        raise BadAddress(f"“{_shown(text)}” is not a web address.") from error
    place = f"[{host}]" if ":" in host else host
    if port is not None and port != _PORTS[parts.scheme]:
        place += f":{port}"
    if "@" in parts.netloc:
        place = _quoted(parts.netloc.rpartition("@")[0]) + "@" + place
    return urlunsplit((parts.scheme, place, _quoted(parts.path) or "/", _quoted(parts.query), _quoted(parts.fragment)))


def split_credentials(url: str) -> tuple[str, str, str]:
    """The address without the name and password that stood in it, the name, the password."""
    parts = urlsplit(url)
    login, at, place = parts.netloc.rpartition("@")
    if not at:
        return url, "", ""
    user, _, password = login.partition(":")
    bare = urlunsplit((parts.scheme, place, parts.path, parts.query, parts.fragment))
    return bare, unquote(user), unquote(password)


def same(first: str, second: str) -> bool:
    """Whether two addresses are two spellings of one feed."""
    return key(first) == key(second)


def key(url: str) -> str:
    """What all spellings of an address have in common; equal keys, same feed. Never fails; not an address itself."""
    try:
        parts = urlsplit(normal(split_credentials(url)[0]))
    except (ValueError, BadAddress):
        return url.strip()
    host = (parts.hostname or "").removeprefix("www.")
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    path = _unreserved(parts.path).rstrip("/")
    query = f"?{_unreserved(parts.query)}" if parts.query else ""
    return f"{host}{port}{path}{query}"


def host_of(url: str) -> str:
    """The host as a person would name it, without `www.`; empty when there is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def place_of(url: str) -> str:
    """Host and port as they stand in the address, in lower case: whom a request goes to. Empty when there is none."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""


def is_private(host: str) -> bool:
    """Say whether a host is this computer or, by its number or its name, one of the local network."""
    host = host.strip("[]").rstrip(".").lower()
    if host.endswith((".localhost", ".local", ".lan", ".internal", ".home.arpa")):
        return True
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return "." not in host
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return not (mapped or address).is_global


def web_link(link: str, base: str = "") -> str:
    """The link made absolute against its page, or "" when it is not one that may be opened (http and https only)."""
    link = link.strip()
    if _USUAL.fullmatch(link) and len(link) <= LONGEST:
        return link
    link = "".join(char for char in link if char >= " " and not "\ud800" <= char <= "\udfff")
    if not link or len(link) > LONGEST * 4:
        return ""
    try:
        scheme = _SCHEME.match(link)
        if scheme is None or scheme[1].lower() not in _PORTS:
            if scheme is not None and not re.match(r"^[^/?#]*\.[^/?#]*:\d", link):
                return ""
            link = urljoin(base, link)
        parts = urlsplit(link)
        if parts.scheme.lower() not in _PORTS or not parts.hostname or _too_odd(parts.netloc):
            return ""
    except ValueError:
        return ""
    return link.replace(" ", "%20")


def _too_odd(place: str) -> bool:
    return any(char.isspace() or char in '<>"\\' for char in place)


def _peel(typed: str) -> str:
    """Takes off what feed readers put in front (`feed:`) and puts on what people leave out (`https://`)."""
    typed = typed.strip("<>\"'“”„«» ")
    for _ in range(3):
        lower = typed.lower()
        if lower.startswith(("feed://", "feed:", "feeds://", "feeds:")):
            name, _, rest = typed.partition(":")
            inner = rest.lstrip("/")
            if re.match(r"(?i)(https?|feeds?):", inner):
                typed = inner
            else:
                typed = ("https://" if name.lower() == "feeds" else "http://") + inner
    if typed.startswith("//"):
        return "https:" + typed
    scheme = _SCHEME.match(typed)
    if scheme is None or re.match(r"^(localhost|[^/?#]+\.[^/?#:]+|\[[^]]*\]):\d+([/?#]|$)", typed):
        return "https://" + typed if typed else ""
    if scheme[1].lower() not in _PORTS:
        raise BadAddress(f"“{_shown(typed)}” is not a web address: only http and https can be followed.")
    rest = typed[scheme.end() :].lstrip("/")
    return f"{scheme[1].lower()}://{rest}"


def _host(host: str, text: str) -> str:
    """The host in lower case and ASCII; an unlikely one is refused with the reason."""
    host = host.rstrip(".").lower()
    if not host:
        raise BadAddress(f"“{_shown(text)}” names no website.")
    if ":" in host:
        ipaddress.IPv6Address(host.partition("%")[0])
        return host
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError as error:
            raise BadAddress(f"“{_shown(host)}” cannot be the name of a website.") from error
    labels = host.split(".")
    if len(host) > 253 or not all(_LABEL.match(label) for label in labels):
        raise BadAddress(f"“{_shown(host)}” cannot be the name of a website.")
    if len(labels) == 1 and host != "localhost" and "://" not in text and not re.search(r":\d+", text):
        raise BadAddress(f"“{_shown(text)}” is not a web address; one looks like news.example/feed.")
    return host


def _quoted(part: str) -> str:
    return quote(part, safe=_KEEP, errors="replace")


def _unreserved(part: str) -> str:
    """Percent escapes in one spelling: decoded where they need none, else in capitals."""

    def one(found: re.Match[str]) -> str:
        char = chr(int(found[1], 16))
        return char if char.isascii() and (char.isalnum() or char in "-._~") else found[0].upper()

    return re.sub(r"%([0-9A-Fa-f]{2})", one, part)


def _shown(text: str) -> str:
    """At most 80 harmless characters of what was typed."""
    text = "".join(char if char.isprintable() else " " for char in text.strip())
    return text if len(text) <= 80 else text[:79] + "…"
