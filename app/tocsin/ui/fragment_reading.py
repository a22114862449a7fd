"""Takes an article's cleaned HTML apart, trusting nothing in it; knows no Qt and loads nothing."""

from __future__ import annotations

import html as entities
import re
from bisect import bisect_right
from itertools import accumulate

from tocsin.ui.fragment import Block, Fragment, Picture, Run, Span, Table
from tocsin.ui.fragment_pieces import Tag, counts_readers, pieces, web_address
from tocsin.ui.fragment_style import Styles
from tocsin.ui.fragment_tables import Grid, is_of_facts

MOST_PICTURES, DEEPEST = 60, 6
LONGEST = 4_000
"""Letters of a paragraph; a longer one is broken in two: the time to lay one out grows with its square."""

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_LINE, _EMPTY_LINE = re.compile(r"\n"), re.compile(r"[ ]?\n[ ]*\n\s*")
_BLANK = re.compile(r"[ \t\r\n\f]+")
_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "caption", "dd", "details", "div", "dl", "dt", "figcaption"),
        *("figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre"),
        *("section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    )
)
_CELLS = frozenset(("td", "th"))


def read_fragment(source: str, most: int) -> Fragment:
    """Take a fragment apart; stops after `most` letters, and earlier where it is made of too many pieces."""
    if not source:
        return Fragment()
    found = pieces(source, most // 3)
    reading = _Reading(found[: most // 3], most)
    reading.run()
    return Fragment(tuple(reading.parts), "".join(reading.letters), reading.cut or len(found) > most // 3)


class _Reading:
    """Walks over the pieces once."""

    def __init__(self, found: list[Tag | str], most: int) -> None:
        self._pieces, self._most = found, most
        self._most_parts, self._most_runs = most // 50, most // 8
        self.parts: list[Block | Table] = []
        self.letters: list[str] = []
        self.cut = False
        self._size = self._runs = self._pictures = self._cells = 0
        self._styles = Styles()
        self._open: list[Run] = []
        self._lists: list[tuple[str, int]] = []
        self._quote = self._pre = self._level = self._flat = 0
        self._marker, self._kind = "", "text"
        self._grid: Grid | None = None

    def run(self) -> None:
        """Read until the end, or until there is enough."""
        for at, piece in enumerate(self._pieces):
            shown = len(self.parts) + self._cells // 3
            if self._size >= self._most or shown >= self._most_parts or self._runs >= self._most_runs:
                self.cut = self.cut or any(isinstance(one, str) and one.strip() for one in self._pieces[at:])
                break
            if isinstance(piece, str):
                self._text(piece)
            elif piece.name in _BLOCKS:
                self._block(piece, at)
            else:
                self._inline(piece)
        if self._grid is not None:
            self._end_table()
        self._flush()

    # -- letters

    def _text(self, piece: str) -> None:
        room = self._most - self._size
        self.cut = self.cut or len(piece) > room * 16
        text = entities.unescape(piece[: room * 16]).replace("\x00", "")
        if "&" in text:
            text = _ENTITY.sub(lambda one: entities.unescape(one[0]), text)  # escaped twice
        if not self._pre:
            text = _BLANK.sub(" ", text)
            if not self._open or self._open[-1].text.endswith((" ", "\n")):
                text = text.lstrip(" ")
        else:
            text = text.replace("\r", "").replace("\t", "    ")
        self.cut = self.cut or len(text) > room
        text = text[:room]
        if text:
            self._put(text)

    def _put(self, text: str) -> None:
        self._open.append(Run(text, self._styles.now(pre=self._pre > 0), self._size))
        self.letters.append(text)
        self._size += len(text)
        self._runs += 1

    def _inline(self, tag: Tag) -> None:
        if tag.name == "br":
            self._put("\n")
        elif tag.name == "img":
            self._image(tag)
        elif tag.name == "q":
            self._open.append(Run("”" if tag.closes else "“", self._styles.now(pre=False), -1))
            self._runs += 1
        elif tag.closes:
            self._styles.close(tag.name)
        else:
            self._styles.open(tag.name, web_address(tag.attribute("href")) if tag.name == "a" else "")

    def _image(self, tag: Tag) -> None:
        address = web_address(tag.attribute("src"))
        alt = " ".join(tag.attribute("alt").split())[:300]
        picture = Picture(address, alt, tag.number("width"), tag.number("height"))
        if not address or counts_readers(picture) or self._grid is not None or self._pictures >= MOST_PICTURES:
            return
        self._pictures += 1
        self._flush()
        self.parts.append(Block("picture", picture=picture, quote=self._quote, depth=len(self._lists)))

    # -- blocks

    def _block(self, tag: Tag, at: int) -> None:
        name, closes = tag.name, tag.closes
        if self._grid is not None and name != "table":
            self._in_table(tag)
            return
        self._flush()
        if name == "hr":
            self.parts.append(Block("rule", quote=self._quote))
        elif name in ("ul", "ol"):
            self._list(tag)
        elif name == "li" and not closes:
            self._entry()
        elif name == "blockquote":
            self._quote = max(0, self._quote - 1) if closes else min(DEEPEST, self._quote + 1)
        elif name == "pre":
            self._pre = max(0, self._pre - 1) if closes else self._pre + 1
        elif name in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self._level = 0 if closes else int(name[1])
        elif name == "figcaption":
            self._kind = "text" if closes else "caption"
        elif name in ("dt", "summary", "caption"):
            (self._styles.close if closes else self._styles.open)("strong")
        elif name == "table":
            self._table(tag, at)

    def _list(self, tag: Tag) -> None:
        if not tag.closes and len(self._lists) < DEEPEST:
            self._lists.append((tag.name, tag.number("start") or 1))
        elif not tag.closes:
            self._flat += 1
        elif self._flat:
            self._flat -= 1
        else:
            del self._lists[-1:]

    def _entry(self) -> None:
        kind, number = self._lists[-1] if self._lists else ("ul", 1)
        self._marker = "•" if kind == "ul" else f"{number}."
        if self._lists:
            self._lists[-1] = (kind, number + 1)

    def _flush(self) -> None:
        """End the block that is being written; two line breaks in a row are a paragraph."""
        runs, self._open = self._open, []
        if not any(run.text.strip() for run in runs):
            return
        if self._pre:
            kind, split = "code", "\n"
        else:
            kind, split = "heading" if self._level else self._kind, "\n\n"
        for part in _split(runs, split):
            if len(self.parts) >= self._most_parts:
                self.cut = True
                break
            self.parts.append(
                Block(kind, part, self._level, self._quote, max(len(self._lists), bool(self._marker)), self._marker)
            )
            self._marker = ""

    # -- tables

    def _table(self, tag: Tag, at: int) -> None:
        if tag.closes:
            if self._grid is not None:
                self._end_table()
        elif self._grid is None and is_of_facts(self._pieces, at):
            self._grid = Grid()

    def _in_table(self, tag: Tag) -> None:
        assert self._grid is not None
        if tag.name == "tr" and not tag.closes:
            self._end_cell()
            self._grid.row()
        elif tag.name in _CELLS:
            self._end_cell()
            if not tag.closes:
                self._grid.begin(head=tag.name == "th", across=tag.number("colspan"), down=tag.number("rowspan"))
        elif self._open and not self._open[-1].text.endswith("\n"):
            self._put("\n")

    def _end_cell(self) -> None:
        assert self._grid is not None
        runs, self._open = self._open, []
        parts = _split(runs, "\n\n")
        self._grid.end(tuple(run for part in parts for run in part))

    def _end_table(self) -> None:
        assert self._grid is not None
        self._end_cell()
        table = self._grid.table()
        self._cells += len(table.cells)
        self.parts.append(table)
        self._grid = None


def _split(runs: list[Run], at: str) -> list[tuple[Run, ...]]:
    """Split runs where `at` stands in their common text, and take white space off the ends of each part."""
    text = "".join(run.text for run in runs)
    starts = [0, *accumulate(len(run.text) for run in runs)]
    code = at == "\n"
    found: list[tuple[Run, ...]] = []
    begin = 0
    for piece in (_LINE if code else _EMPTY_LINE).finditer(text):
        found.append(_part(runs, starts, text, (begin, piece.start()), code=code))
        begin = piece.end()
    found.append(_part(runs, starts, text, (begin, len(text)), code=code))
    if not code:
        return [shorter for part in found if part for shorter in _shortened(part)]
    while found and not found[-1]:
        found.pop()
    while found and not found[0]:
        found.pop(0)
    return found


def _shortened(part: tuple[Run, ...]) -> list[tuple[Run, ...]]:
    """Break a paragraph that is too long, behind a space where there is one."""
    text = "".join(run.text for run in part)
    if len(text) <= LONGEST:
        return [part]
    runs, found, begin = list(part), [], 0
    starts = [0, *accumulate(len(run.text) for run in runs)]
    while begin < len(text):
        end = min(begin + LONGEST, len(text))
        space = text.rfind(" ", begin + 1, end) if end < len(text) else -1
        end = space if space > begin else end
        found.append(_part(runs, starts, text, (begin, end), code=False))
        begin = end
    return [one for one in found if one]


def _part(runs: list[Run], starts: list[int], text: str, where: Span, *, code: bool) -> tuple[Run, ...]:
    start, end = where
    while end > start and text[end - 1].isspace():
        end -= 1
    while not code and start < end and text[start].isspace():
        start += 1
    found = []
    for at in range(max(0, bisect_right(starts, start) - 1), len(runs)):
        run = runs[at]
        first, last = max(start - starts[at], 0), min(end - starts[at], len(run.text))
        if starts[at] >= end:
            break
        if first < last:
            found.append(Run(run.text[first:last], run.style, run.at + first if run.at >= 0 else -1))
    return tuple(found)
