"""Writes what a feed changed in an article: a line with the time, and, opened, the words that came and went."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtGui import QFont

from tocsin.core.model import Article, Edit
from tocsin.ui.difference import Line, Piece, difference, differences
from tocsin.ui.plain import drawable, one_line
from tocsin.ui.reader_page import Page
from tocsin.ui.words import counted, moment

EDITS = "#edits"
MOST_SHOWN, MOST_LINES = 4, 24


def write_edits(page: Page, article: Article, edits: Sequence[Edit], now: datetime, *, opened: bool) -> None:
    """Write when the article was changed; opened: its last changes, newest first."""
    if not edits:
        return
    small = page.small()
    line = small.pixelSize() * 1.75
    page.block(0 if opened else 22, line, inset=12, ground="edits")
    more = f" · {counted(len(edits), 'change')} seen" if len(edits) > 1 else ""
    page.put(f"Changed {moment(edits[-1].seen, now)}{more}", small, "ink")
    page.put("   ", small, "soft")
    page.link("Show less" if opened else "What was changed?", EDITS, small, tip="Words that came and went (D)")
    if opened:
        following = [*edits[1:], None]
        pairs = list(zip(edits, following, strict=True))[-MOST_SHOWN:]
        for at, (old, new) in enumerate(reversed(pairs)):
            title, text = (article.title, article.text) if new is None else (new.title, new.text)
            _change(page, old, title, text, now, last=at == len(pairs) - 1, several=len(pairs) > 1)
    page.apart()


def _change(page: Page, old: Edit, title: str, text: str, now: datetime, *, last: bool, several: bool) -> None:
    small, font = page.small(), page.theme.font(page.theme.tokens.list)
    line = font.pixelSize() * 1.55
    if several:
        page.block(2, line, inset=12, ground="edits")
        page.put(f"until {moment(old.seen, now)}", small, "soft")
    lines: list[Line] = []
    if old.title != title:
        lines.append(Line(difference(one_line(old.title)[:1000], one_line(title)[:1000])))
    if old.text != text:
        lines.extend(differences(old.text, text))
    for at, one in enumerate(lines[:MOST_LINES]):
        final = at == min(len(lines), MOST_LINES) - 1
        page.block((22 if last else 10) if final else 4, line, inset=12, ground="edits")
        if one.skipped:
            page.put("…  ", font, "soft")
        before = ""
        for piece in one.pieces:
            if before and "same" not in (before, piece.kind):
                page.put("\u2009", font, "ink")
            _piece(page, piece, font)
            before = piece.kind
        if final and len(lines) > MOST_LINES:
            page.put("  … and more", small, "soft")


def _piece(page: Page, piece: Piece, font: QFont) -> None:
    """Underline what came and strike through what went: the colour only helps."""
    shown = QFont(font)
    shown.setUnderline(piece.kind == "added")
    shown.setStrikeOut(piece.kind == "removed")
    ink = {"added": "ink", "removed": "soft"}.get(piece.kind, "ink")
    letters = page.letters(shown, ink)
    if piece.kind == "added":
        letters.setBackground(page.theme.colour("tint"))
    text = drawable(piece.text).replace("\n", " ")
    if piece.kind == "same" and len(text) > 200:
        text = f"{text[:90].rpartition(' ')[0] or text[:90]} … {text[-90:].partition(' ')[2] or text[-90:]}"
    page.cursor.insertText(text, letters)
