"""A feed that fails for a week is told of once, with the watches that it leaves blind, and at most once a day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from flow.workbench import Clock, Workbench, entry
from tocsin.core.ailing import LEAST_FAILURES, is_ailing
from tocsin.core.model import Feed
from tocsin.core.query import Query, read, within
from tocsin.feeds.fetch_values import Failed
from tocsin.monitor.events import FeedNoted, SourcesAiling

GONE = Failed("herald.example has nothing at this address (404).", 404, None, "http")


def fail(bench: Workbench, *hosts: str, days: float = 8) -> None:
    """Let hosts fail for so long, read each time they are due, while one other feed is well."""
    for host in hosts:
        bench.web.answers[f"https://{host}.example/rss"] = GONE
    monitor = bench.monitor()
    until = bench.clock() + timedelta(days=days)
    while (due := bench.store.feeds.next_due()) is not None and due < until:
        bench.clock.now = max(bench.clock.now, due)
        monitor.run(once=True)
    bench.clock.now = until
    monitor.run(once=True)


def outlet(bench: Workbench, name: str, *titles: str, **options: str) -> Feed:
    bench.web.serve(f"https://{name}.example/rss", *(entry(title) for title in titles), title=f"The {name.title()}")
    return bench.follow(f"https://{name}.example/rss", **options)


def said(bench: Workbench) -> list[SourcesAiling]:
    return [one for one in bench.said if isinstance(one, SourcesAiling)]


def test_a_week_of_failure_is_one_note_and_one_quiet_notice_with_the_watches_left_blind(bench: Workbench) -> None:
    outlet(bench, "herald", "NATO meets in Oslo", "Le Pen opens a fair")
    outlet(bench, "gazette", "Cheese is dear this year")
    for query in ("NATO", '"Le Pen"', "cheese"):
        bench.watch(query, name=query.strip('"'))
    bench.round()
    fail(bench, "herald", days=30)
    sentence = (
        "The Herald has not been readable for a week: herald.example has nothing at this address (404). "
        "These watches may miss something: Le Pen, NATO."
    )
    assert [one.sentence for one in bench.said if isinstance(one, FeedNoted)] == [sentence]
    assert [(one.title, one.body) for one in said(bench)] == [("The Herald: not readable for a week", sentence)]
    assert [(notice.title, notice.alerts) for notice in bench.bell.shown] == [
        ("The Herald: not readable for a week", ())
    ]
    assert bench.store.ailments.said() == {1: sentence}


def test_several_feeds_are_one_notice_and_those_that_follow_wait_a_day(bench: Workbench) -> None:
    for name in ("herald", "gazette", "courier"):
        outlet(bench, name, f"News of {name}")
    outlet(bench, "well", "All is well")
    bench.round()
    fail(bench, "herald", "gazette", days=0.3)
    fail(bench, "courier", days=9)
    assert [one.title for one in said(bench)] == [
        "2 sources have not been readable for a week", "The Courier: not readable for a week",
    ]  # fmt: skip


def test_a_feed_that_comes_back_is_told_of_anew_the_next_time(bench: Workbench) -> None:
    outlet(bench, "herald", "News")
    outlet(bench, "well", "All is well")
    bench.round()
    for _ in range(2):
        fail(bench, "herald", days=9)
        assert len(bench.store.ailments.said()) == 1
        bench.web.serve("https://herald.example/rss", entry("News"))
        bench.round()
        assert bench.store.ailments.said() == {}
    assert len(said(bench)) == 2


def test_quiet_hours_hold_the_notice_back_and_presenting_hides_what_it_says(bench: Workbench) -> None:
    outlet(bench, "herald", "News")
    outlet(bench, "well", "All is well")
    bench.round()
    bench.store.settings.put("quiet", "mon-sun 00:00-24:00")
    fail(bench, "herald", days=9)
    assert (said(bench), len(bench.store.ailments.said())) == ([], 1)
    bench.store.settings.put("quiet", "")
    bench.store.settings.put("presenting", "1")
    bench.clock.pass_(hours=2)
    bench.round()
    assert [(one.title, one.body) for one in said(bench)] == [("A source needs you", "")]


@pytest.mark.parametrize(
    ("query", "others", "named"),
    [
        ("lang:fr OTAN", {"language": "de"}, True),
        ("lang:fr OTAN", {"language": "fr"}, False),
        ("country:fr OTAN", {"country": "de"}, True),
        ("source:Herald OTAN", {}, True),
        ("source:Courier OR OTAN", {}, False),
        ("OTAN -source:Herald", {}, False),
        ("OTAN", {}, False),
    ],
)
def test_a_watch_is_left_blind_when_no_other_feed_is_where_it_looks(
    bench: Workbench, query: str, others: dict[str, str], named: bool
) -> None:
    outlet(bench, "herald", "Rien de nouveau", language="fr", country="fr")
    outlet(bench, "well", "All is well", **others)
    bench.watch(query, name="mine")
    bench.round()
    fail(bench, "herald", days=9)
    (sentence,) = bench.store.ailments.said().values()
    assert ("This watch may miss something: mine." in sentence) == named


def test_a_match_of_long_ago_leaves_no_watch_blind(bench: Workbench) -> None:
    outlet(bench, "herald", "NATO meets in Oslo")
    outlet(bench, "well", "All is well")
    bench.watch("NATO")
    bench.round()
    bench.web.serve("https://herald.example/rss", entry("Nothing"))
    bench.clock.pass_(days=100)
    bench.round()
    fail(bench, "herald", days=9)
    (sentence,) = bench.store.ailments.said().values()
    assert "miss" not in sentence


def test_a_computer_that_was_off_for_a_week_has_learned_nothing() -> None:
    now = Clock()()
    feed = Feed(1, "https://x.example", "X", failures=LEAST_FAILURES - 1)
    assert not is_ailing(feed, now - timedelta(days=30), now)
    assert not is_ailing(Feed(1, "https://x.example", "X", failures=99), now - timedelta(days=6), now)
    assert not is_ailing(Feed(1, "https://x.example", "X", failures=99, paused=True), now - timedelta(days=9), now)
    assert is_ailing(Feed(1, "https://x.example", "X", failures=99), now - timedelta(days=7), now)


def test_a_query_that_looks_everywhere_asks_for_no_place() -> None:
    query = read("NATO age:<2d")
    assert isinstance(query, Query)
    assert within(query, Feed(1, "https://x.example", "X")) is None
