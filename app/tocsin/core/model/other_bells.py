"""Other bells: places beyond this desktop that are told what rang, and what is owed to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class OtherBell:
    """A place that the user added: a mailbox, a phone, a channel. Its address lies in the keyring, not here."""

    id: int
    name: str
    shown: str
    """The part of the address that is no secret: the service, and the host where it has one."""
    secret: str
    """The key under which the keyring holds the address; "" once it was taken out."""
    on: bool = False
    watches: tuple[int, ...] | None = None
    """The watches that ring it; None: all that notify."""
    discreet: bool = False
    """It is told only how many stories there are."""
    trouble: str = ""
    """Why it could not be rung the last time; "" after one that went well."""
    troubled: datetime | None = None
    sent: datetime | None = None
    """When it last took a message."""
    waiting: int = 0
    """Alerts and texts that are owed to it."""
    next_try: datetime | None = None
    """When it is tried again, while something waits."""
    lost: int = 0
    """What was given up since it last took a message."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One alert, or one text, for one other bell."""

    id: int
    owed: datetime
    tries: int = 0
    alert_id: int = 0
    """0: it is a text."""
    title: str = ""
    body: str = ""
    """Of a text; those of alerts are written when they are sent."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """Deliveries that go to a bell as one message."""

    bell: OtherBell
    deliveries: tuple[Delivery, ...]
    key: str = ""
    """Its own, for the far side to know it again; "" until it is tried. Stays when nobody knows what became of it."""

    @property
    def ids(self) -> tuple[int, ...]:
        """Give the ids of the deliveries."""
        return tuple(one.id for one in self.deliveries)


@dataclass(frozen=True, slots=True)
class Delivered:
    """What the ledger says of one alert and one other bell."""

    bell: str
    """Its name."""
    owed: datetime
    sent: datetime | None = None
    gave_up: datetime | None = None
    tries: int = 0

    @property
    def state(self) -> str:
        """Say it in a word or two."""
        return "sent" if self.sent else "given up" if self.gave_up else "owed"
