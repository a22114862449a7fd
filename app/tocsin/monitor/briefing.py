"""Makes a brief when it is due, or now, from what the database knows; whoever rings asks here for its notice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo

from tocsin.core import alarm
from tocsin.core import brief as briefs
from tocsin.core.alarm import House
from tocsin.core.brief import Brief
from tocsin.core.model import Held, How, Notice, Rung, Watch
from tocsin.monitor.events import BriefMade, Say
from tocsin.store import Store

DAY, LONGEST = timedelta(days=1), timedelta(days=7)
"""What the first brief looks back on where no other bound is known, and what any looks back on at most."""

MOST_ALERTS = 20_000
"""The newest so many are looked at for a brief of watches that have rung already."""


class Briefing:
    """Looks at the clock after each round."""

    def __init__(self, store: Store, zone: tzinfo, say: Say) -> None:
        self._store, self._zone, self._say = store, zone, say

    def look(self, now: datetime) -> Brief | None:
        """Make the brief that is due, if one is; what was missed while nobody looked is one brief."""
        store = self._store
        looked = store.briefs.looked()
        if briefs.fresh_look(looked, now):
            store.briefs.look(now)
            return None
        choices = store.briefs.choices()
        if not choices.times.due(looked, now, self._zone):
            return None
        made = make(store, now)
        if made is not None:
            self._say(BriefMade(made.id, briefs.title(made, self._zone), made.stories, made.watches))
        return made


def make(store: Store, now: datetime, *, even_empty: bool = False) -> Brief | None:
    """Make and keep a brief of what is new since the last one, and settle what it rings; None: nothing is new.

    `even_empty`: make it in any case, as the user may have chosen for all.
    """
    choices = store.briefs.choices()
    since = max(store.briefs.covered() or now - DAY, now - LONGEST)
    with store.writing(durable=True):
        watches = [one for one in store.watches.all() if choices.all_watches or one.how is How.DIGEST]
        later = _owed(store, watches, now)
        alerts = [*later, *_rung(store, watches, since, now)]
        store.briefs.look(now)
        if not alerts and not (choices.when_empty or even_empty):
            return None
        made = _written(store, alerts, watches, now, since)
        return store.briefs.add(made, [one.alert.id for one in later])


def glance(store: Store, now: datetime, since: datetime, watches: Sequence[Watch]) -> Brief:
    """Write a brief of any period and any watches: nothing is kept, settled or rung."""
    wanted = {one.id for one in watches}
    ledger = store.alerts.ledger(since=since, limit=MOST_ALERTS)
    alerts = [one for one in ledger if one.alert.watch_id in wanted and briefs.belongs(one, since, now)]
    return _written(store, alerts, watches, now, since)


def owed_notice(store: Store, now: datetime, house: House) -> Notice | None:
    """Give the notice of a brief that has not been rung, unless it is quiet now."""
    brief = store.briefs.unrung()
    if brief is None or house.quiet.at(now, house.zone):
        return None
    return briefs.notice(brief, house.zone, presenting=house.presenting)


def rang(store: Store, number: int, bell: str, now: datetime, zone: tzinfo) -> None:
    """Write down that a bell of this desktop rang a brief, and owe its text to the other bells that the user chose."""
    with store.writing(durable=True):
        if store.briefs.rang(number, bell, now):
            brief, bells = store.briefs.get(number), store.briefs.choices().send_by
            body = briefs.text(brief, zone, titled=False)
            store.deliveries.owe_text(briefs.title(brief, zone), body, bells, now)


def number_of(key: str) -> int:
    """Give the number of the brief that a notice with this key stands for; 0: of none."""
    number = key.removeprefix(briefs.KEY)
    return int(number) if key.startswith(briefs.KEY) and number.isdecimal() else 0


def _owed(store: Store, watches: Sequence[Watch], now: datetime) -> list[Rung]:
    """Give what waits for the brief, and settle what does not any more: it was muted, snoozed, or read meanwhile."""
    later = {one.id for one in watches if one.how is How.DIGEST}
    owed = [one for one in store.alerts.owed() if one.alert.watch_id in later]
    plan = alarm.plan(owed, now, house=House(), mutes=store.mutes.all(now))
    others = {number: one for number, one in plan.waiting.items() if one.held is not Held.DIGEST}
    store.alerts.settle(replace(plan, waiting=others), now)
    return [one for one in owed if one.alert.id in plan.waiting and one.alert.id not in others]


def _rung(store: Store, watches: Sequence[Watch], since: datetime, now: datetime) -> list[Rung]:
    """Give what came in the period for watches that do not wait for the brief."""
    others = {one.id for one in watches if one.how is not How.DIGEST}
    if not others:
        return []
    ledger = store.alerts.ledger(since=since, limit=MOST_ALERTS)
    return [
        one
        for one in ledger
        if one.alert.watch_id in others
        and one.alert.held not in (Held.BASELINE, Held.BACKFILL)
        and briefs.belongs(one, since, now)
    ]


def _written(
    store: Store, alerts: Sequence[Rung], watches: Sequence[Watch], now: datetime, since: datetime
) -> Brief:
    chosen, more_watches = briefs.choose(alerts, watches)
    stories = [one.alert.story_id for part in chosen for one in part.alerts]
    outlets = store.briefs.outlets(stories)
    return briefs.write(chosen, alerts, outlets, made=now, since=since, more_watches=more_watches)
