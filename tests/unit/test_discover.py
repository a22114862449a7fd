"""The feeds that a page offers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tocsin.feeds.discover import Offered, candidates

URL = "https://news.example/world/"


def found(page: str) -> list[Offered]:
    return candidates(page.encode(), URL)


def test_declared_feeds_are_found_in_order_and_comments_come_last() -> None:
    page = """<!doctype html><html><head>
      <link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed/">
      <LINK REL='alternate' TYPE='application/atom+xml' TITLE='World &amp; more' HREF='feed.atom'>
      <link type=application/feed+json rel="home alternate" href=//cdn.news.example/feed.json>
      <link rel=stylesheet type="text/css" href="/x.css"><link rel="alternate" hreflang="fr" href="/fr/">
      <link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1">"""
    assert found(page) == [
        Offered("https://news.example/world/feed.atom", "World & more", "Atom"),
        Offered("https://cdn.news.example/feed.json", "", "JSON Feed"),
        Offered("https://news.example/comments/feed/", "Comments", "RSS"),
    ]


def test_links_count_from_the_pages_own_base() -> None:
    page = "<base href='https://other.example/b/'><link rel=alternate type='application/rss+xml' href='x'>"
    assert [one.url for one in found(page)] == ["https://other.example/b/x"]


def test_the_same_feed_is_offered_once() -> None:
    link = "<link rel=alternate type='application/rss+xml' href='{}'>"
    assert len(found(link.format("/feed") + link.format("http://www.news.example/feed/"))) == 1


def test_what_is_not_shown_or_not_on_the_web_is_not_offered() -> None:
    link = "<link rel=alternate type='application/rss+xml' href='{}'>"
    assert (
        found(f"<!-- {link.format('/a')} --><script>'{link.format('/b')}'</script>{link.format('javascript:x')}") == []
    )


@given(st.binary() | st.text(alphabet="<link rel=alternate type='application/rss+xml' href=\">!-").map(str.encode))
def test_any_bytes_offer_addresses_or_nothing(body: bytes) -> None:
    assert all(one.url.lower().startswith("http") for one in candidates(body, URL))
