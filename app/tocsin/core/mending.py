"""Decides which troubles of a feed only the user can mend."""

from __future__ import annotations

from typing import Literal

Mend = Literal["", "password", "address"]
"""What the user is asked for: nothing, a name and a password, or another address (or to let the feed go)."""

SURE_AFTER = 3
"""Failures in a row after which a missing page is believed to be gone: servers lose and find pages every day."""


def mend(status: int | None, kind: str, failures: int) -> Mend:
    """Say what the user can do about a failure, the last of `failures` in a row.

    `status` is the server's answer, `kind` how the conversation ended (as in feeds.fetch_values), or "unreadable"
    for a body that is no feed.
    """
    if status in (401, 407) or kind == "password":
        return "password"
    if status == 410 or kind == "address":
        return "address"
    lost = status == 404 or kind in ("redirect", "unreadable")
    return "address" if lost and failures >= SURE_AFTER else ""
