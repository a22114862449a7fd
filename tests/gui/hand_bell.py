"""A bell that answers what the test wants."""

from __future__ import annotations

from dataclasses import dataclass, field

from tocsin.core.model import Notice
from tocsin.desktop.bells.chain import Done, Outcome, Shown


@dataclass
class HandBell:
    """Keeps what it was given; without an outcome it hangs."""

    outcome: Outcome | None = field(default_factory=Shown)
    name: str = "desktop"
    rung: list[Notice] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)

    def ring(self, notice: Notice, done: Done) -> None:
        self.rung.append(notice)
        if self.outcome is not None:
            done(self.outcome)

    def withdraw(self, key: str) -> None:
        self.withdrawn.append(key)
