"""Follows feeds that have moved for good, and stops those that are gone; touches `moves`, `notes` and `feeds`."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from tocsin.core.errors import WrongUse
from tocsin.core.model import Feed
from tocsin.core.schedule import Move, moved
from tocsin.core.text import clean
from tocsin.feeds.address import BadAddress, host_of, is_private, key, normal
from tocsin.store import Store
from tocsin.store.moves import Note, NoteKind


def redirected(store: Store, feed: Feed, to: str, now: datetime) -> Note | None:
    """Count a reading that a redirect for good led to `to` ("": none did); after a few, over days, change the address.

    Only called for what turned out to be a feed, so that no login page becomes an address. Inside a transaction.
    """
    to = _worthy(feed, to)
    if not to or store.moves.refused(feed.id, to):
        store.moves.forget(feed.id)
        return None
    move = moved(store.moves.of(feed.id), to, now)
    store.moves.keep(feed.id, move)
    return _change(store, feed, move, now) if move.believed else None


def _worthy(feed: Feed, to: str) -> str:
    """Give the new address in its usual spelling, or "" for one that no feed is moved to.

    A feed with a password stays: its name and password belong to one address. One of the open web is never moved
    into the local network, nor from https to http.
    """
    try:
        to = normal(to) if to else ""
    except BadAddress:
        return ""
    if not to or to == feed.url or feed.user or "@" in urlsplit(to).netloc:
        return ""
    if urlsplit(feed.url).scheme == "https" and urlsplit(to).scheme != "https":
        return ""
    return "" if is_private(host_of(to)) and not is_private(host_of(feed.url)) else to


def _change(store: Store, feed: Feed, move: Move, now: datetime) -> Note | None:
    name = clean(feed.title, 80)
    for other, address in store.feeds.addresses():
        if other != feed.id and key(address) == key(move.to):
            if any(note.kind is NoteKind.TWIN and note.after == move.to for note in store.notes.all(feed.id)):
                return None
            sentence = f"{name} has moved for good to an address that you follow already ({address})."
            return store.notes.add(feed, NoteKind.TWIN, sentence, now, before=feed.url, after=move.to)
    if store.feeds.taken(move.to):
        return None  # a removed feed has it, and may be wanted back
    store.feeds.edit(feed.id, url=move.to)
    store.moves.forget(feed.id)
    sentence = f"{name} has moved for good; it is read at {clean(move.to, 200)} from now on."
    return store.notes.add(feed, NoteKind.MOVED, sentence, now, before=feed.url, after=move.to)


def stay(store: Store, feed: Feed, now: datetime) -> Feed:
    """Take the last move of a feed back, for good: its redirect is not believed again.

    Raises WrongUse when it never moved, or the old address is another feed's by now.
    """
    note = next((note for note in store.notes.all(feed.id) if note.kind is NoteKind.MOVED), None)
    if note is None or note.after != feed.url:
        raise WrongUse(f"{feed.title} has not moved.")
    if store.feeds.taken(note.before):
        raise WrongUse(f"{note.before} is another feed by now.")
    with store.writing(durable=True):
        back = store.feeds.edit(feed.id, url=note.before)
        store.moves.keep(feed.id, Move(note.after, now, now), refused=True)
        sentence = f"{clean(feed.title, 80)} is read at its old address again."
        store.notes.add(feed, NoteKind.STAYED, sentence, now, before=note.after, after=note.before)
    return back


def gone(store: Store, feed: Feed, now: datetime) -> Note:
    """Stop reading a feed whose server says that it is gone for good (410), until the user asks for it again."""
    with store.writing():
        store.feeds.polled(feed.id, gone=now)
        sentence = f"{clean(feed.title, 80)} is gone for good, says its server. It is not read any more."
        return store.notes.add(feed, NoteKind.GONE, sentence, now, before=feed.url)
