"""Says how a place stands: its name, how much is new in it, what is wrong with it; reads the store."""

from __future__ import annotations

from dataclasses import dataclass

from tocsin.store import Scope, Store


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands above a list."""

    name: str
    new: int = 0
    trouble: str = ""


def standing(store: Store, scope: Scope) -> Standing:
    """Return how a place stands; one that is gone has no name."""
    counts = store.counts.all()
    match scope.kind:
        case "watch":
            names = (watch.name for watch in store.watches.all() if watch.id == scope.id)
            return Standing(next(names, ""), counts.watches.get(scope.id, 0))
        case "feed":
            feed = next((feed for feed in store.feeds.all() if feed.id == scope.id), None)
            return Standing(feed.title, counts.feeds.get(feed.id, 0), feed.trouble) if feed else Standing("")
        case "folder":
            members = (feed.id for feed in store.feeds.all() if feed.folder == scope.name)
            return Standing(scope.name, sum(counts.feeds.get(one, 0) for one in members))
        case "kept":
            return Standing("Kept")
        case _:
            return Standing("All articles", counts.unread)
