"""What says over the top of a list that stories arrived, and brings them; it moves nothing by itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QWidget

from tocsin.ui.theme import Theme
from tocsin.ui.words import counted


class WaitingButton(QPushButton):
    """Stands in the middle of the upper edge of what it is put on."""

    def __init__(self, theme: Theme, under: QWidget, action: QAction) -> None:
        super().__init__(under)
        self._theme, self._under = theme, under
        self.setProperty("pill", True)
        self.setFont(theme.font(theme.tokens.secondary + 1))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(f"{action.text()} ({action.shortcut().toString()})")
        self.clicked.connect(action.trigger)
        under.installEventFilter(self)
        self.hide()

    def tell(self, number: int) -> None:
        """Say how many stories wait; none: be away."""
        self.setText(counted(number, "new story", "new stories"))
        self.setAccessibleName(f"Show {self.text()}")
        self.setVisible(number > 0)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        self.adjustSize()
        self.move((self._under.width() - self.width()) // 2, self._theme.px(6))
        self.raise_()
