"""Tells which articles report the same event, in the order in which they arrive; touches nothing."""

from __future__ import annotations

from tocsin.core.grouping.pieces import Piece, Placed
from tocsin.core.grouping.settings import DEFAULT, Settings
from tocsin.core.grouping.window import WINDOW, Grouping

__all__ = ["DEFAULT", "WINDOW", "Grouping", "Piece", "Placed", "Settings"]
