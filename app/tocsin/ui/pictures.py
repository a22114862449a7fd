"""Fetches and reads the images that the user allowed, on threads of its own; nothing is asked for unasked."""

from __future__ import annotations

import queue
import threading
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader
from shiboken6 import isValid

from tocsin.core.errors import TocsinError
from tocsin.desktop.cache import Cache
from tocsin.ui.picture_turns import Turn, at_once

FORMATS = frozenset(("png", "jpeg", "gif", "webp"))
"""What is read; SVG is not: it can point to other files."""

MOST_PIXELS, MOST_MEGABYTES, WIDEST, HIGHEST = 24_000_000, 128, 1_200, 4_000
AT_ONCE, MOST_WAITING, KEPT_BYTES = 2, 200, 64 * 2**20
SMALLEST = 3
"""A side with fewer pixels: not there to be seen."""


@dataclass(frozen=True, slots=True)
class Wish:
    """An image that may be asked for."""

    address: str
    feed_url: str = ""
    """Where the article came from: what comes from the local network may show images from there."""


class Unreadable(TocsinError):
    """What came is no image that is shown."""


class Pictures(QObject):
    """Keeps the images that were shown last; tells of each one that comes or fails."""

    came = Signal(str)
    """The address of an image that is there now, or whose failure is known."""
    _done = Signal(str, object, str)

    def __init__(self, folder: Path, user_agent: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cache, self._user_agent = Cache(folder), user_agent
        self._images: OrderedDict[str, QImage] = OrderedDict()
        self._here: frozenset[str] = frozenset()
        self._failures: dict[str, str] = {}
        self._asked: set[str] = set()
        self._wishes: queue.SimpleQueue[Wish | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._closing = threading.Event()
        self._done.connect(self._take)
        self.turn: Turn = at_once

    def image(self, address: str) -> QImage | None:
        """Return an image that is there."""
        found = self._images.get(address)
        if found is not None:
            self._images.move_to_end(address)
        return found

    def hold(self, addresses: frozenset[str]) -> None:
        """Keep the images of the article that is shown, whatever else goes."""
        self._here = addresses

    def failure(self, address: str) -> str:
        """Return the sentence of an image that did not come; empty: it did, or was not asked for."""
        return self._failures.get(address, "")

    def waits(self, address: str) -> bool:
        """Say whether an image is under way."""
        return address in self._asked

    def ask(self, wish: Wish) -> None:
        """Have an image fetched, unless it is there, is under way or has failed."""
        known = wish.address in self._images or wish.address in self._asked or wish.address in self._failures
        if known or len(self._asked) >= MOST_WAITING or self._closing.is_set():
            return
        self._asked.add(wish.address)
        self._wishes.put(wish)
        if len(self._threads) < min(AT_ONCE, len(self._asked)):
            thread = threading.Thread(target=self._work, name="pictures", daemon=True)
            self._threads.append(thread)
            thread.start()

    def forgive(self, address: str) -> None:
        """Forget that an image failed: it may be asked for again."""
        self._failures.pop(address, None)

    def close(self) -> None:
        """Drop what is under way and end the threads."""
        self._closing.set()
        for _ in self._threads:
            self._wishes.put(None)
        for thread in self._threads:
            thread.join(2.0)
        self._threads.clear()

    def _take(self, address: str, image: QImage | None, sentence: str) -> None:
        self._asked.discard(address)
        if image is None:
            self._failures[address] = sentence
        else:
            self._images[address] = image
            self._make_room(address)
        self.came.emit(address)

    def _make_room(self, newest: str) -> None:
        size = sum(image.sizeInBytes() for image in self._images.values())
        for address in [one for one in self._images if one not in self._here and one != newest]:
            if size <= KEPT_BYTES:
                return
            size -= self._images.pop(address).sizeInBytes()
        if size > KEPT_BYTES:
            self._images.pop(newest)
            self._failures[newest] = "The article has more images than are shown at once."

    # -- on the threads

    def _work(self) -> None:
        while (wish := self._wishes.get()) is not None and not self._closing.is_set():
            image: QImage | None = None
            sentence = ""
            try:
                image = self._read(wish)
            except TocsinError as error:
                sentence = str(error)
            except Exception:  # noqa: BLE001 - an image is never worth a crash
                sentence = "It cannot be read."
            if isValid(self):
                self._done.emit(wish.address, image, sentence)

    def _read(self, wish: Wish) -> QImage:
        body = self._cache.get(wish.address)
        if body is not None:
            return decoded(body)
        from tocsin.feeds.fetch_picture import fetch_picture

        self._closing.wait(self.turn(wish.address))
        body = fetch_picture(
            wish.address, feed_url=wish.feed_url, user_agent=self._user_agent, stop=self._closing.is_set
        )
        image = decoded(body)
        self._cache.put(wish.address, body)
        return image


def decoded(body: bytes) -> QImage:
    """Read an image, smaller where it is larger than a screen; raises Unreadable. Works on any thread."""
    buffer = QBuffer()
    buffer.setData(QByteArray(body))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    QImageReader.setAllocationLimit(MOST_MEGABYTES)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    if bytes(reader.format().data()).decode("ascii", "replace") not in FORMATS:
        raise Unreadable("What came is not an image that can be shown.")
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > MOST_PIXELS:
        raise Unreadable("The image is too large to be shown.")
    if min(size.width(), size.height()) < SMALLEST:
        raise Unreadable("The image is only there to be asked for.")
    if size.width() > WIDEST or size.height() > HIGHEST:
        reader.setScaledSize(size.scaled(QSize(WIDEST, HIGHEST), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise Unreadable("The image is damaged.")
    return image
