"""Keeps what of an article is opened and allowed, and how it is to look; writes it when the pane asks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QObject, Signal

from tocsin import __version__
from tocsin.core.errors import TocsinError
from tocsin.core.model import Article, Edit, ImageRule
from tocsin.store import Store
from tocsin.ui.account import Account
from tocsin.ui.fragment import Fragment
from tocsin.ui.fragment_reading import read_fragment
from tocsin.ui.pictures import Pictures
from tocsin.ui.reader_acts import ReaderActs
from tocsin.ui.reader_document import MORE, MOST_TEXT, Sheet, Writer
from tocsin.ui.reader_edits import EDITS
from tocsin.ui.reader_images import AGAIN, IMAGE, IMAGES, IMAGES_ALWAYS, IMAGES_FEED, Images, Shown
from tocsin.ui.reader_others import APART, ARTICLE
from tocsin.ui.reader_page import LARGEST, SMALLEST, Typography
from tocsin.ui.reader_text import ReaderText
from tocsin.ui.reader_why import STORY, TOGGLE
from tocsin.ui.theme import Theme

FACE, LARGER, ALWAYS = "ui.reader", "ui.reader.larger", "ui.reader.images"
"""Names of settings."""


class SheetMaker(QObject):
    """One article after another; the actions of the pane act on it."""

    changed = Signal()
    """Something was opened or closed: write again, without moving the text."""
    reshaped = Signal()
    """The letters have another size or the images came: write again, staying at the paragraph."""
    image_came = Signal()
    said = Signal(str)
    setting_wanted = Signal(str, str)
    feed_images_wanted = Signal(object, bool)

    def __init__(self, store: Store, theme: Theme, text: ReaderText, acts: ReaderActs, folder: Path) -> None:
        super().__init__(text)
        self._store, self._theme, self._text, self._acts = store, theme, text, acts
        self.pictures = Pictures(folder, f"Tocsin/{__version__}")
        self.images = Images(self.pictures)
        self._article: Article | None = None
        self._fragment = Fragment()
        self._edits: list[Edit] = []
        self._shown: list[Shown] = []
        self._why = self._changes = False
        self._most, self._html = MOST_TEXT, ""
        larger = int(store.settings.number(LARGER, 0))
        self._show_type(Typography(store.settings.get(FACE) == "serif", max(SMALLEST, min(LARGEST, larger))))
        self._always = store.settings.get(ALWAYS) == "1"
        self._feeds: dict[int, ImageRule] = {}
        self._connect()

    def _connect(self) -> None:
        acts = self._acts
        acts.larger.triggered.connect(self._larger)
        acts.smaller.triggered.connect(self._smaller)
        acts.usual_size.triggered.connect(self._usual_size)
        acts.serif.triggered.connect(self._serif)
        acts.show_images.triggered.connect(self._show_images)
        acts.images_of_feed.triggered.connect(self._show_of_feed)
        acts.images_always.triggered.connect(self._show_always)
        acts.changes.triggered.connect(self._toggle_changes)
        self.pictures.came.connect(self._came)
        self._text.resized.connect(self._step)

    # -- one article after another

    def turn_to(self, article: Article | None) -> None:
        """Go on to another article: nothing of it is opened yet."""
        self._article, self._why, self._changes, self._shown = article, False, False, []
        self._fragment, self._edits = Fragment(), []
        if article is None:
            self._tell()
            return
        self._most, self._html = MOST_TEXT, self._store.articles.html(article.id)
        self._fragment = read_fragment(self._html, self._most)
        self._edits = self._store.edits.of(article.id)
        rule = self._images_of(article.feed_id)
        always = self._always and rule is not ImageRule.NEVER
        self.images.turn_to(article.id, article.feed_url, always=always, feed=rule is ImageRule.ALWAYS)

    def write(self, article: Article, known: Account, now: datetime) -> list[int]:
        """Write the article into the text; returns where one can walk to."""
        writer = Writer(self._text.document(), self._theme, self._text.typography)
        states: Callable[..., list[Shown]] = self.images.states
        writer.write(
            article, known, now, Sheet(self._fragment, self._edits, states, self._most, self._why, self._changes)
        )
        self._shown = writer.images
        self._tell(known)
        self._text.images = writer.places
        return sorted(writer.hits)

    def _tell(self, known: Account | None = None) -> None:
        sentences = [reason.match.sentence for reason in known.reasons] if known is not None else []
        words = next((one for one in sentences if one), "")
        waiting = any(not one.allowed for one in self._shown)
        self._acts.turn_to(self._article, words, images=waiting, changes=bool(self._edits))
        self._acts.images_of_feed.setChecked(self.images.feed and self._article is not None)
        self._acts.images_always.setChecked(self._always)

    def forget_feeds(self, _: object = None) -> None:
        """Ask anew what is wanted of each feed: the user may have changed it."""
        self._feeds.clear()

    def _images_of(self, feed_id: int) -> ImageRule:
        if feed_id not in self._feeds:
            try:
                self._feeds[feed_id] = self._store.feeds.get(feed_id).images
            except TocsinError:
                return ImageRule.ASK
        return self._feeds[feed_id]

    def pressed(self, address: str) -> int:
        """Follow a link inside the page; one to another article is only told: its number, else 0."""
        if address.startswith((ARTICLE, APART)):
            return int(address.rpartition("-")[2])
        if address.startswith((IMAGE, AGAIN)):
            self._show_one(int(address.rpartition("-")[2]))
        elif address == STORY:
            self._text.scrollToAnchor(STORY[1:])
        elif address in self._inside:
            self._inside[address](self)
        return 0

    # -- what is opened

    def toggle_why(self) -> None:
        """Open the box "why", or close it."""
        self._why = not self._why
        self.changed.emit()

    def _toggle_changes(self) -> None:
        if self._edits:
            self._changes = not self._changes
            self.changed.emit()

    def _show_more(self) -> None:
        self._most += MOST_TEXT
        self._fragment = read_fragment(self._html, self._most)
        self.changed.emit()

    # -- images

    def _show_one(self, number: int) -> None:
        if number < len(self._shown):
            self.images.allow(self._shown[number].picture.address)
            self.reshaped.emit()

    def _show_images(self) -> None:
        self.images.allow_article()
        self.reshaped.emit()

    def _ask_of_feed(self) -> None:
        self._show_of_feed(True)

    def _ask_always(self) -> None:
        self._show_always(True)

    def _show_of_feed(self, on: bool) -> None:
        if self._article is not None:
            feed = self._article.feed_id
            self._feeds[feed] = ImageRule.ALWAYS if on else ImageRule.ASK
            self.images.feed = on
            self.feed_images_wanted.emit(feed, on)
            self.said.emit(
                "Images of this source are always shown." if on else "Images of this source are shown when you ask."
            )
            self.reshaped.emit()

    def _show_always(self, on: bool) -> None:
        self._always = self.images.always = on
        self.setting_wanted.emit(ALWAYS, "1" if on else "")
        self.said.emit("Images are always shown." if on else "Images are shown when you ask.")
        self.reshaped.emit()

    def _came(self, address: str) -> None:
        if any(one.picture.address == address for one in self._shown):
            self.image_came.emit()

    # -- letters

    def _show_type(self, typography: Typography) -> None:
        self._text.typography = typography
        self._acts.serif.setChecked(typography.serif)
        self._acts.larger.setEnabled(typography.larger < LARGEST)
        self._acts.smaller.setEnabled(typography.larger > SMALLEST)

    def _resize(self, larger: int) -> None:
        larger = max(SMALLEST, min(LARGEST, larger))
        self._show_type(Typography(self._text.typography.serif, larger))
        self.setting_wanted.emit(LARGER, str(larger))
        self.reshaped.emit()

    def _step(self, by: int) -> None:
        self._resize(self._text.typography.larger + by)

    def _larger(self) -> None:
        self._step(1)

    def _smaller(self) -> None:
        self._step(-1)

    def _usual_size(self) -> None:
        self._resize(0)

    def _serif(self, on: bool) -> None:
        self._show_type(Typography(on, self._text.typography.larger))
        self.setting_wanted.emit(FACE, "serif" if on else "")
        self.reshaped.emit()

    _inside: ClassVar[dict[str, Callable[[SheetMaker], None]]] = {
        TOGGLE: toggle_why,
        EDITS: _toggle_changes,
        MORE: _show_more,
        IMAGES: _show_images,
        IMAGES_FEED: _ask_of_feed,
        IMAGES_ALWAYS: _ask_always,
    }
