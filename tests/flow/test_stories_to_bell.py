"""Articles of several outlets on their way through the monitor: which are one story, and when it rings."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from queue import SimpleQueue

from flow.workbench import Workbench, entry
from listed import listed
from tocsin.core.query import Mistake, read
from tocsin.feeds.fetch_values import Fetched
from tocsin.monitor.events import RoundEnded, StoriesGrew, StorySplit, Trouble, Wish
from tocsin.store import Listing, Scope

URL = "https://news.example/rss"


def test_the_same_story_at_another_outlet_rings_once_and_is_told_together(bench: Workbench) -> None:
    other = "https://gazette.example/rss"
    bench.follow()
    bench.follow(other)
    bench.watch("NATO")
    bench.web.serve(URL, entry("Old", "Nothing of note."))
    bench.web.serve(other, entry("Older", "Nothing at all."), title="Gazette")
    bench.round()
    text = "The school in the harbour of Lindhaven teaches two hundred divers how to save people from cold water."
    bench.web.serve(URL, entry("NATO opens a school for divers in Lindhaven", text, link="https://news.example/school"))
    bench.round()
    bench.web.serve(
        other, entry("Lindhaven: NATO opens school for divers", text, link="https://gazette.example/7"), title="Gazette"
    )
    bench.round()
    assert [notice.title for notice in bench.bell.shown] == ["NATO opens a school for divers in Lindhaven"]
    (grew,) = [event for event in bench.said if isinstance(event, StoriesGrew)]
    (alert,) = bench.store.alerts.ledger()
    assert (grew.stories, alert.articles) == ((alert.alert.story_id,), 2)


def test_what_the_user_says_is_another_story_stays_another_story(bench: Workbench) -> None:
    bench.follow()
    link = "https://news.example/live"
    bench.web.serve(URL, entry("Two", guid="2", link=link), entry("One", guid="1", link=link))
    bench.round()
    (newest,) = listed(bench.store, Scope("all"))
    before = bench.store.stories.of(newest.id)
    assert before is not None
    assert before.articles == 2
    bench.wishes.put(Wish("split", newest.id))
    bench.round()
    own = bench.store.stories.of(newest.id)
    assert own is not None
    assert (own.id != before.id, own.articles) == (True, 1)
    assert any(isinstance(event, StorySplit) for event in bench.said)
    assert [row.title for row in listed(bench.store, Scope("all"))] == ["Two", "One"]


def test_after_an_error_while_saving_the_window_of_stories_is_read_anew(bench: Workbench) -> None:
    bench.follow()
    watch = bench.watch("NATO")
    bench.web.serve(URL, entry("NATO meets in Oslo"))
    bench.store.database.run("CREATE TRIGGER stumble BEFORE INSERT ON alerts BEGIN SELECT raise(ABORT, 'ours'); END")
    monitor = bench.monitor()
    monitor.run(once=True)
    assert listed(bench.store, Scope("all")) == []
    bench.store.database.run("DROP TRIGGER stumble")
    bench.store.feeds.make_due()
    monitor.run(once=True)
    assert [row.title for row in listed(bench.store, Scope("watch", watch.id))] == ["NATO meets in Oslo"]


def test_a_watch_that_asks_for_outlets_rings_when_enough_carry_the_story(bench: Workbench) -> None:
    other = "https://gazette.example/rss"
    bench.follow(ring_first=True)
    bench.follow(other, ring_first=True)
    watch = bench.watch("nato sources:>=2")
    bench.web.serve(URL, entry("NATO opens a school for divers in Lindhaven", "Two hundred divers are to learn there."))
    bench.round()
    assert bench.bell.shown == []
    bench.web.serve(
        other, entry("Lindhaven: NATO opens a school for divers", "The first lessons began on Monday."), title="Gazette"
    )
    bench.round()
    assert len(bench.bell.shown) == 1
    (story,) = bench.store.lists.page(Listing(Scope("watch", watch.id))).stories
    assert (story.articles, story.outlets, bench.store.matches.total(watch.id)) == (2, 2, 2)


def test_the_first_poll_is_judged_under_the_name_and_language_that_a_search_judges_it_by(bench: Workbench) -> None:
    bench.follow(ring_first=True)
    bench.watch("source:herald fair", "by name")
    bench.watch("lang:fr fair", "by language")
    head = "<title>The Herald</title><language>fr</language>"
    body = f"<rss version='2.0'><channel>{head}{entry('A fair opens')}</channel></rss>".encode()
    bench.web.answers[URL] = Fetched(URL, body, "application/rss+xml", "", "", 200, "", None)
    bench.round()
    for watch in bench.store.watches.all():
        query = read(watch.query)
        assert not isinstance(query, Mistake)
        found = bench.store.articles.search(query, now=bench.clock())
        live = listed(bench.store, Scope("watch", watch.id))
        assert [one.row.title for one in found] == [row.title for row in live] == ["A fair opens"]


class _Patience(SimpleQueue[Wish]):
    """Wishes that never come, until the monitor has begun to wait: then it is to stop."""

    def __init__(self) -> None:
        self.waited: list[float | None] = []

    def get(self, block: bool = True, timeout: float | None = None) -> Wish:
        self.waited.append(timeout)
        return Wish("stop")


def test_a_profile_that_cannot_be_written_is_no_feeds_trouble_and_no_reason_to_ask_again_at_once(
    bench: Workbench,
) -> None:
    feed = bench.follow()
    bench.web.serve(URL, entry("One"))
    other = sqlite3.connect(bench.path, isolation_level=None)
    with closing(other):
        bench.store.database.connection.execute("PRAGMA busy_timeout = 0")

        def lock() -> None:
            other.execute("BEGIN IMMEDIATE")

        bench.web.before_each = lock
        bench.wishes = patience = _Patience()
        bench.wait_seconds = 30.0
        bench.monitor().run()
        other.execute("ROLLBACK")
    (trouble,) = (event for event in bench.said if isinstance(event, Trouble))
    assert "is busy" in trouble.sentence
    assert any(isinstance(event, RoundEnded) for event in bench.said)
    assert (bench.store.feeds.get(feed.id).failures, patience.waited) == (0, [30.0])
