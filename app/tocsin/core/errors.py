"""Failures that a user can be told about; touches nothing."""

from __future__ import annotations


class TocsinError(Exception):
    """The world failed. The text is one or two plain sentences, fit to be shown as they are."""

    exit_status = 1


class NotSaved(TocsinError):
    """The profile could not be written to just now: its disk is full, or another program holds it."""


class BrokenOff(TocsinError):
    """Whoever asked does not want the answer any more."""


class WrongUse(TocsinError):
    """The user asked for something that cannot be; said beside the field, or with exit status 2."""

    exit_status = 2
