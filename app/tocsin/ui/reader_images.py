"""Which images of an article may be shown, and in which state each of them is; touches no network itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from PySide6.QtGui import QImage

from tocsin.ui.fragment import Picture
from tocsin.ui.pictures import Pictures, Wish

IMAGE, IMAGES, IMAGES_FEED, IMAGES_ALWAYS, AGAIN = "#image-", "#images", "#images-feed", "#images-always", "#again-"
"""Addresses inside the page that allow one image, those of this article, of this source, and all."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One image of the article and what there is of it."""

    picture: Picture
    image: QImage | None = None
    words: str = ""
    """Why it is not there, when it was allowed."""
    allowed: bool = False


class Images:
    """The permissions of one article after another; clicks hold as long as the program runs."""

    def __init__(self, pictures: Pictures) -> None:
        self.pictures = pictures
        self._articles: set[int] = set()
        self._single: set[str] = set()
        self.article_id = 0
        self.feed_url = ""
        self.always = self.feed = False

    def turn_to(self, article_id: int, feed_url: str, *, always: bool, feed: bool) -> None:
        """Go on to an article: are images shown always, and those of its feed."""
        self.article_id, self.feed_url, self.always, self.feed = article_id, feed_url, always, feed

    def allow_article(self) -> None:
        """Show the images of this article."""
        self._articles.add(self.article_id)

    def allow(self, address: str) -> None:
        """Show one image."""
        self._single.add(address)
        self.pictures.forgive(address)

    def may(self, address: str) -> bool:
        """Say whether the user has allowed it."""
        return self.always or self.feed or self.article_id in self._articles or address in self._single

    def states(self, pictures: Iterable[Picture]) -> list[Shown]:
        """Return what there is of each image; what is allowed and not there is asked for."""
        listed = list(pictures)
        self.pictures.hold(frozenset(one.address for one in listed if self.may(one.address)))
        return [self._state(one) for one in listed]

    def _state(self, picture: Picture) -> Shown:
        address = picture.address
        if not self.may(address):
            return Shown(picture)
        image = self.pictures.image(address)
        if image is None and not self.pictures.failure(address):
            self.pictures.ask(Wish(address, self.feed_url))
        return Shown(picture, image, self.pictures.failure(address), allowed=True)


def host(address: str) -> str:
    """Return where an image would come from, as the network calls it."""
    try:
        name = urlsplit(address).hostname or ""
        return name.encode("idna").decode("ascii") if not name.isascii() else name
    except (ValueError, UnicodeError):
        return "an unknown place"


def hosts(shown: Iterable[Shown], most: int = 2) -> str:
    """Return the hosts of the images that are not allowed yet: "img.example", "img.example and 2 others"."""
    names = list(dict.fromkeys(host(one.picture.address) for one in shown if not one.allowed))
    if len(names) <= most:
        return " and ".join(names)
    return f"{names[0]} and {len(names) - 1} others"


States = Callable[[Iterable[Picture]], list[Shown]]
