"""Writes one article into a text document, in our own formats: the feed's markup never reaches it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from PySide6.QtGui import QFont, QTextDocument

from tocsin.core.model import Article, Edit, Hit
from tocsin.ui.account import Account
from tocsin.ui.fragment import Fragment, Picture, Places
from tocsin.ui.plain import drawable, one_line, paragraphs
from tocsin.ui.reader_body import Body
from tocsin.ui.reader_edits import write_edits
from tocsin.ui.reader_images import IMAGES, IMAGES_ALWAYS, IMAGES_FEED, Shown, States, hosts
from tocsin.ui.reader_others import write_others
from tocsin.ui.reader_page import Page, Typography
from tocsin.ui.reader_why import write_reasons
from tocsin.ui.theme import Theme
from tocsin.ui.words import counted, times

MOST_TEXT, MOST_TITLE = 40_000, 500
"""Letters that are laid out at once; more of them when the user wants to read on."""

MORE = "#more"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is known of the article besides its words, and what of it is opened."""

    fragment: Fragment = field(default_factory=Fragment)
    edits: Sequence[Edit] = ()
    states: States | None = None
    """Says of images whether they may be shown; None: there are none."""
    most: int = MOST_TEXT
    """Letters of the text that are shown."""
    why: bool = False
    changes: bool = False


class Writer:
    """Writes into one document; afterwards `hits` holds where the marks stand, `images` what was found of them."""

    def __init__(self, document: QTextDocument, theme: Theme, typography: Typography | None = None) -> None:
        self._theme = theme
        self._page = Page(document, theme, typography)
        self.images: list[Shown] = []

    @property
    def places(self) -> list[tuple[int, float, float]]:
        """Return where images stand, with the size that they want."""
        return self._page.images

    @property
    def hits(self) -> list[int]:
        """Return where the marks stand that one can walk to."""
        return self._page.hits

    def write(
        self, article: Article, known: Account, now: datetime, sheet: Sheet | None = None, *, opened: bool = False
    ) -> None:
        """Write headline, sources, times, reasons, changes, text, address, and who else reports it."""
        tokens, page, sheet = self._theme.tokens, self._page, sheet or Sheet(why=opened)
        hits = [hit for reason in known.reasons for hit in reason.match.hits]
        title = drawable(article.title[: MOST_TITLE + 1]) if article.title.strip() else "(no headline)"
        title = title if len(title) <= MOST_TITLE else f"{title[:MOST_TITLE]}…"
        page.paragraph(one_line(title), page.text_font(tokens.title, new=True), "ink", 8, 1.3, _in(hits, "title"))
        by = " · ".join(part for part in (_short(article.outlet), _short(article.author)) if part)
        small = page.small()
        if by:
            page.paragraph(by, small, "soft", 2, 1.5)
        page.paragraph(times(article.published, article.seen, known.rang, now), small, "soft", 18, 1.5)
        write_reasons(page, known, opened=sheet.why)
        write_edits(page, article, sheet.edits, now, opened=sheet.changes)
        self._text(article, sheet, hits)
        if article.link:
            self._address(article.link, small)
        write_others(page, article, known, now)
        page.end()

    def _text(self, article: Article, sheet: Sheet, hits: Sequence[Hit]) -> None:
        fragment, spans = sheet.fragment, _in(hits, "text")
        places = Places(article.text, fragment)
        rich = bool(fragment.parts) and places.agree and not fragment.plain
        pictures = fragment.pictures if rich else ()
        if not pictures and article.image:
            pictures = (Picture(article.image),)
        self.images = sheet.states(pictures) if sheet.states is not None and pictures else []
        self._permission(article)
        body = Body(self._page, self.images, places.carried(spans) if rich else ())
        if self.images and not (rich and fragment.pictures):
            body.picture(0)
        if rich:
            body.write(fragment)
            self._say_cut(cut=fragment.cut)
        else:
            self._plain(article, spans, sheet.most)

    def _plain(self, article: Article, spans: Sequence[tuple[int, int]], most: int) -> None:
        """Write the text as it is stored: there is no HTML, it adds nothing, or it says something else."""
        page = self._page
        text = drawable(article.text[:most])
        font = page.text_font(self._theme.tokens.reader)
        line = self._theme.tokens.line
        written = 0
        for at, end in paragraphs(text):
            written += 1
            if written > most // 50:
                break
            inside = [(a - at, b - at) for a, b in spans if a < end and b > at] if spans else ()
            page.paragraph(text[at:end], font, "ink", 12, line, inside)
        if not written:
            page.paragraph("The source sent only the headline.", font, "soft", 12, line)
        self._say_cut(cut=written > most // 50 or (written > 0 and len(article.text) > most))

    def _say_cut(self, *, cut: bool) -> None:
        if cut:
            page, small = self._page, self._page.small()
            page.block(12, small.pixelSize() * 1.75)
            page.put("The rest is cut here: the text is very long.", small, "soft")
            page.put("   ", small, "soft")
            page.link("Show\xa0more", MORE, small)

    def _permission(self, article: Article) -> None:
        """Say once how many images are not shown, and offer to show them."""
        waiting = [one for one in self.images if not one.allowed]
        if not waiting:
            return
        page, small = self._page, self._page.small()
        page.block(18, small.pixelSize() * 1.6)
        verb = "is" if len(waiting) == 1 else "are"
        page.put(f"{counted(len(waiting), 'image')} from {hosts(waiting)} {verb} not loaded", small, "soft")
        page.put("   ", small, "soft")
        page.link("Show\xa0here", IMAGES, small, tip="Fetch the images of this article (I)")
        page.put("   ", small, "soft")
        outlet = _short(article.feed_title or article.outlet)[:40]
        page.link(
            f"Always for {outlet}".replace(" ", "\xa0"),
            IMAGES_FEED,
            small,
            tip="Fetch the images of all articles of this source",
        )
        page.put("   ", small, "soft")
        page.link("Always", IMAGES_ALWAYS, small, tip="Fetch the images of all articles")

    def _address(self, link: str, font: QFont) -> None:
        self._page.block(32, 0)
        shown = one_line(link)
        shown = shown if len(shown) < 200 else shown[:199] + "…"
        if link.lower().startswith(("http://", "https://")):
            self._page.link(shown, link, font, tip=link)
        else:
            self._page.put(shown, font, "soft")


def _in(hits: Sequence[Hit], field: str) -> list[tuple[int, int]]:
    return sorted({(hit.start, hit.end) for hit in hits if hit.field == field})


def _short(text: str) -> str:
    return one_line(text).strip()[:120]
