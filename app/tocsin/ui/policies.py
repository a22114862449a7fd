"""What the user does about loudness: snooze, mute, quiet hours, presenter mode; each can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta, tzinfo

from PySide6.QtCore import QObject, Signal

from tocsin.core.alarm import Mute
from tocsin.core.model import Rung, Watch
from tocsin.core.text import clean
from tocsin.desktop.clock import local_zone
from tocsin.monitor.ringing import PRESENTING, QUIET
from tocsin.store import Store
from tocsin.ui.deeds import Deeds
from tocsin.ui.ledger_words import until
from tocsin.ui.words import counted

HOUR, MORNING = timedelta(hours=1), 7
MUTED_FOR = {"day": timedelta(days=1), "week": timedelta(days=7)}


def morning(now: datetime, zone: tzinfo) -> datetime:
    """Give tomorrow's 7:00 by the clock on the wall, in UTC."""
    here = now.astimezone(zone) + timedelta(days=1)
    return here.replace(hour=MORNING, minute=0, second=0, microsecond=0).astimezone(UTC)


class Policies(QObject):
    """Goes through the deeds, and says when something may ring now that did not before."""

    changed = Signal()
    """What holds for all or for a watch is other than before: look again at what is owed."""
    said = Signal(str)

    def __init__(self, deeds: Deeds, now: Callable[[], datetime] | None = None, zone: tzinfo | None = None) -> None:
        super().__init__(deeds)
        self._deeds, self._now, self._zone = deeds, now or _now, zone or local_zone()

    # -- a watch

    def snooze(self, watch: Watch, how_long: str) -> None:
        """Let a watch make no notices for an "hour", until "morning", or (empty) ring again."""
        now = self._now()
        ends = {"hour": now + HOUR, "morning": morning(now, self._zone)}.get(how_long)
        self._deeds.ask(lambda store: store.watches.snooze(watch.id, ends), self._watch_changed)
        words = f"{watch.name} is snoozed until {until(ends, now)}." if ends else f"{watch.name} rings again."
        before = watch.snoozed_until
        self._deeds.remember(
            words, lambda store: store.watches.snooze(watch.id, before), self._watch_changed, bar=True
        )

    def snooze_of(self, alert_ids: Sequence[int]) -> None:
        """Snooze the watches of alerts for an hour, and write it down."""
        now = self._now()
        ends = now + HOUR

        def job(store: Store) -> list[Watch]:
            alerts = lines_of(store, alert_ids)
            before = [store.watches.get(one) for one in dict.fromkeys(rung.alert.watch_id for rung in alerts)]
            for watch in before:
                store.watches.snooze(watch.id, ends)
            for rung in alerts:
                store.alerts.acted(rung.alert.id, "snoozed", now)
            return before

        self._deeds.ask(job, self._snoozed)

    def _snoozed(self, before: list[Watch]) -> None:
        if not before:
            return
        names = before[0].name if len(before) == 1 else counted(len(before), "watch", "watches")

        def back(store: Store) -> None:
            for watch in before:
                store.watches.snooze(watch.id, watch.snoozed_until)

        verb = "is" if len(before) == 1 else "are"
        ends = until(self._now() + HOUR, self._now())
        self._deeds.remember(f"{names} {verb} snoozed until {ends}.", back, self._watch_changed, bar=True)
        self._watch_changed(None)

    def _watch_changed(self, _: object) -> None:
        self._deeds.places_changed.emit()
        self._changed(None)

    # -- mutes

    def mute_stories_of(self, alert_ids: Sequence[int]) -> None:
        """Mute the stories of alerts in their watches, and write it down."""
        now = self._now()

        def job(store: Store) -> list[Mute]:
            with store.writing(durable=True):
                alerts = lines_of(store, alert_ids)
                pairs = dict.fromkeys((one.alert.watch_id, one.alert.story_id) for one in alerts)
                added = [store.mutes.add(now=now, watch_id=watch, story_id=story) for watch, story in pairs]
                for one in alerts:
                    store.alerts.acted(one.alert.id, "muted", now)
            return added

        self._deeds.ask(job, self._muted)

    def _muted(self, added: list[Mute]) -> None:
        if added:
            now = self._now()
            what = "The story is" if len({one.story_id for one in added}) == 1 else "The stories are"
            self._deeds.remember(f"{what} muted.", lambda store: _remove(store, added, now), self._changed, bar=True)
            self._changed(None)

    def mute_story(self, watch: Watch, article_id: int) -> None:
        """Mute the story of an article in a watch, and write it down where it has rung or waits."""
        now = self._now()

        def job(store: Store) -> list[Mute]:
            story = store.stories.of(article_id)
            if story is None:
                return []
            with store.writing(durable=True):
                for one in store.alerts.about(watch.id, story.id):
                    store.alerts.acted(one.alert.id, "muted", now)
                return [store.mutes.add(now=now, watch_id=watch.id, story_id=story.id)]

        self._deeds.ask(job, self._muted)

    def mute_outlet(self, watch: Watch, outlet: str, how_long: str) -> None:
        """Mute an outlet in a watch for a "day", a "week", or (empty) until the user ends it.

        It takes the place of an earlier mute of the same outlet in this watch.
        """
        now = self._now()
        ends = now + MUTED_FOR[how_long] if how_long in MUTED_FOR else None

        def job(store: Store) -> tuple[Watch, Mute, list[Mute]]:
            with store.writing(durable=True):
                before = _remove(store, [Mute(0, watch.id, outlet=outlet)], now)
                return watch, store.mutes.add(now=now, watch_id=watch.id, outlet=outlet, until=ends), before

        self._deeds.ask(job, self._outlet_muted)

    def _outlet_muted(self, done: tuple[Watch, Mute, list[Mute]]) -> None:
        now, (watch, added, before) = self._now(), done

        def back(store: Store) -> None:
            with store.writing(durable=True):
                _remove(store, [added], now)
                for one in before:
                    _again(store, one, now)

        ends = f"until {until(added.until, now)}" if added.until is not None else "until you end it"
        words = f"{clean(added.outlet, 60)} is muted in {clean(watch.name, 60)} {ends}."
        self._deeds.remember(words, back, self._changed, bar=True)
        self._changed(None)

    def unmute(self, mute: Mute) -> None:
        """Take a mute back."""
        now = self._now()
        self._deeds.ask(lambda store: store.mutes.remove(mute.id), self._changed)
        self._deeds.remember("It may ring again.", lambda store: _again(store, mute, now), self._changed, bar=True)

    # -- the profile

    def set_quiet(self, text: str, before: str) -> None:
        """Keep the quiet hours of the profile, given as a text that can be read."""
        self._deeds.ask(lambda store: store.settings.put(QUIET, text), self._changed)
        words = f"Quiet hours: {text}." if text else "No quiet hours."
        self._deeds.remember(words, lambda store: store.settings.put(QUIET, before), self._changed, bar=True)

    def present(self, on: bool) -> None:
        """Show no headline in notices while others can see the screen, or show them again."""
        self._deeds.ask(lambda store: store.settings.put(PRESENTING, "1" if on else ""), self._changed)
        self.said.emit("Notices say only how many stories there are." if on else "Notices show headlines again.")

    def _changed(self, _: object) -> None:
        self._deeds.wish.emit("watch-changed", None)  # the monitor judges by what holds now
        self.changed.emit()


def lines_of(store: Store, alert_ids: Sequence[int]) -> list[Rung]:
    """Give the lines of the ledger with these ids; one that is gone is left out."""
    found = []
    for one in alert_ids:
        lines = store.alerts.ledger(before=one + 1, limit=1)
        found += [line for line in lines if line.alert.id == one]
    return found


def _remove(store: Store, mutes: Sequence[Mute], now: datetime) -> list[Mute]:
    """Take mutes back that still hold, and give them; one that was undone and done again has another number."""
    ids, same = {one.id for one in mutes}, {_about(one) for one in mutes}
    found = [one for one in store.mutes.all(now) if one.id in ids or _about(one) in same]
    for one in found:
        store.mutes.remove(one.id)
    return found


def _about(mute: Mute) -> tuple[int, int, str]:
    return mute.watch_id, mute.story_id, mute.outlet


def _again(store: Store, mute: Mute, now: datetime) -> None:
    store.mutes.add(
        now=now, watch_id=mute.watch_id, story_id=mute.story_id, outlet=mute.outlet, until=mute.until
    )


def _now() -> datetime:
    return datetime.now(UTC)
