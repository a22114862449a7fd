"""The icon in the system's tray: its shapes, its menu, and where a closed window went."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap, QPolygonF
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from tocsin.core.model import Rung
from tocsin.core.text import clean
from tocsin.ui.icons import SMALL, pixmap
from tocsin.ui.theme import Theme

SIZES = (16, 22, 24, 32, 48, 64)
LAST = 5


class Tray(QObject):
    """Says by shape how things stand: all read, new, paused, trouble."""

    open_wanted = Signal()
    article_wanted = Signal(object)
    pause_wanted = Signal(bool)
    refresh_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._colour = theme.tokens.icon
        self._state: tuple[int, bool, bool] = (-1, False, False)
        self.icon = QSystemTrayIcon()
        self.menu = QMenu()
        self.menu.setToolTipsVisible(True)
        self._open = self._action("Open Tocsin", self.open_wanted.emit)
        self.menu.addSeparator()
        self._before = self.menu.addSeparator()
        self._alerts: list[QAction] = []
        self._pause = self._action("Pause", self._pressed_pause)
        self._action("Read all sources now", self.refresh_wanted.emit)
        self.menu.addSeparator()
        self._action("Quit", self.quit_wanted.emit)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._activated)
        self.tell(0, paused=False, trouble=False)

    @property
    def there(self) -> bool:
        """Say whether the icon can be seen, so that a closed window can be found again."""
        return self.icon.isVisible() and QSystemTrayIcon.isSystemTrayAvailable()

    def start(self) -> None:
        """Show the icon; where there is no tray yet it appears when one comes."""
        self.icon.show()

    def close(self) -> None:
        """Take the icon away."""
        self.icon.hide()
        self.icon.setContextMenu(None)  # type: ignore[arg-type]

    def tell(self, new: int, *, paused: bool, trouble: bool) -> None:
        """Show how things stand."""
        state = (new, paused, trouble)
        if state == self._state:
            return
        self._state = state
        self._pause.setText("Resume" if paused else "Pause")
        parts = [f"{new:,} new" if new else "nothing new"]
        if paused:
            parts.append("paused")
        if trouble:
            parts.append("a source needs you")
        self.icon.setToolTip(f"Tocsin: {', '.join(parts)}")
        self.icon.setIcon(tray_icon(self._colour, new, paused=paused, trouble=trouble))

    def tell_alerts(self, rung: Sequence[Rung]) -> None:
        """List the last alerts in the menu."""
        for action in self._alerts:
            self.menu.removeAction(action)
            action.deleteLater()
        self._alerts = []
        for one in rung[:LAST]:
            words = clean(one.headline, 56).replace("&", "&&") or "(no headline)"
            action = QAction(words, self.menu)
            action.setToolTip(clean(f"{one.watch} · {one.outlet}", 120))
            action.setData(one.alert.article_id)
            action.triggered.connect(self._pressed_alert)
            self.menu.insertAction(self._before, action)
            self._alerts.append(action)

    def _action(self, text: str, do: object) -> QAction:
        action = QAction(text, self.menu)
        action.triggered.connect(do)
        self.menu.addAction(action)
        return action

    def _pressed_alert(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.article_wanted.emit(int(action.data()))

    def _pressed_pause(self) -> None:
        self.pause_wanted.emit(not self._state[1])

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.open_wanted.emit()


def tray_icon(colour: str, new: int, *, paused: bool, trouble: bool) -> QIcon:
    """Return the icon for one state in every size that a panel may ask for."""
    made = QIcon()
    for size in SIZES:
        made.addPixmap(_drawn(colour, size, new, paused, trouble))
    return made


def _drawn(colour: str, size: int, new: int, paused: bool, trouble: bool) -> QPixmap:
    drawn = QPixmap(pixmap("tocsin-small" if size < SMALL else "tocsin", colour, size))
    if not (new or paused or trouble):
        return drawn
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(size * 0.48, size * 0.48, size * 0.52, size * 0.52)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.GlobalColor.black)
    painter.drawEllipse(box.adjusted(-size * 0.06, -size * 0.06, 0, 0))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    painter.setBrush(QColor(colour))
    if trouble:
        points = (QPointF(box.center().x(), box.top()), box.bottomRight(), box.bottomLeft())
        painter.drawPolygon(QPolygonF(points))
    elif paused:
        bar = box.width() * 0.32
        painter.drawRect(QRectF(box.left() + bar * 0.3, box.top(), bar, box.height()))
        painter.drawRect(QRectF(box.right() - bar * 1.3, box.top(), bar, box.height()))
    else:
        _count(painter, box, size, new)
    painter.end()
    return drawn


def _count(painter: QPainter, box: QRectF, size: int, new: int) -> None:
    painter.drawEllipse(box)
    if size < 32:
        return
    font = painter.font()
    font.setBold(True)
    text = f"{new}" if new < 100 else "99+"
    font.setPixelSize(round(box.height() * (0.68 if len(text) == 1 else 0.56 if len(text) == 2 else 0.42)))
    painter.setFont(font)
    painter.setPen(QColor("#FFFFFF"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
