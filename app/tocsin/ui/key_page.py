"""Writes the page of the documentation that lists every key, from the registry; knows no file."""

from __future__ import annotations

from collections.abc import Iterable

from tocsin.ui.key_groups import FIXED, GROUPS
from tocsin.ui.keys import Command

BEGIN, END = "<!-- The tables are written from the program: make keys -->", "<!-- End of the tables -->"


def tables(keys: Iterable[Command]) -> str:
    """Return a table for each group: what is done, by which key as it comes, and the name in the settings."""
    commands = list(keys)
    parts = [BEGIN]
    for group in GROUPS:
        lines = [f"| {one.name.rstrip('…')} | {_caps(one.default)} | `{one.id}` |" for one in commands
                 if one.group == group]  # fmt: skip
        lines += [f"| {one.name} | {_caps(one.keys)} | always |" for one in FIXED if one.group == group]
        if lines:
            parts.append("\n".join((f"## {group}\n", "| does | key | name |", "|---|---|---|", *lines)))
    return "\n\n".join((*parts, END)) + "\n"


def with_tables(page: str, keys: Iterable[Command]) -> str:
    """Return the page with its tables as they are now."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + tables(keys) + after.lstrip("\n")


def _caps(keys: tuple[str, ...]) -> str:
    return ", ".join(f"`{one.replace(', ', ' ')}`" for one in keys).replace("|", "\\|")
