"""Makes feeds, most of them ordinary and some odd in every way that is still XML, for properties.

Hypothesis draws a seed and the rest follows from it.
"""

from __future__ import annotations

from random import Random
from xml.sax.saxutils import escape, quoteattr

from hypothesis import strategies as st

SPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "media": "http://search.yahoo.com/mrss/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "atom": "http://www.w3.org/2005/Atom",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "x": "urn:example:x",
}
ODD_SPACES = {
    "dc": "urn:example:not-dc",
    "media": "http://www.rssboard.org/media-rss",
    "m": "http://search.yahoo.com/mrss",
    "content": "http://purl.org/dc/elements/1.1/",
    "rss": "http://purl.org/rss/1.0/",
    "d": "http://purl.org/dc/elements/1.1/",
}
XHTML = "xmlns='http://www.w3.org/1999/xhtml'"
WORDS = (
    "NATO", "Le", "Pen", "L’Otan", "dit", "Ärzte", "“quoted”", "北约", "ناتو", "Köln", "Ã¼ber", "naïve",
    "\x85", "\xa0", "e\u0301", "🔥", "AT&T", "A&amp;B", "&lt;b&gt;", "&#8217;", "&nbsp;", "<b>bold</b>",
    "<p>One.</p><p>Two</p>",
    "<br/>", "<i>it</i>", "</i>", "<script>x()</script>", "<!-- c -->", "<div>d</div>", "<x-y>", "",
)  # fmt: skip
LINKS = (
    "https://news.example/a", "https://news.example/a?utm_source=rss&b=1", "/relative", "rel.html", "//host.example/x",
    "http:///hanging.example/x", "javascript:alert(1)", "mailto:a@b.example", "?q=1&amp;r=2", "https://ex.example/ä",
    "", " ", "  https://news.example/blank ",
)  # fmt: skip
GUIDS = ("n1", "https://news.example/1", "tag:news.example,2026:1", "", "  n2 ", "http://news.example/2?a=1&amp;b", "ä")
DATES = (
    "Tue, 17 Feb 2026 10:00:00 +0100", "Tue, 17 Feb 2026 10:00:00 GMT", "2026-02-17T10:00:00Z",
    "2026-02-17T10:00:00.123+01:00", "2026-02-17", "17.02.2026 10:00", "Thu, 01 Jan 1970 00:00:00 GMT",
    "2099-01-01T00:00:00Z", "yesterday", "", "Tue, 17 Feb 2026 10:00:00 EST", "Di, 17 Feb 2026 22:00:00 +0200",
    "2026-02-17T10:00:00", "Tue, 31 Feb 2026 10:00:00 GMT", "1771322400", "Tue, 17 Feb 2026 02:02:33 PM",
)  # fmt: skip
PEOPLE = (
    "A. Writer", "desk@news.example (A. Writer)", "a@b.example", "", "Ä. Ö.", "Name <a@b.example>", "@handle", "A, B",
    "a@b", "x@y.museum",
)  # fmt: skip
MARKUP_TYPES = ("text", "html", "xhtml", "text/html", "TEXT/HTML", "text/plain", "application/xhtml+xml", "image/png")


class Maker:
    """Writes one feed. `oddity`, from 0 to 1, is how often something unusual is done."""

    def __init__(self, random: Random, oddity: float) -> None:
        self._random = random
        self._oddity = oddity
        self._any = random.choice

    def feed(self) -> str:
        """The whole of it."""
        kind = self._any(("rss", "rss", "rss", "atom", "atom", "rdf", "atom03"))
        spaces = "".join(f" xmlns:{name}={quoteattr(uri)}" for name, uri in self._spaces().items())
        top = spaces + (f" xml:base={quoteattr(self._any(LINKS[:4]))}" if self._odd() else "")
        top += f" xml:lang={quoteattr(self._any(('en', 'fr', 'de_AT', '')))}" if self._odd() else ""
        head, entries = self._head(kind), [self._entry(kind) for _ in range(self._random.randint(0, 4))]
        body = head + "".join(entries)
        if self._odd():
            body = "".join(entries) + head
        declaration = self._any(("", "<?xml version='1.0'?>\n", '<?xml version="1.0" encoding="utf-8"?>'))
        if self._odd():
            declaration += self._any(
                ("<!-- hello -->", "<?xml-stylesheet href='x.xsl'?>", "<!DOCTYPE rss>", "\n\n", "junk")
            )
        if kind == "rss":
            version = self._any(("2.0", "2.0", "2.0", "0.91", "0.92", "1", ""))
            return f"{declaration}<rss version='{version}'{top}><channel>{body}</channel></rss>"
        if kind == "rdf":
            rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
            inner = f"<channel>{head}</channel>{''.join(entries)}"
            return f"{declaration}<rdf:RDF xmlns:rdf='{rdf}' xmlns='http://purl.org/rss/1.0/'{top}>{inner}</rdf:RDF>"
        uri = "http://www.w3.org/2005/Atom' version='x" if kind == "atom" else "http://purl.org/atom/ns#' version='0.3"
        return f"{declaration}<feed xmlns='{uri}'{top}>{body}</feed>"

    def _odd(self) -> bool:
        return self._random.random() < self._oddity

    def _spaces(self) -> dict[str, str]:
        return {**SPACES, **{name: uri for name, uri in ODD_SPACES.items() if self._odd()}}

    def _head(self, kind: str) -> str:
        parts = [
            self._words("title"),
            self._link(kind),
            self._words("description"),
            self._plain("language", ("en", "de_AT")),
        ]
        parts += [self._plain("ttl", ("30", "x", "")), self._plain("sy:updatePeriod", ("hourly", "daily"))]
        parts += [self._plain("sy:updateFrequency", ("2", "0")), self._date(kind), self._words("itunes:summary")]
        if self._odd():
            parts.append(
                f"<image>{self._plain('url', LINKS)}{self._words('title')}{self._plain('link', LINKS)}</image>"
            )
        if self._odd():
            parts.append(f"<textInput>{self._words('title')}{self._plain('name', ('q',))}</textInput>")
        return self._some(parts)

    def _entry(self, kind: str) -> str:
        parts = [self._words("title"), self._link(kind), self._guid(kind), self._body(kind), self._date(kind)]
        parts += [self._more(kind) for _ in range(self._random.randint(0, 4))]
        name = "entry" if kind.startswith("atom") else "item"
        own = f" rdf:about={quoteattr(self._any(GUIDS))}" if kind == "rdf" else ""
        own += f" xml:base={quoteattr(self._any(LINKS[:4]))}" if self._odd() else ""
        own += " href='https://cdf.example/'" if self._random.random() < self._oddity / 5 else ""
        return f"<{name}{own}>{self._some(parts)}</{name}>"

    def _some(self, parts: list[str]) -> str:
        kept = [part for part in parts if self._random.random() < 0.8]
        if self._odd():
            self._random.shuffle(kept)
        if self._odd() and kept:
            kept.append(self._any(kept))
        return self._any(("", "\n  ")).join(kept)

    def _more(self, kind: str) -> str:
        made = self._random.randrange(14)
        if made == 0:
            return self._plain(self._any(("dc:creator", "author", "itunes:author", "managingEditor")), PEOPLE)
        if made == 1:
            inner = "".join(
                self._plain(self._any(("name", "email", "uri")), PEOPLE) for _ in range(self._random.randint(0, 3))
            )
            return f"<author>{inner}</author>"
        if made == 2:
            domain = f" domain='{self._any(('d', ''))}'" if self._odd() else ""
            return f"<category{domain}>{self._text()}</category>"
        if made == 3:
            return f"<category term={quoteattr(self._text_of(WORDS))} label={quoteattr(self._any(('', 'L')))}/>"
        if made == 4:
            sort = self._any(("image/jpeg", "IMAGE/PNG", "audio/x"))
            return f"<enclosure url={quoteattr(self._any(LINKS))} type='{sort}'/>"
        if made == 5:
            return self._media()
        if made == 6:
            said = self._words("media:title") + self._words("media:description")
            said = self._words("media:title") + self._words("media:description")
            return f"<media:group>{self._media()}{said}</media:group>"
        if made == 7:
            return f"<source url={quoteattr(self._any(LINKS))}>{self._text()}</source>"
        if made == 8:
            return f"<source>{self._words('title')}{self._guid(kind)}{self._link(kind)}</source>"
        if made == 9:
            return self._words(self._any(("itunes:summary", "dc:description", "summary", "description", "media:text")))
        if made == 10:
            return self._words(self._any(("dc:title", "itunes:title", "media:title", "x:title", "title")))
        if made == 11:
            return self._plain(self._any(("dc:subject", "itunes:keywords", "media:keywords", "keywords")), WORDS)
        if made == 12:
            inner = self._any((self._words("title"), self._plain("x:y", WORDS), self._date(kind), ""))
            own = self._any(("", " a='b'"))
            return f"<x:thing{own}>{inner}</x:thing>"
        return self._any(
            (
                "<slash:comments>3</slash:comments>", "<comments>https://news.example/c</comments>",
                "<image>https://news.example/i.png</image>", "<itunes:image href='https://news.example/i.png'/>",
                "<post-id xmlns='com-wordpress:feed-additions:1'>7</post-id>", "<rights>all</rights>", "<cloud a='b'/>",
                "<contributor><name>C</name></contributor>",
                "<itunes:owner><itunes:name>O</itunes:name></itunes:owner>",
                "<title xmlns='urn:example:y'>Other</title>", "<!-- comment -->", "<?pi x?>", "<links>x</links>",
                "<image><url>https://news.example/i.png</url><title>I</title></image>", "<tags>a,b</tags>",
            )
        )  # fmt: skip

    def _media(self) -> str:
        sort = f"medium='{self._any(('image', 'video'))}' type='{self._any(('image/png', ''))}'"
        made = f"url={quoteattr(self._any(LINKS))} {sort}"
        inside = self._any(("", self._words("media:title")))
        name = self._any(("media:content", "media:content", "media:thumbnail"))
        return f"<{name} {made}>{inside if name == 'media:content' else ''}</{name}>"

    def _link(self, kind: str) -> str:
        if kind == "rss" and not self._odd():
            return self._plain("link", LINKS)
        name = self._any(("link", "atom:link"))
        rel = self._any(("", " rel='alternate'", " rel='self'", " REL='Alternate'", " rel='enclosure'"))
        sort = self._any(("", " type='text/html'", " type='image/png'"))
        return f"<{name}{rel}{sort} href={quoteattr(self._any(LINKS))}/>"

    def _guid(self, kind: str) -> str:
        if kind.startswith("atom"):
            return self._plain("id", GUIDS)
        told = self._any(("", "", " isPermaLink='true'", " isPermaLink='false'", " ispermalink='FALSE'"))
        return f"<guid{told}>{escape(self._any(GUIDS))}</guid>"

    def _date(self, kind: str) -> str:
        names: tuple[str, ...] = (
            ("published", "updated", "created")
            if kind.startswith("atom")
            else ("pubDate", "pubDate", "dc:date", "pubdate")
        )
        if self._odd():
            names = ("dcterms:issued", "dcterms:modified", "lastBuildDate", "issued", "modified")
        return "".join(self._plain(self._any(names), DATES) for _ in range(self._random.randint(1, 2)))

    def _body(self, kind: str) -> str:
        if kind == "rss":
            return self._words(self._any(("description", "description", "content:encoded"))) + (
                self._words("content:encoded") if self._odd() else ""
            )
        return self._words(self._any(("summary", "content", "content", "description")))

    def _plain(self, name: str, choices: tuple[str, ...] | list[str]) -> str:
        return f"<{name}>{escape(self._any(choices))}</{name}>"

    def _words(self, name: str) -> str:
        own = f" type={quoteattr(self._any(MARKUP_TYPES))}" if self._odd() or name == "content" else ""
        own += f" xml:lang='{self._any(('fr', ''))}'" if self._odd() else ""
        own += f" xml:base={quoteattr(self._any(LINKS[:4]))}" if self._random.random() < self._oddity / 3 else ""
        inside = self._text()
        if "xhtml" in own or self._random.random() < self._oddity / 5:
            inside = self._any(
                (
                    f"<div {XHTML}><p class='Q\"'>A &amp; <b>B</b></p><br/><a href='r.html'>x</a></div>",
                    f"<div {XHTML}>one</div><div {XHTML}>two</div>",
                    f" \n<div {XHTML}> Ünï <IMG SRC='i.png'/> </div>\n",
                    "<p>bare</p>", "plain &lt;i&gt;", f"<div {XHTML}><svg/></div>",
                )
            )  # fmt: skip
        return f"<{name}{own}>{inside}</{name}>"

    def _text(self) -> str:
        said = self._text_of(WORDS)
        way = self._random.randrange(4)
        if way == 0 and "]]>" not in said:
            return f"<![CDATA[{said}]]>"
        if way == 1:
            return escape(said) + self._any(
                ("", "<!-- c -->", "&#8217;", "&#xE4;", "&#133;", "<![CDATA[ & ]]>", "<?pi?>")
            )
        return escape(said)

    def _text_of(self, words: tuple[str, ...] | list[str]) -> str:
        return " ".join(self._any(words) for _ in range(self._random.randint(0, 6)))


def feeds() -> st.SearchStrategy[str]:
    """Feeds from wholly ordinary to thoroughly odd."""
    return st.builds(
        lambda seed, oddity: Maker(Random(seed), oddity).feed(),
        st.integers(0, 2**40),
        st.sampled_from((0.0, 0.05, 0.15, 0.4)),
    )
