"""What @name stands for in a query: a saved watch of that name, else a name pack that ships with the program."""

from __future__ import annotations

import tomllib
from functools import cache

from tocsin.resources_path import path
from tocsin.store.database import Database


@cache
def packs() -> dict[str, str]:
    """Read the packs that ship with the program, once: name → query."""
    with path("names/packs.toml").open("rb") as opened:
        found = tomllib.load(opened)
    return {name.casefold(): str(query) for name, query in found.items()}


class Names:
    """The names that a query may use."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def of(self, name: str) -> str | None:
        """Give the query behind a name, capitals aside; None when nothing has this name."""
        wanted = name.casefold()
        for row in self._db.rows("SELECT name, query FROM watches WHERE removed IS NULL ORDER BY id"):
            if wanted in (row["name"].casefold(), row["name"].casefold().replace(" ", "-")):
                return str(row["query"])
        return packs().get(wanted)
