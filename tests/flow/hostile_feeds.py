"""Feeds that are odd, broken or malicious inside: what they hold, and what the monitor has to make of it."""

from __future__ import annotations

import gzip
import json
from itertools import count

from flow.hostile import SOON, Behaviour, answers, feed, headline, item, news
from servers.web import Page, Web

NUMBERS = count()
LOGIN = b"<!doctype html><html><body><form action=/in><input type=password name=p></form></body></html>"
ATOM = "<feed xmlns='http://www.w3.org/2005/Atom'><title>Herald</title><entry><id>n</id><title>{}</title></entry></feed>"


def _read(name: str, body: bytes, content_type: str = "application/xml", new: int = 1, rings: int = 1) -> Behaviour:
    return Behaviour(name, answers(body, content_type=content_type), new=new, rings=rings)


def _not(name: str, body: bytes, what: str, content_type: str = "application/xml") -> Behaviour:
    return Behaviour(name, answers(body, content_type=content_type), what, due=SOON)


def _words(title: str) -> str:
    return f"<rss version='2.0'><channel><item><guid>n</guid><title>{title}</title></item></channel></rss>"


def _new_guids(web: Web, path: str) -> None:
    def body() -> bytes:
        return feed(*(item(f"A tale that is told for the {n}th time", guid=f"g{next(NUMBERS)}") for n in range(20)))

    web.pages[path] = Page(body, headers={"Content-Type": "application/rss+xml"})


def _fifty(web: Web, path: str) -> None:
    web.serve(path, feed(*(item(f"Tale {n} of fifty", guid=f"{n}") for n in range(50))))


def _dated(date: str) -> bytes:
    return feed(item(headline(), guid="new", date=date))


BOMB = (
    "<!DOCTYPE rss [<!ENTITY a 'NATO '>"
    + "".join(f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>" + _words("&i;")
)
OUTSIDE = "<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + _words(f"{headline()} &x;")

INSIDE = (
    _read("calls itself a picture", news(), "image/png"),
    _read("calls itself a page", news(), "text/html; charset=utf-8"),
    _read("calls itself nothing", news(), ""),
    _read("calls itself nonsense", news(), "; ;charset=\xff"),
    _read("names another charset than it has", news(), "text/xml; charset=utf-16"),
    _read("names a charset that is none", news(), "text/xml; charset=klingon"),
    _read("is windows-1252 and says utf-8", _words(f"{headline()} caf\xe9 \x93so\x94").encode("latin-1")),
    _read("begins with a mark", b"\xef\xbb\xbf" + news()),
    _read("begins with the mark twice", b"\xef\xbb\xbf" * 2 + news()),
    _read("is utf-16 with a mark", _words(headline()).encode("utf-16")),
    _read("is utf-16 without a mark", _words(headline()).encode("utf-16-le")),
    _read("has a warning before the feed", b"<br />\n<b>Warning</b>: x() in <b>/x.php</b><br />\n" + news()),
    _read("has words before the feed", b"Warning: x() in /x.php on line 3\n" + news()),
    _read("has zeros in it", news().replace(b"<item>", b"<item>\0\0\0")),
    _read("has characters that XML forbids", _words(f"{headline()} \x0b\x1f").encode()),
    _read("has references to no character", _words(f"{headline()} &#0;&#xD800;&#x1FFFFFF;&nbsp;&bogus;").encode()),
    _read("has bare ampersands", _words(f"{headline()} & friends &").encode()),
    _read("has tags that never end", b"<rss><channel><item><guid>n</guid><title>" + headline().encode() + b"</title>"),
    _not("has no order in its tags", b"<rss version=2.0><channel><title>H<item><guid>n<title>NATO", "cannot be read"),
    _read("has a section that never ends", _words(f"<![CDATA[{headline()}").encode(), rings=0),
    _read("uses names that nobody declared", _words(headline()).replace("<title>", "<x:y/><title>").encode()),
    _read("is Atom inside", ATOM.format(headline()).encode(), "application/rss+xml"),
    _read("is JSON", json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "H", "items": [
        {"id": "n", "title": headline()}]}).encode(), "text/plain"),
    _read("hides an entity bomb", BOMB.encode(), rings=0),
    _read("asks for a file of ours", OUTSIDE.encode()),
    _read("is nested a hundred thousand deep", feed(item(headline(), guid="new")) + b"<a>" * 100_000),
    _read("has a title of a megabyte", feed(item(f"{headline()} " + "x" * 2**20, guid="new"))),
    _read("has a name of a megabyte", news().replace(b"Herald", b"H" * 2**20)),
    _read("has a guid of a megabyte", feed(item(headline(), guid="g" * 2**20))),
    _read("has a link of a megabyte", feed(item(headline(), guid="n", link="https://x.example/" + "l" * 2**20))),
    _read("has a link that is a script", feed(item(headline(), guid="n", link="javascript:alert(1)"))),
    _read("has a script for a title", _words(f"&lt;script&gt;alert(1)&lt;/script&gt; {headline()}").encode()),
    _read("turns its words round", _words(f"\u202e{headline()}\u202c \u2066").encode()),
    _read("has entries with nothing but a text", feed(item(text=f"{headline()}, says the text."))),
    _read("has entries with nothing at all", feed(item(), item(), item()), rings=0),
    _read("has one entry a hundred times", feed(*[item(headline(), guid="new")] * 100)),
    _read("has one guid for all", feed(*(item(headline(), guid="same") for _ in range(3))), new=3, rings=3),
    _read("has 5,000 entries", feed(*(item(f"Entry {n} of many NATO", guid=f"{n}") for n in range(5000))), new=5000,
          rings=0),
    _read("announces 606 old ones", feed(*(item(f"Old NATO {n}", guid=f"{n}", date="Tue, 05 Mar 2019 08:00:00 GMT")
                                           for n in range(606))), new=606, rings=0),
    _read("dates news in 1970", _dated("Thu, 01 Jan 1970 00:00:00 GMT")),
    _read("dates news in 2099", _dated("Thu, 01 Jan 2099 00:00:00 GMT")),
    _read("dates news without a zone", _dated("Tue, 24 Nov 2026 07:30:00")),
    _read("dates news in the year 0", _dated("Sat, 01 Jan 0000 00:00:00 GMT")),
    _read("dates news in words", _dated("the day before yesterday")),
    Behaviour("changes all its guids at each poll", _new_guids, before=_new_guids),
    Behaviour("goes from fifty entries to none", answers(feed()), before=_fifty),
    _read("is a feed without entries", feed(), new=0, rings=0),
    _not("is a login page", LOGIN, "a login page", "text/html"),
    _not("is a login page that calls itself a feed", LOGIN, "a login page", "application/rss+xml"),
    _not("is a page that shows a feed", b"<html><body><pre>&lt;rss&gt;&lt;/rss&gt;</pre></body></html>", "a web page"),
    _not("is a page that leads on", b"<html><meta http-equiv=refresh content='0;url=/x'></html>", "a web page"),
    _not("is a page that offers a feed", b"<html><head><link rel=alternate type=application/rss+xml href=/f></head>",
         "The page offers a feed"),
    _not("is a picture", b"\x89PNG\r\n\x1a\n" + bytes(500), "a picture"),
    _not("is a document", b"%PDF-1.7\n" + bytes(500), "a PDF document"),
    _not("is packed by hand", gzip.compress(news()), "a packed file"),
    _not("is JSON of another kind", b'{"error": "quota"}', "JSON that holds no feed"),
    _not("is a list of feeds", b"<opml version='2.0'><body/></opml>", "a list of feeds (OPML)"),
    _not("is a map of the site", b"<urlset><url/></urlset>", "a map of a website"),
    _not("is words", b"Service temporarily unavailable", "plain text", "text/plain"),
    _not("is noise", bytes(range(128, 256)) * 40, "not a feed"),
    _not("is larger than a feed may be", feed("<!--" + "x" * 5 * 2**20 + "-->"), "that is too much for a feed"),
)  # fmt: skip
