"""Tags as chips, and a field for the next one that completes what is known."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QToolButton, QWidget

from tocsin.core.notes import LONGEST_TAG, tag_key
from tocsin.ui.flow import Flow
from tocsin.ui.icons import icon
from tocsin.ui.plain import one_line
from tocsin.ui.theme import Theme

WIDEST = 180
"""A chip is so wide at the most; the whole tag stands in its tool tip."""


class TagField(QLineEdit):
    """Where a tag is typed; Enter, Tab or a comma ends it."""

    typed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("tag")
        self.setPlaceholderText("Add a tag")
        self.setAccessibleName("Add a tag")
        self.setMaxLength(LONGEST_TAG)
        self.setFont(theme.font(theme.tokens.secondary + 1))
        self.setFixedWidth(theme.px(112))
        self.known = QStringListModel(self)
        completer = QCompleter(self.known, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        # The completer writes its word into the field after it says so.
        completer.activated.connect(self._end, Qt.ConnectionType.QueuedConnection)
        self.setCompleter(completer)
        self.textEdited.connect(self._look_for_comma)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter end a tag, and nothing else with it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.text().strip():
            self._end()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep Tab from leaving while a tag is being typed."""
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Tab and self.text().strip():
            self._end()
            return True
        return super().event(event)

    def _look_for_comma(self, text: str) -> None:
        if "," in text or "，" in text or "،" in text:
            for mark in ("，", "،"):
                text = text.replace(mark, ",")
            *done, rest = text.split(",")
            self.setText(rest)
            for one in done:
                if one.strip():
                    self.typed.emit(one)

    def _end(self) -> None:
        text = self.text().strip()
        if text:
            self.clear()
            self.typed.emit(text)


class TagRow:
    """The chips before a field, in a layout that others share."""

    def __init__(self, theme: Theme, flow: Flow, field: TagField, first: int) -> None:
        self._theme, self._flow, self._first = theme, flow, first
        self.field = field
        self.chips: list[QToolButton] = []
        self.tags: tuple[str, ...] = ()

    def show(self, tags: Sequence[str], pressed: object) -> None:
        """Show these tags; `pressed` hears of the chip that was pressed, whose property "tag" says which."""
        self.tags = tuple(tags)
        for chip in self.chips:
            self._flow.take(chip)
            chip.deleteLater()
        self.chips = []
        for at, tag in enumerate(self.tags):
            chip = self._chip(tag)
            chip.clicked.connect(pressed)
            self.chips.append(chip)
            self._flow.put(chip, self._first + at)
        for one, following in pairwise((*self.chips, self.field)):
            QWidget.setTabOrder(one, following)

    def has(self, tag: str) -> bool:
        """Say whether a tag is there, in any spelling."""
        return tag_key(tag) in {tag_key(one) for one in self.tags}

    def paint(self) -> None:
        """Draw the chips in the colours of now."""
        for chip in self.chips:
            chip.setIcon(icon("close", self._theme.colour("soft")))

    def _chip(self, tag: str) -> QToolButton:
        theme = self._theme
        chip = QToolButton()
        chip.setProperty("chip", True)
        chip.setProperty("tag", tag)
        chip.setFont(theme.font(theme.tokens.secondary + 1))
        shown = one_line(tag)
        cut = chip.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideRight, theme.px(WIDEST))
        chip.setText(cut.replace("&", "&&"))
        chip.setIconSize(QSize(theme.px(12), theme.px(12)))
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.setIcon(icon("close", theme.colour("soft")))
        # The cross stands behind the word, on whichever side that is.
        rtl = self.field.layoutDirection() == Qt.LayoutDirection.RightToLeft
        chip.setLayoutDirection(Qt.LayoutDirection.LeftToRight if rtl else Qt.LayoutDirection.RightToLeft)
        chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        chip.setAccessibleName(f"Tag {shown}: remove it")
        chip.setToolTip(f"Remove the tag “{shown}”")
        return chip
