"""Which version is newer: reads what the project says of its newest release."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

LARGEST = 20_000
"""Bytes."""

_VERSION = re.compile(r"\d{1,6}(\.\d{1,6}){0,3}")


@dataclass(frozen=True, slots=True)
class Release:
    """A version that can be had, and the page that offers it."""

    version: str
    page: str
    """https, on the host that was asked."""


def read(body: bytes, home: str) -> Release | None:
    """Read `{"version": "1.2.3", "page": "https://…"}`; None for anything else, and for another site's page.

    `home` is the beginning of an https address.
    """
    if len(body) > LARGEST:
        return None
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict):
        return None
    version, page = said.get("version"), said.get("page")
    if not isinstance(version, str) or not isinstance(page, str) or not _VERSION.fullmatch(version):
        return None
    return Release(version, page) if page.startswith(home) and page.isascii() and page.isprintable() else None


def is_newer(offered: str, ours: str) -> bool:
    """Compare two versions by their numbers; ours may end in a word (1.2.0.dev1), which counts as not yet released."""
    found = _VERSION.match(ours)
    if found is None or not _VERSION.fullmatch(offered):
        return False
    mine, theirs = _numbers(found.group()), _numbers(offered)
    return theirs > mine or (theirs == mine and found.group() != ours)


def _numbers(version: str) -> tuple[int, ...]:
    numbers = [int(one) for one in version.split(".")]
    return tuple(numbers + [0] * (4 - len(numbers)))
