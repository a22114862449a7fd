"""Writes one article into a text document: plain text with marks, never the feed's own markup."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument, QTextFormat

from tocsin.core.model import Article, Hit, Match
from tocsin.ui.lines import hit_format
from tocsin.ui.plain import drawable, one_line, units
from tocsin.ui.theme import Theme
from tocsin.ui.words import moment, place

WHY = QTextFormat.Property.UserProperty + 1
"""Blocks with this property are drawn on the tinted box."""

MOST_TEXT, MOST_TITLE, MOST_REASONS = 60_000, 2_000, 4


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an article is here: the match, and the name of its watch."""

    watch: str
    match: Match


class Writer:
    """Writes into one document; afterwards `hits` holds where the marks stand."""

    def __init__(self, document: QTextDocument, theme: Theme, *, serif: bool = False) -> None:
        self._theme, self._document = theme, document
        self._serif = serif
        self._marked = hit_format(theme.colour("hit"), theme.colour("accent"))
        self.hits: list[int] = []
        document.clear()
        self._cursor = QTextCursor(document)
        self._begun = False

    def write(self, article: Article, reasons: Sequence[Reason], rang: datetime | None, now: datetime) -> None:
        """Write headline, sources, times, reasons, text and address."""
        tokens = self._theme.tokens
        hits = [hit for reason in reasons for hit in reason.match.hits]
        title = drawable(article.title.strip() and article.title)[:MOST_TITLE] or "(no headline)"
        self._paragraph(one_line(title), self._font(tokens.title, new=True), "ink", 8, 1.3, _in(hits, "title"))
        by = " · ".join(part for part in (_short(article.outlet), _short(article.author)) if part)
        small = self._theme.font(tokens.secondary + 1, figures=True)
        if by:
            self._paragraph(by, small, "soft", 2, 1.5)
        self._paragraph(times(article, rang, now), small, "soft", 18, 1.5)
        self._reasons(reasons)
        self._text(article, hits)
        if article.link:
            self._address(article.link, small)
        self._cursor.movePosition(QTextCursor.MoveOperation.Start)

    def _reasons(self, reasons: Sequence[Reason]) -> None:
        small = self._theme.font(self._theme.tokens.secondary + 1)
        shown = reasons[:MOST_REASONS]
        for at, reason in enumerate(shown):
            last = at == len(shown) - 1
            self._block(22 if last else 0, small.pixelSize() * 1.75, inset=12, why=True)
            self._put(one_line(reason.watch)[:80], small, "accent")
            where = place(reason.match.field)
            clause = one_line(reason.match.clause)[:120]
            self._put(f"  {where}  " if where else "  ", small, "soft")
            self._put(clause if clause != reason.watch else "", small, "ink")
            if last and len(reasons) > len(shown):
                self._put(f"  and {len(reasons) - len(shown)} more", small, "soft")

    def _text(self, article: Article, hits: Sequence[Hit]) -> None:
        text = drawable(article.text[:MOST_TEXT])
        font = self._font(self._theme.tokens.reader)
        line = self._theme.tokens.line
        spans, at, empty = _in(hits, "text"), 0, True
        for part in text.split("\n"):
            if part.strip():
                empty = False
                inside = [(a - at, b - at) for a, b in spans if a < at + len(part) and b > at]
                self._paragraph(part, font, "ink", 12, line, inside)
            at += len(part) + 1
        if empty:
            self._paragraph("The source sent only the headline.", font, "soft", 12, line)
        elif len(article.text) > MOST_TEXT:
            self._paragraph("The rest is cut here: the text is very long.", font, "soft", 12, line)

    def _address(self, link: str, font: QFont) -> None:
        self._block(32, 0)
        anchor = QTextCharFormat()
        anchor.setFont(font)
        anchor.setForeground(self._theme.colour("accent"))
        anchor.setAnchor(True)
        anchor.setAnchorHref(link)
        anchor.setToolTip(link)
        shown = one_line(link)
        self._cursor.insertText(shown if len(shown) < 200 else shown[:199] + "…", anchor)

    def _font(self, size: int, *, new: bool = False) -> QFont:
        font = self._theme.font(size, new=new)
        if self._serif:
            font.setFamilies(["serif"])
            font.setStyleHint(QFont.StyleHint.Serif)
        return font

    def _paragraph(
        self, text: str, font: QFont, ink: str, below: int, line: float, spans: Sequence[tuple[int, int]] = ()
    ) -> None:
        self._block(below, font.pixelSize() * line)
        start = self._cursor.position()
        self._put(text, font, ink)
        for begin, extent in units(text, spans):
            self.hits.append(start + begin)
            mark = QTextCursor(self._document)
            mark.setPosition(start + begin)
            mark.setPosition(start + begin + extent, QTextCursor.MoveMode.KeepAnchor)
            mark.mergeCharFormat(self._marked)

    def _block(self, below: int, line: float, *, inset: int = 0, why: bool = False) -> None:
        px = self._theme.px
        block = QTextBlockFormat()
        block.setBottomMargin(px(below))
        block.setLeftMargin(px(inset))
        block.setRightMargin(px(inset))
        block.setLineHeight(line, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
        if why:
            block.setProperty(WHY, True)
        if self._begun:
            self._cursor.insertBlock(block)
        else:
            self._cursor.setBlockFormat(block)
            self._begun = True

    def _put(self, text: str, font: QFont, ink: str) -> None:
        letters = QTextCharFormat()
        letters.setFont(font)
        letters.setForeground(self._theme.colour(ink))
        self._cursor.insertText(text, letters)


def times(article: Article, rang: datetime | None, now: datetime) -> str:
    """Say when it was published (as the source claims), when it was seen, and when it rang."""
    parts = []
    if article.published is not None:
        parts.append(f"published {moment(article.published, now)}")
    parts.append(f"seen {moment(article.seen, now)}")
    if rang is not None:
        parts.append(f"rang {moment(rang, now)}")
    return " · ".join(parts)


def _in(hits: Sequence[Hit], field: str) -> list[tuple[int, int]]:
    return sorted({(hit.start, hit.end) for hit in hits if hit.field == field})


def _short(text: str) -> str:
    return one_line(text).strip()[:120]
