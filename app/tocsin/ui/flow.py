"""Holds small widgets in lines, as words stand in a paragraph."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class Flow(QWidget):
    """From the side where reading begins; what has no room goes on the next line."""

    def __init__(self, gap: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gap = gap
        self._parts: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def put(self, widget: QWidget, at: int | None = None) -> None:
        """Put a widget behind the last, or before the one with a number."""
        self._parts.insert(len(self._parts) if at is None else at, widget)
        widget.setParent(self)
        widget.show()
        self._again()

    def take(self, widget: QWidget) -> None:
        """Let go of a widget."""
        self._parts.remove(widget)
        widget.hide()
        self._again()

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines."""
        return self._place(width, move=False)

    def sizeHint(self) -> QSize:
        """Ask for the height that the width of now needs."""
        least = self.minimumSizeHint()
        return QSize(least.width(), self.heightForWidth(max(self.width(), least.width())))

    def minimumSizeHint(self) -> QSize:
        """Ask for one line that the widest one has room in."""
        sizes = [one.sizeHint() for one in self._parts if not one.isHidden()]
        wide = min((size.width() for size in sizes), default=0)
        return QSize(wide, max((size.height() for size in sizes), default=0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        self._place(self.width(), move=True)
        if self.heightForWidth(self.width()) != self.height():
            self.updateGeometry()

    def event(self, event: QEvent) -> bool:
        """Follow widgets that came, went or changed their size."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._again()
        return done

    def _again(self) -> None:
        self._place(self.width(), move=True)
        self.updateGeometry()

    def _place(self, room: int, *, move: bool) -> int:
        """Go through the lines; returns their height together."""
        lines: list[list[tuple[QWidget, QSize]]] = [[]]
        used = 0
        for one in self._parts:
            if one.isHidden():
                continue
            wish = one.sizeHint().expandedTo(one.minimumSize()).boundedTo(one.maximumSize())
            size = QSize(min(wish.width(), max(room, 1)), wish.height())
            if lines[-1] and used + size.width() > room:
                lines.append([])
                used = 0
            lines[-1].append((one, size))
            used += size.width() + self._gap
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        top = 0
        for line in lines:
            height, left = max((size.height() for _, size in line), default=0), 0
            for one, size in line:
                if move:
                    at = room - left - size.width() if rtl else left
                    one.setGeometry(QRect(QPoint(at, top + (height - size.height()) // 2), size))
                left += size.width() + self._gap
            top += height + self._gap
        return max(0, top - self._gap)
