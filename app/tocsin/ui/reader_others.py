"""Writes who else reports the story: outlet and time beside the headline, with the words that differ."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtGui import (
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)

from tocsin.core.model import Article
from tocsin.ui.account import Account, Other
from tocsin.ui.difference import own_words
from tocsin.ui.plain import one_line, units
from tocsin.ui.reader_page import Page
from tocsin.ui.reader_why import STORY
from tocsin.ui.words import moment

ARTICLE, APART = "#article-", "#apart-"
LONGEST = 300

MOST_OWN = 0.6
"""The part of a headline up to which words that differ stand out."""


def write_others(page: Page, article: Article, known: Account, now: datetime) -> None:
    """Write the other articles of the story, one a row; a press on a headline opens it."""
    if not known.others or known.story is None:
        return
    theme, small = page.theme, page.small()
    page.block(12, small.pixelSize() * 1.5, above=12)
    page.target(STORY[1:], "Also reported by", page.small(new=True), "soft")
    form = QTextTableFormat()
    form.setBorder(0)
    form.setCellPadding(0)
    form.setCellSpacing(theme.px(4))
    form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    percent = QTextLength.Type.PercentageLength
    form.setColumnWidthConstraints([QTextLength(percent, 30), QTextLength(percent, 70)])
    table = page.cursor.insertTable(len(known.others), 2, form)
    for row, other in enumerate(known.others):
        page.cursor.setPosition(table.cellAt(row, 0).firstCursorPosition().position())
        _source(page, other, small, now)
        _headline(page, table, row, other, article)
        page.cursor.insertBlock(_apart(page))
        tip = "Take this article out of the story for good"
        page.link("Not the same story", f"{APART}{other.id}", small, "soft", tip=tip)
        for column in (0, 1):
            cell = table.cellAt(row, column)
            face = cell.format().toTableCellFormat()
            face.setTopPadding(theme.px(4))
            face.setBottomPadding(theme.px(12))
            cell.setFormat(face)
    page.after_table()
    rest = known.story.articles - 1 - len(known.others)
    if rest > 0:
        page.paragraph(f"and {rest:,} more", small, "soft", 12, 1.5)


def _source(page: Page, other: Other, small: QFont, now: datetime) -> None:
    outlet = one_line(other.outlet).strip()[:120]
    page.put(f"\u2068{outlet}\u2069", page.theme.font(page.theme.tokens.list), "ink")
    page.put(f"\u2028{moment(other.dated, now)}", small, "soft")
    if other.copy:
        page.put(" · copy", small, "soft")


def _headline(page: Page, table: QTextTable, row: int, other: Other, article: Article) -> None:
    """Write a headline; the words that the one above does not have stand out by weight."""
    page.cursor.setPosition(table.cellAt(row, 1).firstCursorPosition().position())
    headline = one_line(other.headline)[:LONGEST].strip() or "(no headline)"
    font = page.text_font(page.theme.tokens.list + 1)
    start = page.cursor.position()
    page.link(headline, f"{ARTICLE}{other.id}", font, "ink", tip="Read this article")
    heavy = QTextCharFormat()
    heavy.setFontWeight(page.text_font(page.theme.tokens.list, new=True).weight())
    own = own_words(headline, article.title)
    if sum(end - begin for begin, end in own) > MOST_OWN * len(headline):
        return  # another language, or another headline altogether: weight on every word marks none
    for begin, extent in units(headline, own):
        mark = QTextCursor(page.document)
        mark.setPosition(start + begin)
        mark.setPosition(start + begin + extent, QTextCursor.MoveMode.KeepAnchor)
        mark.mergeCharFormat(heavy)


def _apart(page: Page) -> QTextBlockFormat:
    form = QTextBlockFormat()
    form.setTopMargin(page.theme.px(2))
    return form
