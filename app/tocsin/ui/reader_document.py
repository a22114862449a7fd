"""Writes one article into a text document: plain text with marks, never the feed's own markup."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtGui import QFont, QTextDocument

from tocsin.core.model import Article, Hit
from tocsin.ui.account import Account, Other, Reason
from tocsin.ui.plain import drawable, one_line
from tocsin.ui.reader_page import Page
from tocsin.ui.theme import Theme
from tocsin.ui.words import counted, moment, place, times

MOST_TEXT, MOST_TITLE, MOST_REASONS = 60_000, 2_000, 4
TOGGLE, STORY, ARTICLE, APART = "#why", "#story", "#article-", "#apart-"
"""Addresses inside the page; those of feeds are of the web and begin with http."""


class Writer:
    """Writes into one document; afterwards `hits` holds where the marks stand."""

    def __init__(self, document: QTextDocument, theme: Theme, *, serif: bool = False) -> None:
        self._theme = theme
        self._page = Page(document, theme, serif=serif)

    @property
    def hits(self) -> list[int]:
        """Return where the marks stand that one can walk to."""
        return self._page.hits

    def write(self, article: Article, known: Account, now: datetime, *, opened: bool = False) -> None:
        """Write headline, sources, times, reasons, text, address, and who else reports it."""
        tokens, page = self._theme.tokens, self._page
        hits = [hit for reason in known.reasons for hit in reason.match.hits]
        title = drawable(article.title.strip() and article.title)[:MOST_TITLE] or "(no headline)"
        page.paragraph(one_line(title), page.text_font(tokens.title, new=True), "ink", 8, 1.3, _in(hits, "title"))
        by = " · ".join(part for part in (_short(article.outlet), _short(article.author)) if part)
        small = page.small()
        if by:
            page.paragraph(by, small, "soft", 2, 1.5)
        page.paragraph(times(article.published, article.seen, known.rang, now), small, "soft", 18, 1.5)
        self._reasons(known, opened)
        self._text(article, hits)
        if article.link:
            self._address(article.link, small)
        self._others(known, now)
        page.end()

    def _reasons(self, known: Account, opened: bool) -> None:
        reasons, page, small = known.reasons, self._page, self._page.small()
        shown = reasons[:MOST_REASONS]
        line = small.pixelSize() * 1.75
        for at, reason in enumerate(shown):
            last = at == len(shown) - 1
            page.block(22 if last and not opened else 0, line, inset=12, why=True)
            page.put(one_line(reason.watch)[:80], small, "accent")
            where = place(reason.match.field)
            clause = one_line(reason.match.clause)[:120]
            page.put(f"  {where}  " if where else "  ", small, "soft")
            page.put(clause if clause != reason.watch or opened else "", small, "ink")
            if last and len(reasons) > len(shown):
                page.put(f"  and {len(reasons) - len(shown)} more", small, "soft")
            if opened:
                self._details(reason, small)
            elif last:
                self._page.put("   ", small, "soft")
                page.link(_question(known), TOGGLE, small, tip="What hit, when it rang, and who else reports it (W)")
        if opened and shown:
            self._story(known, small)

    def _details(self, reason: Reason, small: QFont) -> None:
        page, line = self._page, small.pixelSize() * 1.6
        sentence = one_line(reason.match.sentence)[:600]
        if sentence:
            page.block(0, line, inset=24, why=True)
            page.marked(sentence, small, "ink", reason.match.sentence_spans)
        page.block(0, line, inset=24, why=True)
        page.put(reason.words, small, "ink")
        if reason.times:
            page.block(4, line, inset=24, why=True)
            page.put(reason.times, small, "soft")

    def _story(self, known: Account, small: QFont) -> None:
        page, story = self._page, known.story
        page.block(22, small.pixelSize() * 1.75, inset=12, why=True)
        if story is not None:
            outlets = counted(story.outlets, "independent outlet")
            many = f"Story of {counted(story.articles, 'article')}, {outlets}"
            page.put(many if story.articles > 1 else "Nobody else reports this story yet", small, "soft")
            page.put("   ", small, "soft")
        if known.others:
            page.link("Also reported by…", STORY, small, tip="Go to the other articles of this story")
            page.put("   ", small, "soft")
        page.link("Show less", TOGGLE, small)

    def _text(self, article: Article, hits: Sequence[Hit]) -> None:
        page = self._page
        text = drawable(article.text[:MOST_TEXT])
        font = page.text_font(self._theme.tokens.reader)
        line = self._theme.tokens.line
        spans, at, empty = _in(hits, "text"), 0, True
        for part in text.split("\n"):
            if part.strip():
                empty = False
                inside = [(a - at, b - at) for a, b in spans if a < at + len(part) and b > at]
                page.paragraph(part, font, "ink", 12, line, inside)
            at += len(part) + 1
        if empty:
            page.paragraph("The source sent only the headline.", font, "soft", 12, line)
        elif len(article.text) > MOST_TEXT:
            page.paragraph("The rest is cut here: the text is very long.", font, "soft", 12, line)

    def _address(self, link: str, font: QFont) -> None:
        self._page.block(32, 0)
        shown = one_line(link)
        shown = shown if len(shown) < 200 else shown[:199] + "…"
        if link.lower().startswith(("http://", "https://")):
            self._page.link(shown, link, font, tip=link)
        else:
            self._page.put(shown, font, "soft")

    def _others(self, known: Account, now: datetime) -> None:
        if not known.others or known.story is None:
            return
        page, small = self._page, self._page.small()
        page.block(10, small.pixelSize() * 1.5)
        page.target(STORY[1:], "Also reported by", page.small(new=True), "soft")
        for other in known.others:
            self._other(other, small, now)
        rest = known.story.articles - 1 - len(known.others)
        if rest > 0:
            page.paragraph(f"and {rest:,} more", small, "soft", 12, 1.5)

    def _other(self, other: Other, small: QFont, now: datetime) -> None:
        page, tokens = self._page, self._theme.tokens
        headline = one_line(other.headline)[:300].strip() or "(no headline)"
        page.block(0, tokens.list * 1.4, left=True)
        page.link(headline, f"{ARTICLE}{other.id}", page.text_font(tokens.list), "ink", tip="Read this article")
        page.block(12, small.pixelSize() * 1.5, left=True)
        page.put(f"\u2068{_short(other.outlet)}\u2069 · {moment(other.dated, now)}", small, "soft")
        if other.copy:
            page.put(" · copy", small, "soft")
        page.put("   ", small, "soft")
        page.link("Not the same story", f"{APART}{other.id}", small, tip="Take this article out of the story for good")


def _question(known: Account) -> str:
    return "Why did this ring?" if known.rang is not None else "Why did this not ring?"


def _in(hits: Sequence[Hit], field: str) -> list[tuple[int, int]]:
    return sorted({(hit.start, hit.end) for hit in hits if hit.field == field})


def _short(text: str) -> str:
    return one_line(text).strip()[:120]
