"""A hostile server: over a hundred behaviours, each with the row, the alerts and the next reading that must come of it.

All of them are read in one round, each by a host of its own with an honest feed behind it, by the real fetcher and the
real parser process. Before it, each was read once while it was well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from queue import SimpleQueue

import pytest

from flow.hostile import Behaviour, feed, headline, item
from flow.hostile_feeds import INSIDE
from flow.hostile_servers import OUR_OWN, WIRE
from flow.workbench import Clock
from servers.web import Web
from tocsin.core.model import Article, Feed
from tocsin.feeds.fetch import Fetcher
from tocsin.monitor.events import Event, RoundEnded, Trouble
from tocsin.monitor.parsing import ParserProcess
from tocsin.monitor.worker import Monitor
from tocsin.store import Store

BEHAVIOURS = (*WIRE, *INSIDE)
TEN = 10


@dataclass(frozen=True)
class Came:
    """What the round left behind."""

    store: Store
    now: datetime
    said: list[Event]
    feeds: dict[str, Feed]
    """By address without the port: host and path."""
    honest: dict[str, str]
    """The headline that the honest feed behind each behaviour had."""
    before: dict[int, int]
    """The articles that each feed had before."""

    def articles(self, feed: Feed) -> list[Article]:
        """Give the articles of a feed, oldest first."""
        sql = "SELECT id FROM articles WHERE feed_id = ? ORDER BY id"
        return [self.store.articles.get(row["id"]) for row in self.store.database.rows(sql, (feed.id,))]

    def rings(self, feed: Feed) -> int:
        """Count the alerts that are owed for a feed's articles."""
        sql = (
            "SELECT count(*) FROM alerts al JOIN articles a ON a.id = al.article_id "
            "WHERE a.feed_id = ? AND al.owed IS NOT NULL"
        )
        return self.store.database.number(sql, (feed.id,))


@pytest.fixture(scope="module")
def came(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Came]:
    with Web() as web, Store.open(tmp_path_factory.mktemp("hostile") / "tocsin.db") as store:
        clock, said = Clock(), list[Event]()
        fetcher = Fetcher(user_agent="Tocsin/test", connect_seconds=4, total_seconds=8, max_bytes=4 * 2**20)
        parser = ParserProcess(lambda: False)
        followed: dict[str, int] = {}

        def follow(host: str, path: str) -> None:
            url = f"http://{host}.localhost:{web.port}{path}"
            followed[f"{host}{path}"] = store.feeds.add(url, now=clock()).id

        store.watches.add("NATO", "NATO", now=clock())
        for one in BEHAVIOURS:
            (one.before or (lambda web, path: web.serve(path, OUR_OWN)))(web, one.path)
            web.serve(f"{one.path}/honest", OUR_OWN)
            follow(one.slug, one.path)
            follow(one.slug, f"{one.path}/honest")
        for number in range(TEN):
            web.serve(f"/ten/{number}", OUR_OWN)
            follow(f"ten{number}", f"/ten/{number}")
        monitor = Monitor(
            store, fetcher, parser, say=said.append, wishes=SimpleQueue(), clock=clock, chance=lambda: 0.0,
            password=lambda url, user: "", wait_seconds=0.0, steady=clock.steady,
        )  # fmt: skip
        monitor.run(once=True)
        assert said[-2] == RoundEnded(len(followed), 0, _count(store), store.feeds.next_due())
        before = {one.id: store.counts.total("feed", one.id) for one in store.feeds.all()}
        honest = {}
        for one in BEHAVIOURS:
            one.serve(web, one.path)
            honest[one.slug] = headline()
            web.serve(f"{one.path}/honest", feed(item(honest[one.slug], guid="new")))
        shared = headline()
        for number in range(TEN):
            web.serve(f"/ten/{number}", feed(item(shared, guid=f"{number}", link="https://wire.example/1?utm_id=7")))
        clock.pass_(days=1)
        said.clear()
        monitor.run(once=True, all_due=True)
        yield Came(store, clock(), said, {name: store.feeds.get(id_) for name, id_ in followed.items()}, honest, before)
        parser.close()
        fetcher.close()


def _count(store: Store) -> int:
    return store.database.number("SELECT count(*) FROM articles")


@pytest.mark.parametrize("behaviour", BEHAVIOURS, ids=lambda one: one.slug)
def test_a_server_that(behaviour: Behaviour, came: Came) -> None:
    row = came.feeds[f"{behaviour.slug}{behaviour.path}"]
    if behaviour.trouble:
        assert row.failures == 1
        assert any(part in row.trouble for part in behaviour.trouble.split("|")), row.trouble
        assert row.trouble.endswith((".", "/f"))
        assert (row.last_good, row.last_polled) == (came.now - timedelta(days=1), came.now)
    else:
        assert (row.failures, row.trouble, row.last_good) == (0, "", came.now)
    assert (row.mend, row.gone is not None) == (behaviour.mend, behaviour.gone)
    assert came.store.counts.total("feed", row.id) - came.before[row.id] == behaviour.new
    assert came.rings(row) == behaviour.rings
    wait = row.next_due - came.now
    if behaviour.due is None:
        assert timedelta(minutes=15) <= wait <= timedelta(days=1)
    else:
        assert abs(wait - behaviour.due) <= timedelta(minutes=1 if "date" in behaviour.name else 0)


@pytest.mark.parametrize("behaviour", BEHAVIOURS, ids=lambda one: one.slug)
def test_the_next_feed_of_the_same_host_is_read_behind_a_server_that(behaviour: Behaviour, came: Came) -> None:
    row = came.feeds[f"{behaviour.slug}{behaviour.path}/honest"]
    assert (row.failures, row.last_good) == (0, came.now)
    assert came.honest[behaviour.slug] in [article.title for article in came.articles(row)]
    assert came.rings(row) == 1


def test_there_are_as_many_behaviours_as_they_say() -> None:
    assert len({one.slug for one in BEHAVIOURS}) == len(BEHAVIOURS)
    assert len(BEHAVIOURS) >= 60


def test_the_same_article_at_ten_feeds_rings_once(came: Came) -> None:
    rows = [came.feeds[f"ten{number}/ten/{number}"] for number in range(TEN)]
    assert [len(came.articles(row)) for row in rows] == [2] * TEN
    assert sum(came.rings(row) for row in rows) == 1


def test_nothing_of_ours_went_wrong(came: Came) -> None:
    assert [one for one in came.said if isinstance(one, Trouble)] == []


def test_nothing_that_a_feed_says_is_longer_or_stranger_than_may_be(came: Came) -> None:
    for row in came.feeds.values():
        assert len(row.title) <= 2_000
        for article in came.articles(row)[:20]:
            assert len(article.title) <= 2_000
            assert article.link.startswith(("http://", "https://")) or not article.link
            assert len(article.link) <= 16_000
            assert "root:" not in article.title + article.text
            assert "\0" not in article.title + article.text


def test_dates_that_cannot_be_are_kept_as_they_are_claimed_and_seen_is_now(came: Came) -> None:
    for name, year in (("dates-news-in-1970", 1970), ("dates-news-in-2099", 2099)):
        *_, article = came.articles(came.feeds[f"{name}/{name}"])
        assert article.published is not None
        assert (article.published.year, article.seen) == (year, came.now)


def test_a_server_that_says_too_much_left_its_host_alone_and_no_other(came: Came) -> None:
    held = came.store.hosts.not_before({f"answers-429.localhost:{_port(came)}"}, came.now)
    assert list(held.values()) == [came.now + timedelta(minutes=15)]


def _port(came: Came) -> str:
    return next(iter(came.feeds.values())).url.split(":")[2].split("/")[0]


def test_a_body_that_was_cut_is_asked_for_again_in_full(came: Came) -> None:
    row = came.feeds["packs-and-loses-the-end/packs-and-loses-the-end"]
    assert (row.etag, row.last_modified) == ("", "")


def test_the_profile_is_sound_afterwards(came: Came, tmp_path: Path) -> None:
    assert came.store.database.rows("PRAGMA quick_check(1)")[0][0] == "ok"
