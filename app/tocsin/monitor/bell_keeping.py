"""Keeps other bells: the address goes into the keyring, the rest into the database; and sends the test."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol
from uuid import uuid4

from tocsin.core.model import OtherBell
from tocsin.desktop import secrets
from tocsin.desktop.bells.apprise import Outcome, Seen
from tocsin.store import Store

LEAVES = (
    "To a bell that is on go the headline, the source, the name of the watch, the sentence that hit and the link of "
    "each story that rings. They leave this computer; whoever runs the service can read them."
)
"""What is said before the first bell is switched on."""

LEAVES_DISCREETLY = (
    "To this bell goes only how many stories there are. That something rang, and when, leaves this computer."
)

TOLD = "other-bells.told"
"""The setting that says that the user was told what leaves the machine."""

TEST = ("Tocsin rings", "This is the test that you asked for.")


class Speaker(Protocol):
    """What knows addresses and can send; see AppriseProcess."""

    def look(self, address: str) -> Seen:
        """Say what an address means; raises TocsinError."""

    def send(self, secret: str, title: str, body: str, key: str) -> Outcome:
        """Send a text to the address that the keyring holds under `secret`."""


def add(
    store: Store, speaker: Speaker, name: str, address: str, *, now: datetime, discreet: bool = False
) -> OtherBell:
    """Keep a new bell, switched off. May wait for the keyring. Raises TocsinError; then nothing was kept."""
    wanted = store.other_bells.free(name)
    seen, key = speaker.look(address), _kept(address)
    try:
        return store.other_bells.add(wanted, seen.shown, key, now=now, discreet=discreet)
    except BaseException:
        secrets.forget_bell(key)
        raise


def readdress(store: Store, speaker: Speaker, bell_id: int, address: str, *, now: datetime) -> OtherBell:
    """Give a bell another address; what it is owed is tried at once. Raises TocsinError; then the old one holds."""
    bell = store.other_bells.get(bell_id)
    seen, key = speaker.look(address), _kept(address)
    try:
        changed = store.other_bells.readdress(bell_id, seen.shown, key)
    except BaseException:
        secrets.forget_bell(key)
        raise
    secrets.forget_bell(bell.secret)
    store.deliveries.retry(bell_id, now)
    return changed


def remove(store: Store, bell_id: int, *, now: datetime) -> None:
    """Remove a bell for good, its address with it."""
    bell = store.other_bells.get(bell_id)
    store.other_bells.remove(bell_id, now)
    secrets.forget_bell(bell.secret)
    store.other_bells.forgotten(bell_id)


def test(store: Store, speaker: Speaker, bell_id: int, *, now: datetime) -> Outcome:
    """Send a test, whether the bell is on or off, and write down how it answered."""
    bell = store.other_bells.get(bell_id)
    outcome = speaker.send(bell.secret, *TEST, uuid4().hex)
    store.other_bells.answered(bell_id, now, outcome.trouble)
    if not outcome.trouble:
        store.deliveries.retry(bell_id, now)
    return outcome


def _kept(address: str) -> str:
    key = f"bell {uuid4().hex}"
    secrets.remember_bell(key, address.strip())
    return key
