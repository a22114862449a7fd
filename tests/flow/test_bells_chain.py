"""The chain of bells: what one does not take the next one gets, and nothing rings twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tocsin.core.model import Notice
from tocsin.desktop.bells.chain import Chain, Done, Failed, Outcome, Sent, Shown

NEWS = Notice("story-1", "News", "", (1, 2))


@dataclass
class HandBell:
    """Answers what it was told to; None: not before the test calls `done`."""

    name: str
    outcome: Outcome | None
    rung: list[Notice] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    done: Done | None = None

    def ring(self, notice: Notice, done: Done) -> None:
        self.rung.append(notice)
        self.done = done
        if self.outcome is not None:
            done(self.outcome)

    def withdraw(self, key: str) -> None:
        self.withdrawn.append(key)


class BrokenBell(HandBell):
    def ring(self, notice: Notice, done: Done) -> None:
        raise OSError("no")


@dataclass
class Ledger:
    lines: list[str] = field(default_factory=list)

    def trying(self, notice: Notice, bell: str) -> None:
        self.lines.append(f"trying {bell}")

    def rang(self, notice: Notice, bell: str, outcome: Shown | Sent) -> None:
        self.lines.append(f"{type(outcome).__name__.lower()} {bell}")

    def unrung(self, notice: Notice, reasons: Sequence[str]) -> None:
        self.lines.append(f"unrung {'; '.join(reasons)}")


@dataclass
class Clock:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


def chained(*bells: HandBell) -> tuple[Chain, Ledger, Clock]:
    ledger, clock = Ledger(), Clock()
    return Chain(bells, ledger, clock=clock), ledger, clock


def test_the_first_bell_that_shows_it_ends_the_matter() -> None:
    first, second = HandBell("desktop", Shown()), HandBell("tray", Sent())
    chain, ledger, _ = chained(first, second)
    chain.ring(NEWS)
    assert ledger.lines == ["trying desktop", "shown desktop"]
    assert (second.rung, chain.waiting) == ([], 0)


def test_what_fails_goes_to_the_next_and_a_broken_bell_is_one_that_failed() -> None:
    chain, ledger, _ = chained(BrokenBell("a", None), HandBell("b", Failed("no tray")), HandBell("c", Sent()))
    chain.ring(NEWS)
    assert ledger.lines == ["trying a", "trying b", "trying c", "sent c"]


def test_when_every_bell_fails_the_reasons_are_told() -> None:
    chain, ledger, _ = chained(HandBell("a", Failed("x")), HandBell("b", Failed("y")))
    chain.ring(NEWS)
    assert ledger.lines[-1] == "unrung a: x; b: y"
    assert chain.waiting == 0


def test_without_any_bell_it_is_unrung_at_once() -> None:
    chain, ledger, _ = chained()
    chain.ring(NEWS)
    assert ledger.lines == ["unrung "]


def test_a_bell_that_does_not_answer_loses_its_turn_after_three_seconds() -> None:
    chain, ledger, clock = chained(HandBell("slow", None), HandBell("next", Sent()))
    chain.ring(NEWS)
    clock.now = 2.9
    chain.tick()
    assert ledger.lines == ["trying slow"]
    clock.now = 3.0
    chain.tick()
    assert ledger.lines == ["trying slow", "trying next", "sent next"]


def test_what_a_slow_bell_shows_after_its_turn_is_taken_back() -> None:
    slow = HandBell("slow", None)
    chain, ledger, clock = chained(slow, HandBell("next", Sent()))
    chain.ring(NEWS)
    clock.now = 3.0
    chain.tick()
    assert slow.done is not None
    slow.done(Shown())
    assert slow.withdrawn == ["story-1"]
    assert ledger.lines[-1] == "sent next"


def test_a_second_answer_changes_nothing() -> None:
    bell = HandBell("a", None)
    chain, ledger, _ = chained(bell, HandBell("b", Sent()))
    chain.ring(NEWS)
    assert bell.done is not None
    bell.done(Failed("no"))
    bell.done(Failed("no"))
    assert ledger.lines == ["trying a", "trying b", "sent b"]


def test_a_notice_with_the_same_key_takes_the_place_of_the_one_under_way() -> None:
    bell = HandBell("a", None)
    chain, ledger, clock = chained(bell)
    chain.ring(NEWS)
    chain.ring(Notice("story-1", "News", "and 4 others", (1, 2, 3)))
    assert chain.waiting == 1
    clock.now = 9.0
    chain.tick()
    assert ledger.lines == ["trying a", "trying a", "unrung a: it did not answer in time"]


class ReplacingBell(HandBell):
    def replace(self, notice: Notice) -> bool:
        return self.rung != [] and notice.key not in self.withdrawn


def test_only_a_bell_that_can_changes_a_notice_and_only_where_it_stands() -> None:
    ledger = Ledger()
    first, second = HandBell("plain", Failed("no")), ReplacingBell("desktop", Shown())
    chain = Chain([first, second], ledger)
    assert not chain.replace(NEWS), "it is not on the screen"
    chain.ring(NEWS)
    lines = list(ledger.lines)
    assert chain.replace(NEWS)
    assert ledger.lines == lines, "changing settles nothing"
    chain.withdraw(NEWS.key)
    assert not chain.replace(NEWS)


def test_a_notice_that_is_still_being_rung_is_not_changed() -> None:
    slow = ReplacingBell("desktop", None)
    chain = Chain([slow], Ledger())
    chain.ring(NEWS)
    assert not chain.replace(NEWS)


def test_what_is_withdrawn_while_a_bell_has_it_goes_as_soon_as_it_is_shown() -> None:
    slow = HandBell("slow", None)
    chain, ledger, _ = chained(slow)
    chain.ring(NEWS)
    chain.withdraw(NEWS.key)
    assert slow.done is not None
    slow.withdrawn.clear()
    slow.done(Shown())
    assert slow.withdrawn == ["story-1"]
    assert ledger.lines == ["trying slow", "shown slow"]


def test_what_is_withdrawn_while_a_bell_has_it_goes_to_no_other_bell() -> None:
    slow, second = HandBell("slow", None), HandBell("next", Sent())
    chain, ledger, clock = chained(slow, second)
    chain.ring(NEWS)
    chain.withdraw(NEWS.key)
    clock.now = 3.0
    chain.tick()
    assert second.rung == []
    assert ledger.lines == ["trying slow", "unrung slow: it did not answer in time"]
