"""Which matches ring, when, and in how many notices: decided from values alone."""

from tocsin.core.alarm.notices import MOST_AT_ONCE, decide, notices

__all__ = ["MOST_AT_ONCE", "decide", "notices"]
