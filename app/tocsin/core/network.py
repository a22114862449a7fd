"""Decides from how a round's conversations ended whether this computer had a network, and chooses whom to ask first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal

from tocsin.core.model import Feed

How = Literal["answer", "silence", "page", "sign-in", "unclear"]
"""How one conversation ended: the server answered as servers do; nobody was heard; a web page came where a feed was;
the network itself asked for a login (511); or something that a server and a broken network can both bring about."""

SILENT = frozenset({"offline", "dns", "timeout"})
UNCLEAR = frozenset({"refused", "tls", "cut"})
"""Kinds of feeds.fetch_values: nobody was heard; and what a firewall or a login page in the way does, too."""

ENOUGH = 3
"""So many hosts that are silent at once are no accident of one server."""

ALIKE = 2
"""So many hosts that answer with the same page, or lead to the same foreign host, are one network that speaks."""

SCOUTS = 4
"""Feeds of so many hosts are read first while nobody knows whether there is a network."""

WITNESSES = 3
"""Feeds of other hosts that are asked when nobody answered; with one that was silent, enough to tell."""

FIRST_TRY, LAST_TRY = timedelta(minutes=1), timedelta(minutes=5)
"""How long after an outage was found it is tried again, and how long at most when it lasts."""


class Network(StrEnum):
    """How it stands with the network."""

    THERE = ""
    DOUBT = "doubt"
    """Somebody was silent, and nobody answered: another host must be asked."""
    OFFLINE = "offline"
    SIGN_IN = "sign-in"
    """A network answers in place of the servers, and wants a login first."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How one conversation with a host of the open web ended."""

    host: str
    how: How
    sure: bool = False
    """Of a silence: the system itself says that there is no way out."""
    well: bool = False
    """The feed could be read the last time."""
    failing: bool = False
    """It could not, and that was its own fault: its failing again says little."""
    page: str = ""
    """A short name for the page's bytes."""
    led_to: str = ""
    """The foreign host that the page came from in the end."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a round's endings come to."""

    network: Network
    since: int = 0
    """From this ending on, what is not an answer is nobody's fault."""


def ending(kind: str, status: int | None) -> How:
    """Say what a conversation that failed says about the network; kinds as in feeds.fetch_values."""
    if status == 511:  # RFC 6585, section 6: only networks say that, never a feed's server
        return "sign-in"
    if kind in SILENT and status is None:
        return "silence"
    return "unclear" if kind in UNCLEAR or kind in SILENT else "answer"


def judge(endings: Sequence[Ending], followed: int) -> Verdict:
    """Say how it stands after a round, its endings in order; `followed` counts the hosts that are followed at all.

    Each host counts once, and one that answered counts as that. Hosts on this computer and the local network say
    nothing about the open web and must not be among them.
    """
    answered = {one.host for one in endings if one.how == "answer"}
    others = [one for one in endings if one.host not in answered]
    if any(one.how == "sign-in" for one in endings) or _one_voice(others) > len(answered):
        return Verdict(Network.SIGN_IN)
    silent = {one.host for one in others if one.how == "silence" and not one.failing}
    if not answered and any(one.sure for one in others):
        return Verdict(Network.OFFLINE)
    if len(silent) >= min(ENOUGH, max(2, followed)) and len(silent) > len(answered):
        return Verdict(Network.OFFLINE)
    last = max((at for at, one in enumerate(endings) if one.how == "answer"), default=-1)
    since = [one for one in endings[last + 1 :] if one.how == "silence" and one.well]
    if len({one.host for one in since}) >= ENOUGH:
        return Verdict(Network.OFFLINE, last + 1)
    if not answered and any(one.how == "silence" or one.led_to for one in others):
        return Verdict(Network.DOUBT)
    return Verdict(Network.THERE)


def _one_voice(endings: Sequence[Ending]) -> int:
    """Count the hosts behind which the same one seems to speak; 0: each speaks for itself."""
    pages = {one.host: one for one in endings if one.how == "page" and one.well}
    same = Counter(one.page for one in pages.values() if one.page)
    same.update(f"\0{one.led_to}" for one in pages.values() if one.led_to)
    alike = max(same.values(), default=0)
    if len(pages) >= ENOUGH:
        return len(pages)
    return alike if alike >= ALIKE else 0


def scouts(due: Sequence[tuple[str, Feed]], tries: int) -> list[int]:
    """Choose the feeds that are read first, by id: of different hosts, those that were well before others.

    `due` has each feed's host. Each try begins with other ones, since a scout may itself be in trouble.
    """
    by_host: dict[str, Feed] = {}
    for host, feed in sorted(due, key=lambda one: (not was_well(one[1]), one[1].failures, one[1].id)):
        by_host.setdefault(host, feed)
    well = [feed for feed in by_host.values() if was_well(feed)]
    ranked = list(by_host.values()) if len(well) < SCOUTS else well
    start = tries * SCOUTS % len(ranked) if ranked else 0
    return [feed.id for feed in (ranked[start:] + ranked[:start])[:SCOUTS]]


def witnesses(
    feeds: Sequence[tuple[str, Feed]], but_not: Sequence[str], now: datetime, floor: timedelta
) -> list[Feed]:
    """Choose feeds of other hosts that can say whether there is a network, soonest due first.

    Only ones that were well, and that nobody asked to be left alone at this time.
    """
    chosen: dict[str, Feed] = {}
    for host, feed in sorted(feeds, key=lambda one: one[1].next_due):
        least = max(floor, timedelta(seconds=feed.asked))
        free = feed.last_polled is not None and now - feed.last_polled >= least
        if host not in but_not and was_well(feed) and free and not feed.paused and feed.gone is None:
            chosen.setdefault(host, feed)
    return list(chosen.values())[:WITNESSES]


def was_well(feed: Feed) -> bool:
    """Tell whether a feed could be read the last time."""
    return feed.last_good is not None and not feed.failures


def next_try(tries: int) -> timedelta:
    """Give how long to wait after so many tries of one outage: not long, since a try is four small requests."""
    return min(LAST_TRY, FIRST_TRY * (1 << min(max(tries, 0), 8)))


SLACK = timedelta(seconds=90)
"""So much two clocks may drift apart between two looks."""


def woke(wall: timedelta, steady: timedelta) -> bool:
    """Tell whether this computer slept, or its clock was set, while the two clocks went on by so much.

    Where the steady clock counts sleep, too, an hour without a look at it is a sleep: the monitor looks twice a minute.
    """
    return abs(wall - steady) > SLACK or steady > timedelta(hours=1)


def put_back(wall: timedelta, steady: timedelta) -> bool:
    """Tell whether the clock was put back."""
    return steady - wall > SLACK
