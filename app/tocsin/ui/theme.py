"""Turns the tokens into palette, style sheet and fonts, and follows the system's light or dark."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from tocsin.ui.style_sheet import style_sheet
from tocsin.ui.tokens import Colours, Tokens

WANTED = ("system", "light", "dark", "contrast")


def palette_of(colours: Colours) -> QPalette:
    """Return the whole palette of one scheme; disabled text is faint."""
    role = QPalette.ColorRole
    palette = QPalette(QColor(colours.chrome), QColor(colours.chrome))
    for which, colour in {
        role.WindowText: colours.ink,
        role.Text: colours.ink,
        role.ButtonText: colours.ink,
        role.Base: colours.reader,
        role.AlternateBase: colours.list,
        role.ToolTipBase: colours.list,
        role.ToolTipText: colours.ink,
        role.PlaceholderText: colours.soft,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.BrightText: colours.trouble,
        role.Accent: colours.accent,
    }.items():
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours.faint))
    return palette


class Theme(QObject):
    """The look as it is now. Whoever draws asks it for colours and fonts, and draws again when it changed."""

    changed = Signal()

    def __init__(self, tokens: Tokens, app: QApplication) -> None:
        super().__init__()
        self.tokens = tokens
        self.colours: Colours = tokens.light
        self._app = app
        self._wanted = "system"
        self._font = QFont(app.font())
        self.scale = max(1.0, QFontInfo(self._font).pixelSize() / tokens.list)
        self._fonts: dict[tuple[int, bool, bool], QFont] = {}
        self._lines: dict[int, float] = {}
        self._colours: dict[str, QColor] = {}
        self._new_weight = medium_of(self._font.family())
        app.styleHints().colorSchemeChanged.connect(self._system_changed)

    def apply(self, wanted: str) -> None:
        """Show "light", "dark" or "contrast"; "system" and everything else follow the system."""
        self._wanted = wanted if wanted in WANTED else "system"
        hints = self._app.styleHints()
        if self._wanted == "system":
            hints.unsetColorScheme()
            self._show("dark" if hints.colorScheme() is Qt.ColorScheme.Dark else "light")
            return
        dark = self.tokens.colours(self._wanted).dark
        hints.setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)
        self._show(self._wanted)

    def px(self, length: float) -> int:
        """Return a length of the tokens in pixels, at the user's text size."""
        return round(length * self.scale)

    def font(self, size: int, *, new: bool = False, figures: bool = False) -> QFont:
        """Return the system's font in a size of the tokens; `new`: medium weight, `figures`: all of one width."""
        made = self._fonts.get((size, new, figures))
        if made is None:
            made = self._fonts[size, new, figures] = QFont(self._font)
            made.setPixelSize(self.px(size))
            if new:
                made.setWeight(self._new_weight)
            if figures:
                made.setFeature(QFont.Tag("tnum"), 1)
        return QFont(made)

    def line(self, size: int) -> float:
        """Return the height of a line of the lists in a size of the tokens."""
        if size not in self._lines:
            self._lines[size] = QFontMetricsF(self.font(size)).lineSpacing()
        return self._lines[size]

    def colour(self, name: str) -> QColor:
        """Return a colour of the scheme by its name in the tokens."""
        made = self._colours.get(name)
        if made is None:
            made = self._colours[name] = QColor(str(getattr(self.colours, name)))
        return made

    def _system_changed(self) -> None:
        if self._wanted == "system":
            dark = self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
            self._show("dark" if dark else "light")

    def _show(self, scheme: str) -> None:
        self.colours = self.tokens.colours(scheme)
        self._colours.clear()
        if sys.platform not in ("win32", "darwin") and self._app.style().name().lower() != "fusion":
            self._app.setStyle(QStyleFactory.create("Fusion"))
        self._app.setFont(self.font(self.tokens.list))
        self._app.setPalette(palette_of(self.colours))
        self._app.setStyleSheet(style_sheet(self.colours, self.tokens.radius, self.scale))
        self.changed.emit()


def medium_of(family: str) -> QFont.Weight:
    """Return the lightest weight above regular that the family really has."""
    styles = " ".join(QFontDatabase.styles(family)).lower().replace("-", " ").replace(" ", "")
    for name, weight in (("medium", QFont.Weight.Medium), ("semibold", QFont.Weight.DemiBold)):
        if name in styles:
            return weight
    return QFont.Weight.DemiBold
