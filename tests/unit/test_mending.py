"""Which troubles ask for the user."""

from __future__ import annotations

import pytest

from tocsin.core.mending import mend


@pytest.mark.parametrize(
    ("status", "kind", "failures", "wanted"),
    [
        (401, "http", 1, "password"),
        (410, "http", 1, "address"),
        (404, "http", 2, ""),
        (404, "http", 3, "address"),
        (None, "unreadable", 1, ""),
        (200, "unreadable", 3, "address"),
        (None, "address", 1, "address"),
        (503, "http", 99, ""),
        (403, "http", 99, ""),
        (None, "timeout", 99, ""),
        (None, "dns", 99, ""),
    ],
)
def test_only_what_the_user_can_mend_asks_for_the_user(
    status: int | None, kind: str, failures: int, wanted: str
) -> None:
    assert mend(status, kind, failures) == wanted
