"""What the screen knows by heart of the database, so that a glance at it costs no question."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime

from tocsin.core.model import Feed, Watch
from tocsin.store import Counts, Scope, Store
from tocsin.ui.places import Known
from tocsin.ui.shelves import shelf_name, shelf_of
from tocsin.ui.trends import Trends

MANY = 40
"""From so many changed feeds on, reading all of them anew is the shorter way."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands above a list: its name, how much is new in it, what is wrong with it."""

    name: str
    new: int = 0
    trouble: str = ""
    mend: str = ""


class Facts:
    """Feeds, watches and numbers as they were when they were last looked at."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._stale: set[int] = set()
        self.feeds: list[Feed] = []
        self.watches: list[Watch] = []
        self.counts = Counts()
        self.muted: dict[int, int] = {}
        self.ailing: dict[int, str] = {}
        """What is said of feeds that have not been readable for a week."""
        self.trends = Trends(store)
        self.reload()

    def reload(self) -> None:
        """Read everything anew: something came, went or was renamed."""
        self.trends.reload()
        self._read_again()

    def _read_again(self) -> None:
        self._stale.clear()
        self.feeds, self.watches = self._store.feeds.all(), self._store.watches.all()
        self.recount()

    def recount(self) -> None:
        """Read the numbers anew."""
        self.counts = self._store.counts.all()
        self.trends.catch_up()
        mutes = self._store.mutes.all(datetime.now(UTC))
        self.ailing = self._store.ailments.said()
        self.muted = Counter(mute.watch_id for mute in mutes if mute.outlet and mute.watch_id)

    def hear(self, name: str, about: int) -> None:
        """Take in an event of the monitor: a feed was read, well or not; a watch's past was judged."""
        if name in ("feed-read", "feed-failed"):
            self._stale.add(about)
        elif name == "watch-judged":
            self.trends.reload()

    def catch_up(self) -> None:
        """Read anew what was polled since, and the numbers."""
        if len(self._stale) > MANY:
            self._read_again()
            return
        if self._stale:
            changed = {one: self._store.feeds.get(one) for one in self._stale & {feed.id for feed in self.feeds}}
            renamed = any(one.title != feed.title for feed in self.feeds if (one := changed.get(feed.id)))
            self._stale.clear()
            if renamed:  # it stands elsewhere now
                self._read_again()
                return
            self.feeds = [changed.get(feed.id, feed) for feed in self.feeds]
        self.recount()

    def feed(self, feed_id: int) -> Feed | None:
        """Return a followed feed."""
        return next((feed for feed in self.feeds if feed.id == feed_id), None)

    def watch(self, watch_id: int) -> Watch | None:
        """Return a watch."""
        return next((watch for watch in self.watches if watch.id == watch_id), None)

    def known(self) -> Known:
        """Return what the lines on the left are made of."""
        return Known(self.watches, self.feeds, self.counts, self.trends.days, self.muted)

    def needing(self) -> list[Feed]:
        """Return the feeds in a trouble that only the user can mend, and those not readable for a week."""
        failing = (feed for feed in self.feeds if feed.trouble and not feed.paused)
        return [feed for feed in failing if feed.mend or feed.id in self.ailing]

    def troubled(self) -> list[Feed]:
        """Return the feeds that could not be read."""
        return [feed for feed in self.feeds if feed.trouble]

    def bells_in_trouble(self) -> int:
        """Count the other bells that are on and could not be rung the last time."""
        return self._store.other_bells.in_trouble()

    def standing(self, scope: Scope) -> Standing:
        """Return how a place stands; one that is gone has no name."""
        match scope.kind:
            case "watch":
                watch = self.watch(scope.id)
                return Standing(watch.name if watch else "", self.counts.watches.get(scope.id, 0))
            case "feed":
                feed = self.feed(scope.id)
                if feed is None:
                    return Standing("")
                return Standing(feed.title, self.counts.feeds.get(feed.id, 0), feed.trouble, feed.mend)
            case "folder" | "outlet" | "country":
                members = (feed.id for feed in self.feeds if scope.name == shelf_of(feed, scope.kind))
                return Standing(shelf_name(scope), sum(self.counts.feeds.get(one, 0) for one in members))
            case "kept":
                return Standing("Kept")
            case "handled":
                return Standing("Handled")
            case _:
                return Standing("All stories", self.counts.unread)
