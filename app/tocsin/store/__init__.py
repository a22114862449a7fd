"""Touches the database: one file a noun, and the store that holds them together."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType

from tocsin.store.ailments import Ailments
from tocsin.store.alerts import Alerts
from tocsin.store.arriving import Arrivals, Arriving
from tocsin.store.articles import Articles
from tocsin.store.briefs import Briefs
from tocsin.store.clippings import Clippings, Wanted
from tocsin.store.counts import Counts, CountTable
from tocsin.store.database import Database
from tocsin.store.deliveries import Deliveries
from tocsin.store.edits import Edits
from tocsin.store.feeds import AlreadyFollowed, Feeds
from tocsin.store.hosts import Hosts
from tocsin.store.imprints import Imprints
from tocsin.store.index import keep_index_current
from tocsin.store.lists import Lists, Page, Present, StoryRow
from tocsin.store.marks import MarkTable
from tocsin.store.matches import Matches
from tocsin.store.moves import Moves, Notes
from tocsin.store.mutes import Mutes
from tocsin.store.names import Names
from tocsin.store.other_bells import OtherBells
from tocsin.store.own import Own
from tocsin.store.paces import Paces
from tocsin.store.readings import Readings
from tocsin.store.rows import Found, Row
from tocsin.store.scopes import Listing, Scope
from tocsin.store.settings import Settings
from tocsin.store.stories import Stories
from tocsin.store.watches import Watches

__all__ = [
    "AlreadyFollowed", "Arrivals", "Counts", "Found", "Listing", "Page", "Present", "Row", "Scope", "Store", "StoryRow",
    "Wanted",
]  # fmt: skip


class Store:
    """The profile's database, for one thread. Open with Store.open(); close it, or use it in a `with`."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.counts = CountTable(database)
        self.days = self.counts.days
        self.feeds = Feeds(database, self.counts)
        self.articles = Articles(database)
        self.edits = Edits(database)
        self.lists = Lists(database, self.articles)
        self.arriving = Arriving(database, self.counts, self.articles, self.edits)
        self.imprints = Imprints(database)
        self.watches = Watches(database)
        self.matches = Matches(database, self.counts)
        self.marks = MarkTable(database, self.counts)
        self.own = Own(database)
        self.clippings = Clippings(database, self.articles, self.matches, self.own)
        self.stories = Stories(database, self.counts)
        self.other_bells = OtherBells(database)
        self.deliveries = Deliveries(database, self.other_bells)
        self.alerts = Alerts(database, self.deliveries)
        self.names = Names(database)
        self.mutes = Mutes(database)
        self.readings = Readings(database)
        self.paces = Paces(database)
        self.hosts = Hosts(database)
        self.moves = Moves(database)
        self.notes = Notes(database)
        self.ailments = Ailments(database)
        self.settings = Settings(database)
        self.briefs = Briefs(database, self.settings, self.alerts)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Store:
        """Open the database at `path`, making it where there is none and bringing an older one up to date.

        `read_only` needs one that exists. Raises TocsinError with a sentence.
        """
        store = cls(Database(path, read_only=read_only))
        if not read_only:
            keep_index_current(store.database, store.articles)
        return store

    def writing(self, *, durable: bool = False) -> AbstractContextManager[None]:
        """Hold one write transaction over several calls: all of them are saved, or none."""
        return self.database.writing(durable=durable)

    def close(self) -> None:
        """Close the connection."""
        self.database.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()
