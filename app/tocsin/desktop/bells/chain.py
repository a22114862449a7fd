"""Hands a notice to the first bell, and what a bell does not take to the next one; touches nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from tocsin.core.model import Notice

PATIENCE = 3.0
"""Seconds that a bell has for an answer before the next one takes over."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The desktop has confirmed the notice."""

    sounded: bool = False
    """It also plays the notice's sound."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A bell without a way back took the notice: it may or may not have appeared."""


@dataclass(frozen=True, slots=True)
class Failed:
    """The bell did not take it."""

    reason: str


Outcome = Shown | Sent | Failed
Done = Callable[[Outcome], None]


class Bell(Protocol):
    """Shows notices. `done` is called at once or later, on the thread that called ring().

    It is called once; a bell that said Failed and finds that it showed the notice all the same says so, too.
    """

    name: str

    def ring(self, notice: Notice, done: Done) -> None:
        """Show a notice; one with the same key takes the old one's place."""

    def withdraw(self, key: str) -> None:
        """Take a notice off the screen, if this bell can."""


@runtime_checkable
class Replacing(Protocol):
    """A bell that can change a notice which is still on the screen."""

    def replace(self, notice: Notice) -> bool:
        """Show a notice in the place of the one with its key, without a sound; False when that one is gone."""


class Record(Protocol):
    """Hears every change, so that the ledger can follow."""

    def trying(self, notice: Notice, bell: str) -> None:
        """A bell is about to be asked."""

    def rang(self, notice: Notice, bell: str, outcome: Shown | Sent) -> None:
        """A bell took it."""

    def unrung(self, notice: Notice, reasons: Sequence[str]) -> None:
        """No bell took it; the reasons stand in the order of the bells."""


@dataclass(slots=True)
class _Open:
    notice: Notice
    link: int
    deadline: float
    reasons: list[str]
    turn: int
    unwanted: bool = False
    """It was withdrawn while a bell had it."""


class Chain:
    """The bells of one program, best first."""

    def __init__(
        self, bells: Sequence[Bell], record: Record, *, patience: float = PATIENCE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self._bells, self._record = list(bells), record
        self._patience, self._clock = patience, clock
        self._open: dict[str, _Open] = {}
        self._turn = 0

    @property
    def waiting(self) -> int:
        """Return how many notices are with a bell that has not answered yet."""
        return len(self._open)

    def ring(self, notice: Notice) -> None:
        """Let the first bell that can ring it."""
        self._turn += 1
        self._open[notice.key] = _Open(notice, -1, 0.0, [], self._turn)
        self._next(notice.key, self._turn)

    def tick(self) -> None:
        """Take notices away from bells whose time is over; call it a few times a second while any is waiting."""
        now = self._clock()
        for key, open_ in list(self._open.items()):
            if open_.deadline <= now and self._open.get(key) is open_:
                self._answer(key, open_.turn, open_.link, Failed("it did not answer in time"))

    def withdraw(self, key: str) -> None:
        """Take a notice off the screen, whichever bell rang it or is about to."""
        if key in self._open:
            self._open[key].unwanted = True
        for bell in self._bells:
            bell.withdraw(key)

    def replace(self, notice: Notice) -> bool:
        """Change a notice where it stands; it never comes back to the screen, and nothing is settled."""
        if notice.key in self._open:
            return False
        return any(bell.replace(notice) for bell in self._bells if isinstance(bell, Replacing))

    def _next(self, key: str, turn: int) -> None:
        open_ = self._open[key]
        open_.link += 1
        if open_.link >= len(self._bells) or open_.unwanted:
            del self._open[key]
            self._record.unrung(open_.notice, open_.reasons)
            return
        bell, link = self._bells[open_.link], open_.link
        open_.deadline = self._clock() + self._patience
        self._record.trying(open_.notice, bell.name)

        def done(outcome: Outcome) -> None:
            self._answer(key, turn, link, outcome)

        try:
            bell.ring(open_.notice, done)
        except Exception as error:  # noqa: BLE001 - a bell may break in any way; the next one takes over
            done(Failed(repr(error)))

    def _answer(self, key: str, turn: int, link: int, outcome: Outcome) -> None:
        open_ = self._open.get(key)
        if open_ is None or (open_.turn, open_.link) != (turn, link):
            if not isinstance(outcome, Failed):
                self._late(key, link)
            return
        if isinstance(outcome, Failed):
            open_.reasons.append(f"{self._bells[link].name}: {outcome.reason}")
            self._next(key, turn)
            return
        del self._open[key]
        self._record.rang(open_.notice, self._bells[link].name, outcome)
        if open_.unwanted:
            self._bells[link].withdraw(key)

    def _late(self, key: str, link: int) -> None:
        """Take back what a slow bell showed after the next one had taken over: nothing rings twice."""
        open_ = self._open.get(key)
        if open_ is None or open_.link > link:
            self._bells[link].withdraw(key)
