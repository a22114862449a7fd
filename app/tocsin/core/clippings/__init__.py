"""Clippings: articles as they are taken elsewhere, as Markdown, HTML, CSV, JSON or Atom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import tzinfo
from typing import Literal, get_args

from tocsin.core.clippings.atom import Atom
from tocsin.core.clippings.data import Data, values
from tocsin.core.clippings.html import Html
from tocsin.core.clippings.markdown import Markdown
from tocsin.core.clippings.table import Table
from tocsin.core.clippings.values import Clipping, Cover, Form, clipping, facts, moment

Format = Literal["markdown", "html", "csv", "json", "atom"]
FORMATS: tuple[Format, ...] = get_args(Format)


def form(name: Format, zone: tzinfo, *, whole: bool = False, mark: bool = False) -> Form:
    """Give the way to write; `whole`: a table has a column for the text; `mark`: it begins with the UTF-8 mark."""
    match name:
        case "markdown":
            return Markdown(zone)
        case "html":
            return Html(zone)
        case "csv":
            return Table(whole, mark)
        case "json":
            return Data()
        case "atom":
            return Atom()


def written(how: Form, cover: Cover, clippings: Iterable[Clipping]) -> Iterator[str]:
    """Write clippings piece by piece, so that they need not all be there at once."""
    yield how.begin(cover)
    first = True
    for one in clippings:
        yield how.one(one, first=first)
        first = False
    yield how.end()


__all__ = [
    "FORMATS", "Clipping", "Cover", "Form", "Format", "clipping", "facts", "form", "moment", "values", "written",
]  # fmt: skip
