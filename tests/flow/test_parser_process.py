"""Parsing in a process of its own: it can be ended, and what it cannot take is a sentence."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tocsin.core.errors import TocsinError
from tocsin.monitor.parsing import Interrupted, ParserProcess, TooLong

FEED = b"<rss version='2.0'><channel><title>T</title><item><title>One</title></item></channel></rss>"
LONG = FEED.replace(
    b"<item>", b"<item><title>Another</title><description>words &amp; words</description></item>" * 4_000 + b"<item>"
)
"""Takes a reader some seconds."""


@pytest.fixture
def parser() -> Iterator[ParserProcess]:
    made = ParserProcess(lambda: False)
    yield made
    made.close()


def test_a_feed_comes_back_as_values(parser: ParserProcess) -> None:
    parsed = parser(FEED, "https://news.example/rss", "application/rss+xml")
    assert (parsed.title, [entry.title for entry in parsed.entries]) == ("T", ["One"])


def test_what_is_no_feed_is_a_sentence_and_the_next_one_is_read(parser: ParserProcess) -> None:
    with pytest.raises(TocsinError, match=r"\w+ \w+"):
        parser(b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "https://news.example/", "image/png")
    assert parser(FEED, "https://news.example/rss", "").title == "T"


def test_a_feed_that_takes_too_long_is_given_up_and_the_next_one_is_read() -> None:
    parser = ParserProcess(lambda: False, patience=0.0)
    try:
        with pytest.raises(TooLong, match="took too long"):
            parser(LONG, "https://news.example/rss", "")
        parser._patience = 30
        assert parser(FEED, "https://news.example/rss", "").title == "T"
    finally:
        parser.close()


def test_the_wish_to_stop_interrupts_the_parsing() -> None:
    parser = ParserProcess(lambda: True)
    with pytest.raises(Interrupted):
        parser(LONG, "https://news.example/rss", "")
    assert parser._child is None


def test_a_child_that_dies_is_a_sentence_and_the_next_feed_gets_a_new_one(parser: ParserProcess) -> None:
    parser(FEED, "https://news.example/rss", "")
    assert parser._child is not None
    parser._child.kill()
    parser._child.join()
    assert parser(FEED, "https://news.example/rss", "").title == "T"


def test_a_child_that_has_nothing_to_do_ends_and_the_next_feed_gets_a_new_one() -> None:
    parser = ParserProcess(lambda: False, rest=0.2)
    try:
        parser(FEED, "https://news.example/rss", "")
        child = parser._child
        assert child is not None
        child.join(20)
        assert child.exitcode == 0
        assert parser(FEED, "https://news.example/rss", "").title == "T"
    finally:
        parser.close()


def test_a_child_that_is_about_to_end_is_sent_nothing(parser: ParserProcess) -> None:
    parser(FEED, "https://news.example/rss", "")
    first = parser._child
    parser(FEED, "https://news.example/rss", "")
    assert parser._child is first
    parser._used -= 55
    parser(FEED, "https://news.example/rss", "")
    assert parser._child is not first
