"""Spaces out the requests to each host, for whoever asks; touches the table `hosts` and puts feeds off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from tocsin.core.model import NEVER, Feed
from tocsin.core.schedule import PICTURE_SPACING, SPACING, Cause, spacing_of
from tocsin.feeds.address import is_private, place_of
from tocsin.store import Store

Spacing = Callable[[str], timedelta]
"""How far apart the requests to a host must be; the host may have a port."""

PATIENCE = timedelta(seconds=30)
"""A feed whose turn at its host comes later than this does not hold up a round: it is due again when it comes."""

PATIENCE_AT_ONCE = timedelta(seconds=4)
"""The same for something that a person waits for."""

HOLD_WHEN_TOO_MANY = timedelta(minutes=15)
"""How long a host is left alone that says 429 and not for how long."""


def usual_spacing(host: str) -> timedelta:
    """Give the spacing of a host; this computer and the local network need none."""
    return timedelta(0) if is_private(_name(host)) else spacing_of(host)


def picture_spacing(host: str) -> timedelta:
    """Give the spacing of a host for the images of an article that is read."""
    return timedelta(0) if is_private(_name(host)) else spacing_of(host, PICTURE_SPACING)


def _name(host: str) -> str:
    return host.rpartition(":")[0] or host if not host.endswith("]") else host


def usual_patience(once: bool) -> timedelta:
    """Give how long a round waits for a host: a single one has nobody to come after it."""
    return timedelta(minutes=5) if once else PATIENCE


class Manners:
    """Gives feeds their turns at their hosts."""

    def __init__(self, store: Store, spacing: Spacing = usual_spacing) -> None:
        self._store = store
        self._spacing = spacing

    def admit(
        self, feeds: Sequence[Feed], now: datetime, patience: timedelta = PATIENCE
    ) -> list[tuple[Feed, float]]:
        """Give the feeds that may be read in this round, each with the seconds until its turn; put off the others.

        The one that was not read for the longest time comes first: at a host with many feeds all get their turn.
        """
        admitted: list[tuple[Feed, float]] = []
        hosts = {feed.id: place_of(feed.url) for feed in feeds}
        free = self._store.hosts.not_before(set(hosts.values()), now)
        taken: dict[str, datetime] = {}
        with self._store.writing():
            for feed in sorted(feeds, key=lambda one: one.last_polled or NEVER):
                host = hosts[feed.id]
                turn = max(now, free.get(host, now))
                spacing = self._spacing(host)
                if turn - now > patience:
                    self._store.feeds.polled(feed.id, next_due=turn, cause=Cause.HOST.value)
                else:
                    admitted.append((feed, (turn - now).total_seconds()))
                    if spacing:
                        taken[host] = turn + spacing
                free[host] = turn + spacing
            self._store.hosts.hold(taken, now)
        return admitted

    def refused(self, url: str, status: int | None, retry_after: timedelta | None, now: datetime) -> None:
        """Leave a host alone for all feeds when it says that it is asked too much (429), or for how long (503)."""
        wait = retry_after or timedelta(0)
        if status == 429:
            wait = max(wait, HOLD_WHEN_TOO_MANY)
        if wait and status in (429, 503):
            self._store.hosts.hold({place_of(url): now + min(wait, timedelta(days=1))}, now)

    def turn(self, url: str, now: datetime, patience: timedelta = PATIENCE_AT_ONCE) -> timedelta:
        """Take the next turn at an address's host for a single request, and give how long until it comes.

        Longer than `patience`: it was not taken.
        """
        host = place_of(url)
        return self._store.hosts.take(host, now, self._spacing(host), patience) - now


__all__ = ["PATIENCE", "PATIENCE_AT_ONCE", "SPACING", "Manners", "picture_spacing", "usual_patience", "usual_spacing"]
