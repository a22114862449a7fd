"""A list that chooses nothing by itself when the keyboard comes to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFocusEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget


class ListView(QListView):
    """One column, scrolled by the pixel, never sideways."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Leave an empty choice empty: the first arrow key then goes to the first row."""
        if self.currentIndex().isValid():
            super().focusInEvent(event)
        else:
            QWidget.focusInEvent(self, event)
            self.viewport().update()

    def offer(self, actions: Sequence[QAction]) -> None:
        """Show these by the right mouse button and the menu key; they hold for the chosen line."""
        self.addActions(actions)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def leave(self, pixels: int) -> None:
        """Leave room at the right, as if there were a scroll bar."""
        self.setViewportMargins(0, 0, pixels, 0)
