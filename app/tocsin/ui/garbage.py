"""Collects cycles on the UI thread alone: a widget that another thread collects takes the process with it."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 1_000
"""Milliseconds between looks at how much there is to collect."""


class Garbage(QObject):
    """Turns Python's own collecting off, and collects here as often as Python would, until it is closed."""

    def __init__(self) -> None:
        super().__init__()
        self._limits = gc.get_threshold()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def settle(self) -> None:
        """Never look again at what is there now, for it lives as long as the program: a look cost two frames."""
        gc.freeze()

    def look(self) -> None:
        """Collect the generations that have grown past Python's limits."""
        counts = gc.get_count()
        due = [generation for generation in (0, 1, 2) if counts[generation] > self._limits[generation] > 0]
        if due:
            gc.collect(due[-1])

    def close(self) -> None:
        """Let Python collect by itself again."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
