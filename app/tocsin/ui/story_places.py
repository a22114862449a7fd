"""Where the lines of a list of stories stand, and the headers of their days between them; knows no Qt."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.ui.story_lines import Line


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a day: its top, and the bottom of the last line below it, where it may stay until."""

    top: int
    end: int
    day: int


class StoryPlaces:
    """Heights in pixels, from the top of the list."""

    def __init__(self, lines: Sequence[Line] = (), story: int = 0, article: int = 0, header: int = 0) -> None:
        self.tops: list[int] = []
        self._heights = (story, article)
        self._articles: list[bool] = []
        starts: list[tuple[int, int]] = []
        y = day = 0
        for line in lines:
            if line.day != day:
                day = line.day
                starts.append((y, day))
                y += header
            self.tops.append(y)
            below = line.article is not None
            self._articles.append(below)
            y += self._heights[below]
        self.height = y
        ends = [top for top, _ in starts[1:]] + [y]
        self.headers = [Header(top, end, day) for (top, day), end in zip(starts, ends, strict=True)] if starts else []

    def top(self, at: int) -> int:
        """Return the top of a line; the list's end for one that is not there."""
        return self.tops[at] if at < len(self.tops) else self.height

    def height_of(self, at: int) -> int:
        """Return the height of a line; 0 for one that is not there."""
        return self._heights[self._articles[at]] if 0 <= at < len(self._articles) else 0

    def at(self, y: int) -> int:
        """Return the line at a height, or the last one above it; 0 where there is none."""
        return max(0, bisect_right(self.tops, y) - 1)

    def hit(self, y: int) -> int | None:
        """Return the line at a height; None where a header stands, or nothing."""
        at = self.at(y)
        return at if self.tops and 0 <= y - self.tops[at] < self.height_of(at) else None
