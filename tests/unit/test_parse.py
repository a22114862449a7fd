"""Feeds of all formats, made for one point each, into entries."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.core.model import Entry, ParsedFeed
from tocsin.feeds.parse import NotAFeed, as_json, parse

URL = "https://news.example/feeds/world.xml"


def rss(items: str, head: str = "<title>World</title>") -> bytes:
    return f"<rss version='2.0'><channel>{head}{items}</channel></rss>".encode()


def first(items: str, url: str = URL) -> Entry:
    return parse(rss(f"<item>{items}</item>"), url).entries[0]


def refusal(body: bytes, content_type: str = "") -> str:
    with pytest.raises(NotAFeed) as refused:
        parse(body, URL, content_type)
    return str(refused.value)


def test_an_rss_entry_has_all_its_parts() -> None:
    feed = parse(
        rss(
            "<item><guid isPermaLink='false'>n1</guid><title>Nato &amp;amp; Turkey</title><link>/a</link>"
            "<description>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two &lt;b&gt;bold&lt;/b&gt;.&lt;/p&gt;</description>"
            "<author>desk@news.example (A. Writer)</author><category>World</category><category>World</category>"
            "<source url='https://herald.example/'>The Herald</source><pubDate>Tue, 17 Feb 2026 10:00:00 EST</pubDate>"
            "<enclosure url='/p.jpg' type='image/jpeg'/></item>",
            "<title>World</title><link>https://news.example/</link><language>en_gb</language><ttl>30</ttl>",
        ),
        URL,
    )
    assert (feed.format, feed.title, feed.language, feed.site) == ("RSS 2.0", "World", "en-GB", "https://news.example/")
    assert (feed.every_minutes, feed.warnings) == (30, ())
    assert feed.entries == (
        Entry(
            key="n1",
            title="Nato & Turkey",
            link="https://news.example/a",
            text="One.\n\nTwo bold.",
            summary="One.\n\nTwo bold.",
            html="<p>One.</p><p>Two <b>bold</b>.</p>",
            author="A. Writer",
            outlet="The Herald",
            image="https://news.example/p.jpg",
            tags=("World",),
            published=datetime(2026, 2, 17, 15, tzinfo=UTC),
        ),
    )


def test_an_atom_entry_has_all_its_parts() -> None:
    feed = parse(
        b"<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='fr' xml:base='https://journal.example/'>"
        b"<title>Le Journal</title>"
        b"<entry><id>tag:x,1</id><title type='html'>L&amp;#8217;Otan &amp;lt;i&amp;gt;dit&amp;lt;/i&amp;gt;</title>"
        b"<link rel='self' href='x.atom'/><link href='a.html'/><summary>Court</summary>"
        b"<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>Bien <img src='i.png'/> plus long.</p>"
        b"</div></content>"
        b"<updated>2026-02-17T10:00:00+01:00</updated><author><name>X</name></author><author><name>Y</name></author></entry></feed>",
        URL,
    )
    (entry,) = feed.entries
    assert (feed.format, feed.language) == ("Atom 1.0", "fr")
    assert (entry.key, entry.link, entry.author) == ("tag:x,1", "https://journal.example/a.html", "X, Y")
    assert entry.title == "L’Otan <i>dit</i>"
    assert (entry.summary, entry.text) == ("Court", "Bien plus long.")
    assert entry.image == "https://journal.example/i.png"
    assert entry.published == entry.updated == datetime(2026, 2, 17, 9, tzinfo=UTC)


@pytest.mark.parametrize(("version", "name"), [("1", "JSON Feed 1"), ("1.1", "JSON Feed 1.1")])
def test_a_json_feed_is_a_feed(version: str, name: str) -> None:
    body = {
        "version": f"https://jsonfeed.org/version/{version}",
        "title": "J",
        "items": [
            {
                "id": 7,
                "url": "/a",
                "title": "A & B",
                "content_html": "<p>Hi</p><script>x</script>",
                "date_published": "2026-02-17T10:00:00Z",
                "authors": [{"name": "Ann"}],
                "tags": ["t", 1, None],
            },
            "nonsense",
            {"id": "8", "content_text": "one\n\ntwo <three>"},
        ],
    }
    feed = parse(json.dumps(body).encode(), URL, "application/json")
    one, two = feed.entries
    assert (feed.format, feed.title) == (name, "J")
    assert (one.key, one.link, one.title, one.text, one.author) == ("7", "https://news.example/a", "A & B", "Hi", "Ann")
    assert one.published == datetime(2026, 2, 17, 10, tzinfo=UTC)
    assert (two.text, two.html) == ("one\n\ntwo <three>", "one<br>\n<br>\ntwo &lt;three&gt;")


def test_the_key_is_the_guid_else_the_link_else_a_digest() -> None:
    assert first("<guid>abc</guid><link>https://a.example/</link>").key == "abc"
    assert first("<link>https://a.example/</link><title>x</title>").key == "https://a.example/"
    digest = first("<title>x</title><description>y</description>").key
    assert digest.startswith("sha256:")
    assert digest == first("<title>x</title><description>y</description>", "https://moved.example/").key
    assert digest != first("<title>x</title><description>z</description>").key


def test_a_guid_is_a_link_only_when_it_is_an_address() -> None:
    assert first("<guid>https://a.example/1</guid>").link == "https://a.example/1"
    assert first("<guid>12345</guid>").link == ""
    assert first("<guid isPermaLink='false'>https://a.example/1</guid>").link == ""


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "vbscript:x"])
def test_a_link_that_may_not_be_opened_is_no_link(link: str) -> None:
    entry = first(f"<link>{link}</link><description>&lt;a href='{link}'&gt;x&lt;/a&gt;</description>")
    assert entry.link == ""
    assert link.partition(":")[0] not in entry.html


def test_nothing_in_the_html_can_do_anything() -> None:
    entry = first(
        "<description><![CDATA[<p onclick='x()' style='position:fixed'>A</p><script>bad()</script><style>b{}</style>"
        "<iframe src='https://x.example'>bad</iframe><form action='/x'><input name=q><button>bad</button></form>"
        "<img src='/i.png' onerror='x()'><img src='https://t.example/p.gif' width='1' height=1><img src='data:x'>"
        "<svg><script>bad()</script></svg>]]></description>"
    )
    assert entry.html == '<p>A</p><img src="https://news.example/i.png">'
    assert entry.text == "A"


def test_blocks_become_lines_and_entities_are_decoded_once() -> None:
    entry = first(
        "<description><![CDATA[<h2>Head</h2><ul><li>One</li><li>Two</li></ul>a<br>b&nbsp;&amp;&lt;c&gt;<table><tr><td>1</td>"
        "<td>2</td></tr></table>]]></description>"
    )
    assert entry.text == "Head\n\nOne\nTwo\n\na\nb &<c>\n\n1 2"


def test_markup_that_was_escaped_twice_is_read() -> None:
    entry = first(
        "<title>Q&amp;amp;amp;A &amp;amp;#8217;</title><description>&amp;lt;p&amp;gt;Hi&amp;lt;/p&amp;gt;</description>"
    )
    assert (entry.title, entry.text) == ("Q&A ’", "Hi")


def test_a_title_with_a_smaller_sign_keeps_it() -> None:
    assert first("<title>1 &lt; 2 and I &lt;3 NATO</title>").title == "1 < 2 and I <3 NATO"


def test_the_outlet_of_an_aggregator_is_the_entrys_own() -> None:
    assert (
        first("<title>Storm - The Herald</title><source url='https://h.example'>The Herald</source>").outlet
        == "The Herald"
    )
    bing = "<News:Source xmlns:News='https://www.bing.example/news'>Gazette</News:Source>"
    assert first(bing).outlet == "Gazette"


def test_a_pictures_title_is_not_the_entrys() -> None:
    assert first("<title>Right</title><image><title>Wrong</title></image>").title == "Right"
    assert first("<image><title>Wrong</title></image><title>Right</title>").title == "Right"


@pytest.mark.parametrize(
    ("encoding", "declared", "title"),
    [
        ("utf-8", "", "Füße 北京"),
        ("utf-8", "utf-16", "Füße 北京"),
        ("utf-16", "utf-16", "Füße 北京"),
        ("utf-32", "utf-32", "Füße 北京"),
        ("cp1252", "iso-8859-1", "Füße – “x”"),
        ("cp1252", "", "Die Füße der Männer über den Straßen"),
        ("koi8_r", "", "Президент прибыл в столицу на переговоры"),
        ("cp1251", "", "Президент прибыл в столицу на переговоры"),
        ("euc_jp", "", "首相は北京でのかいぎに出席した"),
        ("cp932", "", "首相は北京でのかいぎに出席した"),
        ("euc_kr", "", "대통령은 나토 정상회의에 참석했다"),
        ("gb18030", "gb2312", "北约秘书长在北京"),
        ("gb18030", "", "北约秘书长说这是一个新的开始"),
    ],
)
def test_the_encoding_is_found(encoding: str, declared: str, title: str) -> None:
    head = f"<?xml version='1.0' encoding='{declared}'?>" if declared else "<?xml version='1.0'?>"
    text = f"{head}<rss version='2.0'><channel><item><title>{title}</title></item></channel></rss>"
    assert parse(text.encode(encoding), URL).entries[0].title == title


def test_the_servers_word_decides_where_the_file_says_nothing() -> None:
    body = "<rss version='2.0'><channel><item><title>αβγ</title></item></channel></rss>".encode("iso-8859-7")
    assert parse(body, URL, "text/xml; charset=ISO-8859-7").entries[0].title == "αβγ"


@pytest.mark.parametrize(
    "body",
    [
        b"\n\n <?xml version='1.0'?><rss version='2.0'><channel><item><title>A &amp; B</title></item></channel></rss>",
        b"<rss version='2.0'><channel><item><title>A & B</title></item></channel></rss>",
        b"<rss version='2.0'><channel><item><title>A &amp; B</title></item>",
        b"<rss version='2.0'><channel><item><title>A\x02 &amp; B</title></item></channel></rss>",
        b"<rss version='2.0'><channel><item><title>A&nbsp;&amp; B</title></item></channel></rss>",
        b"<rss version=2.0><channel><item><title>A &amp; B</title></item></channel></rss>",
        b"<rss version='2.0'><channel><item><title>A &amp; B</title><x:y>z</x:y></item></channel></rss>",
        b"<?xml?xml version='1.0' ??><rss:rss version=2.0><rss:channel><rss:item><rss:title>A &amp; B</rss:title>"
        b"</rss:item>"
        b"</rss:channel></rss:rss>",
        b"<rss version='2.0'><channel><item><title><![CDATA[A & B]]></title><description><![CDATA[x</item>",
        b"<rss version='2.0'><channel><item><title>A &amp; B</title><media:",
        b"Warning: mysql\n<rss version='2.0'><channel><item><title>A &amp; B</title></item></channel></rss> trailing",
    ],
)
def test_a_broken_feed_gives_its_entries_all_the_same(body: bytes) -> None:
    assert [entry.title for entry in parse(body, URL).entries] == ["A & B"]


@pytest.mark.parametrize(
    ("body", "content_type", "what"),
    [
        (b"", "", "an empty answer"),
        (b" \n", "application/xml", "an empty answer"),
        (b"\x89PNG\r\n\x1a\n", "image/png", "a picture"),
        (b"%PDF-1.7", "", "a PDF document"),
        (b"<!doctype html><html><body>Hello</body></html>", "text/html", "a web page"),
        (b"<html><form><input type='password'></form></html>", "text/html", "a login page"),
        (b"<html><form><input type='password'></form></html>", "application/rss+xml", "a login page"),
        (b"<?xml version='1.0'?><html><input type=password></html>", "application/atom+xml", "a login page"),
        (b'{"error": "no"}', "application/json", "JSON that holds no feed"),
        (b"[[[[", "", "JSON that holds no feed"),
        (b"<opml version='1.0'><body/></opml>", "", "a list of feeds (OPML), which can be imported"),
        (b"<urlset xmlns='x'/>", "", "a map of a website for search engines"),
        (b"<note>hi</note>", "", "XML of another kind"),
        (b"hello", "text/plain", "plain text"),
    ],
)
def test_what_is_no_feed_is_named(body: bytes, content_type: str, what: str) -> None:
    assert refusal(body, content_type) == f"news.example sent {what}, not a feed."


def test_a_page_that_offers_a_feed_is_refused_with_the_way_to_it() -> None:
    page = b"<html><head><link rel=alternate type='application/rss+xml' href='/rss'></head></html>"
    assert refusal(page) == "news.example sent a web page, not a feed. The page offers a feed: https://news.example/rss"


def test_entities_are_never_fetched_and_never_explode() -> None:
    outside = b"<!DOCTYPE rss [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" + rss("<item><title>x&a;</title></item>")
    assert "root" not in parse(outside, URL).entries[0].title
    grown = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 12))
    bomb = f"<!DOCTYPE rss [<!ENTITY e0 'ha'>{grown}]>".encode() + rss("<item><title>x&e11;</title></item>")
    assert len(parse(bomb, URL).entries[0].title) < 100


@pytest.mark.parametrize(
    "body",
    [
        rss("<item>" + "<a>" * 100_000 + "</a>" * 100_000 + "</item>"),
        rss("<item><description><![CDATA[" + "<div>" * 100_000 + "]]></description></item>"),
        rss("<item><title>" + "x" * 1_000_000 + "</title></item>"),
        rss("<item " + " ".join(f"a{n}='1'" for n in range(20_000)) + "/>"),
        rss("<item>" + "".join(f"<category>{n}</category>" for n in range(20_000)) + "</item>"),
        rss("<item><author>" + "a" * 100_000 + "@</author></item>"),
        rss("<item>" + "<" * 200_000),
        rss("<item>" + "<!--" * 50_000),
        b'{"items":' + b"[" * 100_000,
    ],
    ids=["nested", "nested-html", "long-title", "attributes", "tags", "author", "brackets", "comments", "json"],
)
def test_a_trap_is_read_within_bounds(body: bytes) -> None:
    try:
        feed = parse(body, URL)
    except NotAFeed:
        return
    for entry in feed.entries:
        assert len(entry.title) <= 2_000
        assert len(entry.text) <= 200_000
        assert len(entry.tags) <= 32


def test_only_so_many_entries_are_read_and_it_is_said() -> None:
    feed = parse(rss("<item><title>x</title></item>" * 5_100), URL)
    assert len(feed.entries) == 5_000
    assert feed.warnings == ("Only the first 5000 of 5100 entries were read.",)


def test_what_the_database_cannot_hold_is_left_out() -> None:
    body = json.dumps(
        {"version": "https://jsonfeed.org/version/1", "items": [{"title": "a\ud800b\0c", "id": "\udfff"}]}
    )
    entry = parse(body.encode(), URL).entries[0]
    assert entry.title == "abc"
    assert entry.key.startswith("sha256:")


def test_what_is_printed_has_the_fixed_keys() -> None:
    printed = as_json(parse(rss("<item><title>x</title><pubDate>Tue, 17 Feb 2026 10:00:00 GMT</pubDate></item>"), URL))
    assert {"format", "title", "language", "entries", "warnings"} <= set(printed)
    (entry,) = printed["entries"]
    wanted = {"id", "title", "link", "published", "updated", "author", "outlet", "summary", "text", "image"}
    assert wanted <= set(entry)
    assert (entry["published"], entry["updated"]) == ("2026-02-17T10:00:00Z", None)
    json.dumps(printed)


TOKENS = """
<rss>|<channel>|<item>|<title>|</title>|<link>|<guid>|<pubDate>|</item>|<![CDATA[|]]>|<!--|-->|&|&#xD800;|&amp;lt;|<entry>
<feed xmlns='http://www.w3.org/2005/Atom'>|<content type='xhtml'>|<summary_detail x='1'>|<tags>|<links x='1'/>|<x:y>
<content x='1'/>|<source x='1'>|<image>|<author>|2026-02-30|Tue, 99 Foo|http://[|javascript:x|<media:content url='x'/>
"|<|>|\0|\ufffe
"""
PIECES = st.sampled_from(TOKENS.strip().replace("\n", "|").split("|"))


@given(st.lists(PIECES | st.text(max_size=8), max_size=25).map("".join))
def test_anything_like_a_feed_is_read_or_refused(text: str) -> None:
    _is_read_or_refused(("<rss version='2.0'><channel>" + text).encode("utf-8", "surrogatepass"))


@given(st.binary(max_size=300), st.sampled_from(["", "text/html", "text/xml; charset=utf-7", "x; charset=\0"]))
def test_any_bytes_are_read_or_refused(body: bytes, content_type: str) -> None:
    _is_read_or_refused(body, content_type)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda inner: (
            st.lists(inner) | st.dictionaries(st.sampled_from(["id", "url", "title", "items", "authors"]), inner)
        ),
    )
)
def test_any_json_is_read_or_refused(value: object) -> None:
    _is_read_or_refused(json.dumps({"version": "https://jsonfeed.org/version/1", "items": [value]}).encode())


def _is_read_or_refused(body: bytes, content_type: str = "") -> None:
    try:
        feed = parse(body, URL, content_type)
    except NotAFeed as reason:
        assert str(reason)
        return
    assert isinstance(feed, ParsedFeed)
    json.dumps(as_json(feed), ensure_ascii=False).encode()
    for entry in feed.entries:
        assert entry.key
        assert not entry.link or entry.link.lower().startswith(("http://", "https://"))


@pytest.mark.parametrize("reference", ["&#xD800;", "&#55296;", "&#0;", "&#xFFFFFFFF;", "&#x110000;", "&#11;"])
def test_a_reference_to_no_character_stands_for_nothing(reference: str) -> None:
    item = f"<item><author>a{reference}b</author><title>x{reference}y</title></item>"
    body = f"<rss version='2.0'><channel>{item}</channel></rss>"
    (entry,) = parse(body.encode(), "https://news.example/rss").entries
    assert (entry.author, entry.title) == ("ab", "xy")


def test_entries_without_title_link_and_date_are_entries() -> None:
    items = "<item/><item><description>Only words.</description></item><item><title/><link/><guid/><pubDate/></item>"
    entries = parse(rss(items), URL).entries
    assert [(one.title, one.link, one.published) for one in entries] == [("", "", None)] * 3
    assert entries[1].text == "Only words."
    assert all(one.key for one in entries)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("Thu, 01 Jan 1970 00:00:00 GMT", datetime(1970, 1, 1, tzinfo=UTC)),
        ("2099-12-31T23:59:59Z", datetime(2099, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("2026-02-17T10:00:00", datetime(2026, 2, 17, 10, tzinfo=UTC)),
        ("Tue, 17 Feb 2026 10:00:00", datetime(2026, 2, 17, 10, tzinfo=UTC)),
        ("soon", None),
    ],
)
def test_a_date_is_kept_as_it_is_claimed(written: str, moment: datetime | None) -> None:
    assert first(f"<title>T</title><pubDate>{written}</pubDate>").published == moment
