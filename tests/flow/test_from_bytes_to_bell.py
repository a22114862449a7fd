"""One article's way through the monitor, with a paper web, a paper bell and a clock that stands still."""

from __future__ import annotations

from flow.workbench import UNREACHABLE, Workbench, entry, unlike
from listed import listed
from tocsin.core.model import Held, How
from tocsin.feeds.fetch_values import Failed, Fetched, Unchanged
from tocsin.monitor.events import FeedFailed, RoundEnded, Trouble, Wish
from tocsin.monitor.ringing import LINE
from tocsin.store import Scope

URL = "https://news.example/rss"


def test_a_new_story_about_a_watch_rings_once(bench: Workbench) -> None:
    bench.follow()
    bench.watch('"Le Pen"')
    bench.web.serve(URL, entry("An old tale"))
    bench.round()
    bench.web.serve(URL, entry("Le Pen opens a fair", "She cut a ribbon."), entry("An old tale"))
    bench.round()
    bench.round()
    assert [notice.title for notice in bench.bell.shown] == ["Le Pen opens a fair"]
    assert [one.headline for one, _ in bench.told] == ["Le Pen opens a fair"]
    (alert,) = bench.store.alerts.ledger()
    assert (alert.alert.bell, alert.watch) == ("paper", '"Le Pen"')


def test_the_past_of_a_new_feed_is_a_silent_baseline(bench: Workbench) -> None:
    bench.follow()
    watch = bench.watch("NATO")
    bench.web.serve(URL, entry("NATO meets in Oslo"), entry("Storm keeps a NATO frigate in port"))
    bench.round()
    assert bench.bell.shown == []
    assert [one.alert.held for one in bench.store.alerts.ledger()] == [Held.BASELINE, Held.BASELINE]
    assert [row.title for row in listed(bench.store, Scope("watch", watch.id))] == [
        "NATO meets in Oslo",
        "Storm keeps a NATO frigate in port",
    ]


def test_a_feed_that_is_to_ring_at_once_has_no_baseline(bench: Workbench) -> None:
    bench.follow(ring_first=True)
    bench.watch("NATO")
    bench.web.serve(URL, entry("NATO meets"))
    bench.round()
    assert [notice.title for notice in bench.bell.shown] == ["NATO meets"]


def test_a_first_poll_that_fails_is_no_baseline(bench: Workbench) -> None:
    bench.follow()
    bench.watch("NATO")
    bench.round()
    bench.web.serve(URL, entry("NATO met"))
    bench.round()
    assert bench.bell.shown == []


def test_the_past_of_a_new_watch_is_its_history_and_does_not_ring(bench: Workbench) -> None:
    bench.follow()
    bench.web.serve(URL, entry("NATO meets"))
    bench.round()
    watch = bench.watch("NATO")
    bench.round()
    assert bench.bell.shown == []
    assert [row.title for row in listed(bench.store, Scope("watch", watch.id))] == ["NATO meets"]
    assert bench.store.counts.all().watches == {watch.id: 1}


def test_near_misses_do_not_ring(bench: Workbench) -> None:
    bench.follow(ring_first=True)
    bench.watch('"Le Pen"')
    bench.watch("NATO")
    bench.web.serve(
        URL,
        entry("Senator signs the bill"),
        entry("È nato a Roma il nuovo museo"),
        entry("Le pensionnat rouvre ses portes"),
        entry("The whole Pentagon is repainted"),
    )
    bench.round()
    assert bench.bell.shown == []


def test_a_broken_feed_is_a_row_not_a_crash(bench: Workbench) -> None:
    bench.follow()
    bench.follow("https://other.example/rss")
    bench.web.serve("https://other.example/rss", entry("Good news"))
    bench.round()
    (bad,) = [feed for feed in bench.store.feeds.all() if feed.failures]
    assert (bad.url, bad.failures, bad.trouble) == (URL, 1, "news.example could not be reached.")
    assert [row.title for row in listed(bench.store, Scope("all"))] == ["Good news"]


def test_a_feed_that_comes_back_is_well_again(bench: Workbench) -> None:
    bench.follow()
    bench.round()
    bench.web.serve(URL, entry("Back again"))
    bench.round()
    (feed,) = bench.store.feeds.all()
    assert (feed.failures, feed.trouble) == (0, "")


def test_a_failing_feed_is_asked_less_and_less_often_but_never_given_up(bench: Workbench) -> None:
    bench.follow()
    waits = []
    for _ in range(16):
        bench.round()
        (feed,) = bench.store.feeds.all()
        waits.append((feed.next_due - bench.clock()).total_seconds())
    assert waits[:3] == [300, 600, 1200]
    assert waits == sorted(waits)
    assert waits[-1] == 86_400


def test_a_server_that_asks_for_patience_gets_it(bench: Workbench) -> None:
    bench.follow()
    bench.web.answers[URL] = Failed("news.example asks us to come back later (429).", 429, 7200, "http")
    bench.round()
    (feed,) = bench.store.feeds.all()
    assert (feed.next_due - bench.clock()).total_seconds() == 7200


def test_a_page_that_is_no_feed_is_a_row_with_a_sentence(bench: Workbench) -> None:
    bench.follow()
    bench.web.answers[URL] = Fetched(
        URL, b"<!doctype html><title>Hello</title><p>hi", "text/html", "", "", 200, "", None
    )
    bench.round()
    (feed,) = bench.store.feeds.all()
    assert feed.failures == 1
    assert "page" in feed.trouble


def test_an_unchanged_feed_is_due_again_and_nothing_else_happens(bench: Workbench) -> None:
    bench.follow()
    bench.web.serve(URL, entry("One"))
    bench.round()
    bench.web.answers[URL] = Unchanged(None)
    bench.round()
    (feed,) = bench.store.feeds.all()
    assert (feed.next_due - bench.clock()).total_seconds() == 900
    assert len(listed(bench.store, Scope("all"))) == 1


def test_a_feed_is_only_read_when_it_is_due(bench: Workbench) -> None:
    bench.follow()
    bench.web.serve(URL, entry("One"))
    bench.round(all_due=False)
    bench.round(all_due=False)
    assert len(bench.web.asked) == 1
    bench.clock.pass_(minutes=16)
    bench.round(all_due=False)
    assert len(bench.web.asked) == 2


def test_the_reading_of_a_paused_feed_waits(bench: Workbench) -> None:
    feed = bench.follow()
    bench.store.feeds.edit(feed.id, paused=True)
    bench.round()
    assert bench.web.asked == []


def test_what_the_bell_refuses_is_rung_by_the_line_and_not_again(bench: Workbench) -> None:
    bench.follow(ring_first=True)
    bench.watch("NATO")
    bench.web.serve(URL, entry("NATO meets"))
    bench.bell.refusal = "nobody is there"
    bench.round()
    bench.bell.refusal = None
    bench.round()
    assert bench.bell.shown == []
    assert [bell for _, bell in bench.told] == [LINE]


def test_an_alert_that_was_being_tried_when_the_program_died_is_tried_again(bench: Workbench) -> None:
    bench.follow(ring_first=True)
    bench.watch("NATO")
    bench.web.serve(URL, entry("NATO meets"))
    bench.round(alone=False)
    (owed,) = bench.store.alerts.owed()
    bench.store.alerts.trying([owed.alert.id], "a bell that died")
    bench.round()
    assert [notice.title for notice in bench.bell.shown] == ["NATO meets"]
    assert bench.store.alerts.owed() == []


def test_with_somebody_listening_the_monitor_leaves_the_alerts_owed(bench: Workbench) -> None:
    bench.follow(ring_first=True)
    bench.watch("NATO")
    bench.web.serve(URL, entry("NATO meets"))
    bench.round(alone=False)
    assert bench.bell.shown == []
    assert [one.headline for one in bench.store.alerts.owed()] == ["NATO meets"]


def test_one_article_for_two_watches_is_one_notice(bench: Workbench) -> None:
    bench.follow(ring_first=True)
    bench.watch('"Le Pen"')
    bench.watch("NATO")
    bench.web.serve(URL, entry("Le Pen speaks about NATO"))
    bench.round()
    (notice,) = bench.bell.shown
    assert len(notice.alerts) == 2
    assert "NATO" in notice.body


def test_a_flood_is_three_notices_a_watch_and_one_summary_and_nothing_is_lost(bench: Workbench) -> None:
    bench.follow(ring_first=True)
    bench.watch("NATO")
    bench.web.serve(URL, *(entry(headline) for headline in unlike("NATO", 40)))
    bench.round()
    assert len(bench.bell.shown) == 3
    assert {one.alert.held for one in bench.store.alerts.owed()} == {Held.BURST}
    bench.clock.pass_(seconds=61)
    bench.round()
    assert [notice.title for notice in bench.bell.shown[3:]] == ["37 more stories: NATO"]
    assert sum(1 for one in bench.store.alerts.ledger() if one.alert.rung) == 40


def test_a_silent_watch_keeps_its_matches_and_says_why_it_did_not_ring(bench: Workbench) -> None:
    bench.follow(ring_first=True)
    bench.watch("NATO", how=How.SILENT)
    bench.web.serve(URL, entry("NATO meets"))
    bench.round()
    assert bench.bell.shown == []
    assert [one.alert.held for one in bench.store.alerts.ledger()] == [Held.SILENT]


def test_a_cosmetic_edit_does_not_ring_again(bench: Workbench) -> None:
    bench.follow(ring_first=True)
    bench.watch("NATO")
    bench.web.serve(URL, entry("NATO meets", guid="1"))
    bench.round()
    bench.web.serve(URL, entry("NATO meets!", guid="1"))
    bench.round()
    assert len(bench.bell.shown) == 1
    assert [row.title for row in listed(bench.store, Scope("all"))] == ["NATO meets!"]


def test_a_correction_that_brings_the_word_in_rings(bench: Workbench) -> None:
    bench.follow(ring_first=True)
    watch = bench.watch("NATO")
    bench.web.serve(URL, entry("The alliance meets", guid="1", link="https://news.example/1"))
    bench.round()
    bench.web.serve(URL, entry("NATO meets", guid="1", link="https://news.example/1"))
    bench.round()
    assert [notice.title for notice in bench.bell.shown] == ["NATO meets"]
    bench.web.serve(URL, entry("The alliance meets", guid="1", link="https://news.example/1"))
    bench.round()
    assert listed(bench.store, Scope("watch", watch.id)) == []
    assert bench.store.counts.all().watches == {}


def test_a_poll_never_touches_what_the_user_did(bench: Workbench) -> None:
    bench.follow()
    bench.web.serve(URL, entry("One", guid="1"))
    bench.round()
    (row,) = listed(bench.store, Scope("all"))
    bench.store.marks.read([row.id], True, bench.clock())
    bench.store.marks.keep([row.id], True, bench.clock())
    bench.web.serve(URL, entry("One, edited", guid="1"))
    bench.round()
    (row,) = listed(bench.store, Scope("all"))
    assert (row.title, row.read, row.kept) == ("One, edited", True, True)


def test_a_feed_added_during_a_round_joins_it(bench: Workbench) -> None:
    bench.follow()
    bench.web.serve(URL, entry("One"))
    bench.web.serve("https://late.example/rss", entry("Two"))
    once = [True]

    def add_another() -> None:
        if once:
            once.clear()
            bench.store.feeds.add("https://late.example/rss", now=bench.clock())
            bench.wishes.put(Wish("feeds-changed"))

    bench.web.before_each = add_another
    bench.round()
    assert sorted(request.url for request in bench.web.asked) == ["https://late.example/rss", URL]
    (ended,) = [event for event in bench.said if isinstance(event, RoundEnded)]
    assert ended.read == 2


def test_a_feed_removed_while_it_is_fetched_brings_nothing(bench: Workbench) -> None:
    feed = bench.follow()
    bench.web.serve(URL, entry("One"))
    bench.web.before_each = lambda: bench.store.feeds.remove(feed.id, bench.clock())
    bench.round()
    assert listed(bench.store, Scope("feed", feed.id)) == []


def test_a_mistake_of_ours_is_told_and_the_other_feeds_are_read(bench: Workbench) -> None:
    usual = bench.parse

    def stumble(body: bytes, url: str, content_type: str, before: bytes) -> object:
        if url == URL:
            raise ZeroDivisionError
        return usual(body, url, content_type, before)

    bench.parse = stumble  # type: ignore[assignment]
    bench.follow()
    bench.follow("https://other.example/rss")
    bench.web.serve(URL, entry("One"))
    bench.web.serve("https://other.example/rss", entry("Two"))
    bench.round()
    assert [row.title for row in listed(bench.store, Scope("all"))] == ["Two"]
    assert any(isinstance(event, Trouble) and "ZeroDivisionError" in event.detail for event in bench.said)
    assert any(isinstance(event, FeedFailed) for event in bench.said)


def test_a_stop_in_the_middle_of_a_round_leaves_the_rest_for_later(bench: Workbench) -> None:
    bench.follow()
    bench.follow("https://other.example/rss")
    bench.web.serve(URL, entry("One"))
    bench.web.serve("https://other.example/rss", entry("Two"))
    bench.web.before_each = lambda: bench.wishes.put(Wish("stop"))
    bench.round()
    assert len(bench.web.asked) == 1
    bench.web.before_each = lambda: None
    while not bench.wishes.empty():
        bench.wishes.get()
    bench.round(all_due=False)
    assert len(listed(bench.store, Scope("all"))) == 2


def test_a_feed_whose_password_nobody_can_give_is_a_row(bench: Workbench) -> None:
    bench.follow(user="ann")
    bench.web.answers[URL] = UNREACHABLE
    bench.round()
    (feed,) = bench.store.feeds.all()
    assert feed.failures == 1
