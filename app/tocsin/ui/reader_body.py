"""Writes an article's text into the page: what its HTML meant, in our own formats, with the hits marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QFont,
    QImage,
    QTextBlockFormat,
    QTextCharFormat,
    QTextDocument,
    QTextFrameFormat,
    QTextTableFormat,
)

from tocsin.ui.fragment import Block, Fragment, Picture, Run, Span, Style, Table, within
from tocsin.ui.plain import drawable, one_line, runs_right_to_left
from tocsin.ui.reader_images import AGAIN, IMAGE, Shown, host
from tocsin.ui.reader_page import Page

_BULLETS = "•◦▪"
NARROWEST = 40
"""A width that the HTML wants is followed when it is larger than this, in pixels."""

_HEADINGS = {1: 4, 2: 3, 3: 1}
"""By how many pixels a heading is larger than the text."""


class Body:
    """Writes the parts of a fragment; nothing of the HTML itself reaches the document."""

    def __init__(self, page: Page, images: Sequence[Shown], spans: Sequence[Span]) -> None:
        self._page, self._images, self._spans = page, images, sorted(spans)
        self._text = page.text_font(page.theme.tokens.reader)
        self._code = page.code_font()
        self._line = page.theme.tokens.line
        self._picture = 0
        self._in_code = False
        self._styles: dict[tuple[Style, str, str], QTextCharFormat] = {}

    def write(self, fragment: Fragment) -> None:
        """Write everything."""
        parts = fragment.parts
        for at, part in enumerate(parts):
            following = parts[at + 1] if at + 1 < len(parts) else None
            if isinstance(part, Table):
                self._table(part)
            elif part.kind == "picture":
                self.picture(self._picture, bare=isinstance(following, Block) and following.kind == "caption")
                self._picture += 1
            elif part.kind == "rule":
                self._rule()
            elif part.kind == "code":
                self._lines(part, following)
            else:
                self._paragraph(part, following)

    # -- paragraphs

    def _paragraph(self, block: Block, following: Block | Table | None) -> None:
        page = self._page
        heading = block.kind == "heading"
        font = page.small() if block.kind == "caption" else self._text
        if heading:
            font = page.text_font(page.theme.tokens.reader + _HEADINGS.get(block.level, 0), new=True)
        entry = isinstance(following, Block) and bool(following.marker) and block.depth > 0
        words = "".join(run.text for run in block.runs)
        page.block(
            4 if entry or heading else 12, font.pixelSize() * (1.3 if heading else self._line), quote=block.quote,
            rtl=runs_right_to_left(words), indent=block.depth,
            marker=_BULLETS[(block.depth - 1) % len(_BULLETS)] if block.marker == "•" else block.marker,
        )  # fmt: skip
        self._runs(block.runs, font, "soft" if block.kind == "caption" else "ink")

    def _lines(self, block: Block, following: Block | Table | None) -> None:
        last = not (isinstance(following, Block) and following.kind == "code")
        above = 0 if self._in_code else 8
        self._in_code = not last
        self._page.block(
            22 if last else 0, self._code.pixelSize() * 1.4, above=above, inset=12, ground="code", left=True
        )
        self._runs(block.runs, self._code)
        if last:
            self._page.apart()

    def _rule(self) -> None:
        page = self._page
        page.block(16, page.small().pixelSize() * 1.2)
        page.cursor.mergeBlockFormat(_centred())
        page.put("⁂", page.small(), "faint")

    # -- words

    def _runs(self, runs: Sequence[Run], font: QFont, ink: str = "ink") -> None:
        for run in runs:
            text = drawable(run.text).replace("\n", "\u2028")
            spans, goes_on = within(self._spans, run)
            self._page.marked(text, self._letters(run.style, font, ink), spans, count=True, goes_on=goes_on)

    def _letters(self, style: Style, font: QFont, ink: str) -> QTextCharFormat:
        key = (style, font.key(), ink)
        made = self._styles.get(key)
        if made is None:
            made = self._styles[key] = self._make_letters(style, font, ink)
        return made

    def _make_letters(self, style: Style, font: QFont, ink: str) -> QTextCharFormat:
        page = self._page
        shown = QFont(self._code if style.code else font)
        if style.strong:
            shown.setWeight(QFont.Weight.Bold)
        shown.setItalic(style.slanted)
        shown.setStrikeOut(style.struck)
        shown.setUnderline(style.under or bool(style.link))
        letters = page.letters(shown, "accent" if style.link else ink)
        if style.raised:
            places = QTextCharFormat.VerticalAlignment
            letters.setVerticalAlignment(places.AlignSuperScript if style.raised > 0 else places.AlignSubScript)
        if style.code and font is not self._code:
            letters.setBackground(page.theme.colour("hover"))
        if style.link:
            letters.setAnchor(True)
            letters.setAnchorHref(style.link)
        return letters

    # -- tables

    def _table(self, table: Table) -> None:
        page, theme = self._page, self._page.theme
        form = QTextTableFormat()
        form.setBorderCollapse(True)
        form.setBorder(1)
        form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        form.setBorderBrush(theme.colour("hairline"))
        form.setCellPadding(theme.px(6))
        form.setTopMargin(theme.px(8))
        form.setBottomMargin(theme.px(16))
        made = page.cursor.insertTable(table.rows, table.columns, form)
        font = page.theme.font(theme.tokens.list, figures=True)
        for cell in table.cells:
            if cell.across > 1 or cell.down > 1:
                made.mergeCells(cell.row, cell.column, cell.down, cell.across)
        for cell in table.cells:
            place = made.cellAt(cell.row, cell.column)
            page.cursor.setPosition(place.firstCursorPosition().position())
            shown = QFont(font)
            if cell.head:
                shown = theme.font(theme.tokens.list, new=True, figures=True)
                face = place.format()
                face.setBackground(theme.colour("hover"))
                place.setFormat(face)
            self._runs(cell.runs, shown)
        page.after_table()

    # -- images

    def picture(self, number: int, *, bare: bool = False) -> None:
        """Write an image, or a plain frame that says where it would come from; `bare`: its caption follows."""
        page, small, shown = self._page, self._page.small(), self._images[number]
        alt = one_line(shown.picture.alt)[:200].strip()
        page.apart()
        if shown.image is not None:
            page.block(4 if alt or bare else 16, 0)
            self._insert(shown.image, shown.picture, number)
            if alt and not bare:
                page.block(16, small.pixelSize() * self._line)
                page.put(alt, small, "soft")
            return
        page.block(24, small.pixelSize() * 1.75, above=8, inset=12, ground="frame", left=True)
        page.put("Image from ", small, "soft")
        page.put(host(shown.picture.address)[:100], small, "ink")
        if alt:
            page.put(f" · \u2068{alt}\u2069", small, "soft")
        if shown.words:
            page.put(f" · {one_line(shown.words)}", small, "soft")
            page.put("   ", small, "soft")
            page.link("Try again", f"{AGAIN}{number}", small, tip="Ask for this image once more")
        elif shown.allowed:
            page.put(" · is being fetched", small, "soft")
        else:
            page.put("   ", small, "soft")
            page.link("Show", f"{IMAGE}{number}", small, tip=f"Fetch this image from {host(shown.picture.address)}")
        page.apart()

    def _insert(self, image: QImage, picture: Picture, number: int) -> None:
        page = self._page
        name = f"image:{number}"
        page.document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name), image)
        wide = picture.width if NARROWEST < picture.width < image.width() else image.width()
        page.image(name, wide, image.height() * wide / image.width())


def _centred() -> QTextBlockFormat:
    form = QTextBlockFormat()
    form.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return form
