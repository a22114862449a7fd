"""Puts paragraphs, marks and links into a text document, in the sizes and colours of the theme."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument, QTextFormat

from tocsin.ui.lines import hit_format
from tocsin.ui.plain import units
from tocsin.ui.theme import Theme

WHY = QTextFormat.Property.UserProperty + 1
"""Blocks with this property are drawn on the tinted box."""


class Page:
    """Writes from top to bottom; afterwards `hits` holds where the marks stand."""

    def __init__(self, document: QTextDocument, theme: Theme, *, serif: bool = False) -> None:
        self.theme, self._document, self._serif = theme, document, serif
        self._marked = hit_format(theme.colour("hit"), theme.colour("accent"))
        self.hits: list[int] = []
        document.clear()
        self._cursor = QTextCursor(document)
        self._begun = False

    def small(self, *, new: bool = False) -> QFont:
        """Return the font of secondary words."""
        return self.theme.font(self.theme.tokens.secondary + 1, new=new, figures=True)

    def text_font(self, size: int, *, new: bool = False) -> QFont:
        """Return the font that the reader chose for headlines and text."""
        font = self.theme.font(size, new=new)
        if self._serif:
            font.setFamilies(["serif"])
            font.setStyleHint(QFont.StyleHint.Serif)
        return font

    def paragraph(
        self, text: str, font: QFont, ink: str, below: int, line: float, spans: Sequence[tuple[int, int]] = ()
    ) -> None:
        """Write a paragraph with marks, that one can walk to."""
        self.block(below, font.pixelSize() * line)
        self.marked(text, font, ink, spans, count=True)

    def marked(
        self, text: str, font: QFont, ink: str, spans: Sequence[tuple[int, int]], *, count: bool = False
    ) -> None:
        """Write words with marks into the paragraph."""
        start = self._cursor.position()
        self.put(text, font, ink)
        for begin, extent in units(text, spans):
            if count:
                self.hits.append(start + begin)
            mark = QTextCursor(self._document)
            mark.setPosition(start + begin)
            mark.setPosition(start + begin + extent, QTextCursor.MoveMode.KeepAnchor)
            mark.mergeCharFormat(self._marked)

    def block(self, below: int, line: float, *, inset: int = 0, why: bool = False, left: bool = False) -> None:
        """Begin a paragraph, so much above the next one; `left`: whatever the direction of its words."""
        px = self.theme.px
        block = QTextBlockFormat()
        block.setBottomMargin(px(below))
        block.setLeftMargin(px(inset))
        block.setRightMargin(px(inset))
        block.setLineHeight(line, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
        if left:
            block.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        if why:
            block.setProperty(WHY, True)
        if self._begun:
            self._cursor.insertBlock(block)
        else:
            self._cursor.setBlockFormat(block)
            self._begun = True

    def put(self, text: str, font: QFont, ink: str) -> None:
        """Write words into the paragraph."""
        letters = QTextCharFormat()
        letters.setFont(font)
        letters.setForeground(self.theme.colour(ink))
        self._cursor.insertText(text, letters)

    def link(self, text: str, address: str, font: QFont, ink: str = "accent", *, tip: str = "") -> None:
        """Write words that can be pressed, by mouse or with Tab and Enter."""
        anchor = QTextCharFormat()
        anchor.setFont(font)
        anchor.setForeground(self.theme.colour(ink))
        anchor.setAnchor(True)
        anchor.setAnchorHref(address)
        anchor.setToolTip(tip)
        self._cursor.insertText(text, anchor)

    def target(self, name: str, text: str, font: QFont, ink: str) -> None:
        """Write words that a link can lead to."""
        letters = QTextCharFormat()
        letters.setFont(font)
        letters.setForeground(self.theme.colour(ink))
        letters.setAnchor(True)
        letters.setAnchorNames([name])
        self._cursor.insertText(text, letters)

    def end(self) -> None:
        """Go back to the top."""
        self._cursor.movePosition(QTextCursor.MoveOperation.Start)
