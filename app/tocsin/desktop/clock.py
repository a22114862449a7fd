"""The clock on the user's wall: asks the system for its time zone."""

from __future__ import annotations

from datetime import UTC, tzinfo

from tzlocal import get_localzone


def local_zone() -> tzinfo:
    """Give the user's time zone with its summer times; UTC where the system cannot say."""
    try:
        return get_localzone()
    except (LookupError, OSError, ValueError):
        return UTC
