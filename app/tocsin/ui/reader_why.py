"""Writes the box "why" into the page: one line a watch until it is opened."""

from __future__ import annotations

from PySide6.QtGui import QFont

from tocsin.ui.account import Account, Reason
from tocsin.ui.plain import one_line
from tocsin.ui.reader_page import Page
from tocsin.ui.words import counted, place

MOST_REASONS = 4
TOGGLE, STORY = "#why", "#story"


def write_reasons(page: Page, known: Account, *, opened: bool) -> None:
    """Write which watches the article answers, and where; opened: what became of that, and its story."""
    reasons, small = known.reasons, page.small()
    shown = reasons[:MOST_REASONS]
    line = small.pixelSize() * 1.75
    for at, reason in enumerate(shown):
        last = at == len(shown) - 1
        page.block(22 if last and not opened else 0, line, inset=12, ground="why")
        page.put(one_line(reason.watch)[:80], small, "accent")
        where = place(reason.match.field)
        clause = one_line(reason.match.clause)[:120]
        page.put(f"  {where}  " if where else "  ", small, "soft")
        page.put(clause if clause != reason.watch or opened else "", small, "ink")
        if last and len(reasons) > len(shown):
            page.put(f"  and {len(reasons) - len(shown)} more", small, "soft")
        if opened:
            _details(page, reason, small)
        elif last:
            page.put("   ", small, "soft")
            page.link(_question(known), TOGGLE, small, tip="What hit, when it rang, and who else reports it (W)")
    if opened and shown:
        _story(page, known, small)
    page.apart()


def _details(page: Page, reason: Reason, small: QFont) -> None:
    line = small.pixelSize() * 1.6
    sentence = one_line(reason.match.sentence)[:600]
    if sentence:
        page.block(0, line, inset=24, ground="why")
        page.marked(sentence, page.letters(small, "ink"), reason.match.sentence_spans)
    page.block(0, line, inset=24, ground="why")
    page.put(reason.words, small, "ink")
    if reason.times:
        page.block(4, line, inset=24, ground="why")
        page.put(reason.times, small, "soft")


def _story(page: Page, known: Account, small: QFont) -> None:
    story = known.story
    page.block(22, small.pixelSize() * 1.75, inset=12, ground="why")
    if story is not None:
        outlets = counted(story.outlets, "independent outlet")
        many = f"Story of {counted(story.articles, 'article')}, {outlets}"
        page.put(many if story.articles > 1 else "Nobody else reports this story yet", small, "soft")
        page.put("   ", small, "soft")
    if known.others:
        page.link("Also reported by…", STORY, small, tip="Go to the other articles of this story")
        page.put("   ", small, "soft")
    page.link("Show less", TOGGLE, small)


def _question(known: Account) -> str:
    return "Why did this ring?" if known.rang is not None else "Why did this not ring?"
