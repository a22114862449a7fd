"""Which troubles ask for the user, and which round looks like a computer without a network."""

from __future__ import annotations

import pytest

from tocsin.core.mending import mend, offline


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


@pytest.mark.parametrize(
    ("read", "failures", "followed", "wanted"),
    [
        (0, ["offline"], 200, True),
        (0, ["dns"], 1, True),
        (0, ["dns"], 200, False),
        (0, ["dns"] * 3, 200, True),
        (1, ["offline"] * 9, 200, False),
        (0, ["dns", "dns", "dns", "timeout"], 4, False),
        (0, [], 4, False),
    ],
)
def test_a_computer_is_offline_when_nothing_can_be_reached(
    read: int, failures: list[str], followed: int, wanted: bool
) -> None:
    assert offline(read, failures, followed) == wanted
