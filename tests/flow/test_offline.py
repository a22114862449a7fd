"""A computer without a network, behind a login page, asleep, or with a wrong clock: no feed is blamed or starves."""

from __future__ import annotations

from datetime import timedelta

import pytest

from flow.laptop import HOSTS, Laptop, silence
from flow.workbench import MORNING, Workbench, entry
from tocsin.core.network import Network
from tocsin.feeds.fetch_values import Failed, Fetched, Outcome
from tocsin.monitor.events import FeedFailed, RoundBegan, Wish
from tocsin.monitor.network import outage
from tocsin.monitor.receipts import receipt

LOGIN = b"<!doctype html><html><form><input type=password></form></html>"


@pytest.fixture
def laptop(bench: Workbench) -> Laptop:
    return Laptop(bench)


def test_a_tunnel_blames_no_feed_and_is_said(laptop: Laptop) -> None:
    before = {feed.id: feed.last_good for feed in laptop.feeds()}
    laptop.answer(None)
    ended = laptop.round()
    assert (ended.offline, ended.sign_in, ended.failed) == (True, False, 0)
    assert laptop.blamed() == []
    assert laptop.said(FeedFailed) == []
    assert {feed.id: feed.last_good for feed in laptop.feeds()} == before
    dues = {feed.next_due - laptop.bench.clock() for feed in laptop.feeds()}
    assert dues == {timedelta(minutes=1)}


def test_in_a_tunnel_only_a_few_are_tried_and_others_each_time(laptop: Laptop) -> None:
    laptop.answer(None)
    laptop.round()
    tried = []
    for _ in range(3):
        assert laptop.round(minutes=6).offline
        assert len(laptop.asked()) == 4
        tried += laptop.asked()
    assert sorted(tried) == sorted(HOSTS)
    assert laptop.blamed() == []


def test_the_first_answer_after_a_tunnel_brings_all_that_was_due_in_the_same_round(laptop: Laptop) -> None:
    laptop.answer(None)
    laptop.round()
    laptop.network()
    ended = laptop.round(minutes=2)
    assert (ended.read, ended.offline) == (12, False)
    assert sorted(laptop.asked()) == sorted(HOSTS)
    assert outage(laptop.bench.store) is None


def test_a_scout_that_was_silent_before_the_network_came_back_is_asked_again(laptop: Laptop) -> None:
    laptop.answer(None)
    laptop.round()
    laptop.network()
    laptop.answer(None, HOSTS[4])  # the first scout of the next try
    ended = laptop.round(minutes=2)
    assert laptop.asked().count(HOSTS[4]) == 2
    assert (ended.read, [feed.outlet for feed in laptop.blamed()]) == (11, [HOSTS[4]])


def test_a_host_that_is_down_among_hosts_that_answer_is_blamed(laptop: Laptop) -> None:
    laptop.answer(None, HOSTS[3])
    ended = laptop.round()
    assert (ended.read, ended.failed, ended.offline) == (11, 1, False)
    (feed,) = laptop.blamed()
    assert (feed.failures, feed.trouble) == (1, f"{HOSTS[3]} could not be reached.")


def test_a_host_alone_is_judged_by_others_that_are_asked_at_once(laptop: Laptop) -> None:
    laptop.round()
    laptop.bench.clock.pass_(minutes=20)
    one = laptop.feeds()[0]
    laptop.bench.store.feeds.make_due(one.id)
    laptop.answer(None, HOSTS[0])
    ended = laptop.round()
    assert laptop.asked()[0] == HOSTS[0]
    assert len(laptop.asked()) == 4
    assert (ended.offline, [feed.id for feed in laptop.blamed()]) == (False, [one.id])


def test_a_host_alone_in_a_tunnel_is_not_blamed(laptop: Laptop) -> None:
    laptop.round()
    laptop.bench.clock.pass_(minutes=20)
    laptop.bench.store.feeds.make_due(laptop.feeds()[0].id)
    laptop.answer(None)
    assert laptop.round().offline
    assert laptop.blamed() == []


def test_a_tunnel_in_the_middle_of_a_round_blames_nobody_after_it(laptop: Laptop) -> None:
    laptop.answer(None, *HOSTS[7:])
    ended = laptop.round()
    assert (ended.read, ended.offline) == (7, True)
    assert laptop.blamed() == []


def test_feeds_wrongly_forgiven_are_blamed_the_next_time(laptop: Laptop) -> None:
    laptop.answer(None, *HOSTS[9:])  # three servers die at once: it looks like a tunnel
    assert laptop.round().offline
    assert laptop.round(minutes=2).offline  # nobody else may be asked so soon
    ended = laptop.round(minutes=15)
    assert (ended.offline, ended.failed) == (False, 3)
    assert sorted(feed.outlet for feed in laptop.blamed()) == sorted(HOSTS[9:])
    assert outage(laptop.bench.store) is None


def test_feeds_that_failed_alone_are_not_blamed_for_a_tunnel_that_comes_then(laptop: Laptop) -> None:
    laptop.answer(None, *HOSTS[9:])
    laptop.round()
    laptop.network()
    laptop.answer(None, HOSTS[9])
    laptop.round(minutes=20)
    (before,) = laptop.blamed()
    laptop.answer(None)
    assert laptop.round(days=1).offline
    assert laptop.blamed() == [laptop.bench.store.feeds.get(before.id)]
    assert laptop.blamed()[0].failures == before.failures


def test_a_second_tunnel_forgives_as_the_first(laptop: Laptop) -> None:
    for _ in range(2):
        laptop.answer(None)
        assert laptop.round(days=1).offline
        laptop.network()
        assert laptop.round(minutes=2).read == 12
    assert laptop.blamed() == []


def test_a_monitor_that_is_started_in_a_tunnel_knows_it_and_tries_a_few_first(laptop: Laptop) -> None:
    laptop.answer(None)
    laptop.round()
    laptop.monitor = laptop.bench.monitor(alone=False)
    assert laptop.round(minutes=10).offline
    assert len(laptop.asked()) == 4
    lasting = outage(laptop.bench.store)
    assert lasting is not None
    assert (lasting.network, lasting.began) == (Network.OFFLINE, MORNING + timedelta(days=1))


def test_feeds_on_this_computer_go_on_being_read_and_blamed_in_a_tunnel(laptop: Laptop) -> None:
    laptop.answer(None)
    local = [laptop.bench.follow(f"http://{host}:8000/rss") for host in ("127.0.0.1", "nas.local")]
    laptop.bench.web.serve(local[0].url, entry("Local news"))
    laptop.bench.web.answers[local[1].url] = silence("nas.local")
    ended = laptop.round()
    assert (ended.read, ended.failed, ended.offline) == (1, 1, True)
    assert [feed.id for feed in laptop.blamed()] == [local[1].id]


def test_the_word_of_the_system_that_the_network_is_back_makes_due_what_waited(laptop: Laptop) -> None:
    laptop.answer(None)
    laptop.round()
    laptop.network()
    laptop.bench.wishes.put(Wish("network-back"))
    assert laptop.round().read == 12


def test_the_word_of_the_system_that_the_network_is_gone_makes_it_cautious_and_no_more(laptop: Laptop) -> None:
    laptop.bench.wishes.put(Wish("network-gone"))
    ended = laptop.round()
    assert (ended.read, ended.offline) == (12, False)


def test_a_receipt_says_offline_and_not_that_a_feed_failed(laptop: Laptop) -> None:
    watch = laptop.bench.watch("NATO")
    laptop.answer(None)
    began = laptop.bench.clock()
    for _ in range(20):
        laptop.round(minutes=6)
    gaps = [gap for feed in receipt(laptop.bench.store, watch, began, laptop.bench.clock()).feeds for gap in feed.gaps]
    assert {gap.cause for gap in gaps} == {"This computer was offline."}
    laptop.network()
    laptop.round(minutes=6)
    told = receipt(laptop.bench.store, watch, began, laptop.bench.clock())
    assert {gap.cause for feed in told.feeds for gap in feed.gaps} == {"This computer was offline."}
    assert {feed.polls for feed in told.feeds} == {1}


def test_coming_home_from_a_long_outage_is_one_round_after_an_absence(laptop: Laptop) -> None:
    laptop.answer(None)
    laptop.round()
    laptop.network()
    laptop.round(hours=2)
    assert [one.after_absence for one in laptop.said(RoundBegan)] == [True]


# -- networks that want a login


def portal(body: bytes = LOGIN, url: str = "https://portal.example/login") -> Fetched:
    return Fetched(url, body, "text/html", "trap", "yesterday", 200, url, 3600)


@pytest.mark.parametrize(
    "pages",
    [
        [portal() for _ in HOSTS],
        [portal(LOGIN, f"https://{host}/rss") for host in HOSTS],
        [portal(LOGIN + f"<p>{host}".encode()) for host in HOSTS],
        [portal(LOGIN + f"<p>{host}".encode(), f"https://{host}/rss") for host in HOSTS],
        [Failed("asks to sign in", 511, None, "http") for _ in HOSTS],
    ],
    ids=["one page", "one page without a redirect", "one host", "a page each", "511"],
)
def test_a_login_page_blames_nobody_and_teaches_nothing(laptop: Laptop, pages: list[Outcome]) -> None:
    before = {feed.id: (feed.url, feed.etag, feed.last_modified, feed.content_hash) for feed in laptop.feeds()}
    for _ in range(5):
        for host, page in zip(HOSTS, pages, strict=True):
            laptop.answer(page, host)
        ended = laptop.round(days=1)
        assert (ended.offline, ended.sign_in) == (True, True)
    assert laptop.blamed() == []
    assert {
        feed.id: (feed.url, feed.etag, feed.last_modified, feed.content_hash) for feed in laptop.feeds()
    } == before
    assert all(laptop.bench.store.moves.of(feed.id) is None for feed in laptop.feeds())
    laptop.network()
    assert laptop.round(minutes=6).read == 12


def test_a_feed_that_became_a_page_among_feeds_that_are_well_is_blamed(laptop: Laptop) -> None:
    laptop.answer(portal(), HOSTS[2])
    ended = laptop.round()
    assert (ended.read, ended.failed, ended.sign_in) == (11, 1, False)
    (feed,) = laptop.blamed()
    assert "login page" in feed.trouble


def test_two_outlets_that_end_at_the_same_page_are_blamed_once_others_answer(laptop: Laptop) -> None:
    laptop.answer(portal(), *HOSTS[:2])
    assert laptop.round().failed == 2


# -- sleep and clocks


@pytest.mark.parametrize("hours", [-48, -2, 9, 24 * 400])
def test_no_clock_that_jumps_starves_a_feed_or_blames_one(laptop: Laptop, hours: int) -> None:
    laptop.round()
    for jump in (hours, -hours):
        laptop.bench.clock.sleep(hours=jump)
        laptop.round()
    for _ in range(4):
        laptop.round(hours=6.5)
    now = laptop.bench.clock()
    for feed in laptop.feeds():
        assert feed.last_good is not None
        assert timedelta(0) <= now - feed.last_good <= timedelta(days=1)
        assert timedelta(0) <= feed.next_due - now <= timedelta(days=1.1)
    assert laptop.blamed() == []


def test_after_a_sleep_a_few_are_read_first_and_the_others_are_strewn(laptop: Laptop) -> None:
    laptop.round()
    laptop.bench.chance = 0.5
    laptop.bench.clock.sleep(hours=9)
    laptop.round()
    delays = [request.delay for request in laptop.bench.web.asked]
    assert delays[:4] == [0.0] * 4
    assert set(delays[4:]) == {8 * 0.05 * 0.5}
    assert sorted(laptop.asked()) == sorted(HOSTS)


def test_a_host_is_not_left_alone_for_longer_because_the_clock_was_put_back(laptop: Laptop) -> None:
    for jump in (20, -20):
        laptop.bench.clock.sleep(hours=jump)
        laptop.round()
    laptop.round(minutes=1, all_due=True)
    assert [request.delay for request in laptop.bench.web.asked] == [0.0] * 12
    assert sorted(laptop.asked()) == sorted(HOSTS)
