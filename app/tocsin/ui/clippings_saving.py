"""Saves clippings page by page beside everything else: read and written by another thread, whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import BinaryIO

from PySide6.QtCore import QFile, QIODevice, QObject, QTimer, Signal

from tocsin.core.clippings import FORMATS, Clipping, Cover, Form, form
from tocsin.core.errors import TocsinError
from tocsin.store import Store, Wanted
from tocsin.ui.choosing import Chosen
from tocsin.ui.clippings_paper import ClippingsPaper
from tocsin.ui.store_thread import StoreThread

PAPER = "pdf"
AT_ONCE, WHOLE_AT_ONCE = 20, 6
"""Clippings that are laid out on paper at once, without and with their text: the window waits meanwhile."""

ENDINGS = {"html": ".html", "markdown": ".md", "csv": ".csv", "json": ".json", "atom": ".xml", PAPER: ".pdf"}


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be saved, and how; `chosen`: what the list has chosen, instead of a scope."""

    wanted: Wanted
    cover: Cover
    form: str = "html"
    mark: bool = False
    chosen: Chosen | None = None


@dataclass(frozen=True, slots=True)
class _Page:
    wanted: Wanted
    clippings: list[Clipping]
    """To be put on paper; text is written by then."""
    number: int
    on: int | None


class ClippingsSaving(QObject):
    """One order; a page is asked for when the one before is written."""

    went_on = Signal(int)
    """So many are saved by now."""
    ended = Signal(str)
    """A sentence: saved, stopped, or why not."""

    def __init__(self, reader: StoreThread, order: Order, file: Path, zone: tzinfo, parent: QObject) -> None:
        super().__init__(parent)
        self._reader, self._order, self._file, self._zone = reader, order, file, zone
        self._part = file.with_name(f".{file.name}.{os.getpid()}.part")
        self._text = _Text(self._part, order, zone)
        self._paper: _Paper | None = None
        self._painting: Iterator[int] = iter(())
        self._page = _Page(order.wanted, [], 0, None)
        self._breath = QTimer(self)
        self._breath.setSingleShot(True)
        self._breath.timeout.connect(self._paint)
        self._stopped = False
        self.number = 0

    def begin(self) -> None:
        """Begin to save; `ended` says when it is over."""
        self._ask(self._order.wanted, None)

    def stop(self) -> None:
        """Stop at the next page, and leave no file behind."""
        self._stopped = True

    def _ask(self, wanted: Wanted, start: int | None) -> None:
        now = datetime.now(UTC)
        order, paper = self._order, self._order.form == PAPER
        at_once = WHOLE_AT_ONCE if wanted.whole else AT_ONCE

        def job(store: Store) -> _Page:
            asked = wanted
            if start is None and order.chosen is not None:
                asked = Wanted(ids=tuple(order.chosen.ids(store)), whole=wanted.whole)
            clippings, on = store.clippings.page(asked, now, start=start, most=at_once if paper else None)
            if not paper:
                with _told(self._file):
                    self._text.add(clippings)
                    if on is None:
                        self._text.end()
            return _Page(asked, clippings if paper else [], len(clippings), on)

        self._reader.ask(job, self._came, self._give_up)

    def _came(self, page: _Page) -> None:
        if self._order.form == PAPER and not self._stopped:
            self._painting = self._put_on_paper(page)
            self._page = page
            self._paint()
        else:
            self._go_on(page)

    def _paint(self) -> None:
        """Paint one page of paper, then let the window live for a moment."""
        try:
            with _told(self._file):
                on = next(self._painting, None)
        except TocsinError as error:
            self._give_up(str(error))
            return
        if on is None or self._stopped:
            self._go_on(self._page)
        else:
            self._breath.start()

    def _put_on_paper(self, page: _Page) -> Iterator[int]:
        if self._paper is None:
            self._paper = _Paper(self._part, self._order.cover, self._zone)
        yield from self._paper.add(page.clippings)
        if page.on is None:
            self._paper.end()

    def _go_on(self, page: _Page) -> None:
        if self._stopped:
            self._give_up("Stopped; nothing was saved.")
            return
        self.number += page.number
        if page.on is not None:
            self.went_on.emit(self.number)
            self._ask(page.wanted, page.on)
            return
        try:
            with _told(self._file):
                self._part.replace(self._file)
        except TocsinError as error:
            self._give_up(str(error))
            return
        what = "1 clipping" if self.number == 1 else f"{self.number:,} clippings"
        self.ended.emit(f"Saved {what} as {self._file.name}.")

    def _give_up(self, sentence: str) -> None:
        for out in (self._text, self._paper):
            if out is not None:
                out.drop()
        self._part.unlink(missing_ok=True)
        self.ended.emit(sentence)


@contextmanager
def _told(file: Path) -> Iterator[None]:
    """Turn what the disk refuses into a sentence."""
    try:
        yield
    except OSError as error:
        raise TocsinError(f"{file.name} could not be written: {error.strerror or error}.") from error


class _Text:
    """A file of text, opened when the first clippings come."""

    def __init__(self, part: Path, order: Order, zone: tzinfo) -> None:
        self._part, self._order, self._zone = part, order, zone
        self._form: Form | None = None
        self._file: BinaryIO | None = None
        self._first = True

    def add(self, clippings: Sequence[Clipping]) -> None:
        """Write some more."""
        parts = []
        if self._form is None or self._file is None:
            name = next(one for one in FORMATS if one == self._order.form)
            self._form = form(name, self._zone, whole=self._order.wanted.whole, mark=self._order.mark)
            self._file = self._part.open("wb")
            parts.append(self._form.begin(self._order.cover))
        for one in clippings:
            parts.append(self._form.one(one, first=self._first))
            self._first = False
        self._file.write("".join(parts).encode("utf-8", "replace"))

    def end(self) -> None:
        """Write what stands behind the last, down to the disk."""
        if self._form is not None and self._file is not None:
            self._file.write(self._form.end().encode())
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()

    def drop(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            with suppress(OSError):
                self._file.close()


class _Paper:
    """A PDF."""

    def __init__(self, part: Path, cover: Cover, zone: tzinfo) -> None:
        self._file = QFile(str(part))
        if not self._file.open(QIODevice.OpenModeFlag.WriteOnly):
            raise OSError(self._file.errorString())
        self._paper = ClippingsPaper(self._file, cover, zone)

    def add(self, clippings: Sequence[Clipping]) -> Iterator[int]:
        """Paint some more, page by page."""
        if clippings or not self._paper.pages:
            yield from self._paper.add(clippings)

    def end(self) -> None:
        """Finish the PDF; raises OSError when the disk did not take all of it."""
        self._paper.end()
        whole = self._file.flush() and self._file.error() == QFile.FileError.NoError
        self._file.close()
        if not whole:
            raise OSError(self._file.errorString())

    def drop(self) -> None:
        """Close the file."""
        self._paper.end()
        self._file.close()


