"""Gives memory back to the system while there is nothing to do."""

from __future__ import annotations

import ctypes
import sys

from tocsin.store import Store

LONG_ENOUGH_SECONDS = 2.0
"""A shorter rest is not worth it: what was let go is needed again at once."""


def let_go(store: Store) -> None:
    """Empty the connection's cache, and have the C library return what it holds free: 9 MB after a round.

    glibc alone keeps so much; others have no malloc_trim, and nothing is done.
    """
    store.database.run("PRAGMA shrink_memory")
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
