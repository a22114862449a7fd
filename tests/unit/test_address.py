"""Addresses as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.feeds.address import BadAddress, host_of, key, normal, same, split_credentials, web_link


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("example.org/feed", "https://example.org/feed"),
        ("  https://Example.ORG/Feed  ", "https://example.org/Feed"),
        ("HTTP://example.org", "http://example.org/"),
        ("feed://example.org/rss", "http://example.org/rss"),
        ("feeds://example.org/rss", "https://example.org/rss"),
        ("feed:https://example.org/rss", "https://example.org/rss"),
        ("//example.org/rss", "https://example.org/rss"),
        ("example.org:8080/rss", "https://example.org:8080/rss"),
        ("localhost:8000/rss", "https://localhost:8000/rss"),
        ("http://example.org:80/", "http://example.org/"),
        ("https://example.org:443/x?b=2&a=1", "https://example.org/x?b=2&a=1"),
        ("https://bücher.example/ä?q=ü", "https://xn--bcher-kva.example/%C3%A4?q=%C3%BC"),
        ("http://[::1]:8080/feed", "http://[::1]:8080/feed"),
        ("<https://example.org/a b>", "https://example.org/a%20b"),
        ("https://example.org/100%25", "https://example.org/100%25"),
        ("https://ann:pass@example.org/", "https://ann:pass@example.org/"),
        ("http://intranet/feed", "http://intranet/feed"),
    ],
)
def test_an_address_is_completed_and_spelled_one_way(typed: str, address: str) -> None:
    assert normal(typed) == address
    assert normal(address) == address


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "mailto:ann@example.org",
        "data:text/xml,<rss/>",
        "nato",
        "le pen",
        "https://",
        "https://exa mple.org/",
        "https://-x.example/",
        "https://example.org:99999/",
        "https://" + "a" * 3000,
        "http://[::1/",
    ],
)
def test_what_is_no_address_is_refused_in_one_sentence(typed: str) -> None:
    with pytest.raises(BadAddress) as refused:
        normal(typed)
    assert str(refused.value).endswith(".")
    assert len(str(refused.value)) < 200


@pytest.mark.parametrize(
    "other",
    [
        "http://example.org/feed",
        "https://www.example.org/feed/",
        "EXAMPLE.org/feed",
        "https://example.org:443/feed#top",
        "feed://example.org/feed",
        "https://example.org/%66eed",
        "https://ann:secret@example.org/feed",
    ],
)
def test_another_spelling_is_the_same_feed(other: str) -> None:
    assert same("https://example.org/feed", other)


@pytest.mark.parametrize(
    "other",
    [
        "https://example.org/Feed",
        "https://example.org/feed?x=1",
        "https://example.com/feed",
        "https://news.example.org/feed",
        "https://example.org:8080/feed",
        "not an address",
    ],
)
def test_another_feed_is_another(other: str) -> None:
    assert not same("https://example.org/feed", other)


def test_the_order_of_a_query_is_left_alone() -> None:
    assert not same("https://example.org/?a=1&b=2", "https://example.org/?b=2&a=1")


def test_name_and_password_are_taken_out() -> None:
    assert split_credentials("https://ann:s%40crét@example.org:8080/f?x#y") == (
        "https://example.org:8080/f?x#y",
        "ann",
        "s@crét",
    )
    assert split_credentials("https://example.org/f") == ("https://example.org/f", "", "")


@pytest.mark.parametrize(
    ("link", "absolute"),
    [
        ("/a", "https://example.org/a"),
        ("b?c#d", "https://example.org/x/b?c#d"),
        ("https://other.example/", "https://other.example/"),
        ("HTTPS://other.example/a b", "HTTPS://other.example/a%20b"),
        ("javascript:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("data:text/html,x", ""),
        ("mailto:a@b.example", ""),
        ("http://", ""),
        ("", ""),
    ],
)
def test_a_link_may_be_opened_or_is_empty(link: str, absolute: str) -> None:
    assert web_link(link, "https://example.org/x/y") == absolute


@given(st.text())
def test_any_text_is_an_address_or_refused(text: str) -> None:
    try:
        address = normal(text)
    except BadAddress:
        return
    assert address.isascii()
    assert address.startswith(("http://", "https://"))
    assert normal(address) == address
    assert same(address, text)


@given(st.text(), st.text())
def test_a_link_is_on_the_web_or_empty(link: str, base: str) -> None:
    found = web_link(link, base)
    assert not found or found.lower().startswith(("http://", "https://"))
    assert isinstance(key(link), str)
    assert isinstance(host_of(link), str)
