"""What a user changes of a source, and following many: jobs for the writing thread, which know no Qt."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import datetime

from tocsin.core.errors import WrongUse
from tocsin.core.model import Feed, ImageRule
from tocsin.feeds.address import key, place_of
from tocsin.monitor import many
from tocsin.monitor.many import Named
from tocsin.store import Store
from tocsin.ui.words import counted


@dataclass(frozen=True, slots=True)
class Change:
    """What is to become of a source; None: it stays as it is."""

    own_title: str | None = None
    url: str | None = None
    user: str | None = None
    password: str | None = None
    folder: str | None = None
    language: str | None = None
    country: str | None = None
    images: ImageRule | None = None
    paused: bool | None = None

    def __bool__(self) -> bool:
        return any(getattr(self, one.name) is not None for one in fields(self))

    @property
    def unlocks(self) -> bool:
        """Say whether address, name or password change: what has to be tried first."""
        return self.url is not None or self.user is not None or self.password is not None


@dataclass(frozen=True, slots=True)
class Before:
    """How a source was, with the password that it had."""

    feed: Feed
    password: str = ""


def change(store: Store, feed_id: int, wanted: Change) -> Before:
    """Change a source, which keeps its articles; returns how it was. Raises WrongUse, NoKeyring.

    What another host holds already does not ring, as with a new source.
    """
    feed = store.feeds.get(feed_id)
    url = feed.url if wanted.url is None else wanted.url
    if url != feed.url:
        _refuse_taken(store, feed, url)
    before = Before(feed, _password(feed) if wanted.unlocks else "")
    if wanted.unlocks:
        user = feed.user if wanted.user is None else wanted.user
        _lock(feed, url, user, before.password if wanted.password is None else wanted.password)
    own = {
        one.name: value
        for one in fields(wanted)
        if one.name != "password" and (value := getattr(wanted, one.name)) is not None
    }
    with store.writing(durable=True):
        if own:
            store.feeds.edit(feed_id, **own)
        if wanted.unlocks:
            store.moves.forget(feed_id)
            store.feeds.polled(feed_id, trouble="", mend="", failures=0)
            if place_of(url) != place_of(feed.url):
                store.feeds.polled(feed_id, baseline=None)
            store.feeds.make_due(feed_id)
    return before


def change_back(store: Store, before: Before, wanted: Change) -> Feed:
    """Let a source be as it was before a change."""
    then, now = before.feed, store.feeds.get(before.feed.id)
    if wanted.unlocks:
        _lock(now, then.url, then.user, before.password)
    with store.writing(durable=True):
        store.feeds.edit(
            then.id, own_title=then.own_title, url=then.url, user=then.user, folder=then.folder,
            language=then.own_language, country=then.country, images=then.images, paused=then.paused,
        )  # fmt: skip
        if wanted.unlocks:
            store.feeds.polled(
                then.id, trouble=then.trouble, mend=then.mend, failures=then.failures, baseline=then.baseline,
                gone=then.gone,
            )  # fmt: skip
    return store.feeds.get(then.id)


def _refuse_taken(store: Store, feed: Feed, url: str) -> None:
    for other, address in store.feeds.addresses():
        if other != feed.id and key(address) == key(url):
            raise WrongUse(f"This address is followed already, as {store.feeds.get(other).title}.")
    if store.feeds.taken(url):
        raise WrongUse("A source that was removed has this address. Add it as a new source to have it back.")


def _password(feed: Feed) -> str:
    if not feed.user:
        return ""
    from tocsin.desktop import secrets

    with suppress(secrets.NoKeyring):
        return secrets.recall(feed.url, feed.user)
    return ""


def _lock(feed: Feed, url: str, user: str, password: str) -> None:
    """Keep the password for the new address and name, and for the old ones no longer."""
    from tocsin.desktop import secrets

    if user and password:
        secrets.remember(url, user, password)
    if feed.user and (feed.url, feed.user) != (url, user):
        secrets.forget(feed.url, feed.user)


def follow_list(store: Store, body: bytes, now: datetime) -> tuple[str, list[int]]:
    """Follow every source of an OPML list that is not followed yet; returns a sentence, and the ids of those."""
    from tocsin.feeds import opml

    found = opml.read(body)
    named = [Named(one.url, one.title, one.folder) for one in found.feeds]
    return follow_named(store, named, now, losses=len(found.losses))


def follow_named(store: Store, named: Iterable[Named], now: datetime, *, losses: int = 0) -> tuple[str, list[int]]:
    """Follow many sources; returns a sentence, and the ids of those that were added."""
    added, left_out = many.follow_list(store, named, now)
    parts = [f"{counted(len(added), 'source')} added"]
    if left_out:
        parts.append(f"{len(left_out):,} followed already")
    if losses:
        parts.append(f"{counted(losses, 'line')} could not be read")
    return f"{', '.join(parts)}.", [feed.id for feed in added]
