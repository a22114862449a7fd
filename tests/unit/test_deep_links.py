"""What an address from outside may ask for, and that it can never do more than show."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.core.deep_links import LONGEST, DeepLink, read


@pytest.mark.parametrize(
    ("word", "link"),
    [
        ("tocsin:", DeepLink("raise")),
        ("tocsin://", DeepLink("raise")),
        ("TOCSIN:refresh", DeepLink("refresh")),
        ("tocsin://refresh/", DeepLink("refresh")),
        ("tocsin:add", DeepLink("add")),
        ("tocsin:add?url=https%3A%2F%2Fnews.example%2Frss%3Fa%3D1", DeepLink("add", "https://news.example/rss?a=1")),
        ("tocsin://search?q=%22Le%20Pen%22", DeepLink("search", '"Le Pen"')),
        ("tocsin:watch/7", DeepLink("watch", id=7)),
        ("tocsin:article/12", DeepLink("article", id=12)),
        ("feed:https://news.example/rss", DeepLink("add", "feed:https://news.example/rss")),
        ("feed://news.example/rss", DeepLink("add", "feed://news.example/rss")),
        ("/home/anna/My sources.OPML", DeepLink("list", "/home/anna/My sources.OPML")),
        ("file:///home/anna/My%20sources.opml", DeepLink("list", "/home/anna/My sources.opml")),
    ],
)
def test_what_can_be_opened(word: str, link: DeepLink) -> None:
    assert read(word) == link


@pytest.mark.parametrize(
    "word",
    [
        *("", "monitor", "javascript:alert(1)", "https://news.example/", "file:///etc/passwd", "feed:", "tocsin:quit"),
        *("tocsin:watch/x", "tocsin:watch/-1", "tocsin:watch/٧", "tocsin:search", "tocsin:delete?all=1"),
        *("tocsin:search?q=a\nb", "tocsin:search?q=" + "a" * LONGEST),
    ],
)
def test_what_cannot(word: str) -> None:
    assert read(word) is None


@given(st.text(max_size=200))
def test_whatever_follows_the_colon_is_read_or_refused(text: str) -> None:
    link = read(f"tocsin:{text}")
    assert link is None or link.kind in ("raise", "add", "search", "watch", "article", "refresh", "list")
