"""Following an address: looks at what is there, finds a page's feeds, knows what is followed already."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tocsin.core.errors import TocsinError
from tocsin.core.mending import SURE_AFTER, Mend, mend
from tocsin.core.model import Feed, ParsedFeed
from tocsin.core.schedule import lasting
from tocsin.desktop import secrets
from tocsin.feeds.address import host_of, key, normal, split_credentials
from tocsin.feeds.discover import Offered, candidates
from tocsin.feeds.fetch import Failed, Fetched, Fetcher, Request
from tocsin.feeds.parse import NotAFeed, parse
from tocsin.monitor.manners import PATIENCE_AT_ONCE, Manners
from tocsin.monitor.start import USER_AGENT, utc_now
from tocsin.store import AlreadyFollowed, Store


@dataclass(frozen=True, slots=True)
class Look:
    """What stands at an address."""

    url: str
    """Where a feed was found: the address itself, or where it has moved to for good."""
    feed: ParsedFeed | None = None
    offered: tuple[Offered, ...] = ()
    """The feeds that a web page offers; empty when the address is a feed itself."""
    trouble: str = ""
    """Why nothing could be read; the address may still be right."""
    mend: Mend = ""
    """What the user could do about the trouble."""


class SeveralOffered(TocsinError):
    """A page offers more than one feed, and it was not said which is meant."""

    def __init__(self, url: str, offered: tuple[Offered, ...]) -> None:
        super().__init__(f"{url} offers {len(offered)} feeds.")
        self.offered = offered


def look(
    url: str, *, user: str = "", password: str = "", manners: Manners | None = None,
    clock: Callable[[], datetime] = utc_now,
) -> Look:  # fmt: skip
    """Fetch an address once and say what is there. With `manners` its host's turn is waited for, a few seconds long.

    Raises TocsinError for something that is neither a feed nor a page that offers one.
    """
    wait = manners.turn(url, clock()) if manners is not None else timedelta(0)
    if wait > PATIENCE_AT_ONCE:
        return Look(url, trouble=f"{host_of(url)} is to be left alone for {lasting(wait)}.")
    fetcher = Fetcher(user_agent=USER_AGENT)
    try:
        request = Request(url, user=user, password=password, delay=wait.total_seconds())
        ((_, outcome),) = fetcher.fetch([request])
    finally:
        fetcher.close()
    if isinstance(outcome, Failed):
        if manners is not None:
            asked = timedelta(seconds=outcome.retry_after) if outcome.retry_after is not None else None
            manners.refused(url, outcome.status, asked, clock())
        remedy = mend(outcome.status, outcome.kind, SURE_AFTER)
        return Look(url, trouble=outcome.sentence, mend=remedy)
    assert isinstance(outcome, Fetched)  # nothing was said of an earlier state, so it cannot be "unchanged"
    place = outcome.moved_to or url
    try:
        return Look(place, parse(outcome.body, outcome.url, outcome.content_type))
    except NotAFeed:
        offered = tuple(candidates(outcome.body, outcome.url))
        if not offered:
            raise
        return Look(place, offered=offered)


def followed_as(store: Store, url: str) -> Feed | None:
    """Give the feed that is this address in another spelling, if it is followed."""
    wanted = key(url)
    for feed_id, address in store.feeds.addresses():
        if key(address) == wanted:
            return store.feeds.get(feed_id)
    return None


@dataclass(frozen=True, slots=True)
class Followed:
    """A feed that is followed from now on."""

    feed: Feed
    found: ParsedFeed | None = None
    others: tuple[Offered, ...] = ()
    """Further feeds that the page offers."""
    trouble: str = ""
    """Why it could not be looked at; it will be tried again."""


def follow(
    store: Store, text: str, now: datetime, *, title: str = "", folder: str = "", ring_first: bool = False,
    check: bool = True, ask: bool = False,
) -> Followed:  # fmt: skip
    """Follow the feed at an address, or the first one that the page there offers; `ask`: only if it is the only one.

    A name and password in the address go to the keyring, never to the database. Raises BadAddress,
    AlreadyFollowed, NoKeyring, SeveralOffered, or NotAFeed for a page that offers none.
    """
    url, user, password = split_credentials(normal(text))
    _refuse_twice(store, url)
    manners = Manners(store)
    seen = look(url, user=user, password=password, manners=manners) if check else Look(url)
    others: tuple[Offered, ...] = ()
    if ask and len(seen.offered) > 1:
        raise SeveralOffered(url, seen.offered)
    if seen.offered:
        first, *rest = seen.offered
        url, others = first.url, tuple(rest)
        seen = look(url, user=user, password=password, manners=manners)
        if seen.offered:
            raise TocsinError(f"{url} is offered as a feed but is a web page.")
    url = seen.url
    _refuse_twice(store, url)
    if user:
        secrets.remember(url, user, password)
    feed = store.feeds.add(url, now=now, title=title, folder=folder, user=user, ring_first=ring_first)
    return Followed(feed, seen.feed, others, seen.trouble)


def _refuse_twice(store: Store, url: str) -> None:
    known = followed_as(store, url)
    if known is not None:
        raise AlreadyFollowed(known)
