"""The few small controls that the panes share: icon button, hairline, heading strip, quiet button."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from tocsin.ui.icons import icon, pixmap
from tocsin.ui.theme import Theme

HEADING = 48


class IconButton(QToolButton):
    """A flat button with one of our icons, drawn anew when the palette changes."""

    def __init__(self, theme: Theme, name: str, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._name, self._lit = theme, name, ""
        self._told = ("", "")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setIconSize(QSize(theme.px(20), theme.px(20)))
        self.say(tip)
        self._paint_icon()
        theme.changed.connect(self._paint_icon)

    def say(self, tip: str, shortcut: str = "") -> None:
        """Name it for the eye and for a screen reader."""
        self.setAccessibleName(tip)
        self.setToolTip(with_key(tip, shortcut))

    def show_icon(self, name: str, *, lit: bool = False) -> None:
        """Show another icon; `lit`: in the accent."""
        if (name, lit) != (self._name, bool(self._lit)):
            self._name, self._lit = name, "accent" if lit else ""
            self._paint_icon()

    def follow(self, action: QAction) -> None:
        """Do what an action does, and name its key, also after that was changed."""
        self.clicked.connect(action.trigger)
        self._action = action
        self._tell_key()
        action.changed.connect(self._tell_key)

    def _tell_key(self) -> None:
        words, keys = self._action.text().replace("&", ""), native(self._action.shortcut())
        if (words, keys) != self._told:
            self._told = (words, keys)
            self.say(words, keys)

    def _paint_icon(self) -> None:
        ink = self._theme.colour(self._lit or "soft")
        self.setIcon(icon(self._name, ink, self._theme.colour("hairline")))


def native(keys: QKeySequence) -> str:
    """Write keys as this system does; one after the other with a gap instead of a comma."""
    parts = keys.toString(QKeySequence.SequenceFormat.NativeText).split(", ")
    return " ".join(parts) if all(parts) else ", ".join(parts)


def native_keys(keys: Sequence[str]) -> str:
    """Write several keys, given in Qt's portable form, as this system does."""
    return ", ".join(native(QKeySequence(one)) for one in keys)


def with_key(words: str, keys: str) -> str:
    """Name a key after what it does, where it has one."""
    return f"{words} ({keys})" if keys else words


class Hairline(QFrame):
    """One device pixel between two things."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("hairline")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)


class Heading(QWidget):
    """The strip on top of a pane: all panes have it at one height."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(theme.px(HEADING))
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(theme.px(12), 0, theme.px(8), 0)
        self.row.setSpacing(theme.px(4))


class Elided(QLabel):
    """A label of one line that gives way, ending in "…"."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Show a text; all of it stands in the tool tip and for a screen reader when it is cut."""
        self._whole = text
        self._cut()

    def whole(self) -> str:
        """Return the text, uncut."""
        return self._whole

    def event(self, event: QEvent) -> bool:
        """Cut anew when the width or the font changed."""
        done = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._cut()
        return done

    def _cut(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, max(0, self.width() - 2))
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")
        self.setAccessibleName(self._whole)


class Choice(QComboBox):
    """A box to choose from, with our own arrow."""

    def __init__(self, theme: Theme, *, editable: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self.setEditable(editable)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, then the arrow at its end."""
        super().paintEvent(event)
        size = self._theme.px(16)
        drawn = pixmap("down", self._theme.colours.soft, size, self.devicePixelRatioF())
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = self._theme.px(6) if rtl else self.width() - size - self._theme.px(6)
        with QPainter(self) as painter:
            painter.drawPixmap(x, (self.height() - size) // 2, drawn)


class Tick(QCheckBox):
    """A box to tick, drawn by us so that its frame can be seen on every ground."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__(text)
        self._theme = theme

    def sizeHint(self) -> QSize:
        """Leave room for box and words."""
        words = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic.value, self.text())
        return QSize(words.width() + self._theme.px(30), max(words.height(), self._theme.px(18)) + self._theme.px(6))

    def hitButton(self, pos: QPoint) -> bool:
        """Take a click anywhere on box and words."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, the tick and the words."""
        theme, px = self._theme, self._theme.px
        size = px(16)
        box = QRectF(1.5, (self.height() - size) / 2, size, size)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            lit = self.isChecked()
            edge = "accent" if lit or self.hasFocus() else "faint"
            painter.setPen(QPen(theme.colour(edge), 2 if self.hasFocus() else 1))
            painter.setBrush(theme.colour("accent" if lit else "reader"))
            painter.drawRoundedRect(box, 4, 4)
            if lit:
                drawn = pixmap("tick", theme.colours.on_accent, size, self.devicePixelRatioF())
                painter.drawPixmap(box.topLeft(), drawn)
            painter.setPen(theme.colour("ink"))
            words = self.rect().adjusted(size + px(9), 0, 0, 0)
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            shown = self.fontMetrics().elidedText(
                self.text(), Qt.TextElideMode.ElideRight, words.width(), Qt.TextFlag.TextShowMnemonic.value
            )
            painter.drawText(words, flags.value | Qt.TextFlag.TextShowMnemonic.value, shown)


def grow(dialog: QDialog) -> None:
    """Make a dialog high enough for what it says now; it never shrinks under the user's eyes."""
    layout = dialog.layout()
    if layout is not None and dialog.isVisible():
        layout.activate()
        needed = max(layout.totalHeightForWidth(dialog.width()), layout.totalMinimumSize().height())
        if needed > dialog.height():
            dialog.resize(dialog.width(), needed)


def fit(dialog: QDialog, wide: int, high: int) -> None:
    """Give a dialog a size, or what the screen has room for."""
    screen = QGuiApplication.primaryScreen()
    if screen is not None:
        room = screen.availableGeometry()
        wide, high = min(wide, room.width() - 16), min(high, room.height() - 48)
    dialog.resize(wide, high)


class _WordButton(QPushButton):
    """Enter presses it when it has the keyboard, and never when a field has it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter for oneself; a dialog would give it to its main button."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


def quiet_button(text: str, *, trouble: bool = False) -> QPushButton:
    """Return a button that looks like a word in the accent."""
    button = _WordButton(text)
    button.setProperty("quiet", True)
    button.setProperty("trouble", trouble)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAutoDefault(False)
    return button


def main_button(text: str) -> QPushButton:
    """Return the one button of a view that does what the view is for."""
    button = QPushButton(text)
    button.setProperty("main", True)
    button.setDefault(True)
    return button


def in_order(keep: QPushButton, away: QPushButton) -> QDialogButtonBox:
    """Return the two buttons that end a dialog side by side, in the order that this system has them in."""
    buttons = QDialogButtonBox()
    buttons.addButton(keep, QDialogButtonBox.ButtonRole.AcceptRole)
    buttons.addButton(away, QDialogButtonBox.ButtonRole.RejectRole)
    return buttons
