"""What an article's cleaned HTML holds once it is taken apart: blocks, runs, tables, pictures; knows no Qt."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Style:
    """How a run of letters looks, and where it leads."""

    strong: bool = False
    slanted: bool = False
    code: bool = False
    struck: bool = False
    under: bool = False
    raised: int = 0
    """1: above the line, -1: below it."""
    link: str = ""
    """http or https, or empty."""


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one style; `at` is where they begin in the fragment's text, -1: they are not part of it."""

    text: str
    style: Style
    at: int


@dataclass(frozen=True, slots=True)
class Picture:
    """An image that the article points to; nothing of it is loaded."""

    address: str
    alt: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading, an entry of a list, a line of code, a rule or a picture."""

    kind: str
    """ "text", "caption", "heading", "code", "rule" or "picture"."""
    runs: tuple[Run, ...] = ()
    level: int = 0
    """Of a heading, 1 to 6."""
    quote: int = 0
    """In how many quotations it stands."""
    depth: int = 0
    """In how many lists it stands."""
    marker: str = ""
    """ "•" or a number when it begins an entry of a list."""
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table and its place in it."""

    row: int
    column: int
    runs: tuple[Run, ...]
    head: bool = False
    across: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table of facts; tables that only lay out a page are taken apart into blocks."""

    rows: int
    columns: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Fragment:
    """Everything that is shown of an article's HTML."""

    parts: tuple[Block | Table, ...] = ()
    text: str = ""
    """The letters of all runs, one after another."""
    cut: bool = False
    """There was more than is shown."""

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """Return the pictures in their order."""
        return tuple(part.picture for part in self.parts if isinstance(part, Block) and part.picture is not None)

    @property
    def plain(self) -> bool:
        """Say whether there is nothing in it that plain text would not show as well."""
        return all(isinstance(part, Block) and _plain(part) for part in self.parts)


def _plain(block: Block) -> bool:
    bare = block.kind == "text" and not block.quote and not block.depth
    return bare and all(run.style == Style() for run in block.runs)


@dataclass(slots=True)
class Places:
    """Carries spans of an article's text over to its fragment.

    White space is where the two differ, so letters are counted without it. `agree` says whether all other letters
    are the same; where they are not, no span means anything.
    """

    text: str
    fragment: Fragment
    agree: bool = field(init=False)
    _letters: list[int] = field(init=False)

    def __post_init__(self) -> None:
        ours, theirs = "".join(self.text.split()), "".join(self.fragment.text.split())
        self.agree = ours == theirs or (self.fragment.cut and bool(theirs) and ours.startswith(theirs))
        self._letters = [at for at, letter in enumerate(self.fragment.text) if not letter.isspace()]

    def carried(self, spans: Iterable[Span]) -> list[Span]:
        """Return where the spans stand in the fragment's text; those behind its end are left out."""
        if not self.agree:
            return []
        before = [0, *accumulate(not letter.isspace() for letter in self.text)]
        found = []
        for start, end in spans:
            if not 0 <= start < end <= len(self.text):
                continue
            first, last = before[start], before[end] - 1
            if first <= last < len(self._letters):
                found.append((self._letters[first], self._letters[last] + 1))
        return sorted(set(found))


def within(spans: Sequence[Span], run: Run) -> tuple[list[Span], bool]:
    """Return the parts of sorted spans that lie in a run, from its beginning; True: the first began before the run."""
    if run.at < 0 or not spans:
        return [], False
    end = run.at + len(run.text)
    found, before = [], False
    for start, stop in spans[: bisect_right(spans, (end, 0))]:
        if stop > run.at and start < end:
            before = before or start < run.at
            found.append((max(start, run.at) - run.at, min(stop, end) - run.at))
    return found, before
