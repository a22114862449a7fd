"""What the spellings of an article's address have in common: wrappers taken off, tracking taken out."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

_TRACKING = re.compile(
    r"^(utm_.*|at_.*|fbclid|gclid|dclid|msclkid|twclid|igshid|mc_[ce]id|ref|ref_src|ref_url|referrer|source|src|cmp|"
    r"cmpid|ito|ocid|ns_.*|icid|smid|smtyp|partner|xtor|wt_.*|__twitter_impression|_ga|guccounter|guce_.*|rss|feed|"
    r"syndication|traffic_source|taid|s_cid|cid|spm|share|shared|amp|outputtype|output|mod|soc_.*)$",
    re.IGNORECASE,
)
_WRAPPERS = {
    "bing.com": ("/news/apiclick.aspx", "url"),
    "google.com": ("/url", "url"),
    "news.google.com": ("/news/url", "url"),
}
_HOST = re.compile(r"^(www\d?|m|mobile|amp|edition)\.")
_FEEDS = re.compile(r"^(www\d?|m|mobile|amp|feeds?|rss|xml)\.")
_AMP = re.compile(r"(/amp|\.amp)(?=\.html$|/?$)", re.IGNORECASE)


def canonical(link: str, depth: int = 0) -> str:
    """Give what all addresses of one article share: not an address itself, empty for none.

    http and https, `www.`, AMP, tracking parameters, the order of parameters, a last slash and the wrappers of Bing
    News and Google Alerts make no difference. An opaque Google News address stays what it is.
    """
    if not link:
        return ""
    try:
        parts = urlsplit(link)
        host = (parts.hostname or "").lower()
        query = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=200)
    except ValueError:
        return link
    bare = _HOST.sub("", host)
    wrapper = _WRAPPERS.get(host.removeprefix("www."))
    if wrapper is not None and parts.path == wrapper[0] and depth < 2:
        inner = next((value for name, value in query if name == wrapper[1]), "")
        if inner.startswith(("http://", "https://")):
            return canonical(inner, depth + 1)
    path = _AMP.sub("", parts.path).rstrip("/")
    kept = sorted((name, value) for name, value in query if not _TRACKING.match(name))
    return bare + path + (f"?{urlencode(kept)}" if kept else "")


def outlet_host(site: str, url: str) -> str:
    """Give what the feeds of one publisher share: the host of their site, else of their address, without `www.`.

    Empty where neither can be read.
    """
    for address in (site, url):
        try:
            host = (urlsplit(address[:2000]).hostname or "").lower()
        except ValueError:
            continue
        if host:
            return _FEEDS.sub("", host) if host.count(".") > 1 else host
    return ""
