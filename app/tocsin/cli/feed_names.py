"""Finds the source that somebody means on the command line: by number, address or title."""

from __future__ import annotations

from tocsin.core.errors import WrongUse
from tocsin.core.model import Feed
from tocsin.store import Store


def one_feed(store: Store, which: str) -> Feed:
    """Give the feed; raises WrongUse when none or several are meant."""
    from tocsin.feeds.address import BadAddress, normal, split_credentials
    from tocsin.monitor.following import followed_as

    if which.isdigit() and len(which) < 18:
        found = next((one for one in store.feeds.all() if one.id == int(which)), None)
        if found is not None:
            return found
    named = [one for one in store.feeds.all() if which.casefold() in (one.title.casefold(), one.url.casefold())]
    if len(named) == 1:
        return named[0]
    try:
        known = followed_as(store, split_credentials(normal(which))[0])
    except BadAddress:
        known = None
    if known is None:
        raise WrongUse(f"{which} is not followed.")
    return known
