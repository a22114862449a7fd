"""Rings other bells: sends what is owed to them, tries again, and gives up after a day."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from tocsin.core.alarm.messages import message, text
from tocsin.core.alarm.retrying import given_up, next_try
from tocsin.core.errors import TocsinError
from tocsin.core.model import Parcel
from tocsin.desktop.bells.apprise import Outcome
from tocsin.monitor.events import OtherBellFailed, OtherBellRang, Say, Trouble
from tocsin.store import Store

LOOK_SECONDS, IDLE_SECONDS = 3.0, 15.0
"""How often the database is asked what is owed: with a bell that is on, and without."""

TEXTS_KEPT = timedelta(days=30)


class Sender(Protocol):
    """What sends; see AppriseProcess."""

    def send(self, secret: str, title: str, body: str, key: str) -> Outcome:
        """Send a text to the address that the keyring holds under `secret`."""

    def forget(self, secret: str) -> None:
        """Take an address out of the keyring."""

    def close(self) -> None:
        """Let go of what was needed for it."""


class OtherRinging:
    """Settles what is due, one message after another; each is written down before it leaves."""

    def __init__(
        self, store: Store, sender: Sender, say: Say, *, clock: Callable[[], datetime], zone: tzinfo,
        stop: threading.Event | None = None,
    ) -> None:  # fmt: skip
        self._store, self._sender, self._say, self._clock, self._zone = store, sender, say, clock, zone
        self._stop = stop or threading.Event()

    def look(self) -> None:
        """Send everything whose time has come, and forget the addresses of bells that were removed."""
        now, failed, busy = self._clock(), set[int](), False
        for bell in self._store.other_bells.to_forget(now):
            busy = True
            self._sender.forget(bell.secret)
            self._store.other_bells.forgotten(bell.id)
            self._store.deliveries.tidy(now - TEXTS_KEPT)
        for parcel in self._store.deliveries.due(now):
            if self._stop.is_set():
                break
            busy = True
            if parcel.bell.id not in failed and not self._ring(parcel):
                failed.add(parcel.bell.id)
        if busy:
            self._sender.close()

    def _ring(self, parcel: Parcel) -> bool:
        title, body = self._written(parcel)
        key = parcel.key or uuid4().hex
        if not self._store.deliveries.trying(parcel, key, self._clock()):
            return True
        outcome = self._sender.send(parcel.bell.secret, title, body, key)
        now, bell = self._clock(), parcel.bell
        if not outcome.trouble:
            self._store.deliveries.sent(parcel, now)
            alerts = tuple(one.alert_id for one in parcel.deliveries if one.alert_id)
            self._say(OtherBellRang(bell.id, bell.name, alerts))
            return True
        if outcome.uncertain and self._stop.is_set():
            return False  # broken off by ourselves: tried again, as it was, at the next start
        late = given_up(parcel.deliveries, now)
        tries = max(one.tries for one in parcel.deliveries) + 1
        self._store.deliveries.failed(
            parcel, now, outcome.trouble, next_try=next_try(tries, now), given_up=late, uncertain=outcome.uncertain
        )
        self._say(OtherBellFailed(bell.id, bell.name, outcome.trouble, len(late)))
        return False

    def _written(self, parcel: Parcel) -> tuple[str, str]:
        first = parcel.deliveries[0]
        if first.alert_id:
            alerts = self._store.alerts.some([one.alert_id for one in parcel.deliveries])
            return message(alerts, self._zone, discreet=parcel.bell.discreet)
        if parcel.bell.discreet:
            return "Tocsin", "There is something to read in Tocsin."
        return text(first.title, first.body)


class OtherBellsThread:
    """Rings other bells beside the monitor's work, with a store of its own: a slow server holds up no feed."""

    def __init__(
        self, path: Path, sender: Callable[[threading.Event], Sender], say: Say, *, clock: Callable[[], datetime],
        zone: tzinfo,
    ) -> None:  # fmt: skip
        self._path, self._sender, self._say, self._clock, self._zone = path, sender, say, clock, zone
        self._stop, self._last, self._wake = threading.Event(), threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._work, name="other-bells", daemon=True)
        self._thread.start()

    def finish(self, patience: float = 120.0) -> None:
        """Send once more what is due, then end; after `patience` seconds what is left stays owed."""
        self._last.set()
        self._wake.set()
        self._thread.join(patience)

    def close(self) -> None:
        """End; what is being sent has a moment to arrive, and is tried again at the next start if it does not."""
        self._stop.set()
        self._wake.set()
        self._thread.join(3.0)

    def _work(self) -> None:
        sender = self._sender(self._stop)
        try:
            with Store.open(self._path) as store:
                ringing = OtherRinging(
                    store, sender, self._say, clock=self._clock, zone=self._zone, stop=self._stop
                )  # fmt: skip
                while not self._stop.is_set():
                    last = self._last.is_set()
                    seconds = self._looked(store, ringing)
                    if last:
                        break
                    self._wake.wait(seconds)
        except TocsinError as error:
            self._say(Trouble(str(error)))
        finally:
            sender.close()

    def _looked(self, store: Store, ringing: OtherRinging) -> float:
        try:
            ringing.look()
            return LOOK_SECONDS if store.other_bells.any_on() else IDLE_SECONDS
        except TocsinError as error:
            self._say(Trouble(str(error)))
        except Exception:  # noqa: BLE001 - our own mistake: told, and the other bells go on
            self._say(Trouble("Something in Tocsin went wrong while other bells were rung.", traceback.format_exc()))
        return IDLE_SECONDS
