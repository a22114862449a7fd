"""Puts paragraphs, marks, links and grounds into a text document, in the sizes and colours of the theme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextImageFormat,
)

from tocsin.ui.lines import hit_format
from tocsin.ui.reader_grounds import GROUND, GROUP, MARKER, QUOTE
from tocsin.ui.theme import Theme

SMALLEST, LARGEST = -4, 12
"""Pixels by which the reader's text may be smaller or larger than the tokens say."""


RAGGED = 5
"""Letters that the end of a line leaves free on average."""


@dataclass(frozen=True, slots=True)
class Typography:
    """What the reader chose: serif or sans, and how much larger than usual."""

    serif: bool = False
    larger: int = 0


class Page:
    """Writes from top to bottom; afterwards `hits` and `images` hold where marks and images stand."""

    def __init__(self, document: QTextDocument, theme: Theme, typography: Typography | None = None) -> None:
        self.theme, self.document = theme, document
        self._type = typography or Typography()
        self._marked = hit_format(theme.colour("hit"), theme.colour("accent"))
        self._groups = 0
        self.hits: list[int] = []
        self.images: list[tuple[int, float, float]] = []
        document.clear()
        document.setIndentWidth(theme.px(24))
        self.cursor = QTextCursor(document)
        self.cursor.beginEditBlock()
        self._begun = False

    # -- fonts

    def small(self, *, new: bool = False) -> QFont:
        """Return the font of secondary words."""
        size = self.theme.tokens.secondary + 1 + max(0, self._type.larger) // 2
        return self.theme.font(size, new=new, figures=True)

    def text_font(self, size: int, *, new: bool = False) -> QFont:
        """Return the font that the reader chose for headlines and text."""
        return reading_font(self.theme, self._type, size, new=new)

    def code_font(self) -> QFont:
        """Return a font whose letters all have one width."""
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(self.theme.px(self.theme.tokens.reader - 1 + self._type.larger))
        return font

    # -- paragraphs

    def paragraph(
        self, text: str, font: QFont, ink: str, below: int, line: float, spans: Sequence[tuple[int, int]] = ()
    ) -> None:
        """Write a paragraph with marks, that one can walk to."""
        self.block(below, font.pixelSize() * line)
        self.marked(text, self.letters(font, ink), spans, count=True)

    def block(
        self, below: int, line: float, *, inset: int = 0, ground: str = "", left: bool = False, quote: int = 0,
        rtl: bool = False, indent: int = 0, above: int = 0, marker: str = "",
    ) -> None:  # fmt: skip
        """Begin a paragraph, so much above the next one.

        `ground`: drawn on a box of that name, one with the paragraph before it unless `apart` was called; `left`:
        whatever the direction of its words; `quote`: in how many quotations; `indent`: in how many lists;
        `marker`: what stands before an entry of a list.
        """
        px = self.theme.px
        block = QTextBlockFormat()
        block.setBottomMargin(px(below))
        block.setTopMargin(px(above))
        leading, trailing = px(inset + 20 * quote), px(inset)
        block.setLeftMargin(trailing if rtl else leading)
        block.setRightMargin(leading if rtl else trailing)
        block.setLineHeight(line, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
        block.setIndent(indent)
        if left:
            block.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        if ground:
            block.setProperty(GROUND, ground)
            block.setProperty(GROUP, self._groups)
        if marker:
            block.setProperty(MARKER, marker)
        if quote:
            block.setProperty(QUOTE, quote)
        if self._begun:
            self.cursor.insertBlock(block, QTextCharFormat())
        else:
            self.cursor.setBlockFormat(block)
            self._begun = True

    def apart(self) -> None:
        """Let the next ground be a box of its own."""
        self._groups += 1

    def after_table(self) -> None:
        """Go on behind a table that was written: the paragraph that stands there is used by the next one."""
        self.cursor.movePosition(QTextCursor.MoveOperation.End)
        self._begun = False

    # -- words

    def letters(self, font: QFont, ink: str) -> QTextCharFormat:
        """Return how words look."""
        made = QTextCharFormat()
        made.setFont(font)
        made.setForeground(self.theme.colour(ink))
        return made

    def put(self, text: str, font: QFont, ink: str) -> None:
        """Write words into the paragraph."""
        self.cursor.insertText(text, self.letters(font, ink))

    def marked(
        self, text: str, letters: QTextCharFormat, spans: Sequence[tuple[int, int]], *, count: bool = False,
        goes_on: bool = False,
    ) -> None:  # fmt: skip
        """Write words with marks into the paragraph.

        `count`: marks that one can walk to; `goes_on`: the first of them goes on from the words before.
        """
        marked, at = QTextCharFormat(letters), 0
        marked.merge(self._marked)
        for start, end in sorted(spans):
            begin, stop = max(start, at), min(end, len(text))
            if begin >= stop:
                continue
            self.cursor.insertText(text[at:begin], letters)
            if count and begin == max(start, 0) and not (goes_on and begin == 0):
                self.hits.append(self.cursor.position())
            self.cursor.insertText(text[begin:stop], marked)
            at = stop
        self.cursor.insertText(text[at:], letters)

    def link(self, text: str, address: str, font: QFont, ink: str = "accent", *, tip: str = "") -> None:
        """Write words that can be pressed, by mouse or with Tab and Enter."""
        anchor = self.letters(font, ink)
        anchor.setAnchor(True)
        anchor.setAnchorHref(address)
        anchor.setToolTip(tip)
        self.cursor.insertText(text, anchor)

    def image(self, name: str, width: float, height: float) -> None:
        """Put an image that is among the document's resources into the paragraph; it is made to fit later."""
        self.images.append((self.cursor.position(), width, height))
        form = QTextImageFormat()
        form.setName(name)
        form.setWidth(width)
        form.setHeight(height)
        self.cursor.insertImage(form)

    def target(self, name: str, text: str, font: QFont, ink: str) -> None:
        """Write words that a link can lead to."""
        letters = self.letters(font, ink)
        letters.setAnchor(True)
        letters.setAnchorNames([name])
        self.cursor.insertText(text, letters)

    def end(self) -> None:
        """Go back to the top."""
        self.cursor.endEditBlock()
        self.cursor.movePosition(QTextCursor.MoveOperation.Start)


_SAMPLE = (
    "It was said in the hall by the harbour that nobody should expect a short winter, and that orders would grow. "
)
"""Letters as often as they come in sentences; a font's own average counts the rare ones as often as the others."""


def measure(theme: Theme, typography: Typography) -> float:
    """Return how wide a column is that holds as many letters a line as the tokens say, in pixels."""
    metrics = QFontMetricsF(reading_font(theme, typography, theme.tokens.reader))
    return metrics.horizontalAdvance(_SAMPLE) / len(_SAMPLE) * (theme.tokens.measure + RAGGED)


def reading_font(theme: Theme, typography: Typography, size: int, *, new: bool = False) -> QFont:
    """Return the font that articles are read in."""
    font = theme.font(size + typography.larger, new=new)
    if typography.serif:
        font.setFamilies(["serif"])
        font.setStyleHint(QFont.StyleHint.Serif)
    return font
