"""Keeps count of the inline tags that are open, and what letters look like inside them; knows no Qt."""

from __future__ import annotations

from collections import Counter

from tocsin.ui.fragment import Style

_STRONG = ("b", "strong", "th")
_SLANTED = ("i", "em", "cite", "dfn", "var")
_CODE = ("code", "kbd", "samp", "tt")
_STRUCK = ("del", "s", "strike")
_UNDER = ("ins", "u")
_KNOWN = frozenset((*_STRONG, *_SLANTED, *_CODE, *_STRUCK, *_UNDER, "sup", "sub", "a"))


class Styles:
    """Tags that nobody closes stay open; one that nobody opened closes nothing."""

    def __init__(self) -> None:
        self._open: Counter[str] = Counter()
        self._links: list[str] = []
        self._made: Style | None = None

    def open(self, name: str, link: str = "") -> None:
        """Begin a tag; `link` is where an `a` leads."""
        if name in _KNOWN:
            self._open[name] += 1
            self._made = None
            if name == "a":
                self._links.append(link)

    def close(self, name: str) -> None:
        """End a tag."""
        if self._open[name] > 0:
            self._open[name] -= 1
            self._made = None
            if name == "a":
                self._links.pop()

    def now(self, *, pre: bool) -> Style:
        """Return how letters look here; `pre`: they are lines of code in any case."""
        if pre:
            return Style(code=True, link=self._links[-1] if self._links else "")
        if self._made is None:
            self._made = Style(
                strong=self._any(_STRONG),
                slanted=self._any(_SLANTED),
                code=self._any(_CODE),
                struck=self._any(_STRUCK),
                under=self._any(_UNDER),
                raised=int(self._open["sup"] > 0) - int(self._open["sub"] > 0),
                link=self._links[-1] if self._links else "",
            )
        return self._made

    def _any(self, names: tuple[str, ...]) -> bool:
        return any(self._open[name] > 0 for name in names)
