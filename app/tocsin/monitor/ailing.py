"""Notes, once a feed, that it has not been readable for a week, and rings that at most once a day; touches `notes`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo

from tocsin.core.ailing import LATELY, LEAST_FAILURES, Ailing, is_ailing, left_blind, notice
from tocsin.core.query import Mistake, Query, read
from tocsin.monitor.events import FeedNoted, Say, SourcesAiling
from tocsin.monitor.network import WHY
from tocsin.monitor.ringing import house
from tocsin.store import Store
from tocsin.store.moves import NoteKind

RUNG = "ailing.rung"
"""Setting: when the last notice of this kind was rung (ISO 8601), and the number of the last note that it told."""

LOOK_EVERY, RING_EVERY = timedelta(hours=1), timedelta(days=1)


class Ailments:
    """Looks once an hour."""

    def __init__(self, store: Store, zone: tzinfo, say: Say, clock: Callable[[], datetime]) -> None:
        self._store, self._zone, self._say, self._clock = store, zone, say, clock
        self._looked: datetime | None = None

    def look(self) -> None:
        """Note what has become of feeds that fail, and ring what was noted, when it is time."""
        now = self._clock()
        if self._looked is not None and timedelta(0) <= now - self._looked < LOOK_EVERY:
            return
        self._looked = now
        self._note(now)
        self._ring(now)

    def _note(self, now: datetime) -> None:
        said = self._store.ailments.said()
        for one in self._ailing(now):
            if one.feed.id not in said:
                with self._store.writing():
                    note = self._store.notes.add(one.feed, NoteKind.AILING, one.sentence(now), now)
                self._say(FeedNoted(note.feed_id, note.kind.value, note.sentence))

    def _ailing(self, now: datetime) -> list[Ailing]:
        feeds = self._store.feeds.all()
        failing = [one for one in feeds if one.failures >= LEAST_FAILURES]
        queries = self._queries() if failing else []
        found = []
        for feed in failing:
            since = self._store.ailments.failing_since(feed.id, WHY.values())
            if since is not None and is_ailing(feed, since, now):
                brought = self._store.ailments.brought(feed.id, now - LATELY)
                found.append(Ailing(feed, since, left_blind(feed, feeds, brought, queries)))
        return found

    def _queries(self) -> list[tuple[int, str, Query]]:
        watches = ((one, read(one.query, named=self._store.names.of)) for one in self._store.watches.all())
        return [(one.id, one.name, query) for one, query in watches if not isinstance(query, Mistake)]

    def _ring(self, now: datetime) -> None:
        last, told = self._rung()
        notes = [note for note in self._store.notes.all() if note.kind is NoteKind.AILING and note.id > told]
        held = house(self._store, self._zone)
        if not notes or held.quiet.at(now, held.zone) or (last is not None and abs(now - last) < RING_EVERY):
            return
        waiting = {note.feed_id for note in notes} & self._store.ailments.said().keys()
        ailing = [one for one in self._ailing(now) if one.feed.id in waiting]
        if ailing:
            made = notice(ailing, now, presenting=held.presenting)
            with self._store.writing():
                self._store.settings.put(RUNG, f"{now.isoformat()} {max(note.id for note in notes)}")
            self._say(SourcesAiling(tuple(one.feed.id for one in ailing), made.title, made.body))

    def _rung(self) -> tuple[datetime | None, int]:
        at, _, number = self._store.settings.get(RUNG).partition(" ")
        try:
            return datetime.fromisoformat(at), int(number)
        except ValueError:
            return None, 0
