"""Follows many sources at once without looking at them: those of a list, or of the catalogue; touches no network."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tocsin.core.errors import TocsinError
from tocsin.core.model import Feed
from tocsin.feeds.address import key, normal, split_credentials
from tocsin.store import Store


@dataclass(frozen=True, slots=True)
class Named:
    """A source as a list names it."""

    url: str
    title: str = ""
    folder: str = ""
    country: str = ""


def follow_list(store: Store, named: Iterable[Named], now: datetime) -> tuple[list[Feed], list[str]]:
    """Follow many sources in one transaction.

    Returns the feeds that were added and a sentence for each that was not.
    """
    added: list[Feed] = []
    left_out: list[str] = []
    with store.writing(durable=True):
        known = {key(address) for _, address in store.feeds.addresses()}
        for one in named:
            try:
                url, user, _ = split_credentials(normal(one.url))
                if key(url) in known:
                    left_out.append(f"{url} is followed already.")
                    continue
                feed = store.feeds.add(url, now=now, title=one.title, folder=one.folder, user=user, country=one.country)
                added.append(feed)
                known.add(key(url))
            except TocsinError as error:
                left_out.append(str(error))
    return added, left_out
