"""The stories that are still warm, and the place of each new piece among them; touches nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import chain
from math import exp
from urllib.parse import urlsplit
from zlib import crc32

from tocsin.core.grouping.copies import repeats
from tocsin.core.grouping.likeness import against_rival, piece_features, piece_odds, story_odds
from tocsin.core.grouping.nomination import Postings
from tocsin.core.grouping.pieces import Piece, Placed
from tocsin.core.grouping.reading import Frequencies, Reading
from tocsin.core.grouping.settings import DEFAULT, Settings
from tocsin.core.grouping.stories import Member, Story

WINDOW = timedelta(days=4)
"""A story without a new piece for so long has ended."""

_DAY = 86_400.0
_OLDEST = timedelta(days=3650)
_COPY_LOOKS = 48


class Grouping:
    """Puts pieces into stories as they arrive. Nothing is saved: `restore` rebuilds the window at start."""

    def __init__(self, *, mint: Callable[[], int], window: timedelta = WINDOW, settings: Settings = DEFAULT) -> None:
        """`mint` gives the id of a new story."""
        self._mint = mint
        self._window = window.total_seconds()
        self._settings = settings
        self._frequencies = Frequencies()
        self._postings = Postings()
        self._stories: dict[int, Story] = {}
        """By slot, the one touched longest ago first."""
        self._slots: dict[int, int] = {}
        """From a story's id to its slot."""
        self._members: dict[int, Member] = {}
        self._outlets: dict[str, int] = {}
        self._links: dict[int, int] = {}
        """From an address to the slot of the first piece that had it, times 4, plus how many had it (up to 3)."""
        self._last_slot = 0

    def place(self, piece: Piece) -> Placed:
        """Decide the story of a piece. A piece that has been placed stays where it is."""
        known = self._members.get(piece.id)
        if known is not None:
            return Placed(self._stories[known.slot].id, False, known.copy_of or None, 1.0, "It was placed before.")
        reading = Reading(piece, self._frequencies, self._settings)
        when = moment(piece)
        ranked = self._ranked(reading, when, piece)
        best = ranked[0] if ranked else None
        if best is None or best[0] < self._settings.join:
            slot = self._open(self._mint())
            copy, merges = self._take(piece, reading, when, slot), self._second_look(slot, ranked)
            reason = "Nothing in the window is like it." if best is None else "Nothing in the window is enough like it."
            story = self._stories[self._members[piece.id].slot]
            if merges:
                reason = "It showed that two stories are one."
            return Placed(story.id, True, copy, _chance(best[0]) if best else 0.0, reason, merges)
        slot = best[1]
        copy = self._take(piece, reading, when, slot)
        merges = self._second_look(slot, ranked[1:]) if copy is None else ()
        shared = ", ".join(dict.fromkeys(reading.spelling[term] for _, term in best[2][:4]))
        reason = f"Shares {shared}." if shared else "Has the same address."
        return Placed(self._stories[self._members[piece.id].slot].id, False, copy, _chance(best[0]), reason, merges)

    def restore(self, piece: Piece, story: int) -> None:
        """Put a piece where it was, without deciding."""
        if piece.id in self._members:
            return
        reading = Reading(piece, self._frequencies, self._settings)
        slot = self._slots.get(story)
        self._take(piece, reading, moment(piece), self._open(story) if slot is None else slot)

    def split(self, piece_id: int, apart_from_story: int) -> int | None:
        """Keep a piece apart from a story for good, and return the piece's story.

        A piece of that story gets a story of its own. A piece that has left the window gives None.
        """
        member = self._members.get(piece_id)
        slot = self._slots.get(apart_from_story)
        if member is None:
            return None
        if slot is not None and member.slot == slot:
            self._leave(piece_id, member, slot)
        own = self._stories[member.slot]
        if own.id != apart_from_story:
            own.apart = (own.apart or frozenset()) | {apart_from_story}
            other = self._stories.get(slot or 0)
            if other is not None:
                other.apart = (other.apart or frozenset()) | {own.id}
        return own.id

    def independent_outlets(self, story: int) -> int:
        """Return how many outlets tell it in words of their own; 0 for a story that has ended."""
        slot = self._slots.get(story)
        if slot is None:
            return 0
        return len({self._members[piece].outlet for piece in self._stories[slot].originals})

    def forget(self, before: datetime) -> None:
        """End the stories whose last piece is older."""
        edge = before.timestamp()
        for slot in [slot for slot, story in self._stories.items() if story.last < edge]:
            self._end(slot)
        if len(self._links) > 2 * len(self._members) + 1000:
            self._links = {link: use for link, use in self._links.items() if use >> 2 in self._stories}

    def _ranked(self, reading: Reading, when: float, piece: Piece) -> list[tuple[float, int, list[tuple[float, int]]]]:
        """Return log odds, slot and shared terms of the stories that may hold the piece, the likeliest first."""
        settings = self._settings
        probes = list(reading.vector.items())[: settings.probes]
        names = self._postings.nominate(probes, 3 * settings.candidates, settings.floor)
        linked = self._linked(piece)
        looked: list[tuple[float, int, list[float], list[tuple[float, int]]]] = []
        stories = self._stories
        for slot in dict.fromkeys([*linked, *names]):
            story = stories.get(slot)
            if story is None:
                continue
            gap = max(0.0, story.first - when, when - story.last)
            if gap > self._window:
                continue
            features, told = piece_features(reading, story)
            if told or slot in linked:
                looked.append((-gap / _DAY * settings.fade, slot, features, told))
            if len(looked) >= settings.candidates:
                break
        cosines = sorted((features[1] for _, _, features, _ in looked), reverse=True)
        ranked = []
        for penalty, slot, features, told in looked:
            rival = cosines[0] if features[1] < cosines[0] else cosines[1] if len(cosines) > 1 else 0.0
            features.append(against_rival(features[1], rival))
            log_odds = piece_odds(features) + penalty
            if slot in linked:
                log_odds += settings.same_link
            elif log_odds >= settings.hopeless and reading.things(told, settings.tells) < settings.things:
                continue
            ranked.append((log_odds, slot, told))
        ranked.sort(key=_first, reverse=True)
        return ranked

    def _second_look(self, slot: int, rivals: Sequence[tuple[float, int, object]]) -> tuple[int, ...]:
        """Merge the piece's story with likely rivals that turn out to be the same; return the ids that are gone."""
        settings = self._settings
        gone: list[int] = []
        for log_odds, rival, _ in rivals[: settings.second_looks]:
            if log_odds < settings.hopeless:
                break
            one, other = self._stories.get(slot), self._stories.get(rival)
            if one is None or other is None or one is other:
                continue
            if (one.apart and other.id in one.apart) or (other.apart and one.id in other.apart):
                continue
            gap = max(0.0, one.first - other.last, other.first - one.last) / _DAY
            if story_odds(one, other) - gap * settings.fade < settings.merge:
                continue
            keep, drop = (slot, rival) if slot < rival else (rival, slot)
            gone.append(self._merge(keep, drop))
            slot = keep
        return tuple(gone)

    def _merge(self, keep: int, drop: int) -> int:
        story, other = self._stories[keep], self._stories.pop(drop)
        del self._slots[other.id]
        story.absorb(other, self._settings.story_terms)
        for piece in chain(other.originals, other.copies or ()):
            self._members[piece].slot = keep
        if other.apart:
            story.apart = (story.apart or frozenset()) | other.apart
            for enemy in other.apart:
                slot = self._slots.get(enemy)
                if slot is not None:
                    self._stories[slot].apart = (self._stories[slot].apart or frozenset()) | {story.id}
        self._postings.post(keep, story.terms[: self._settings.probes])
        return other.id

    def _open(self, story_id: int) -> int:
        self._last_slot += 1
        self._stories[self._last_slot] = Story(story_id)
        self._slots[story_id] = self._last_slot
        while len(self._members) >= self._settings.capacity and len(self._stories) > 1:
            self._end(next(iter(self._stories)))
        return self._last_slot

    def _take(self, piece: Piece, reading: Reading, when: float, slot: int) -> int | None:
        """Put a piece into a story and return the piece that it repeats."""
        story = self._stories[slot] = self._stories.pop(slot)
        outlet = self._outlets.setdefault(outlet_of(piece), len(self._outlets))
        member = self._members[piece.id] = Member(reading, when, outlet, slot)
        self._note_link(piece.link, slot)
        self._postings.post(slot, reading.terms[: self._settings.probes])
        original = self._repeated(story, member)
        if original is None:
            self._frequencies.add(reading.everything)
            story.add(piece.id, member, self._settings.story_terms)
            return None
        member.copy_of = original
        story.take_copy(piece.id, when)
        return original

    def _repeated(self, story: Story, member: Member) -> int | None:
        mine = frozenset(member.sketch)
        originals = story.originals
        looks = originals if len(originals) <= _COPY_LOOKS else originals[:16] + originals[16 - _COPY_LOOKS :]
        for piece in looks:
            if repeats(mine, member.sketch, self._members[piece].sketch):
                return piece
        return None

    def _leave(self, piece_id: int, member: Member, slot: int) -> None:
        """Move a piece into a story of its own; if others repeat it, the first of them stands for it."""
        old = self._stories[slot]
        rest = [piece for piece in sorted([*old.originals, *(old.copies or ())]) if piece != piece_id]
        heirs = [piece for piece in rest if self._members[piece].copy_of == piece_id]
        for piece in heirs:
            self._members[piece].copy_of = heirs[0] if piece != heirs[0] else 0
        member.slot, member.copy_of = self._open(self._mint()), 0
        self._stories[member.slot].add(piece_id, member, self._settings.story_terms)
        self._postings.post(member.slot, member.terms[: self._settings.probes])
        if not rest:
            self._slots.pop(old.id, None)
            del self._stories[slot]
            return
        fresh = self._stories[slot] = Story(old.id)
        fresh.apart = old.apart
        for piece in rest:
            kept = self._members[piece]
            if kept.copy_of:
                fresh.take_copy(piece, kept.when)
            else:
                fresh.add(piece, kept, self._settings.story_terms)

    def _end(self, slot: int) -> None:
        story = self._stories.pop(slot)
        self._slots.pop(story.id, None)
        for piece in chain(story.originals, story.copies or ()):
            del self._members[piece]

    def _linked(self, piece: Piece) -> set[int]:
        """Return the slots of the stories that hold an address of the piece."""
        if not self._links:
            return set()
        found = (self._links.get(key(link), 3) for link in (piece.link, *piece.links[:40]) if link)
        return {use >> 2 for use in found if use & 3 < 3}

    def _note_link(self, link: str, slot: int) -> None:
        if link:
            number = key(link)
            use = self._links.get(number)
            self._links[number] = slot << 2 if use is None else min(use + 1, use | 3)


def moment(piece: Piece) -> float:
    """Return when a piece counts as told: its own date where it is credible, never after it was seen."""
    if piece.published is None or piece.published >= piece.seen or piece.seen - piece.published > _OLDEST:
        return piece.seen.timestamp()
    return piece.published.timestamp()


def outlet_of(piece: Piece) -> str:
    """Return what tells outlets apart: the name, else the host of the address."""
    name = " ".join(piece.outlet.split()).casefold()
    if name:
        return name
    try:
        return (urlsplit(piece.link).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def key(link: str) -> int:
    """Return a number for an address; scheme, www and fragment do not count."""
    bare = link.partition("#")[0].partition("://")[2] or link
    bare = bare.removeprefix("www.").rstrip("/")
    data = bare.encode("utf-8", "replace")
    return crc32(data) << 32 | crc32(data, 77)


def _chance(log_odds: float) -> float:
    return 1 / (1 + exp(-max(-60.0, min(60.0, log_odds))))


def _first(item: tuple[float, int, object]) -> float:
    return item[0]
